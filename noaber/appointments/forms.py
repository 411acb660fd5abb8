"""What residents and the desk type, checked for its shape."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from noaber.agreement.book import Book, Product
from noaber.agreement.leaflets import name_of
from noaber.agreement.triage import MOST_PRODUCTS, Situation
from noaber.appointments import slots
from noaber.appointments.actions import Visitor
from noaber.appointments.leges import proposal
from noaber.appointments.models import Visit
from noaber.appointments.queries import by_appointment
from noaber.parties.clock import today
from noaber.values import Euro
from noaber.web.forms import DutchDateField, DutchEuroField

WORDS = {
    "nl": {
        "product": "Waarvoor komt u?",
        "product.help": "U mag meer dan één product kiezen.",
        "product.none": "Kies waarvoor u komt.",
        "product.unknown": "Dit product kunt u hier niet kiezen. Kies uit de lijst.",
        "product.many": "Kies ten hoogste {most} producten voor één afspraak.",
        "personen": "Voor hoeveel personen?",
        "personen.help": "Tel alleen mee wie een product nodig heeft. Zo houden wij genoeg tijd vrij.",
        "personen.none": "Kies voor hoeveel personen het is.",
        "name": "Uw naam",
        "name.none": "Vul uw naam in.",
        "email": "Uw e-mailadres",
        "email.help": "Hierop krijgt u de bevestiging, met een link om de afspraak te verzetten of af te zeggen.",
        "email.none": "Vul uw e-mailadres in, als naam@voorbeeld.nl.",
        "phone": "Uw telefoonnummer",
        "phone.help": "Alleen om te bellen als de afspraak niet door kan gaan.",
        "phone.wrong": "Vul een telefoonnummer in met alleen cijfers, spaties, haakjes, + of -.",
        "long": "Dit is te lang. Gebruik ten hoogste {most} tekens.",
        "signs": "Hier staan tekens in die wij niet kunnen verwerken. Typ het opnieuw, zonder te plakken.",
    },
    "en": {
        "product": "What do you come for?",
        "product.help": "You may choose more than one product.",
        "product.none": "Choose what you come for.",
        "product.unknown": "You cannot choose this product here. Choose from the list.",
        "product.many": "Choose at most {most} products for one appointment.",
        "personen": "For how many people?",
        "personen.help": "Count only those who need a product, so that we keep enough time free.",
        "personen.none": "Choose for how many people it is.",
        "name": "Your name",
        "name.none": "Fill in your name.",
        "email": "Your e-mail address",
        "email.help": "We send you the confirmation, with a link to change or cancel the appointment.",
        "email.none": "Fill in your e-mail address, as name@example.com.",
        "phone": "Your telephone number",
        "phone.help": "Only to call you if the appointment cannot take place.",
        "phone.wrong": "Use only digits, spaces, brackets, + or - in a telephone number.",
        "long": "This is too long. Use at most {most} characters.",
        "signs": "This contains characters that we cannot process. Please type it again, without pasting.",
    },
}


class Wanted(forms.Form):
    """What somebody comes for, and for how many people."""

    product = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    personen = forms.ChoiceField(widget=forms.Select)

    def __init__(self, book: Book, most: int, lang: str, data: Any = None, said: Situation | None = None) -> None:
        initial = {"product": said.products, "personen": str(said.persons or 1)} if said else {}
        super().__init__(data, initial=initial)
        words, fields = WORDS[lang], self.fields
        self.book, self.lang, self.words = book, lang, words
        self.choices = [product.code for product in by_appointment(book) if product.code in book.catalogue.leaflets]
        fields["product"].choices = [(code, code) for code in self.choices]  # type: ignore[attr-defined]
        fields["personen"].choices = [(str(number), str(number)) for number in range(1, most + 1)]  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.label, field.help_text = words[name], words[f"{name}.help"]
            field.error_messages = {"required": words[f"{name}.none"], "invalid_choice": words[f"{name}.none"]}
        fields["product"].error_messages["invalid_choice"] = words["product.unknown"]

    def clean_product(self) -> list[str]:
        """Not more than fit in one appointment."""
        chosen: list[str] = self.cleaned_data["product"]
        if len(chosen) > MOST_PRODUCTS:
            raise ValidationError(self.words["product.many"].format(most=MOST_PRODUCTS), code="many")
        return chosen

    def subjects(self) -> list[tuple[str, bool, list[tuple[str, str, bool]]]]:
        """The products under their subjects: code, name and whether it is chosen; and whether any of a subject is."""
        ticked, found = set(self["product"].value() or ()), []
        for subject in self.book.catalogue.subjects:
            rows = [
                (code, name_of(self.book, code, self.lang), code in ticked)
                for code in self.choices
                if self.book.catalogue.leaflets[code].subject == subject.code
            ]
            if rows:
                found.append((getattr(subject, self.lang), any(row[2] for row in rows), rows))
        return found


class PlainField(forms.CharField):
    """A line of text; what is not a letter, digit or sign that people write is refused rather than kept."""

    def __init__(self, *, words: dict[str, str], most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words, self.most = words, most
        self.widget.attrs["maxlength"] = str(most)

    def to_python(self, value: Any) -> str:
        """The text, or what is wrong with it."""
        text = str(super().to_python(value) or "")
        if len(text) > self.most:
            raise ValidationError(self.words["long"].format(most=self.most), code="long")
        if any(unicodedata.category(sign).startswith("C") for sign in text):
            raise ValidationError(self.words["signs"], code="signs")
        return text


class EmailLine(PlainField):
    """An address for mail."""

    widget = forms.EmailInput
    default_validators = forms.EmailField.default_validators


class Details(forms.Form):
    """Who makes the appointment."""

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, self.lang = WORDS[lang], lang
        none = {
            name: {"required": words[f"{name}.none"], "invalid": words[f"{name}.none"]} for name in ("name", "email")
        }
        self.fields["name"] = PlainField(words=words, most=80, label=words["name"], error_messages=none["name"])
        self.fields["email"] = EmailLine(
            words=words, most=254, label=words["email"], help_text=words["email.help"], error_messages=none["email"]
        )
        self.fields["phone"] = PlainField(
            words=words,
            most=20,
            label=words["phone"],
            help_text=words["phone.help"],
            required=False,
            validators=[RegexValidator(r"^[0-9 ()+-]{6,20}$", words["phone.wrong"])],
        )
        for name, fill in (("name", "name"), ("email", "email"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = fill

    def visitor(self) -> Visitor:
        """Who it is."""
        typed = self.cleaned_data
        return Visitor(typed["name"].strip(), typed["email"].strip(), typed["phone"].strip(), self.lang)


def at_desk(product: Product) -> bool:
    """Is this counted when it is handed out at a desk? The same products as on the page of counts."""
    return product.desk or product.service == 1


class WalkIn(forms.Form):
    """What somebody without an appointment comes for."""

    product = forms.ChoiceField(
        label="Waarvoor",
        error_messages={"required": "Kies waarvoor iemand komt.", "invalid_choice": "Kies een product uit de lijst."},
    )
    persons = forms.IntegerField(label="Personen", min_value=1, max_value=99, initial=1)

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products = [product for product in book.products if at_desk(product) or product.minutes]
        choices = [("", "Kies een product"), *((product.code, product.name) for product in products)]
        self.fields["product"].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Row:
    """A product in the form that finishes a visit: its fields, and what is known of its leges."""

    name: str
    number: forms.BoundField | None
    leges: forms.BoundField
    known: str


class Finish(forms.Form):
    """What a visit came to: products handed out and leges paid."""

    def __init__(self, book: Book, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str, str] = {}
        asked = [product for product in book.products if product.code in visit.products]
        others = [product for product in book.products if product.desk and product.code not in visit.products]
        for product in asked:
            self._add(book, product, visit.persons)
        for product in others:
            self._add(book, product, 0)
        self.asked = [self._row(product) for product in asked]
        self.others = [self._row(product) for product in others]
        self.as_case = [product for product in asked if not at_desk(product)]

    def _add(self, book: Book, product: Product, persons: int) -> None:
        known = proposal(book.catalogue.tariffs_of(product.code, today()), persons)
        self._known[product.code] = known.text
        if at_desk(product):
            self.fields[f"n_{product.code}"] = forms.IntegerField(
                label=f"{product.name}: aantal", required=False, min_value=0, max_value=99, initial=persons or None
            )
        self.fields[f"leges_{product.code}"] = DutchEuroField(
            label=f"{product.name}: leges",
            required=False,
            lowest=Euro(0),
            highest=Euro(1_000_000),
            initial=known.amount if persons else None,
        )

    def _row(self, product: Product) -> Row:
        number = f"n_{product.code}"
        leges = self[f"leges_{product.code}"]
        return Row(product.name, self[number] if number in self.fields else None, leges, self._known[product.code])

    def handed(self) -> dict[str, tuple[int, Euro]]:
        """The number and the leges of each product for which something was filled in."""
        typed, found = self.cleaned_data, {}
        for code in self._known:
            number, paid = typed.get(f"n_{code}") or 0, typed.get(f"leges_{code}") or Euro(0)
            if number or paid:
                found[code] = (number, paid)
        return found


class ClockField(forms.TimeField):
    """A time of the clock, typed as 14:30."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, input_formats=["%H:%M", "%H.%M"])
        self.error_messages["invalid"] = "Schrijf de tijd als 14:30."
        self.widget.attrs["class"] = "nb-width-number"


