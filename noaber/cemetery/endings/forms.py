"""What is typed when a grave comes to its end, and about ashes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from noaber.attachments.fields import AttachmentField
from noaber.attachments.files import PHOTO
from noaber.cases.file_steps import worded
from noaber.cemetery.endings.agreed import Agreed
from noaber.cemetery.endings.ashes_actions import Contents, Wish
from noaber.cemetery.endings.clearing import DESTINATIONS, Destination
from noaber.cemetery.endings.clearing_actions import OBJECTION, SEARCH, Emptied
from noaber.cemetery.endings.neglect import DEGREES, Degree
from noaber.cemetery.endings.neglect_actions import Seen
from noaber.cemetery.forms import OTHER, identity_field, time_field
from noaber.cemetery.local import Local
from noaber.cemetery.models import Resident
from noaber.parties.clock import AMSTERDAM, today
from noaber.web.forms import DutchDateField

_OFF = forms.TextInput(attrs={"autocomplete": "off"})
HOW = ("ontvangstbewijs van de post", "brief of e-mail van de rechthebbende", "aan de balie", "telefonisch")


class Timed(forms.Form):
    """A step, and how long it took where that is known."""

    minutes = forms.IntegerField(
        label="Minuten werk",
        min_value=1,
        max_value=900,
        required=False,
        help_text="Mag leeg blijven.",
        widget=forms.TextInput(attrs={"class": "nb-width-number", "inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "minutes"])

    @property
    def took(self) -> int:
        """The minutes, none where nothing was said."""
        return self.cleaned_data["minutes"] or 0


class Allowing(Timed):
    """A step that the holder of a private grave must allow. Without a holder nothing is asked."""

    who = forms.ChoiceField(label="Wie geeft toestemming?", widget=forms.RadioSelect)
    identity = identity_field(required=False)
    signed = AttachmentField(label="Ondertekende toestemming", required=False)

    def __init__(self, holder: Resident | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holder = holder
        if holder is None:
            for name in ("who", "identity", "signed"):
                del self.fields[name]
            return
        mine = (holder.number, f"De geregistreerde rechthebbende: {holder.name} ({holder.number})")
        self.fields["who"].choices = [mine, (OTHER, "Iemand anders, of niemand")]  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name not in ("who", "identity", "signed", "minutes")])

    def clean(self) -> dict[str, Any]:
        """Whoever allows something was looked at."""
        typed: dict[str, Any] = super().clean() or {}
        if self.holder is not None and typed.get("who") == self.holder.number and not typed.get("identity"):
            self.add_error("identity", "Kies hoe je hebt vastgesteld wie dit is.")
        return typed

    def agreed(self) -> Agreed:
        """Who allowed it."""
        if self.holder is None:
            return Agreed()
        typed = self.cleaned_data
        return Agreed(typed["who"], typed["identity"], typed["signed"])


class Inspection(Timed):
    """What an inspection found."""

    day = DutchDateField(label="Gezien op", initial=today)
    degree = forms.ChoiceField(label="Hoe erg is het?", choices=list(worded(DEGREES)), widget=forms.RadioSelect)
    what = forms.CharField(
        label="Wat is er te zien?",
        max_length=400,
        help_text="Dit staat zo in de brief aan de rechthebbende. Begin met een hoofdletter.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keeper = forms.ChoiceField(
        label="Wie moet het graf onderhouden?",
        choices=[("holder", "De rechthebbende"), ("keeper", "De begraafplaats")],
        widget=forms.RadioSelect,
        help_text="Kijk in de grafakte of er onderhoud is afgekocht.",
    )
    photo = AttachmentField(label="Foto waarop het te zien is", accepts=PHOTO)

    def seen(self) -> Seen:
        """What was found."""
        typed = self.cleaned_data
        kept = typed["keeper"] == "holder"
        return Seen(typed["day"], Degree(typed["degree"]), typed["what"], kept, typed["photo"])


class Received(Timed):
    """When and how the holder confirmed the declaration."""

    day = DutchDateField(label="Ontvangen op", initial=today)
    how = forms.ChoiceField(
        label="Waar blijkt dat uit?", choices=list(worded({one: one for one in HOW})), widget=forms.RadioSelect
    )


class Placed(Timed):
    """Since when a sign stands, with its photo."""

    day = DutchDateField(label="Staat er sinds", initial=today)
    photo = AttachmentField(label="Foto van het bord", accepts=PHOTO)


class Repaired(Timed):
    """Since when a grave is looked after again."""

    day = DutchDateField(label="Hersteld op", initial=today)
    photo = AttachmentField(label="Foto van het graf", accepts=PHOTO, required=False)


class Listing(Allowing):
    """From which day a grave may be cleared."""

    day = DutchDateField(label="Ruimen vanaf", help_text="Reken met de termijn waarop het voornemen moet zijn gemeld.")


class Because(Timed):
    """Why a grave goes from the list."""

    because = forms.CharField(label="Waarom?", max_length=200, help_text="Noem hier geen namen.")


class Held(Timed):
    """What holds a clearing up, or does not any more."""

    what = forms.ChoiceField(
        label="Wat leg je vast?",
        choices=[
            (f"{OBJECTION}+", "Er loopt bezwaar of beroep"),
            (f"{OBJECTION}-", "Het bezwaar of beroep is klaar"),
            (f"{SEARCH}+", "Er loopt onderzoek naar wie hier ligt"),
            (f"{SEARCH}-", "Het onderzoek is klaar"),
        ],
        widget=forms.RadioSelect,
    )

    def held(self) -> str:
        """What holds it up."""
        return str(self.cleaned_data["what"])[:-1]

    def runs(self) -> bool:
        """Does it run?"""
        return str(self.cleaned_data["what"]).endswith("+")


class Announced(Timed):
    """Telling the intention; a photo of the sign where nobody can be written to."""

    photo = AttachmentField(label="Foto van het bord bij het graf", accepts=PHOTO)

    def __init__(self, letter: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if letter:
            del self.fields["photo"]


class Above(Timed):
    """Taking the monument off."""

    photo = AttachmentField(
        label="Foto van het graf ervoor", accepts=PHOTO, help_text="Zo blijft te zien hoe het graf en de steen waren."
    )
    kept = forms.CharField(
        label="Wat ligt klaar voor de familie?",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: steen en lantaarn. Leeg als er niets op het graf stond.",
    )


class Fetched(Timed):
    """Who fetched what lay ready."""

    by = forms.CharField(label="Opgehaald door", max_length=200, widget=_OFF)


class Emptying(Timed):
    """Where remains go."""

    destination = forms.ChoiceField(
        label="Waar gaan de overblijfselen heen?",
        choices=list(worded(DESTINATIONS)),
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label="Welk graf?", max_length=100, required=False, help_text="Nummer of plaats van het verzamelgraf of graf."
    )
    photo = AttachmentField(label="Foto van het geruimde graf", accepts=PHOTO)

    def emptied(self) -> Emptied:
        """Where they went."""
        typed = self.cleaned_data
        return Emptied(Destination(typed["destination"]), typed["place"], typed["photo"])


class Record(Timed):
    """What the register must have of an urn."""

    registration = forms.CharField(label="Registratienummer op de bus", max_length=40)
    crematorium = forms.CharField(label="Crematorium", max_length=200)
    crematorium_address = forms.CharField(label="Adres van het crematorium", max_length=200)
    stored_on = DutchDateField(
        label="As in de bus sinds",
        required=False,
        help_text="Staat op het bewijs van het crematorium. Zonder deze dag is later niet te zien wanneer ruimen mag.",
    )

    def contents(self) -> Contents:
        """What the register has of it."""
        typed = self.cleaned_data
        return Contents(
            typed["registration"],
            typed["crematorium"],
            typed["crematorium_address"],
            typed["stored_on"],
            typed.get("ordered_by", ""),
        )


class Urn(Allowing, Record):
    """An urn that was placed."""

    deceased = forms.CharField(
        label="Nummer van de overledene", max_length=20, help_text="Zoals P-2026-3.", widget=_OFF
    )
    day = DutchDateField(label="Geplaatst op", initial=today)
    ordered_by = forms.CharField(label="In opdracht van", max_length=200, widget=_OFF)
    field_order = ("deceased", "day", "ordered_by", "registration", "crematorium", "crematorium_address", "stored_on")


class HandedOver(Allowing):
    """Who gets an urn, and where it goes."""

    handed_to = forms.CharField(
        label="Meegegeven aan",
        max_length=200,
        widget=_OFF,
        help_text="De nabestaande die de opdracht gaf om de asbus te plaatsen, of namens wie dat gebeurde.",
    )
    destination = forms.CharField(
        label="Bestemming", max_length=200, help_text="Bijvoorbeeld: thuis, of een ander graf."
    )


def _fields(local: Local) -> list[tuple[str, str]]:
    return list(worded({one.code: one.scatter_field for one in local.cemeteries if one.scatter_field}))


class UrnCleared(Allowing):
    """On which field the ashes of a cleared urn are scattered."""

    cemetery = forms.ChoiceField(label="Waar is de as verstrooid?", widget=forms.RadioSelect)

    def __init__(self, local: Local, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cemetery"].choices = _fields(local)  # type: ignore[attr-defined]


class Scattered(Timed):
    """When ashes were scattered."""

    day = DutchDateField(label="Verstrooid op", initial=today)
    time = time_field("Tijd")

    def at(self) -> datetime:
        """The moment."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], AMSTERDAM)


