"""What is typed about extra work, checked for its shape."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from noaber.agreement.book import Book
from noaber.extrawork.job import ADDITIONAL, CUSTOM, Emergency, Wanted
from noaber.parties.clock import today
from noaber.values import Euro
from noaber.values.bsn import passes_eleven_test
from noaber.web.forms import DutchDateField, DutchEuroField

CENT = Euro(1)
HIGHEST = Euro.of(100_000_000)
NO_NAMES = "Geen namen en geen burgerservicenummers."


class PlainText(forms.CharField):
    """Words without citizen numbers: what stands here ends up in lists, mails and files."""

    def clean(self, value: Any) -> str:
        """The words that were typed; raises ValidationError with what to do."""
        text: str = super().clean(value)
        for digits in re.findall(r"(?<!\d)\d{9}(?!\d)", text):
            if passes_eleven_test(digits):
                raise forms.ValidationError("Hier staat een burgerservicenummer. Haal het weg; het is hier niet nodig.")
        return text


class JobForm(forms.Form):
    """A form with ids of its own, for a page may hold several; `values` is what its action is called with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """What was typed, by the name that the action knows it under."""
        return dict(self.cleaned_data)


class Request(JobForm):
    """A request for additional or custom work."""

    kind = forms.ChoiceField(
        label="Wat vraag je aan?",
        widget=forms.RadioSelect,
        choices=[
            (ADDITIONAL, "Meerwerk: meer van een dienst uit de SLA"),
            (CUSTOM, "Maatwerk: iets nieuws"),
        ],
    )
    service = forms.TypedChoiceField(label="Dienst", coerce=int, help_text="De dienst waar de kosten onder vallen.")
    title = PlainText(label="Titel", max_length=80, help_text=f"Zo komt het werk op lijsten en in mails. {NO_NAMES}")
    reason = PlainText(
        label="Waarom is dit nodig?",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Dit leest de regisseur voor het besluit. {NO_NAMES}",
    )
    unforeseen = forms.BooleanField(
        label="Dit was niet te voorzien",
        required=False,
        help_text="Meerwerk is er alleen voor onvoorziene omstandigheden.",
    )
    estimate = DutchEuroField(label="Raming zonder btw", lowest=CENT, highest=HIGHEST)
    planned_start = DutchDateField(label="Gewenst begin", help_text="Het werk begint niet voordat er akkoord is.")

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            *_services(book),
            (0, "Geen van deze diensten (alleen maatwerk)"),
        ]
        self.fields["planned_start"].initial = today()

    def wanted(self) -> Wanted:
        """What is asked for."""
        return Wanted(**self.cleaned_data)


class Calamity(JobForm):
    """The report of a calamity, in the order in which it is told by telephone."""

    title = PlainText(label="Wat is er aan de hand?", max_length=80, help_text=f"In een paar woorden. {NO_NAMES}")
    reason = PlainText(
        label="Wat is er gebeurd en wat doen jullie nu?",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
    )
    urgent = forms.BooleanField(
        label="Dit kan niet wachten op akkoord",
        required=False,
        help_text="Bijvoorbeeld door extreem weer. Kan het wel wachten, vraag dan eerst akkoord.",
    )
    service = forms.TypedChoiceField(label="Dienst", coerce=int)
    estimate = DutchEuroField(
        label="Raming zonder btw", lowest=CENT, highest=HIGHEST, help_text="Voor de hele gebeurtenis, niet per dag."
    )
    started_on = DutchDateField(label="Begonnen op", help_text="De dag waarop jullie met het werk begonnen.")

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = _services(book)  # type: ignore[attr-defined]
        self.fields["started_on"].initial = today()

    def emergency(self) -> Emergency:
        """What is reported."""
        return Emergency(**self.cleaned_data)


class Consent(JobForm):
    """How far the client agrees, and under which addendum."""

    amount = DutchEuroField(
        label="Akkoord tot ten hoogste, zonder btw",
        lowest=CENT,
        highest=HIGHEST,
        help_text="Voor het hele werk, ook wat al in rekening is gebracht.",
    )
    addendum = PlainText(
        label="Addendum bij de SLA", max_length=60, help_text="Waaronder de kosten worden gefactureerd."
    )


class Confirmed(Consent):
    """A consent whose words have been read."""

    shown = forms.CharField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


class Answer(JobForm):
    """Why the client says no."""

    answer = PlainText(
        label="Waarom niet?",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"De teamleider leest dit. {NO_NAMES}",
    )


class Start(JobForm):
    """When the work began."""

    started_on = DutchDateField(label="Begonnen op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_on"].initial = today()


class Informed(JobForm):
    """When the client was reached."""

    informed_on = DutchDateField(
        label="Regisseur geïnformeerd op", help_text="De dag waarop je de regisseur hebt gesproken of bericht kreeg."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["informed_on"].initial = today()


class Finished(JobForm):
    """When the work was done."""

    finished_on = DutchDateField(label="Gereed op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finished_on"].initial = today()


class Estimate(JobForm):
    """A new estimate."""

    estimate = DutchEuroField(label="Nieuwe raming zonder btw", lowest=CENT, highest=HIGHEST)


class Costs(JobForm):
    """What a calamity cost."""

    amount = DutchEuroField(label="Kosten zonder btw", lowest=Euro(), highest=HIGHEST)


class AgreedCosts(JobForm):
    """The costs that the client agrees to: exactly what was on the page."""

    amount = DutchEuroField(label="Kosten zonder btw", widget=forms.HiddenInput())


class Charge(JobForm):
    """What is put on the next invoice."""

    amount = DutchEuroField(label="Bedrag zonder btw", lowest=Euro(), highest=HIGHEST)
    last = forms.BooleanField(
        label="Dit is het laatste bedrag voor dit werk", required=False, help_text="Vul 0,00 in als er niets meer komt."
    )


class Nothing(JobForm):
    """An act that needs no more than a button."""


def _services(book: Book) -> list[tuple[int | str, str]]:
    numbered = [(service.number, f"{service.number}. {service.name}") for service in book.services]
    return [("", "Kies een dienst"), *numbered]
