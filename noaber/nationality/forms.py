"""What is typed about who becomes Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from noaber.calendar.words import short_day
from noaber.cases.file_steps import worded
from noaber.nationality.file import (
    ADULT,
    AGES,
    APPLICANTS,
    HEARINGS,
    ORAL,
    UNDER_12,
    UNDER_16,
    UNDER_18,
    WAYS,
    Child,
    grounds,
)
from noaber.nationality.models import CeremonyRecord
from noaber.parties.clock import today
from noaber.web.forms import DutchDateField

MOST_CHILDREN = 12


def _how_many(age: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=f"Kinderen van {AGES[age]}" if age != UNDER_12 else f"Kinderen {AGES[age]}",
        min_value=0,
        max_value=MOST_CHILDREN,
        required=False,
        initial=0,
        help_text=help_text,
    )


class Opening(forms.Form):
    """What a file begins with: ages in groups, never a date of birth."""

    ground = forms.ChoiceField(label="Op welke grond?")
    applicant = forms.ChoiceField(label="Hoe oud is de aanvrager?", choices=list(worded(APPLICANTS)), initial=ADULT)
    under_12 = _how_many(UNDER_12)
    under_16 = _how_many(UNDER_16, "Zij worden gehoord.")
    under_18 = _how_many(UNDER_18, "Zij worden gehoord en stemmen zelf in.")
    willing = forms.BooleanField(
        label="Iedereen van 16 jaar en ouder is bereid de verklaring van verbondenheid af te leggen", required=False
    )

    def __init__(self, option: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if option:
            rows = [(ground.code, f"{ground.code}. {ground.text}") for ground in grounds().values()]
            self.fields["ground"].choices = [("", "Kies een grond"), *rows]  # type: ignore[attr-defined]
        else:
            del self.fields["ground"], self.fields["applicant"]

    def ages(self) -> list[str]:
        """The group of age of each child, the youngest first."""
        typed = self.cleaned_data
        names = ((UNDER_12, "under_12"), (UNDER_16, "under_16"), (UNDER_18, "under_18"))
        return [age for age, name in names for _ in range(typed.get(name) or 0)]


class Payment(forms.Form):
    """When the fee was paid."""

    paid_on = DutchDateField(label="Betaald op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].initial = today()


class _OfChild(forms.Form):
    """About which child it is."""

    place = forms.TypedChoiceField(label="Welk kind?", coerce=int)

    def __init__(self, children: Sequence[Child], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(child.place), f"Kind {child.place}, {AGES[child.age]}") for child in children]
        self.fields["place"].choices = rows  # type: ignore[attr-defined]


class Hearing(_OfChild):
    """What a child said."""

    hearing = forms.ChoiceField(label="Hoe ging het?", choices=list(worded(HEARINGS)), widget=forms.RadioSelect)


class Agreeing(_OfChild):
    """Whether a child of 16 or 17 agrees."""

    agrees = forms.TypedChoiceField(
        label="Stemt het kind in?",
        choices=[
            ("ja", "Ja, en het is bereid de verklaring van verbondenheid af te leggen"),
            ("nee", "Nee, het deelt er niet in"),
        ],
        coerce=lambda typed: typed == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class Decree(forms.Form):
    """What the King decided."""

    decree_on = DutchDateField(label="Dagtekening", help_text="De dag die op het besluit staat.")
    granted = forms.TypedChoiceField(
        label="Wat is besloten?",
        choices=[("ja", "Nederlanderschap verleend"), ("nee", "Verzoek afgewezen")],
        coerce=lambda typed: typed == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class Calling(forms.Form):
    """To which ceremony."""

    ceremony = forms.TypedChoiceField(label="Welke ceremonie?", coerce=int)

    def __init__(self, records: Iterable[CeremonyRecord], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(one.pk), f"{short_day(one.day)}, {one.place}") for one in records]
        self.fields["ceremony"].choices = rows  # type: ignore[attr-defined]


class Presence(forms.Form):
    """Whether they came."""

    present = forms.TypedChoiceField(
        label="Was betrokkene er?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda typed: typed == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class Pledge(forms.Form):
    """How allegiance was declared."""

    way = forms.ChoiceField(
        label="Hoe is zij afgelegd?", choices=list(worded(WAYS)), initial=ORAL, widget=forms.RadioSelect
    )
    everybody = forms.BooleanField(label="Iedereen van 16 jaar en ouder heeft haar afgelegd", required=False)

    def __init__(self, declares: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if declares > 1:
            self.fields["everybody"].label = f"Alle {declares} mensen van 16 jaar en ouder hebben haar afgelegd"


class NewCeremony(forms.Form):
    """A ceremony to plan."""

    day = DutchDateField(label="Dag")
    place = forms.CharField(label="Plaats", max_length=80, help_text="Bijvoorbeeld de raadzaal.")
    seats = forms.IntegerField(
        label="Plaatsen", min_value=1, max_value=500, help_text="Voor wie Nederlander wordt, zonder gasten."
    )
