"""What is typed about who is on call, and about a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from noaber.cemetery.piket import rules
from noaber.cemetery.piket.roster import weeks
from noaber.cemetery.piket.rules import KINDS, MOST_WEEKS, Call, Shift
from noaber.cemetery.piket.terms import PiketTerms
from noaber.parties.clock import AMSTERDAM
from noaber.values.bsn import passes_eleven_test
from noaber.web.forms import DutchDateField


def _time(label: str, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": "Schrijf de tijd als 14:30."},
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "nb-width-number", "autocomplete": "off"}),
        **more,
    )


def _no_citizen_number(value: str) -> None:
    digits = "".join(sign if sign.isdigit() else " " for sign in value).split()
    if any(len(one) == 9 and passes_eleven_test(one) for one in digits):
        raise ValidationError("Dit lijkt een burgerservicenummer. Haal het weg.", code="bsn")


class Plan(forms.Form):
    """A run of weeks, one colleague after the other."""

    since = DutchDateField(label="Vanaf welke dag", help_text="Het uur waarop de dienst wisselt staat in de afspraken.")
    number = forms.IntegerField(label="Hoeveel weken", min_value=1, max_value=MOST_WEEKS, initial=1)
    people = forms.MultipleChoiceField(
        label="Wie, om de beurt", widget=forms.CheckboxSelectMultiple, help_text="Zij wisselen elkaar per week af."
    )

    def __init__(self, colleagues: Mapping[str, str], hour: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hour = hour
        self.fields["people"].choices = list(colleagues.items())  # type: ignore[attr-defined]

    def shifts(self) -> list[Shift]:
        """The shifts that were asked for."""
        people: list[str] = self.cleaned_data["people"]
        spans = weeks(self.cleaned_data["since"], self.cleaned_data["number"], self.hour)
        return [Shift(people[place % len(people)], span) for place, span in enumerate(spans)]


class Swap(forms.Form):
    """With which other shift a shift is swapped."""

    other = forms.TypedChoiceField(label="Ruilen met", coerce=int, widget=forms.RadioSelect)

    def __init__(self, others: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = others  # type: ignore[attr-defined]


class Sick(forms.Form):
    """From when on somebody else takes over."""

    on = DutchDateField(label="Ziek vanaf")
    clock = _time("Tijd")

    def since(self) -> datetime:
        """The moment from which somebody else is on call."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["clock"], AMSTERDAM)


class LogCall(forms.Form):
    """A call, in the order in which it is told; filled in so that an ordinary one takes a few taps."""

    kind = forms.ChoiceField(label="Waarover", choices=list(KINDS.items()), widget=forms.RadioSelect)
    about = forms.CharField(
        label="Wat was de vraag?", max_length=300, help_text="Zonder namen.", validators=[_no_citizen_number]
    )
    done = forms.CharField(label="Wat heb je gedaan?", max_length=500, required=False, validators=[_no_citizen_number])
    waited = forms.IntegerField(
        label="Na hoeveel minuten beantwoord", min_value=0, max_value=1440, initial=0, required=False
    )
    missed = forms.BooleanField(label="Niet beantwoord", required=False)
    minutes = forms.IntegerField(label="Minuten gewerkt", min_value=0, max_value=rules.LONGEST_WORK, initial=15)
    on = DutchDateField(label="Dag van de oproep")
    clock = _time("Tijd van de oproep")
    who = forms.ChoiceField(label="Wie had de oproep")
    reason = forms.CharField(
        label="Waarom nu pas?", max_length=200, required=False, help_text="Alleen als je de oproep later vastlegt."
    )

    def __init__(
        self, colleagues: Mapping[str, str], terms: PiketTerms, now: datetime, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.terms, self.now = terms, now
        self.fields["who"].choices = list(colleagues.items())  # type: ignore[attr-defined]

    def call(self) -> Call:
        """The call as it was typed."""
        typed = self.cleaned_data
        came_in = datetime.combine(typed["on"], typed["clock"], AMSTERDAM)
        answered = None if typed["missed"] else came_in + timedelta(minutes=typed["waited"])
        return Call(came_in, answered, typed["kind"], typed["minutes"])

    def clean(self) -> dict[str, Any]:
        """What the log would not take is said beside its field, so that nothing typed is lost."""
        typed = super().clean() or {}
        if not typed.get("missed") and typed.get("waited") is None and "waited" not in self.errors:
            self.add_error("waited", "Vul in na hoeveel minuten, of kruis “Niet beantwoord” aan.")
        if not self.errors:
            decision = rules.may_log(self.call(), self.now, typed["reason"], self.terms)
            for code, name in (("late-without-reason", "reason"), ("ahead", "clock")):
                if text := rules.refused_text(decision, code):
                    self.add_error(name, text)
        return typed


class WithdrawCall(forms.Form):
    """Why a call is taken out again."""

    reason = forms.CharField(label="Wat klopte er niet?", max_length=200, validators=[_no_citizen_number])


def first_monday(day: date) -> date:
    """The first Monday after a day: a good start for a run of weeks."""
    return day + timedelta(days=7 - day.weekday())


def minute(moment: datetime) -> time:
    """The clock of a moment in the Netherlands, in whole minutes."""
    return moment.astimezone(AMSTERDAM).time().replace(second=0, microsecond=0)
