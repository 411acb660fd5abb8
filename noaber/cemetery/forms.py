"""What is typed about graves, rights and burials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms

from noaber.attachments.fields import AttachmentField
from noaber.cemetery.actions import LongAgo, NewPerson
from noaber.cemetery.burial import Wanted
from noaber.cemetery.consents import IDENTITY
from noaber.cemetery.local import Local
from noaber.cemetery.old_days import OldDay, read_old_day
from noaber.cemetery.register_files import EVENTS_FILE, FILES
from noaber.cemetery.rules import ENDS, EXPIRED, NOT_TRANSFERRED
from noaber.parties.clock import AMSTERDAM
from noaber.web.forms import DutchDateField, DutchFileField

OTHER = "-"
MEGABYTES = 40
RARE = ("layer", "shared", "own", "short_notice", "exception")


def time_field(label: str) -> forms.TimeField:
    """A time of the day, as people type it."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": "Schrijf de tijd als 14:30."},
        widget=forms.TextInput(attrs={"class": "nb-width-number", "autocomplete": "off"}),
    )


class Find(forms.Form):
    """One box for a grave or a person. It is sent, not put in the address, for a name does not belong there."""

    q = forms.CharField(
        label="Graf of persoon",
        max_length=100,
        help_text="Het begin van een grafnummer (LMH-A-01) of van een naam, ten minste twee letters.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class CanThisGrave(forms.Form):
    """Who is to be buried in a grave, and when."""

    what = forms.ChoiceField(
        label="Wat", choices=[("body", "Begraven"), ("urn", "Asbus plaatsen")], widget=forms.RadioSelect, initial="body"
    )
    died_on = DutchDateField(label="Overleden op")
    died_time = time_field("Tijd van overlijden")
    buried_on = DutchDateField(label="Dag van de begrafenis")
    buried_time = time_field("Tijd van de begrafenis")
    age = forms.IntegerField(label="Leeftijd", min_value=0, max_value=130, required=False)
    layer = forms.IntegerField(
        label="Laag", min_value=1, max_value=3, required=False, help_text="Leeg: de laagste die vrij is."
    )
    shared = forms.BooleanField(label="Samen in een laag, zoals moeder en kind", required=False)
    own = forms.BooleanField(label="De rechthebbende wordt zelf begraven", required=False)
    consent = forms.BooleanField(label="De rechthebbende geeft toestemming", required=False)
    renewal = forms.BooleanField(label="De rechthebbende verlengt zo nodig tegelijk", required=False)
    short_notice = forms.BooleanField(label="De beheerder is akkoord met een late melding", required=False)
    permit = forms.CharField(label="Nummer van het verlof", max_length=40, required=False)
    exception = forms.CharField(label="Besluit van de burgemeester", max_length=60, required=False)

    def usual(self) -> list[Any]:
        """The fields that every question needs."""
        return [field for field in self if field.name not in RARE]

    def rare(self) -> list[Any]:
        """The fields that few questions need."""
        return [field for field in self if field.name in RARE]

    def rare_used(self) -> bool:
        """Was anything filled in, or wrong, among the fields that few questions need?"""
        return any(field.errors or field.data for field in self.rare())

    def clean(self) -> dict[str, Any]:
        """Nobody is buried before they die."""
        typed = super().clean() or {}
        died, buried = (self._moment(typed, name) for name in ("died", "buried"))
        if died is not None and buried is not None and buried <= died:
            self.add_error("buried_on", "De begrafenis ligt voor het overlijden. Verbeter een van de twee.")
        return typed

    def _moment(self, typed: dict[str, Any], name: str) -> datetime | None:
        day: date | None = typed.get(f"{name}_on")
        clock: time | None = typed.get(f"{name}_time")
        return datetime.combine(day, clock, AMSTERDAM) if day is not None and clock is not None else None

    def wanted(self) -> Wanted:
        """What was typed, as the rules read it."""
        typed = self.cleaned_data
        at, died = self._moment(typed, "buried"), self._moment(typed, "died")
        assert at is not None and died is not None, "both are needed fields"
        same = {name: typed[name] for name in ("age", "layer", "shared", "own", "consent", "renewal", "short_notice")}
        return Wanted(
            at,
            died,
            typed["what"] == "urn",
            **same,
            permit=typed["permit"].strip(),
            exception=typed["exception"].strip(),
        )


class Burial(CanThisGrave):
    """A burial for the register: who, and the number on the coffin."""

    deceased = forms.CharField(
        label="Nummer van de overledene", max_length=20, help_text="Zoals het register het geeft: P0012 of P-2026-3."
    )
    registration = forms.CharField(label="Registratienummer van de kist of asbus", max_length=40)
    own = None  # type: ignore[assignment]
    field_order = ("what", "deceased", "registration")

    def wanted(self) -> Wanted:
        """What was typed; whether the holder is buried is seen from the register."""
        self.cleaned_data["own"] = False
        return super().wanted()


class LateBurial(forms.Form):
    """A burial or an urn of before that is not in the register."""

    what = forms.ChoiceField(
        label="Wat", choices=[("body", "Begraven"), ("urn", "Asbus")], widget=forms.RadioSelect, initial="body"
    )
    deceased = forms.CharField(label="Nummer van de overledene", max_length=20)
    day = forms.CharField(
        label="Wanneer",
        max_length=40,
        help_text="Wat bekend is: 2-2-1908, 2-1908, 1908, omstreeks 1908 of onbekend.",
    )
    layer = forms.IntegerField(label="Laag", min_value=1, max_value=3, required=False)
    shared = forms.BooleanField(label="Samen in een laag, zoals moeder en kind", required=False)
    registration = forms.CharField(label="Registratienummer", max_length=40, required=False)
    reason = forms.CharField(label="Waarom nu pas?", max_length=200)

    def clean_day(self) -> OldDay:
        """What is known of the day."""
        found = read_old_day(self.cleaned_data["day"])
        if found is None:
            raise forms.ValidationError("Dit is niet te lezen als dag. Schrijf 2-2-1908, 2-1908, 1908 of onbekend.")
        return found

    def told(self) -> LongAgo:
        """What was typed."""
        typed = self.cleaned_data
        urn = typed["what"] == "urn"
        return LongAgo(typed["day"], typed["reason"], urn, typed["layer"], typed["shared"], typed["registration"])


class NewGrave(forms.Form):
    """A grave that is not in the register yet."""

    number = forms.RegexField(
        r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}",
        label="Grafnummer",
        error_messages={"invalid": "Gebruik letters, cijfers, punten en streepjes."},
    )
    place = forms.ChoiceField(label="Begraafplaats en soort")
    layers = forms.IntegerField(label="Lagen", min_value=0, max_value=3)
    urns = forms.IntegerField(label="Asbussen", min_value=0, max_value=20)

    def __init__(self, local: Local, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (f"{kind.cemetery}/{kind.code}", f"{local.cemetery(kind.cemetery).name}: {kind.name.lower()}")
            for kind in local.kinds
            if day in kind.period
        ]
        self.fields["place"].choices = [("", "Kies"), *kinds]  # type: ignore[attr-defined]


