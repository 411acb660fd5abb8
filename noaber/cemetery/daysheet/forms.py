"""What is typed or tapped at a grave, and what the office writes about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms

from noaber.cemetery.daysheet.checks import NUMBER, two_named
from noaber.cemetery.daysheet.queries import Job
from noaber.cemetery.daysheet.rules import LONGEST_NOTE
from noaber.cemetery.daysheet.shown import THINGS

TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "enterkeyhint": "done"}
YES, NO = "ja", "nee"


def scanned(value: str) -> str:
    """The number in what was typed or scanned: the code on a grave is an address that ends in its number."""
    value = value.strip()
    if "://" not in value:
        return value
    return unquote(urlsplit(value).path.rstrip("/").rpartition("/")[2])


class Work(forms.Form):
    """A form about one job."""

    def __init__(self, job: Job, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.job = job


class ConfirmGrave(Work):
    """The number on the stone or the post."""

    typed = forms.CharField(
        label="Welk nummer staat er bij het graf?",
        max_length=200,
        help_text="Kijk op de steen of het paaltje. Typ of scan wat daar staat.",
        widget=forms.TextInput(attrs=TYPED),
        error_messages={"required": "Typ of scan het nummer dat bij het graf staat."},
    )

    def clean_typed(self) -> str:
        """Without the address around it; anything longer than a number is none."""
        return scanned(self.cleaned_data["typed"])[:40]


class Check(Work):
    """The number on the coffin or the urn, and the papers that come with it."""

    typed = forms.CharField(
        max_length=200,
        help_text="Lees het af van de kist of de asbus zelf, niet van een papier.",
        widget=forms.TextInput(attrs=TYPED),
        error_messages={"required": "Typ of scan het nummer. Staat er geen nummer? Bel dan en ga niet verder."},
    )
    papers = forms.ChoiceField(
        choices=[(YES, "Ja, alles is gelijk"), (NO, "Nee, er is verschil of er ontbreekt iets")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )

    def __init__(self, job: Job, *args: Any, **kwargs: Any) -> None:
        super().__init__(job, *args, **kwargs)
        if NUMBER in job.work().needs:
            self.fields["typed"].label = f"Welk nummer staat op de {THINGS[job.planned.work]}?"
            asked = "Staan op de papieren hetzelfde nummer en dezelfde naam en datums als hieronder?"
        else:
            del self.fields["typed"]
            asked = "Is de vergunning van de burgemeester er, voor deze persoon en dit graf?"
        self.fields["papers"].label = asked

    def clean_typed(self) -> str:
        """What was typed or scanned, no longer than is kept."""
        return scanned(self.cleaned_data["typed"])[:40]


class Identify(Work):
    """Who said who it is."""

    first = forms.CharField(label="Naam van de eerste persoon", max_length=120)
    second = forms.CharField(label="Naam van de tweede persoon", max_length=120)

    def clean(self) -> None:
        """Two persons, so two names."""
        names = [self.cleaned_data.get(name, "") for name in ("first", "second")]
        if all(names) and not two_named(names):
            self.add_error("second", "Dit is dezelfde naam. Er zijn twee verschillende personen nodig.")


class Complete(Work):
    """That it is done, and for a body in which layer."""

    layer = forms.TypedChoiceField(
        label="In welke laag?", coerce=int, widget=forms.RadioSelect, error_messages={"required": "Kies een laag."}
    )
    why = forms.CharField(
        label="Waarom een andere laag?",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="Alleen als het een andere laag werd dan gepland. Schrijf geen namen.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, job: Job, *args: Any, **kwargs: Any) -> None:
        super().__init__(job, *args, **kwargs)
        work = job.work()
        if not work.of_body:
            del self.fields["layer"], self.fields["why"]
            return
        choices = [(layer, _layer(layer, work.layers, work.layer)) for layer in range(work.layers, 0, -1)]
        self.fields["layer"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("layer", work.layer)

    def clean(self) -> None:
        """Another layer than was planned has a reason."""
        layer, why = self.cleaned_data.get("layer"), self.cleaned_data.get("why", "")
        planned = self.job.planned.layer
        if layer and layer != planned and not why.strip():
            self.add_error("why", f"Gepland was laag {planned}. Schrijf op waarom het laag {layer} werd.")


def _layer(layer: int, layers: int, planned: int | None) -> str:
    words = f"Laag {layer}"
    if layers > 1 and layer in (1, layers):
        words += " (onderste)" if layer == 1 else " (bovenste)"
    return f"{words}, zoals gepland" if layer == planned else words


class Note(Work):
    """What field staff must know."""

    text = forms.CharField(
        label="Wat moet men bij het graf weten?",
        max_length=LONGEST_NOTE,
        help_text="Bijvoorbeeld: monument lichten voor 9 uur. Schrijf geen namen.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Settle(Work):
    """What the office did about it."""

    text = forms.CharField(label="Wat is er gedaan?", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}))
