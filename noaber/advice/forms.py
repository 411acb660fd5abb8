"""What is typed about advice."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from noaber.advice.rules import QUARTER
from noaber.parties.clock import today
from noaber.web.forms import DutchDateField

_HOURS = re.compile(r"(\d{1,4})(?:[,.](\d{1,2}))?")
_MOST = 1_000


class HoursField(forms.Field):
    """Hours, typed as 2,5; cleans to whole minutes, in quarters of an hour."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs = {"class": "nb-width-number", "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        """The minutes that were typed; raises ValidationError with what to do."""
        if value in self.empty_values:
            return None
        found = _HOURS.fullmatch(str(value).strip())
        if not found:
            raise forms.ValidationError(f"“{value}” is geen aantal uren. Schrijf het als 2,5.")
        part = (found[2] or "0").ljust(2, "0")
        minutes, rest = divmod(int(found[1]) * 6_000 + int(part) * 60, 100)
        if rest or minutes % QUARTER:
            raise forms.ValidationError("Gebruik hele kwartieren: 0,25, 0,5, 0,75 of een heel uur.")
        if not 0 < minutes <= _MOST * 60:
            raise forms.ValidationError(f"Vul meer dan nul en ten hoogste {_MOST} uur in.")
        return minutes


class NewRequest(forms.Form):
    """What the client wants to know."""

    title = forms.CharField(label="Onderwerp", max_length=120)
    question = forms.CharField(
        label="Wat wil je weten?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Over de toepassingen voor burgerzaken, verkiezingen en begraafplaatsen. Zonder namen van inwoners.",
    )
    wanted = DutchDateField(
        label="Klaar op", required=False, help_text="Laat leeg voor de afgesproken termijn in werkdagen."
    )


class Estimate(forms.Form):
    """The hours that it takes."""

    hours = HoursField(label="Raming in uren", help_text="Bijvoorbeeld 12 of 2,5.")


class Agreed(forms.Form):
    """The hours that the client agrees to."""

    hours = HoursField(label="Akkoord op uren", help_text="Ten hoogste de raming.")
    wanted = DutchDateField(label="Andere dag waarop het klaar is", required=False)


class Hours(forms.Form):
    """Hours that were worked."""

    hours = HoursField(label="Gewerkte uren")
    worked_on = DutchDateField(label="Op welke dag")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worked_on"].initial = today()


class Delivered(forms.Form):
    """Where the note is."""

    note = forms.CharField(
        label="Waar staat de notitie?", max_length=200, help_text="Het kenmerk of de plaats in het zaaksysteem."
    )


class Returned(forms.Form):
    """What is missing."""

    reason = forms.CharField(label="Wat mist er nog?", max_length=300, widget=forms.Textarea({"rows": 2}))


class Nothing(forms.Form):
    """A step that asks nothing."""
