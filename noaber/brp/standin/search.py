"""Which test persons a question finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Raw = Mapping[str, Any]
MOST, MOST_AT_ADDRESS = 10, 30
_BY_NAME = ("ZoekMetGeslachtsnaamEnGeboortedatum", "ZoekMetNaamEnGemeenteVanInschrijving")
_NUMBER = "RaadpleegMetBurgerservicenummer"


class TooMany(Exception):
    """More persons than the API tells at once; `most` is how many it would."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most}")
        self.most = most


def find(persons: Iterable[Raw], asked: Mapping[str, Any]) -> list[Raw]:
    """The persons that a question finds, in the order of the file. Raises TooMany.

    The dead are left out of a search unless they are asked for; who is asked by number is always found.
    """
    if asked["type"] == _NUMBER:
        numbers = set(asked["burgerservicenummer"])
        return [one for one in persons if one["burgerservicenummer"] in numbers and _lives_in(one, asked)]
    dead_too = bool(asked.get("inclusiefOverledenPersonen"))
    found = [one for one in persons if (dead_too or not _dead(one)) and _fits(one, asked)]
    most = MOST if asked["type"] in _BY_NAME else MOST_AT_ADDRESS
    if len(found) > most:
        raise TooMany(most)
    return found


def _dead(person: Raw) -> bool:
    return bool(person.get("opschortingBijhouding", {}).get("reden") == "O" or person.get("overlijden"))


def _lives_in(person: Raw, asked: Mapping[str, Any]) -> bool:
    wanted = asked.get("gemeenteVanInschrijving")
    return not wanted or person.get("gemeenteVanInschrijving", {}).get("code") == wanted


def _fits(person: Raw, asked: Mapping[str, Any]) -> bool:
    return _lives_in(person, asked) and all(
        fits(person, str(asked[name])) for name, fits in _TESTS.items() if asked.get(name) not in (None, "")
    )


def _text(*path: str) -> Callable[[Raw, str], bool]:
    """A test on a piece of text: capitals do not matter, and a star stands for whatever comes before or after."""

    def fits(person: Raw, wanted: str) -> bool:
        value: Any = person
        for name in path:
            value = value.get(name, {}) if isinstance(value, Mapping) else {}
        return _alike("" if value == {} else str(value), wanted)

    return fits


def _alike(value: str, wanted: str) -> bool:
    value, wanted = value.casefold().strip(), wanted.casefold().strip()
    if wanted.endswith("*"):
        return value.startswith(wanted[:-1])
    return value.endswith(wanted[1:]) if wanted.startswith("*") else value == wanted


def _street(person: Raw, wanted: str) -> bool:
    place = person.get("verblijfplaats", {})
    return any(_alike(str(place[name]), wanted) for name in ("straat", "naamOpenbareRuimte") if place.get(name))


def _postcode(person: Raw, wanted: str) -> bool:
    return str(person.get("verblijfplaats", {}).get("postcode", "")).upper() == wanted.replace(" ", "").upper()


def _birthday(person: Raw, wanted: str) -> bool:
    return bool(person.get("geboorte", {}).get("datum") == wanted.replace("-", ""))


_TESTS: dict[str, Callable[[Raw, str], bool]] = {
    "geslachtsnaam": _text("naam", "geslachtsnaam"),
    "voornamen": _text("naam", "voornamen"),
    "voorvoegsel": _text("naam", "voorvoegsel"),
    "geslacht": _text("geslacht", "code"),
    "geboortedatum": _birthday,
    "postcode": _postcode,
    "huisnummer": _text("verblijfplaats", "huisnummer"),
    "huisletter": _text("verblijfplaats", "huisletter"),
    "huisnummertoevoeging": _text("verblijfplaats", "huisnummertoevoeging"),
    "straat": _street,
    "nummeraanduidingIdentificatie": _text("verblijfplaats", "nummeraanduidingIdentificatie"),
    "adresseerbaarObjectIdentificatie": _text("verblijfplaats", "adresseerbaarObjectIdentificatie"),
}
