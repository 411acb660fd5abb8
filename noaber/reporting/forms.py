"""What is typed beside a report, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms

from noaber.reporting.actions import Explanation
from noaber.reporting.models import Remark
from noaber.web.forms import DutchDateField
from noaber.web.typeset import can_show


class RemarkForm(forms.Form):
    """Why a norm came out as it did, and who does what about it."""

    cause = forms.CharField(
        label="Oorzaak",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Feiten, geen namen van inwoners.",
    )
    action = forms.CharField(label="Actie", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
    owner = forms.CharField(label="Eigenaar", max_length=80, required=False, help_text="Een functie, geen persoon.")
    due = DutchDateField(label="Klaar op", required=False)

    @classmethod
    def about(cls, words: Remark | None) -> RemarkForm:
        """The form with what was written before, to write on from."""
        names = ("cause", "action", "owner", "due")
        return cls(initial={name: getattr(words, name) for name in names} if words else None)

    def clean(self) -> dict[str, Any]:
        """An action without an owner is nobody's, and what is written must fit on the paper."""
        typed: dict[str, Any] = super().clean() or {}
        for name in ("cause", "action", "owner"):
            if not can_show(typed.get(name) or ""):
                self.add_error(name, "Er staat een teken in dat niet op papier kan, zoals een emoji. Haal het weg.")
        if typed.get("action") and not typed.get("owner"):
            self.add_error("owner", "Vul in wie deze actie doet.")
        return typed

    def explanation(self, kpi: str = "", service: int = 0) -> Explanation:
        """What was typed, about a norm or a service."""
        typed = self.cleaned_data
        return Explanation(typed["cause"], typed["action"], typed["owner"], typed["due"], kpi, service)


class CheckForm(forms.Form):
    """Whether the facts of a report are right."""

    agrees = forms.ChoiceField(
        label="Kloppen de feiten?",
        choices=[("ja", "Ja, de feiten kloppen"), ("nee", "Nee, er klopt iets niet")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Wat klopt er niet?", max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
