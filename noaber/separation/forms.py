"""What is typed when two steps cannot be done by two people."""

from __future__ import annotations

from typing import Any

from django import forms

from noaber.parties.models import Person
from noaber.web.forms import DutchDateField

IN_ORDER = [("ja", "Ja, alles is volgens voorschrift gedaan"), ("nee", "Nee, er zijn onregelmatigheden")]


class NewDeviation(forms.Form):
    """Why, from when until when, and who."""

    reason = forms.CharField(
        label="Waarom kan het niet met twee mensen?",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Eén of twee zinnen, zonder namen van inwoners en zonder ziektes.",
    )
    since = DutchDateField(label="Vanaf")
    until = DutchDateField(label="Tot en met")
    people = forms.MultipleChoiceField(
        label="Wie doet in deze dagen beide stappen?", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(one.pseudonym, one.name) for one in people]  # type: ignore[attr-defined]


class Checked(forms.Form):
    """What the check afterwards saw."""

    findings = forms.CharField(
        label="Wat heb je nagekeken en gezien?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="Zonder namen van inwoners.",
    )
    in_order = forms.ChoiceField(label="Is alles in orde?", choices=IN_ORDER, widget=forms.RadioSelect)
