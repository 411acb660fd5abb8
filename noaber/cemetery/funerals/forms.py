"""What undertakers type, in Dutch and in English, checked for its shape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from noaber.attachments.fields import AttachmentField
from noaber.cemetery.bilingual import PLACE_WORDS, Bilingual
from noaber.cemetery.funerals.actions import Details
from noaber.cemetery.funerals.kinds import (
    BEARERS,
    EXISTING,
    FOETUS,
    HOLDER,
    KINDS,
    NEEDS_GRAVE,
    NO_GRAVE,
    PAYERS,
    ROLES,
    URN,
    WORDS_OF_GRAVE,
)
from noaber.cemetery.funerals.models import Funeral
from noaber.cemetery.funerals.wording import moments_by_day
from noaber.cemetery.local import Local
from noaber.parties.clock import AMSTERDAM
from noaber.web.forms import DutchDateField


def _clock() -> forms.TimeField:
    widget = forms.TextInput(attrs={"class": "nb-width-number", "autocomplete": "off"})
    return forms.TimeField(input_formats=["%H:%M", "%H.%M"], widget=widget)


class Address(Bilingual):
    """Where the link to a request goes."""

    words = {"email": ("E-mailadres van de uitvaartondernemer", "E-mail address of the undertaker")}
    helps = {
        "email": (
            "Wij sturen een link. Met die link vraagt u de uitvaart aan en ziet u hoe het gaat.",
            "We send a link. With it you request the funeral and see how it goes.",
        )
    }
    email = forms.EmailField(max_length=254)


class Start(Bilingual):
    """What kind of funeral, where, and when somebody died: what the free times follow from. No names."""

    words = {
        "kind": ("Wat voor uitvaart is het?", "What kind of funeral is it?"),
        "cemetery": ("Op welke begraafplaats?", "At which cemetery?"),
        "died_on": ("Dag van overlijden", "Day of death"),
        "died_time": ("Tijd van overlijden", "Time of death"),
        "exception": ("Besluit van de burgemeester over een andere termijn", "Decision of the mayor on another term"),
    }
    helps = {
        "kind": (
            "Een vrucht jonger dan 24 weken heeft geen verlof nodig, wel een verklaring van een arts.",
            "A foetus of less than 24 weeks needs no permission, but a statement of a doctor.",
        ),
        "died_on": ("Bijvoorbeeld 8-12-2026.", "For example 8-12-2026."),
        "exception": (
            "Alleen bij begraven binnen 36 uur of na de zesde werkdag: het nummer van het besluit.",
            "Only for a burial within 36 hours or after the sixth working day: the number of the decision.",
        ),
    }
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    cemetery = forms.ChoiceField()
    died_on = DutchDateField()
    died_time = _clock()
    exception = forms.CharField(max_length=60, required=False)

    def __init__(self, lang: str, local: Local, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.local, self.day = local, day
        self._choices("kind", [(code, words[lang == "en"]) for code, words in KINDS.items()])
        places = [(one.code, one.name) for one in local.cemeteries if one.closed_on is None or day < one.closed_on]
        self._choices("cemetery", [("", self.say("Kies", "Choose")), *places])

    def _choices(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody dies in the future, and a cemetery has the kind of grave that is asked for."""
        typed = super().clean() or {}
        if typed.get("died_on") and typed["died_on"] > self.day:
            self.add_error("died_on", self.say("Deze dag moet nog komen.", "This day is still to come."))
        kind, cemetery = typed.get("kind"), typed.get("cemetery")
        if kind in WORDS_OF_GRAVE and cemetery and not self.local.kind_at(WORDS_OF_GRAVE[kind], cemetery, self.day):
            no = self.say("Dit kan niet op deze begraafplaats.", "This is not possible at this cemetery.")
            self.add_error("cemetery", no)
        return typed

    def died_at(self) -> datetime:
        """The moment of death."""
        return datetime.combine(self.cleaned_data["died_on"], self.cleaned_data["died_time"], AMSTERDAM)

    @staticmethod
    def of(row: Funeral) -> dict[str, str]:
        """What was filled in for a request before."""
        died = row.died_at.astimezone(AMSTERDAM)
        day = f"{died.day}-{died.month}-{died.year}"
        same = {"kind": row.kind, "cemetery": row.cemetery, "exception": row.exception}
        return same | {"died_on": day, "died_time": f"{died:%H:%M}"}