class NewResident(forms.Form):
    """Somebody who is not in the register yet."""

    given_names = forms.CharField(label="Voornamen", max_length=200, required=False)
    surname = forms.CharField(label="Achternaam", max_length=200, help_text="Met voorvoegsel.")
    born_on = DutchDateField(label="Geboren op", required=False)
    died_on = DutchDateField(label="Overleden op", required=False)
    street = forms.CharField(label="Straat", max_length=200, required=False)
    house_number = forms.CharField(label="Huisnummer", max_length=20, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    city = forms.CharField(label="Plaats", max_length=100, required=False)

    def new(self) -> NewPerson:
        """What was typed."""
        return NewPerson(**self.cleaned_data)


class Granted(forms.Form):
    """To whom a right goes and for how long."""

    holder = forms.CharField(label="Nummer van de rechthebbende", max_length=20)
    years = forms.ChoiceField(label="Termijn", widget=forms.RadioSelect)
    deed = forms.CharField(label="Grafakte", max_length=40)

    def __init__(self, terms: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["years"].choices = list(terms)  # type: ignore[attr-defined]

    def span(self) -> int | None:
        """The years, or none for a right without an end."""
        return int(self.cleaned_data["years"]) or None


class Asked(forms.Form):
    """Who asks: the registered holder, or somebody else."""

    applicant = forms.ChoiceField(label="Wie vraagt dit?", widget=forms.RadioSelect)

    def __init__(self, holder: str, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [(holder, f"De geregistreerde rechthebbende: {name} ({holder})")] if holder else []
        self.fields["applicant"].choices = [*mine, (OTHER, "Iemand anders, ook met dezelfde achternaam")]  # type: ignore[attr-defined]


def identity_field(required: bool = True) -> forms.ChoiceField:
    """How it was established who somebody is."""
    return forms.ChoiceField(
        label="Hoe is de identiteit vastgesteld?",
        choices=[(words, words[:1].upper() + words[1:]) for words in IDENTITY.values()],
        widget=forms.RadioSelect,
        required=required,
    )


class Identified(Asked):
    """Who asks, how it was established who that is, and what they signed."""

    identity = identity_field()
    signed = AttachmentField(label="Ondertekend stuk", required=False)


class Renewal(Identified):
    """A renewal."""

    years = forms.TypedChoiceField(label="Met hoeveel jaar?", coerce=int, widget=forms.RadioSelect)

    def __init__(self, offered: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["years"].choices = list(offered)  # type: ignore[attr-defined]


class Transfer(Identified):
    """A right that goes to somebody else."""

    new_holder = forms.CharField(label="Nummer van de nieuwe rechthebbende", max_length=20)
    document = forms.CharField(label="Stuk", max_length=60, help_text="Kenmerk van de brief of de akte.")


class Renounced(Identified):
    """A wish to renounce."""


class Lapse(forms.Form):
    """Why a right came to its end."""

    reason = forms.ChoiceField(
        label="Waarom?",
        choices=[(code, ENDS[code][:1].upper() + ENDS[code][1:]) for code in (EXPIRED, NOT_TRANSFERRED)],
        widget=forms.RadioSelect,
    )


class Nothing(forms.Form):
    """A step that asks nothing."""


class RegisterFiles(forms.Form):
    """The four files of a register."""

    graves = DutchFileField(label=f"Graven ({FILES['graves']})", kinds=(".csv",), megabytes=MEGABYTES)
    rights = DutchFileField(label=f"Rechten ({FILES['rights']})", kinds=(".csv",), megabytes=MEGABYTES)
    burials = DutchFileField(label=f"Begravingen ({FILES['burials']})", kinds=(".csv",), megabytes=MEGABYTES)
    persons = DutchFileField(label=f"Personen ({FILES['persons']})", kinds=(".csv",), megabytes=MEGABYTES)

    events = DutchFileField(
        label=f"Gebeurtenissen ({EVENTS_FILE})",
        kinds=(".csv",),
        megabytes=MEGABYTES,
        required=False,
        help_text="Alleen als het uit Noaber zelf komt.",
    )

    def opened(self) -> dict[str, Any]:
        """The files by what is in them, each at its beginning."""
        found = {part: file.file for part, file in self.cleaned_data.items() if file}
        for file in found.values():
            file.seek(0)
        return found
