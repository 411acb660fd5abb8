"""What is typed to consult the BRP for a case: for what, and whose number, once."""

from __future__ import annotations

from typing import Any

from django import forms

from noaber.brp.bsn import Bsn, NoBsn
from noaber.brp.purposes import Purpose


class Ask(forms.Form):
    """The purpose, and the citizen number as long as the case has none. The number is never shown again."""

    bsn = forms.CharField(
        label="Burgerservicenummer",
        max_length=30,
        help_text="Negen cijfers, zoals op het document. Het wordt versleuteld bij de zaak bewaard.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    purpose = forms.ChoiceField(label="Doel", widget=forms.RadioSelect)

    def __init__(self, fitting: list[Purpose], kept: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, f"{one.name} ({one.law})") for one in fitting]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["purpose"].initial = choices[0][0]
        if kept:
            del self.fields["bsn"]

    def clean_bsn(self) -> Bsn:
        """The number, checked: nine digits that pass the eleven-test."""
        try:
            return Bsn.parse(self.cleaned_data["bsn"])
        except NoBsn as wrong:
            raise forms.ValidationError(str(wrong)) from None
