"""What is typed about corrections and source documents. What is wrong, and of whom, stands in the source system."""

from __future__ import annotations

from typing import Any

from django import forms

from noaber.corrections.documents import ASKERS, documents
from noaber.corrections.rules import CATEGORIES, CORRECTED, GROUNDS, REFUSED
from noaber.parties.clock import today
from noaber.web.forms import DutchDateField


def _sentences(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, text[:1].upper() + text[1:]) for code, text in words.items()]


class Begin(forms.Form):
    """What a request for correction is about."""

    category = forms.ChoiceField(
        label="Waar gaat het verzoek over?",
        choices=_sentences(CATEGORIES),
        widget=forms.RadioSelect,
        help_text="Bij de burgerlijke staat (naam, geboorte, ouders, huwelijk, kinderen, overlijden) en bij de "
        "nationaliteit kan de termijn worden verlengd.",
    )


class Letter(forms.Form):
    """On which day a letter was sent."""

    on = DutchDateField(label="De brief ging de deur uit op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class Outcome(forms.Form):
    """Corrected, or refused and why."""

    outcome = forms.ChoiceField(
        label="Wat is de uitkomst?",
        choices=[(code, code.capitalize()) for code in (CORRECTED, REFUSED)],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label="Waarom geweigerd?", choices=[("", "Niet van toepassing"), *_sentences(GROUNDS)], required=False
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("outcome") == REFUSED and not typed.get("ground"):
            self.add_error("ground", "Kies waarom het verzoek wordt geweigerd.")
        return typed


class Ask(forms.Form):
    """Who asks for which kind of document."""

    asker = forms.ChoiceField(label="Wie vraagt het?", choices=_sentences(ASKERS), widget=forms.RadioSelect)
    document = forms.ChoiceField(label="Welk document?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(row.code, f"{row.title} ({row.years} jaar bewaard)") for row in documents().values()]
        self.fields["document"].choices = [("", "Kies"), *kinds]  # type: ignore[attr-defined]


class Search(forms.Form):
    """Whether the document is there."""

    found = forms.TypedChoiceField(
        label="Is het document er?",
        choices=[("ja", "Ja, gevonden"), ("nee", "Nee, het is er niet (meer)")],
        coerce=lambda said: said == "ja",
        widget=forms.RadioSelect,
    )


class Nothing(forms.Form):
    """A step that asks nothing."""
