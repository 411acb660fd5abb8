"""A person as the BRP tells of them, made ready to be read: what may be seen, and what to know before using it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_LABELS = {
    "geboorte.datum": "Geboren",
    "geboorte.plaats": "Geboorteplaats",
    "geboorte.land": "Geboorteland",
    "geslacht": "Geslacht",
    "leeftijd": "Leeftijd",
    "gemeenteVanInschrijving": "Gemeente van inschrijving",
    "datumInschrijvingInGemeente": "Ingeschreven in de gemeente",
    "datumEersteInschrijvingGBA": "Eerste inschrijving",
    "naam.aanduidingNaamgebruik": "Naamgebruik",
    "immigratie.datumVestigingInNederland": "Gevestigd in Nederland",
    "verblijfstitel.aanduiding": "Verblijfstitel",
    "verblijfstitel.datumEinde": "Verblijfstitel tot",
}
_DOUBTED = {
    "verblijfplaats": "adres",
    "adressering": "adres",
    "verblijfadres": "adres",
    "geboorte": "geboorte",
    "naam": "naam",
    "nationaliteiten": "nationaliteit",
    "partners": "partner",
    "ouders": "ouders",
    "overlijden": "overlijden",
    "verblijfstitel": "verblijfstitel",
}
_SUSPENDED = {
    "O": "overleden",
    "E": "vertrokken naar het buitenland",
    "M": "bijhouding gestopt door een besluit van de minister",
    "R": "staat in de registratie niet-ingezetenen (RNI)",
    "F": "door een fout ontstaan, gebruik haar niet",
    "W": "gewist, gebruik haar niet",
}


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to know before the data are used: a word, how it looks, and what to do with it."""

    word: str
    text: str
    shape: str = "late"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows. It is made for one page and goes with it; nothing of it shows in a log."""

    name: str = field(repr=False)
    rows: tuple[tuple[str, str], ...] = field(repr=False)
    address: tuple[str, ...] = field(repr=False)
    warnings: tuple[Warned, ...] = field(repr=False)
    secret: bool = False
    hidden: bool = False

    @property
    def summary(self) -> str:
        """One line for a list: name and day of birth. No address, whoever it is."""
        born = dict(self.rows).get(_LABELS["geboorte.datum"], "")
        return ", ".join(part for part in (self.name, born) if part)


def shown(person: Mapping[str, Any], deliberately: bool = False) -> Shown:
    """A person for the page of a case. A secret address is left out, unless somebody deliberately asked for it."""
    secret = person.get("geheimhoudingPersoonsgegevens") is True
    address = tuple(_address(person))
    hidden = secret and bool(address) and not deliberately
    return Shown(
        _name(person),
        tuple(_rows(person, hidden)),
        () if hidden else address,
        tuple(_warnings(person, secret)),
        secret,
        hidden,
    )


def _name(person: Mapping[str, Any]) -> str:
    name = person.get("naam", {})
    parts = (name.get(part) for part in ("voornamen", "voorvoegsel", "geslachtsnaam"))
    return str(name.get("volledigeNaam") or " ".join(part for part in parts if part))


def _rows(person: Mapping[str, Any], hidden: bool) -> Iterator[tuple[str, str]]:
    for path, label in _LABELS.items():
        if hidden and path == "datumInschrijvingInGemeente":
            continue
        if (value := _at(person, path)) is not None:
            yield label, _words(value)
    for one in person.get("nationaliteiten", ()):
        yield "Nationaliteit", _words(one.get("nationaliteit")) or _NATIONALITIES.get(one.get("type"), "onbekend")
    if person.get("indicatieCurateleRegister"):
        yield "Curatele", "staat in het curateleregister"
    if person.get("uitsluitingKiesrecht"):
        yield "Kiesrecht", "uitgesloten"
    for one in person.get("partners", ()):
        yield _union(one), _union_words(one)
    for number, one in enumerate(person.get("ouders", ()), start=1):
        yield f"Ouder {number}", _name(one)
    if not hidden:
        yield from _place_rows(person.get("verblijfplaats", {}))


_NATIONALITIES = {"Staatloos": "staatloos", "VastgesteldNietNederlander": "vastgesteld niet-Nederlander"}


def _union(one: Mapping[str, Any]) -> str:
    return "Partner (ontbonden)" if one.get("ontbindingHuwelijkPartnerschap") else "Partner"


def _union_words(one: Mapping[str, Any]) -> str:
    began = _words(_at(one, "aangaanHuwelijkPartnerschap.datum"))
    ended = _words(_at(one, "ontbindingHuwelijkPartnerschap.datum"))
    parts = (_name(one), _words(one.get("soortVerbintenis")), began and f"sinds {began}", ended and f"tot {ended}")
    return ", ".join(part for part in parts if part)


def _place_rows(place: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if place.get("functieAdres"):
        yield "Soort adres", _words(place["functieAdres"])
    if place.get("datumVan"):
        yield "Op dit adres sinds", _words(place["datumVan"])
    if place.get("adresseerbaarObjectIdentificatie"):
        yield "Adresseerbaar object (BAG)", str(place["adresseerbaarObjectIdentificatie"])


def _address(person: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the address, from the letter form or from its parts, whichever was asked."""
    letter = person.get("adressering", {})
    lines = [letter.get(f"adresregel{number}") for number in (1, 2, 3)] + [_words(letter.get("land"))]
    if any(lines):
        yield from (line for line in lines if line)
        return
    at = person.get("verblijfplaats", {}).get("verblijfadres", {})
    number = f"{at.get('huisnummer', '')}{at.get('huisletter', '')}"
    addition = at.get("huisnummertoevoeging")
    street = at.get("officieleStraatnaam") or at.get("korteStraatnaam")
    first = [street, number + (f"-{addition}" if addition else "")]
    for parts in (first, [at.get("postcode"), at.get("woonplaats")], [at.get("locatiebeschrijving")]):
        if line := " ".join(part for part in parts if part):
            yield line
    yield from (at[line] for line in ("regel1", "regel2", "regel3") if at.get(line))
    if at.get("land"):
        yield _words(at["land"])


