"""What is asked for a map: a file with places, or which rows and places there are."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from noaber.cemetery.maps.ranges import FaultyRange, Range, read_ranges
from noaber.web.forms import DutchFileField

MEGABYTES = 25


class MapFile(forms.Form):
    """A file with the places of graves, and how far off they may be."""

    file = DutchFileField(label="Bestand", kinds=(".csv", ".geojson", ".json"), megabytes=MEGABYTES)
    accuracy_cm = forms.IntegerField(
        label="Nauwkeurigheid in centimeter",
        required=False,
        min_value=1,
        max_value=10_000,
        help_text="Zo ver kan een plek ernaast liggen. Laat leeg als je het niet weet.",
    )


class Ranges(forms.Form):
    """Which sections, rows and places a cemetery has."""

    cemetery = forms.ChoiceField(label="Begraafplaats")
    ranges = forms.CharField(
        label="Vakken, rijen en plekken",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text="Een regel per vak: vak A, rij 1-12, plek 1-20.",
    )

    def __init__(self, cemeteries: Sequence[tuple[str, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["cemetery"].choices = list(cemeteries)  # type: ignore[attr-defined]

    def clean_ranges(self) -> tuple[Range, ...]:
        """What was typed, read."""
        try:
            return read_ranges(self.cleaned_data["ranges"])
        except FaultyRange as faulty:
            raise forms.ValidationError(str(faulty)) from None
