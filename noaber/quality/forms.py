"""What is typed about findings."""

from __future__ import annotations

from typing import Any

from django import forms

from noaber.parties.clock import today
from noaber.quality.rules import HANDLINGS, LONGEST_REFERENCE, ORIGINS, Finding, wrong_reference
from noaber.values import Period
from noaber.web.forms import DutchDateField, DutchFileField, MonthField


class NewFinding(forms.Form):
    """One finding."""

    reference = forms.CharField(
        label="Kenmerk",
        max_length=LONGEST_REFERENCE,
        help_text="Het nummer van de bevinding. Geen naam en geen burgerservicenummer.",
    )
    origin = forms.ChoiceField(label="Herkomst", choices=[("", "Kies"), *ORIGINS.items()])
    received = DutchDateField(label="Ontvangen op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received"].initial = today()

    def clean_reference(self) -> str:
        """The reference as the source writes it, without what does not belong here."""
        reference: str = self.cleaned_data["reference"].strip()
        if wrong := wrong_reference(reference):
            raise forms.ValidationError(wrong)
        return reference

    def finding(self) -> Finding:
        """What was typed, as the rules read it."""
        typed = self.cleaned_data
        return Finding(typed["reference"], typed["origin"], typed["received"])


class FindingList(forms.Form):
    """The list of a month."""

    month = MonthField(label="Maand", help_text="De maand van de controle, bijvoorbeeld 10-2026.")
    file = DutchFileField(
        label="Lijst", kinds=(".csv",), megabytes=2, help_text="CSV met puntkomma's: kenmerk;herkomst;ontvangen."
    )

    def clean_month(self) -> Period:
        """A month that has begun: of one to come nothing can be known."""
        month: Period = self.cleaned_data["month"]
        if month.since > today():
            raise forms.ValidationError("Die maand moet nog beginnen. Kies de maand van de controle.")
        return month


class Handled(forms.Form):
    """What was done with a finding."""

    handling = forms.ChoiceField(
        label="Hoe is de bevinding afgehandeld?",
        widget=forms.RadioSelect,
        choices=[(code, words.capitalize()) for code, words in HANDLINGS.items()],
    )
    note = forms.CharField(
        label="Toelichting",
        max_length=200,
        required=False,
        help_text="Nodig als er niets is hersteld. Zonder namen van inwoners.",
        widget=forms.Textarea({"rows": 2}),
    )


class Score(forms.Form):
    """The score of a self-evaluation."""

    year = forms.IntegerField(label="Jaar", min_value=2000, max_value=2100)
    points = forms.IntegerField(label="Behaalde punten", min_value=0, max_value=100_000)
    most = forms.IntegerField(label="Hoogste aantal punten", min_value=1, max_value=100_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = today().year