def _warnings(person: Mapping[str, Any], secret: bool) -> Iterator[Warned]:
    if secret:
        yield Warned("Geheimhouding", "Geef deze gegevens niet aan derden (Wet BRP art. 3.21).")
    if reason := _at(person, "opschortingBijhouding.reden.code"):
        yield Warned("Opgeschort", f"Deze persoonslijst is opgeschort: {_SUSPENDED.get(reason, 'reden niet bekend')}.")
    place = person.get("verblijfplaats", {})
    letter = person.get("adressering", {})
    if place.get("type") == "VerblijfplaatsBuitenland" or letter.get("land"):
        yield Warned("Buitenland", "Het adres ligt in het buitenland.", "wait")
    if place.get("type") == "VerblijfplaatsOnbekend":
        yield Warned("Onbekend", "Het is niet bekend waar deze persoon verblijft.")
    if _at(place, "functieAdres.code") == "B":
        yield Warned("Briefadres", "Hier woont deze persoon niet.", "wait")
    if any(part.get("indicatieVastgesteldVerblijftNietOpAdres") for part in (place, letter)):
        yield Warned("Niet op adres", "Vastgesteld is dat deze persoon niet op dit adres verblijft.")
    if doubted := ", ".join(sorted(set(_doubts(person, "persoon")))):
        yield Warned("In onderzoek", f"Ga niet zonder meer uit van: {doubted} (Wet BRP art. 1.7).")


def _doubts(group: Mapping[str, Any], name: str) -> Iterator[str]:
    if group.get("inOnderzoek"):
        yield _DOUBTED.get(name, "persoon")
    for inner, value in group.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping) and inner != "inOnderzoek":
                yield from _doubts(one, inner)


def _at(group: Mapping[str, Any], path: str) -> Any:
    value: Any = group
    for name in path.split("."):
        if not isinstance(value, Mapping) or name not in value:
            return None
        value = value[name]
    return value


def _words(value: Any) -> str:
    """A value as people read it: a date in words, a code by its description."""
    if isinstance(value, Mapping):
        return str(value.get("langFormaat") or value.get("omschrijving") or value.get("code") or "")
    return "" if value is None else str(value)
