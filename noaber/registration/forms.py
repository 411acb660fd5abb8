"""What is typed about a first registration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from noaber.cases.file_steps import worded
from noaber.parties.clock import today
from noaber.registration.file import (
    APPEARANCES,
    BIRTH,
    DESCENT,
    DIVORCE,
    MARRIAGE,
    NAME,
    NATIONALITY,
    OATHS,
    PROOFS,
    REASONS,
    SELF,
    SWEARERS,
    SWORN,
    UNKNOWN,
    Fact,
    Statement,
)
from noaber.web.forms import DutchDateField

ONCE = {BIRTH: "Geboorte", NAME: "Naam", DESCENT: "Afstamming", NATIONALITY: "Nationaliteit"}
MOST = 5


class Opening(forms.Form):
    """What a file begins with."""

    appearance = forms.ChoiceField(
        label="Hoe is het gemeld?", choices=list(worded(APPEARANCES)), widget=forms.RadioSelect
    )
    stays_since = DutchDateField(label="Begin van het verblijf")
    minor = forms.BooleanField(label="Betrokkene is jonger dan 16 jaar", required=False)
    facts = forms.MultipleChoiceField(
        label="Welke feiten gebeurden in het buitenland?",
        choices=list(ONCE.items()),
        initial=[BIRTH, NAME, NATIONALITY],
        widget=forms.CheckboxSelectMultiple,
        help_text="Alleen welke feiten er zijn. Wat erin staat, blijft in het BRP-systeem.",
    )
    marriages = forms.IntegerField(
        label="Huwelijken of partnerschappen", min_value=0, max_value=MOST, required=False, initial=0
    )
    divorces = forms.IntegerField(
        label="Daarvan beëindigd in het buitenland", min_value=0, max_value=MOST, required=False, initial=0
    )
    identified = forms.BooleanField(label="De identiteit is deugdelijk vastgesteld", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stays_since"].initial = today()

    def clean(self) -> dict[str, Any]:
        """No more marriages end than there were."""
        typed = super().clean() or {}
        if (typed.get("divorces") or 0) > (typed.get("marriages") or 0):
            self.add_error("divorces", "Er kunnen niet meer huwelijken zijn beëindigd dan er zijn gesloten.")
        return typed

    def wanted(self) -> list[tuple[str, int]]:
        """The facts: what, and which one."""
        typed = self.cleaned_data
        once = [(what, 1) for what in ONCE if what in typed["facts"]]
        more = ((MARRIAGE, "marriages"), (DIVORCE, "divorces"))
        return once + [(what, nth + 1) for what, name in more for nth in range(typed.get(name) or 0)]


class Presence(forms.Form):
    """What the presentievraag answered; never the number itself."""

    known = forms.TypedChoiceField(
        label="Was er al een burgerservicenummer?",
        choices=[("nee", "Nee"), ("ja", "Ja, dat nummer wordt gebruikt")],
        coerce=lambda typed: typed == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class _OfFact(forms.Form):
    """About which fact it is."""

    fact = forms.ChoiceField(label="Welk feit?")

    def __init__(self, facts: Sequence[Fact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(f"{fact.what}-{fact.nth}", fact.name.capitalize()) for fact in facts]
        self.fields["fact"].choices = rows  # type: ignore[attr-defined]

    def named(self) -> tuple[str, int]:
        """The fact: what, and which one."""
        what, _, nth = self.cleaned_data["fact"].partition("-")
        return what, int(nth)


class Document(_OfFact):
    """The document that a fact is taken from: only its kind, its country and its date."""

    proof = forms.ChoiceField(
        label="Soort document",
        choices=[
            (code, words if code == UNKNOWN else f"{code}. {words}") for code, words in PROOFS.items() if code != SWORN
        ],
        widget=forms.RadioSelect,
        help_text="Het hoogste dat er is. Een vreemde nationaliteit alleen onder c of d, of niet vast te stellen.",
    )
    country = forms.CharField(
        label="Land van het document",
        max_length=40,
        validators=[RegexValidator(r"^[^\W\d_][^\d_]*$", "Vul de naam van een land in, zonder cijfers.")],
    )
    document_day = DutchDateField(label="Datum van het document")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("country", "document_day"):
            self.fields[name].required = self.data.get("proof") != UNKNOWN

    def clean_document_day(self) -> date | None:
        """The date on a document is not to come."""
        day: date | None = self.cleaned_data["document_day"]
        if day and day > today():
            raise forms.ValidationError("Deze datum moet nog komen.")
        return day


class Sworn(_OfFact):
    """A declaration under oath or promise."""

    reason = forms.ChoiceField(
        label="Waarom is er geen document?", choices=list(worded(REASONS)), widget=forms.RadioSelect
    )
    oath = forms.ChoiceField(label="Eed of belofte?", choices=list(worded(OATHS)), widget=forms.RadioSelect)
    by = forms.ChoiceField(
        label="Wie legt haar af?", choices=list(worded(SWEARERS)), initial=SELF, widget=forms.RadioSelect
    )
    interpreter = forms.BooleanField(label="Met een tolk", required=False)
    verified = forms.BooleanField(
        label="Nagegaan in de BRP, andere registers en de getoonde papieren, voor zover het kan", required=False
    )
    signed = forms.BooleanField(label="Op schrift gesteld en door betrokkene ondertekend", required=False)

    def said(self) -> Statement:
        """The declaration as the rules read it."""
        typed = self.cleaned_data
        return Statement(
            typed["oath"], typed["by"], typed["reason"], typed["interpreter"], typed["verified"], typed["signed"]
        )
