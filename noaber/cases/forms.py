"""What is typed about cases, checked for its shape."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from noaber.agreement.book import Book
from noaber.parties.clock import today
from noaber.values.bsn import passes_eleven_test
from noaber.web.forms import DutchDateField


class NewCase(forms.Form):
    """A new case, in the order of the conversation at the desk."""

    product = forms.ChoiceField(label="Waar gaat het om?", help_text="De producten van de tien diensten.")
    received = DutchDateField(label="Ontvangen op", help_text="De dag waarop de aanvraag binnenkwam.")
    reference = forms.CharField(
        label="Kenmerk in het bronsysteem",
        required=False,
        max_length=60,
        help_text="Bijvoorbeeld het zaaknummer in het burgerzakensysteem. Geen naam en geen burgerservicenummer.",
    )

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As a function: a list would be gone through twice for every form, shown or sent.
        self.fields["product"].choices = lambda: product_choices(book)  # type: ignore[attr-defined]
        self.fields["received"].initial = today()

    def clean_reference(self) -> str:
        """A citizen number does not belong here: it would end up in lists and files."""
        reference: str = self.cleaned_data["reference"].strip()
        for digits in re.findall(r"(?<!\d)\d{9}(?!\d)", reference):
            if passes_eleven_test(digits):
                raise forms.ValidationError(
                    "Dit lijkt een burgerservicenummer. Vul het zaaknummer in; het BSN blijft in het bronsysteem."
                )
        return reference


class Outcome(forms.Form):
    """The outcome of a decision."""

    outcome = forms.ChoiceField(label="Uitkomst", widget=forms.RadioSelect)

    def __init__(self, outcomes: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(outcome, outcome[0].upper() + outcome[1:]) for outcome in outcomes]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class DeskDay(forms.Form):
    """What a day at the desk handed out."""

    day = DutchDateField(label="Dag")

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = today()
        for product in book.products:
            if product.service == 1:
                self.fields[f"n_{product.code}"] = forms.IntegerField(
                    label=product.name, required=False, min_value=0, max_value=500
                )

    def numbers(self) -> dict[str, int]:
        """The numbers that were filled in, by product."""
        filled = {name: value for name, value in self.cleaned_data.items() if name.startswith("n_") and value}
        return {name.removeprefix("n_"): value for name, value in filled.items()}


def product_choices(book: Book) -> list[Any]:
    """The products under their services, as a grouped list."""
    groups: list[Any] = [("", "Kies een product")]
    for service in book.services:
        products = [(product.code, product.name) for product in book.products if product.service == service.number]
        if products:
            groups.append((f"{service.number}. {service.name}", products))
    return groups