class DeviationForm(forms.Form):
    """A day on which a location is closed, or open outside its rules."""

    location = forms.ChoiceField(label="Locatie")
    day = DutchDateField(label="Dag")
    kind = forms.ChoiceField(
        label="Wat",
        widget=forms.RadioSelect,
        choices=[(slots.CLOSED, "Gesloten"), (slots.OPEN, "Extra open")],
        initial=slots.CLOSED,
        help_text="Laat de tijden leeg als het om de hele dag gaat.",
    )
    start = ClockField("Vanaf")
    end = ClockField("Tot")
    skill = forms.ChoiceField(label="Loket", required=False, help_text="Alleen nodig bij extra open.")
    capacity = forms.IntegerField(
        label="Mensen tegelijk", required=False, min_value=1, max_value=50, help_text="Alleen nodig bij extra open."
    )
    reason = forms.CharField(label="Waarom", max_length=120, help_text="Geen namen: collega's lezen dit.")

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locations = [(location.code, location.name) for location in book.locations]
        skills = [("", "Kies een loket"), *((skill.code, skill.name) for skill in book.skills)]
        self.fields["location"].choices = locations  # type: ignore[attr-defined]
        self.fields["skill"].choices = skills  # type: ignore[attr-defined]
        self.fields["day"].initial = today()

    def clean(self) -> dict[str, Any]:
        """Both times or neither; extra open always says when."""
        typed = super().clean() or {}
        start, end = typed.get("start"), typed.get("end")
        if (start is None) != (end is None) and not {"start", "end"} & self.errors.keys():
            self.add_error("end", "Vul beide tijden in, of geen van beide.")
        if typed.get("kind") == slots.OPEN and start is None and "start" not in self.errors:
            self.add_error("start", "Zeg vanaf hoe laat er extra open is.")
        return typed

    def value(self) -> slots.Deviation:
        """The deviation that was typed."""
        typed = self.cleaned_data
        start, end = typed["start"] or time(), typed["end"] or time()
        if typed["kind"] == slots.CLOSED:
            return slots.Deviation(typed["location"], slots.CLOSED, start, end)
        return slots.Deviation(typed["location"], slots.OPEN, start, end, typed["skill"], typed["capacity"] or 0)
