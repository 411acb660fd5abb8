"""What is typed about posts, debtors and files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from noaber.cemetery.charges import rules
from noaber.cemetery.charges.actions import NewPost
from noaber.cemetery.charges.file_actions import Said
from noaber.cemetery.charges.models import Debtor, Post
from noaber.cemetery.tariffs import CODED, EXEMPT, VAT
from noaber.values import Euro
from noaber.values.bsn import passes_eleven_test
from noaber.web.forms import DutchDateField, DutchEuroField, DutchFileField

MEGABYTES = 40


class Chosen(forms.Form):
    """Which posts of a list are meant."""

    posts = forms.TypedMultipleChoiceField(
        label="Posten",
        coerce=int,
        error_messages={
            "required": "Er is niets aangekruist. Kruis aan welke posten kloppen.",
            "invalid_choice": "Een van de posten staat niet meer in deze lijst. Kruis opnieuw aan.",
        },
    )

    def __init__(self, rows: Iterable[Post], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = [(row.pk, row.called) for row in rows]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[int]:
        """What was ticked, so that nothing is lost when something is wrong."""
        given = self.data.getlist("posts") if self.is_bound else []  # type: ignore[attr-defined]
        return {int(one) for one in given if one.isdigit()}


class HandMade(forms.Form):
    """A post that no act left."""

    title = forms.CharField(label="Waarvoor", max_length=80, help_text="Zonder de naam van de overledene.")
    amount = DutchEuroField(label="Bedrag", lowest=Euro(1), highest=Euro.of(100_000))
    day = DutchDateField(label="Dag waarop het gebeurde")
    grave = forms.CharField(label="Grafnummer", max_length=40, required=False)
    article = forms.CharField(label="Artikel van de verordening", max_length=60, required=False)
    ledger = forms.CharField(label="Grootboekrekening", max_length=CODED, required=False)
    vat = forms.ChoiceField(label="Btw", choices=[(code, code) for code in VAT], initial=EXEMPT)

    def new(self, event: int | None) -> NewPost:
        """What was typed."""
        typed = self.cleaned_data
        grave = typed["grave"].strip().upper()
        return NewPost(**{**typed, "title": typed["title"].strip(), "grave": grave, "event": event})


class Why(forms.Form):
    """A reason."""

    reason = forms.CharField(label="Waarom?", max_length=200)


class Payer(forms.Form):
    """Who pays a post."""

    role = forms.ChoiceField(label="Wie betaalt?", choices=list(rules.ROLES.items()), widget=forms.RadioSelect)
    debtor = forms.CharField(
        label="Nummer van de debiteur of persoon",
        max_length=20,
        required=False,
        help_text="Zoals D-00012, of het nummer uit het register: P0012.",
    )

    def clean(self) -> dict[str, Any]:
        """Whoever is not the municipality has a number."""
        typed = super().clean() or {}
        if typed.get("role") not in (None, rules.CLIENT) and not typed.get("debtor", "").strip():
            self.add_error("debtor", "Vul het nummer in, of leg de post ten laste van de gemeente.")
        return typed


class DebtorForm(forms.Form):
    """An organisation that pays, or what the bookkeeping needs to know of a debtor."""

    name = forms.CharField(label="Naam", max_length=200)
    attention = forms.CharField(label="Ter attentie van", max_length=100, required=False)
    street = forms.CharField(label="Straat", max_length=200, required=False)
    house_number = forms.CharField(label="Huisnummer", max_length=20, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    city = forms.CharField(label="Plaats", max_length=100, required=False)
    country = forms.CharField(label="Land", max_length=60, required=False, help_text="Leeg: Nederland.")
    email = forms.EmailField(label="E-mailadres", required=False)
    kvk = forms.RegexField(
        r"[0-9]{8}", label="KvK-nummer", required=False, error_messages={"invalid": "Een KvK-nummer heeft 8 cijfers."}
    )
    ledger_number = forms.CharField(label="Debiteurnummer in de boekhouding", max_length=20, required=False)
    bsn = forms.CharField(label="Burgerservicenummer", max_length=9, required=False)

    def __init__(self, row: Debtor | None, asks_bsn: bool, *args: Any, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {name: getattr(row, name) for name in type(self).base_fields}
        super().__init__(*args, **kwargs)
        person = row is not None and row.resident_id is not None
        if person:  # the name of somebody of the register stands there
            del self.fields["name"]
        if not (person and asks_bsn):
            del self.fields["bsn"]

    def clean_bsn(self) -> str:
        """A number that can be one."""
        bsn: str = self.cleaned_data["bsn"].strip()
        if bsn and not passes_eleven_test(bsn):
            raise forms.ValidationError("Dit is geen burgerservicenummer. Kijk de cijfers na.")
        return bsn


class LevyRun(forms.Form):
    """On which day it is looked at who owes the levy."""

    reference = DutchDateField(label="Peildatum", help_text="Wie dan een recht heeft, betaalt de heffing van dat jaar.")

    def __init__(self, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].initial = date(day.year, 1, 1)


class Returned(forms.Form):
    """What the bookkeeping said of a file: a file of lines, or a count and an amount."""

    file = DutchFileField(
        label="Bestand van de boekhouding",
        kinds=(".csv",),
        megabytes=MEGABYTES,
        required=False,
        help_text="Kolommen: regelnummer; post_id; bedrag; status (verwerkt of afgekeurd); melding.",
    )
    count = forms.IntegerField(label="Of: aantal verwerkte regels", min_value=0, max_value=1_000_000, required=False)
    amount = DutchEuroField(label="Verwerkt bedrag", required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, whole."""
        typed = super().clean() or {}
        if self.errors or typed.get("file"):
            return typed
        if typed.get("count") is None:
            self.add_error("count", "Kies een bestand, of vul het aantal regels en het bedrag in.")
        elif typed.get("amount") is None:
            self.add_error("amount", "Vul ook het bedrag in.")
        return typed

    def said(self) -> Said:
        """What was typed."""
        typed = self.cleaned_data
        if typed.get("file"):
            typed["file"].file.seek(0)
            return Said(typed["file"].name, typed["file"].file)
        return Said(count=typed["count"], amount=typed["amount"])
