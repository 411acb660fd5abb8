"""What is typed in an address investigation. No names and no addresses: those stand in the source system."""

from __future__ import annotations

from typing import Any

from django import forms

from noaber.investigation.file import CODES, INTENDED, KINDS, RESULTS, SOURCES
from noaber.investigation.laa import FINISHED, IN_BRP, STATES, TYPES
from noaber.investigation.rules import SIGNALS
from noaber.parties.clock import today
from noaber.web.forms import DutchDateField


def _sentences(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, text[:1].upper() + text[1:]) for code, text in words.items()]


class Begin(forms.Form):
    """Where the signal came from, and what the question is."""

    source = forms.ChoiceField(label="Van wie komt het signaal?", choices=_sentences(SOURCES), widget=forms.RadioSelect)
    signal = forms.CharField(
        label="Zaaknummer van de terugmelding of het LAA-signaal",
        max_length=16,
        required=False,
        help_text="Nodig bij een terugmelding en bij een LAA-signaal. Laat anders leeg.",
    )
    kind = forms.ChoiceField(label="Wat is de vraag?", choices=_sentences(KINDS), widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """A report and a signal of address quality have a case of their own; others have none."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        signal = typed["signal"] = typed.get("signal", "").strip().upper()
        if typed.get("source") in SIGNALS and not signal:
            self.add_error("signal", "Vul het zaaknummer in. Is er nog geen zaak? Registreer die eerst.")
        if typed.get("source") and typed["source"] not in SIGNALS and signal:
            self.add_error("signal", "Laat dit leeg: alleen een terugmelding en een LAA-signaal hebben een eigen zaak.")
        return typed


class After(forms.Form):
    """What the question is, where the signal is known."""

    kind = forms.ChoiceField(label="Wat is de vraag?", choices=_sentences(KINDS), widget=forms.RadioSelect)


class Done(forms.Form):
    """On which day something was done."""

    on = DutchDateField(label="Gedaan op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class Sent(Done):
    """On which day a letter was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "De brief ging de deur uit op"


class Annotation(forms.Form):
    """What is under investigation."""

    code = forms.ChoiceField(label="Wat staat in onderzoek?", choices=list(CODES.items()), widget=forms.RadioSelect)


class Intention(forms.Form):
    """What the college intends to enter, and the day on which that was made known."""

    intended = forms.ChoiceField(
        label="Wat is het voornemen?",
        choices=[(code, RESULTS[code].capitalize()) for code in INTENDED],
        widget=forms.RadioSelect,
    )
    on = DutchDateField(
        label="Bekendgemaakt op",
        help_text="Deze dag wordt de datum van vertrek of verhuizing. Hij ligt daarna vast.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class Result(forms.Form):
    """What came of it."""

    result = forms.ChoiceField(label="Wat is de uitkomst?", choices=_sentences(RESULTS), widget=forms.RadioSelect)
    declared = forms.BooleanField(
        label="De inwoner deed zelf aangifte (bij een briefadres: of wie het adres geeft stemt in)", required=False
    )
    ended = forms.BooleanField(label="De aantekening “in onderzoek” is in de BRP beëindigd", required=False)

    def __init__(self, *args: Any, annotated: bool = True, intended: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not annotated:
            del self.fields["ended"]
        self.fields["result"].initial = intended or None


class Nothing(forms.Form):
    """A step that asks nothing."""


class TakeIn(forms.Form):
    """Which of the eight kinds a signal is."""

    kind = forms.ChoiceField(label="Welk signaal is het?", choices=_sentences(TYPES), widget=forms.RadioSelect)


class Status(forms.Form):
    """The status that was given in WALAA."""

    status = forms.ChoiceField(
        label="Welke status gaf je in WALAA?",
        choices=[(code, STATES[code]) for code in (IN_BRP, *FINISHED)],
        widget=forms.RadioSelect,
    )