PLACE = ("street", "house_number", "postcode", "city")
MAY_NAME = frozenset({URN, FOETUS})
"""Kinds that go into a grave of the family, or into a new one."""
GIVEN_OUT = WORDS_OF_GRAVE.keys() - MAY_NAME
"""Kinds for which a grave is always given out."""


class Intake(Bilingual):
    """Everything else of a request, with the free times to choose from."""

    words = {
        "at": ("Vrije tijd", "Free time"),
        "ceremony": ("Er is een plechtigheid op de begraafplaats", "There is a ceremony at the cemetery"),
        "grave_typed": ("Grafnummer", "Number of the grave"),
        "years": ("Hoe lang wordt het graf uitgegeven?", "For how long is the grave granted?"),
        "given_names": ("Voornamen van de overledene", "Given names of the deceased"),
        "surname": ("Achternaam van de overledene", "Surname of the deceased"),
        "born_on": ("Geboren op", "Born on"),
        "deed_city": (
            "Gemeente waar het overlijden is aangegeven",
            "Municipality where the death is registered",
        ),
        "registration": ("Registratienummer op de kist of asbus", "Registration number on the coffin or urn"),
        "permit": ("Nummer van het verlof of de verklaring van de arts", "Number of the permission or the statement"),
        "coffin_length": ("Lengte van de kist (cm)", "Length of the coffin (cm)"),
        "coffin_width": ("Breedte van de kist (cm)", "Width of the coffin (cm)"),
        "bearers": ("Wie draagt de kist?", "Who carries the coffin?"),
        "payer": ("Wie betaalt?", "Who pays?"),
        "role": ("Wie beslist over het graf?", "Who decides about the grave?"),
        "holder_given_names": ("Voornamen van wie beslist", "Given names of who decides"),
        "holder_surname": ("Achternaam van wie beslist", "Surname of who decides"),
        "holder_email": ("E-mailadres van wie beslist", "E-mail address of who decides"),
        **PLACE_WORDS,
        "company": ("Uitvaartonderneming", "Undertaker"),
        "contact": ("Contactpersoon", "Contact"),
        "phone": ("Telefoon", "Telephone"),
    }
    helps = {
        "grave_typed": ("Zoals het op de grafakte staat.", "As it stands on the deed of the grave."),
        "registration": ("Dit mag later.", "This may follow later."),
        "permit": (
            "Dit mag later. Zonder verlof wordt de uitvaart niet definitief (Wlb art. 11).",
            "This may follow later. Without it the funeral does not become final (Wlb art. 11).",
        ),
        "holder_email": (
            "Deze persoon krijgt een link om precies deze gegevens te bevestigen. Papier is niet nodig.",
            "This person gets a link to confirm exactly these details. No paper form is needed.",
        ),
        "role": (
            "Is de rechthebbende overleden, dan tekent wie de uitvaart regelt.",
            "If the holder has died, the person who arranges the funeral signs.",
        ),
    }
    groups = (
        (("Moment", "Moment"), ("at", "ceremony")),
        (("Graf", "Grave"), ("grave_typed", "years")),
        (
            ("Overledene", "Deceased"),
            ("given_names", "surname", "born_on", "deed_city", "registration", "permit"),
        ),
        (("Kist", "Coffin"), ("coffin_length", "coffin_width", "bearers")),
        (
            ("Wie beslist en wie betaalt", "Who decides and who pays"),
            ("role", "holder_given_names", "holder_surname", "holder_email", "payer", *PLACE),
        ),
        (("Uw gegevens", "Your details"), ("company", "contact", "phone")),
    )
    at = forms.ChoiceField()
    ceremony = forms.BooleanField(required=False)
    grave_typed = forms.CharField(max_length=40)
    years = forms.TypedChoiceField(coerce=int)
    given_names = forms.CharField(max_length=200, required=False)
    surname = forms.CharField(max_length=200)
    born_on = DutchDateField(required=False)
    deed_city = forms.CharField(max_length=80)
    registration = forms.CharField(max_length=40, required=False)
    permit = forms.CharField(max_length=40, required=False)
    coffin_length = forms.IntegerField(min_value=20, max_value=260)
    coffin_width = forms.IntegerField(min_value=10, max_value=120)
    bearers = forms.ChoiceField(widget=forms.RadioSelect)
    payer = forms.ChoiceField(widget=forms.RadioSelect, initial=HOLDER)
    role = forms.ChoiceField(widget=forms.RadioSelect)
    holder_given_names = forms.CharField(max_length=200, required=False)
    holder_surname = forms.CharField(max_length=200)
    holder_email = forms.EmailField(max_length=254)
    street = forms.CharField(max_length=200, required=False)
    house_number = forms.CharField(max_length=20, required=False)
    postcode = forms.CharField(max_length=10, required=False)
    city = forms.CharField(max_length=100, required=False)
    company = forms.CharField(max_length=120)
    contact = forms.CharField(max_length=120, required=False)
    phone = forms.CharField(max_length=20, required=False)

    def __init__(
        self, lang: str, start: Start, free: Sequence[datetime], grants: Sequence[int], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(lang, *args, **kwargs)
        self.start, kind, place = start, start.cleaned_data["kind"], int(lang == "en")
        for name, rows in (("bearers", BEARERS), ("payer", PAYERS), ("role", ROLES)):
            self.fields[name].choices = [(code, words[place]) for code, words in rows.items()]  # type: ignore[attr-defined]
        self.offer(free)
        self._fit(kind, grants)
        self._fit_address(kind)

    def offer(self, free: Sequence[datetime]) -> None:
        """Let one of these moments be chosen."""
        first = ("", self.say("Kies een tijd", "Choose a time"))
        self.fields["at"].choices = [first, *moments_by_day(free, self.lang)]  # type: ignore[attr-defined]
        gone = self.say("Deze tijd is niet meer vrij. Kies een andere.", "This time is taken. Choose another one.")
        self.fields["at"].error_messages["invalid_choice"] = gone

    def _fit(self, kind: str, grants: Sequence[int]) -> None:
        """Ask nothing that this kind of funeral does not need."""
        if kind in NO_GRAVE | GIVEN_OUT:
            del self.fields["grave_typed"]
        elif kind not in NEEDS_GRAVE:
            self.fields["grave_typed"].required = False
            self.fields["grave_typed"].help_text = self.say(
                "Laat dit leeg als er een nieuw graf moet komen.", "Leave this empty if a new grave is needed."
            )
        if kind in NEEDS_GRAVE or kind in NO_GRAVE:
            del self.fields["years"]
        else:
            words = self.say("jaar", "years")
            endless = self.say("onbepaalde tijd", "no end")
            choices = [(str(years), f"{years} {words}" if years else endless) for years in grants]
            self.fields["years"].choices = choices  # type: ignore[attr-defined]
        if kind in (URN, *NO_GRAVE):
            for name in ("coffin_length", "coffin_width", "bearers", "permit"):
                del self.fields[name]

    def _fit_address(self, kind: str) -> None:
        """Who becomes the holder of a grave has an address; of who is the holder already, the register knows it."""
        for name in PLACE:
            if kind == EXISTING:
                del self.fields[name]
            elif kind in GIVEN_OUT:
                self.fields[name].required = True

    def grouped(self) -> list[tuple[str, list[Any]]]:
        """The fields under their headings, in the order of the conversation."""
        found = []
        for titles, names in self.groups:
            rows = [self[name] for name in names if name in self.fields]
            if rows:
                found.append((titles[self.lang == "en"], rows))
        return found

    def clean(self) -> dict[str, Any]:
        """Nobody dies before they are born; a grave that is given out needs the address of its holder."""
        typed = super().clean() or {}
        if self.start.cleaned_data["kind"] in MAY_NAME and not typed.get("grave_typed"):
            for name in PLACE:
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        died = self.start.died_at().date()
        if typed.get("born_on") and typed["born_on"] > died:
            text = "De geboortedag ligt na het overlijden.", "The day of birth is after the death."
            self.add_error("born_on", self.say(*text))
        return typed

    def details(self) -> Details:
        """What was typed, as the acts take it."""
        typed, start = dict(self.cleaned_data), self.start
        first = {name: start.cleaned_data[name] for name in ("kind", "cemetery", "exception")}
        typed["at"] = datetime.fromisoformat(typed["at"])
        if typed.get("grave_typed"):
            typed["years"] = None
        return Details(died_at=start.died_at(), **first, **typed)

    @staticmethod
    def of(row: Funeral) -> dict[str, Any]:
        """What was filled in for a request before."""
        found = {name: getattr(row, name) for name in Intake.base_fields}
        return found | {"at": row.at.astimezone(AMSTERDAM).isoformat()}


class Paper(Bilingual):
    """The permission of the registrar, or the statement of a doctor."""

    words = {
        "permit": ("Nummer van het verlof of de verklaring", "Number of the permission or the statement"),
        "file": ("Het stuk als PDF of foto", "The paper as PDF or photo"),
    }
    permit = forms.CharField(max_length=40)
    file = AttachmentField(required=False)
