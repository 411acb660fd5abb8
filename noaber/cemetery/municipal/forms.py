"""What is typed in the file of a funeral by the municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms

from noaber.cases.file_steps import worded
from noaber.cemetery.municipal.actions import OtherTerm, Relative, Report
from noaber.cemetery.municipal.file import ANSWERS, BURY, PLACES, RELATIONS, REPORTERS, RESULTS, UNKNOWN, WAYS, WISHES
from noaber.cemetery.municipal.money import ASSETS, COSTS, KIN, REASONS, SOURCES
from noaber.cemetery.municipal.resting import Rest
from noaber.cemetery.municipal.rules import Order
from noaber.parties.clock import AMSTERDAM, today
from noaber.values import Euro
from noaber.web.forms import DutchDateField, DutchEuroField

CENT = Euro(1)
MOST_MINUTES = 6_000


def _choice(label: str, words: Mapping[str, str], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(worded(words)), widget=forms.RadioSelect, **more)


def _text(label: str, most: int = 200, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **{"required": False} | more)


def _clock(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": f"Vul “{label}” in als 14:30."},
    )


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, AMSTERDAM)


class NewReport(forms.Form):
    """A report: by whom, of whom, since when, and where the body is."""

    reporter = _choice("Wie meldt het?", REPORTERS)
    received = DutchDateField(label="Gemeld op")
    died_day = DutchDateField(label="Overleden op")
    died_time = _clock("Tijd van overlijden")
    found = forms.BooleanField(
        label="Het moment is niet bekend: dit is wanneer de overledene is gevonden", required=False
    )
    given_names = _text("Voornamen")
    surname = _text("Achternaam", help_text="Leeg als niet bekend is wie het is.")
    born_on = DutchDateField(label="Geboren op", required=False)
    lies_at = _text(
        "Waar is de overledene nu?", required=True, help_text="Bijvoorbeeld: mortuarium van het ziekenhuis."
    )
    here = _choice("Is dat in deze gemeente?", {"ja": "ja", "nee": "nee"}, initial="ja")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received"].initial = today()

    def report(self) -> Report:
        """What was typed."""
        typed = self.cleaned_data
        return Report(
            typed["reporter"],
            typed["received"],
            _moment(typed["died_day"], typed["died_time"]),
            typed["lies_at"],
            typed["here"] == "ja",
            not typed["found"],
            typed["given_names"],
            typed["surname"],
            typed["born_on"],
        )


class Search(forms.Form):
    """Where was looked, when, and what came of it."""

    place = forms.ChoiceField(label="Waar is gezocht?", widget=forms.RadioSelect)
    result = _choice("Uitkomst", RESULTS)
    on = DutchDateField(label="Gezocht op")
    note = _text("Wat is gevonden?", 300, help_text="Kort. Namen van nabestaanden leg je apart vast.")

    def __init__(self, unlooked: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        done = [place for place in PLACES if place not in unlooked]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            *worded({place: PLACES[place] for place in unlooked}),
            *worded({place: f"{PLACES[place]} (nog een keer)" for place in done}),
        ]
        self.fields["on"].initial = today()


class NoteKin(forms.Form):
    """A relative and the answer."""

    relation = forms.ChoiceField(label="Wie is het?", choices=list(worded(RELATIONS)))
    name = _text("Naam")
    contact = _text("Adres of telefoon", help_text="Wordt gewist als het dossier is afgesloten.")
    answer = _choice("Antwoord", ANSWERS)

    def relative(self) -> Relative:
        """What was typed."""
        return Relative(*(self.cleaned_data[name] for name in ("relation", "answer", "name", "contact")))


class FinishSearch(forms.Form):
    """Why somewhere was not looked, where that is so."""

    reason = _text("Waarom is niet overal gekeken?", 300, help_text="Alleen nodig als er nog een plaats open staat.")


class TakeCharge(forms.Form):
    """How the mayor takes care of it, and what the deceased wanted."""

    wish = _choice("Wat wilde de overledene?", WISHES, initial=UNKNOWN)
    known_by = _text("Waaruit blijkt dat?", help_text="Bijvoorbeeld: testament, codicil, polis of wat bekenden zeggen.")
    way = forms.ChoiceField(label="Wat is het besluit?", widget=forms.RadioSelect)
    reason = _text("Waarom anders dan de wens?", 300, help_text="Alleen nodig als het besluit tegen de wens in gaat.")

    def __init__(self, identified: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = WAYS if identified else {BURY: "begraven (een onbekende wordt altijd begraven)"}
        self.fields["way"].choices = list(worded(ways))  # type: ignore[attr-defined]

    def order(self) -> Order:
        """What was typed."""
        typed = self.cleaned_data
        return Order(typed["way"], typed["wish"], typed["known_by"], typed["reason"], typed.get("decision", ""))


class NoteOrder(TakeCharge):
    """The same, as the mayor decided it in person."""

    decision = _text("Kenmerk van het besluit", 60, required=True)
    field_order = ("decision", "wish", "known_by", "way", "reason")


class SetOtherTerm(forms.Form):
    """Another term of the mayor."""

    decision = _text("Kenmerk van het besluit", 60, required=True)
    until = DutchDateField(label="De uitvaart kan tot en met")
    earlier = forms.BooleanField(label="Het mag binnen 36 uur na het overlijden", required=False)
    doctor = forms.BooleanField(label="De burgemeester heeft een arts gehoord", required=False)
    prosecutor = forms.BooleanField(label="De officier van justitie is het eens (binnen 36 uur)", required=False)

    def told(self) -> OtherTerm:
        """What was typed."""
        return OtherTerm(
            *(self.cleaned_data[name] for name in ("decision", "until", "doctor", "earlier", "prosecutor"))
        )


class Commission(forms.Form):
    """Which undertaker, and when the funeral is."""

    firm = _text("Uitvaartondernemer", 120, required=True)
    day = DutchDateField(label="Dag van de uitvaart")
    time = _clock("Tijd van de uitvaart")

    def planned(self) -> datetime:
        """The moment that was typed."""
        return _moment(self.cleaned_data["day"], self.cleaned_data["time"])


class LayToRest(forms.Form):
    """When and where it was, with which permission."""

    day = DutchDateField(label="Dag van de uitvaart")
    time = _clock("Tijd van de uitvaart")
    permit = _text("Nummer van het verlof", 40, required=True)
    grave = _text("Grafnummer", 40, help_text="Van een eigen begraafplaats. Leeg als het ergens anders was.")
    registration = _text("Registratienummer op de kist", 40, help_text="Alleen bij een eigen graf.")
    consent = forms.BooleanField(label="Bij een particulier graf: de rechthebbende geeft toestemming", required=False)
    where = _text("Waar was het?", help_text="Alleen als het niet in een eigen graf was.")

    def __init__(self, way: str, planned: datetime | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way = way
        if planned is not None:
            local = planned.astimezone(AMSTERDAM)
            self.fields["day"].initial, self.fields["time"].initial = local.date(), f"{local:%H:%M}"
        if way != BURY:
            for name in ("grave", "registration", "consent"):
                del self.fields[name]
            self.fields["where"].required = True
            self.fields["where"].help_text = "Het crematorium, en waar de as blijft."

    def clean(self) -> dict[str, Any]:
        """A burial is in a grave of the register, or somewhere else that is named; not both."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.way == BURY and not self.errors and bool(typed["grave"]) == bool(typed["where"]):
            self.add_error("grave", "Vul het grafnummer in, of waar het anders was.")
        return typed

    def rest(self) -> Rest:
        """What was typed."""
        typed = self.cleaned_data
        grave = typed.get("grave", "").strip().upper()
        more = (grave, typed["where"], typed.get("registration", ""), typed.get("consent", False))
        return Rest(self.way, _moment(typed["day"], typed["time"]), typed["permit"], *more)