class Wished(Allowing):
    """Where and when ashes may be scattered, and at whose wish."""

    deceased = forms.CharField(
        label="Nummer van de overledene", max_length=20, help_text="Zoals P-2026-3.", widget=_OFF
    )
    asked_by = forms.CharField(label="Op verzoek van", max_length=200, widget=_OFF)
    place = forms.ChoiceField(label="Waar?", widget=forms.RadioSelect)
    family = forms.ChoiceField(
        label="Wie verstrooit de as?",
        choices=[("keeper", "Wij"), ("family", "De familie zelf")],
        widget=forms.RadioSelect,
        help_text="Op een graf kan alleen de familie dit doen.",
    )
    day = DutchDateField(label="Dag")
    time = time_field("Tijd")
    registration = forms.CharField(label="Registratienummer van de as", max_length=40, required=False)
    field_order = ("deceased", "asked_by", "place", "family", "day", "time", "registration")

    def __init__(self, local: Local, grave: str, holder: Resident | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(holder, *args, **kwargs)
        self.grave = grave
        here = [(OTHER, f"Op graf {grave}")] if grave else []
        self.fields["place"].choices = [*here, *_fields(local)]  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        """What is wished."""
        typed = self.cleaned_data
        on_grave = typed["place"] == OTHER
        at = datetime.combine(typed["day"], typed["time"], AMSTERDAM)
        field, grave = ("", self.grave) if on_grave else (typed["place"], "")
        return Wish(field, grave, typed["family"] == "family", typed["asked_by"], at, typed["registration"])
