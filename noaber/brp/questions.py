"""The seven questions that the BRP answers, each checked before it leaves the house.

Haal Centraal BRP personen bevragen, version 2.7: the shapes are those of its OpenAPI description. What a question holds
is personal data, so that no question shows more of itself than its kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar

from noaber.brp.bsn import Bsn

_LETTERS = r"a-zA-Z0-9À-ž"
_NAME = re.compile(rf"[{_LETTERS} .\-']{{1,200}}|[{_LETTERS} .\-']{{3,199}}\*")
_FIRST_NAMES = re.compile(rf"[{_LETTERS} .\-']{{1,199}}\*?")
_STREET = re.compile(rf"[{_LETTERS} \-'.]{{1,80}}|[{_LETTERS} \-'.]{{7,79}}\*|\*[{_LETTERS} \-'.]{{7,79}}")
_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Za-z]{2}")
_MUNICIPALITY = re.compile(r"[0-9]{4}")
_ADDITION = re.compile(r"[a-zA-Z0-9 \-]{1,4}")
_BAG = re.compile(r"(?!0{16})[0-9]{16}")
MOST_NUMBERS = 20


class InvalidQuestion(ValueError):
    """Every mistake in a question at once: the field and what to do. What was typed is not in it."""

    def __init__(self, mistakes: dict[str, str]) -> None:
        super().__init__(" ".join(mistakes.values()))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Question:
    """What every question has in common. `kind` is its name in the contract."""

    kind: ClassVar[str] = ""

    def __post_init__(self) -> None:
        if mistakes := {name: text for name, text in self._checked().items() if text}:
            raise InvalidQuestion(mistakes)

    def _checked(self) -> dict[str, str]:
        raise NotImplementedError

    def body(self, paths: tuple[str, ...]) -> dict[str, Any]:
        """The question as the contract writes it, asking for these fields alone."""
        asked = {field.metadata["name"]: getattr(self, field.name) for field in fields(self)}
        return {"type": self.kind, "fields": list(paths)} | {
            name: _written(value) for name, value in asked.items() if value not in ("", None, False)
        }

    def __repr__(self) -> str:
        return f"<{self.kind}>"


def _named(name: str, **more: Any) -> Any:
    return field(metadata={"name": name}, **more)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ByNumber(Question):
    """Who has these citizen numbers?"""

    kind: ClassVar[str] = "RaadpleegMetBurgerservicenummer"
    numbers: tuple[Bsn, ...] = _named("burgerservicenummer")

    def _checked(self) -> dict[str, str]:
        few = "Vul een burgerservicenummer in." if not self.numbers else ""
        many = (
            f"Vraag hooguit {MOST_NUMBERS} burgerservicenummers tegelijk." if len(self.numbers) > MOST_NUMBERS else ""
        )
        return {"numbers": few or many}


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Search(Question):
    """A question that may find more than one person; the dead are left out unless they are asked for."""

    municipality: str = _named("gemeenteVanInschrijving", default="")
    with_deceased: bool = _named("inclusiefOverledenPersonen", default=False)

    def _checked(self) -> dict[str, str]:
        return {"municipality": _optional(self.municipality, _MUNICIPALITY, "Een gemeentecode heeft vier cijfers.")}


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ByNameAndBirth(Search):
    """Who has this surname and was born on this day?"""

    kind: ClassVar[str] = "ZoekMetGeslachtsnaamEnGeboortedatum"
    surname: str = _named("geslachtsnaam")
    born: date = field(metadata={"name": "geboortedatum"})
    first_names: str = _named("voornamen", default="")

    def _checked(self) -> dict[str, str]:
        return Search._checked(self) | {
            "surname": _surname(self.surname),
            "born": _birthday(self.born),
            "first_names": _optional(self.first_names, _FIRST_NAMES, _NO_NAME),
        }


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ByNameAndMunicipality(Search):
    """Who has this name and lives in this municipality?"""

    kind: ClassVar[str] = "ZoekMetNaamEnGemeenteVanInschrijving"
    surname: str = _named("geslachtsnaam")
    first_names: str = _named("voornamen")

    def _checked(self) -> dict[str, str]:
        return Search._checked(self) | {
            "surname": _surname(self.surname),
            "first_names": _required(self.first_names, _NAME, "Vul de voornamen in.", _NO_NAME),
            "municipality": _required(self.municipality, _MUNICIPALITY, *_WHICH_MUNICIPALITY),
        }


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class AtHouse(Search):
    """What the two questions about a house number have in common."""

    house_number: int = _named("huisnummer")
    letter: str = _named("huisletter", default="")
    addition: str = _named("huisnummertoevoeging", default="")

    def _checked(self) -> dict[str, str]:
        fits = 1 <= self.house_number <= 99_999
        return Search._checked(self) | {
            "house_number": "" if fits else "Een huisnummer ligt tussen 1 en 99999.",
            "letter": _optional(self.letter, re.compile("[a-zA-Z]"), "Een huisletter is één letter."),
            "addition": _optional(self.addition, _ADDITION, "Een toevoeging heeft hooguit vier letters of cijfers."),
        }


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ByPostcode(AtHouse):
    """Who lives at this postcode and house number?"""

    kind: ClassVar[str] = "ZoekMetPostcodeEnHuisnummer"
    postcode: str = _named("postcode")

    def _checked(self) -> dict[str, str]:
        wrong = "Een postcode heeft vier cijfers en twee letters, zoals 7731 AA."
        return AtHouse._checked(self) | {"postcode": _required(self.postcode, _POSTCODE, "Vul de postcode in.", wrong)}


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ByStreet(AtHouse):
    """Who lives at this house number of a street in a municipality?"""

    kind: ClassVar[str] = "ZoekMetStraatHuisnummerEnGemeenteVanInschrijving"
    street: str = _named("straat")

    def _checked(self) -> dict[str, str]:
        wrong = "Een straatnaam heeft letters en cijfers; een sterretje kan vanaf zeven letters."
        return AtHouse._checked(self) | {
            "street": _required(self.street, _STREET, "Vul de straat in.", wrong),
            "municipality": _required(self.municipality, _MUNICIPALITY, *_WHICH_MUNICIPALITY),
        }


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ByAddressDesignation(Search):
    """Who lives at this address of the BAG (nummeraanduiding)?"""

    kind: ClassVar[str] = "ZoekMetNummeraanduidingIdentificatie"
    designation: str = _named("nummeraanduidingIdentificatie")

    def _checked(self) -> dict[str, str]:
        return Search._checked(self) | {"designation": _required(self.designation, _BAG, *_WHICH_BAG)}


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ByAddressableObject(Search):
    """Who lives in this house, berth or pitch of the BAG (adresseerbaar object)?"""

    kind: ClassVar[str] = "ZoekMetAdresseerbaarObjectIdentificatie"
    place: str = _named("adresseerbaarObjectIdentificatie")

    def _checked(self) -> dict[str, str]:
        return Search._checked(self) | {"place": _required(self.place, _BAG, *_WHICH_BAG)}


_NO_NAME = "Gebruik in een naam alleen letters, punten, streepjes en spaties; een sterretje kan na drie letters."
_WHICH_MUNICIPALITY = ("Vul de code van de gemeente in.", "Een gemeentecode heeft vier cijfers.")
_WHICH_BAG = ("Vul het nummer uit de BAG in.", "Een nummer uit de BAG heeft zestien cijfers.")


def _surname(name: str) -> str:
    return _required(name, _NAME, "Vul de achternaam in.", _NO_NAME)


def _birthday(born: date) -> str:
    # The year is the only bound that needs no clock: a day to come finds nobody, and the BRP says so.
    return "" if born.year >= 1850 else "Vul het hele geboortejaar in, zoals 1985."


def _required(value: str, shape: re.Pattern[str], missing: str, wrong: str) -> str:
    return _optional(value, shape, wrong) if value.strip() else missing


def _optional(value: str, shape: re.Pattern[str], wrong: str) -> str:
    return "" if not value or shape.fullmatch(value) else wrong


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [number.digits for number in value]
    return value.isoformat() if isinstance(value, date) else value