class AddCost(forms.Form):
    """What something is expected to cost."""

    kind = forms.ChoiceField(label="Waarvoor?", choices=list(worded(COSTS)))
    text = _text("Omschrijving")
    estimate = DutchEuroField(label="Raming in euro", lowest=CENT)


class OfLine(forms.Form):
    """A step about one line of the file."""

    line = forms.ChoiceField(label="Welke regel?")

    def __init__(self, lines: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(str(key), words) for key, words in lines]  # type: ignore[attr-defined]


class Bill(OfLine):
    """What a line cost in the end."""

    actual = DutchEuroField(label="Werkelijke kosten in euro", lowest=Euro())
    note = _text("Nummer van de nota", 60)


class NoteAsset(forms.Form):
    """Something that the deceased left."""

    kind = forms.ChoiceField(label="Wat is het?", choices=list(worded(ASSETS)))
    text = _text("Omschrijving", required=True)
    value = DutchEuroField(label="Waarde in euro", lowest=Euro())
    kept = _text("Waar wordt het bewaard?")


class HandAsset(OfLine):
    """Who got it."""

    to = _text(
        "Gegeven aan", required=True, help_text="Bijvoorbeeld: de notaris, een erfgenaam, de gemeente voor de kosten."
    )
    receipt = _text("Kenmerk van het ontvangstbewijs", 60, required=True)


class MakeClaim(forms.Form):
    """Of whom costs are asked back."""

    source = _choice("Waarop verhaal je?", SOURCES)
    kin = forms.ChoiceField(label="Welke nabestaande?", required=False)
    amount = DutchEuroField(label="Bedrag in euro", lowest=CENT)
    note = _text(
        "Toelichting", 300, help_text="Bij een nabestaande: waaruit blijkt dat de nalatenschap niet genoeg is?"
    )

    def __init__(self, kin: Sequence[tuple[int, str]], free: Euro, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kin:
            self.fields["kin"].choices = [("", "kies"), *((str(key), words) for key, words in kin)]  # type: ignore[attr-defined]
        else:
            del self.fields["kin"]
            self.fields["source"].choices = list(worded({c: w for c, w in SOURCES.items() if c != KIN}))  # type: ignore[attr-defined]
        self.fields["amount"].help_text = f"Er staat {free} open waarvoor nog niets loopt."

    def clean(self) -> dict[str, Any]:
        """Costs are asked of a relative who is named, and of nobody else."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("source") == KIN and not typed.get("kin"):
            self.add_error("kin", "Kies de nabestaande.")
        return typed


class Receive(OfLine):
    """What came in."""

    amount = DutchEuroField(label="Ontvangen bedrag in euro", lowest=CENT)


class EndClaim(OfLine):
    """Why nothing more comes."""

    reason = _text("Waarom komt er niets meer?", 300, required=True)


class ProposeWriteOff(forms.Form):
    """An amount to give up."""

    amount = DutchEuroField(label="Bedrag in euro", lowest=CENT)
    reason = _choice("Op welke grond?", REASONS)
    text = _text("Toelichting", 300, required=True)

    def __init__(self, free: Euro, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].initial = free.plain if free.cents > 0 else ""


class AnswerWriteOff(OfLine):
    """Yes or no to a proposal of somebody else."""

    answer = _choice("Boek je dit af?", {"ja": "ja, afboeken", "nee": "nee, niet afboeken"})


class Close(forms.Form):
    """How long the work took."""

    minutes = forms.IntegerField(label="Minuten gewerkt", min_value=1, max_value=MOST_MINUTES)
