"""What is typed and ticked about documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from noaber.agreement.book import Book
from noaber.documents.models import DocumentRecord
from noaber.documents.queries import kinds_of
from noaber.documents.rules import CANCELS, LONGEST_REFERENCE, MOST_AT_ONCE, wrong_reference


class Application(forms.Form):
    """What was applied for at the desk."""

    product = forms.ChoiceField(label="Document")
    number = forms.IntegerField(
        label="Aantal",
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=1,
        error_messages={
            "invalid": "Schrijf het aantal in cijfers.",
            "min_value": "Vul een aantal van 1 of meer in.",
            "max_value": f"Vul hooguit {MOST_AT_ONCE} in; leg de rest apart vast.",
        },
    )
    urgent = forms.BooleanField(
        label="Met spoed", required=False, help_text="Telt niet mee in de norm voor gewone aanvragen."
    )
    reference = forms.CharField(
        label="Aanvraagnummer",
        required=False,
        max_length=LONGEST_REFERENCE,
        help_text="Het nummer in RAAS of bij de RDW. Geen naam en geen burgerservicenummer.",
    )
    location = forms.CharField(
        label="Locatie",
        required=False,
        max_length=12,
        help_text="Waar het document wordt afgehaald, in een korte code.",
    )

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Kies"), *((kind.code, kind.name) for kind in kinds_of(book).values())]
        self.fields["product"].choices = choices  # type: ignore[attr-defined]

    def clean_reference(self) -> str:
        """The request number as the source writes it, without what does not belong here."""
        reference: str = self.cleaned_data["reference"].strip()
        if wrong := wrong_reference(reference):
            raise forms.ValidationError(wrong)
        return reference

    def clean_location(self) -> str:
        """The code of the place, without spaces around it."""
        location: str = self.cleaned_data["location"].strip()
        return location


class Ticked(forms.Form):
    """Which documents of a list are meant."""

    documents = forms.TypedMultipleChoiceField(
        label="Documenten",
        coerce=int,
        error_messages={
            "required": "Er is niets aangekruist. Kruis aan om welke documenten het gaat.",
            "invalid_choice": "Een van de documenten staat niet meer in deze lijst. Kruis opnieuw aan.",
        },
    )

    def __init__(self, rows: Iterable[DocumentRecord], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documents"].choices = [(row.pk, row.called) for row in rows]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        """What was ticked, so that nothing is lost when something is wrong."""
        return set(self.data.getlist("documents")) if self.is_bound else set()  # type: ignore[attr-defined]


class Cancelled(forms.Form):
    """Why an application brings no document."""

    reason = forms.ChoiceField(
        label="Waarom komt er geen document?",
        widget=forms.RadioSelect,
        choices=[(code, words.capitalize()) for code, words in CANCELS.items()],
    )
