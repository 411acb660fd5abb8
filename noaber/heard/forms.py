"""What is typed about feedback and complaints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from noaber.agreement.book import Book
from noaber.heard.complaint import ASIDE, CHANNELS, FINDINGS, GROUNDS, HEARINGS, Complaint
from noaber.parties.clock import today
from noaber.web.forms import DutchDateField


def _services(book: Book) -> list[tuple[str, str]]:
    return [(str(row.number), f"{row.number}. {row.name}") for row in book.services]


class Visit(forms.Form):
    """What the visit was for."""

    service = forms.TypedChoiceField(label="Voor welke dienst kwam de inwoner?", coerce=int)

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = _services(book)  # type: ignore[attr-defined]


class NewComplaint(forms.Form):
    """A complaint that came in. No personal data: those stand in the source system."""

    service = forms.TypedChoiceField(label="Over welke dienst?", coerce=int)
    channel = forms.ChoiceField(label="Hoe kwam de klacht binnen?", choices=list(CHANNELS.items()))
    received = DutchDateField(label="Ontvangen op")
    happened = DutchDateField(label="Wanneer gebeurde het?", help_text="De dag waar de klacht over gaat.")
    reference = forms.CharField(
        label="Kenmerk in het bronsysteem",
        max_length=60,
        help_text="Wie de klager is en wat die schreef, staat daar en niet hier.",
    )
    involved = forms.MultipleChoiceField(
        label="Welke collega's waren erbij?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Zij kunnen de klacht niet behandelen (Awb 9:7).",
    )
    committee = forms.BooleanField(label="Een commissie adviseert over de klacht (tien weken)", required=False)

    def __init__(self, book: Book, colleagues: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = _services(book)  # type: ignore[attr-defined]
        self.fields["involved"].choices = list(colleagues)  # type: ignore[attr-defined]
        self.fields["received"].initial = today()

    def complaint(self) -> Complaint:
        """What was typed, as the rules read it."""
        typed = self.cleaned_data
        return Complaint(
            typed["received"], typed["happened"], typed["committee"], involved=tuple(sorted(typed["involved"]))
        )


class Hearing(forms.Form):
    """Whether the complainant was heard."""

    hearing = forms.ChoiceField(
        label="Hoe ging het horen?",
        choices=[(code, text[:1].upper() + text[1:]) for code, text in HEARINGS.items()],
        widget=forms.RadioSelect,
    )


class Finding(forms.Form):
    """What came of it."""

    finding = forms.ChoiceField(
        label="Wat is het oordeel?",
        choices=[(code, text[:1].upper() + text[1:]) for code, text in FINDINGS.items()],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label="Waarom niet in behandeling?",
        choices=[("", "Niet van toepassing"), *((code, text[:1].upper() + text[1:]) for code, text in GROUNDS.items())],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A complaint that is not handled says why."""
        typed = super().clean() or {}
        if typed.get("finding") == ASIDE and not typed.get("ground"):
            self.add_error("ground", "Kies waarom de klacht niet in behandeling komt.")
        return typed


class Nothing(forms.Form):
    """A step that asks nothing."""
