"""The test persons of RvIG, from the flat form in which they are published to the form in which the API answers."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from noaber.brp.standin.names import addressed, name_of
from noaber.values.period import MONTHS

OMMEN, TWENTERAND = ("0175", "Ommen"), ("1700", "Twenterand")
_MOVED = {0: (*OMMEN, "Ommen"), 1: (*TWENTERAND, "Vriezenveen")}
SUSPENDED = {
    "O": "overlijden",
    "E": "emigratie",
    "M": "ministerieel besluit",
    "R": "pl is aangelegd in de rni",
    "F": "fout",
    ".": "onbekend",
}
_UNIONS = {"H": "huwelijk", "P": "geregistreerd partnerschap"}
_PARTS_OF_ADDRESS = {
    "081110": ("korteStraatnaam",),
    "081115": ("officieleStraatnaam",),
    "081120": ("huisnummer",),
    "081130": ("huisletter",),
    "081140": ("huisnummertoevoeging",),
    "081160": ("postcode",),
    "081170": ("woonplaats",),
}
_NOT_THERE = "089999"
_BAG_CODES = ("adresseerbaarObjectIdentificatie", "nummeraanduidingIdentificatie")
_ABROAD = {"regel1": 40, "regel2": 50, "regel3": 35}
Raw = Mapping[str, Any]


def read(file: Path) -> list[dict[str, Any]]:
    """The persons of a file, some of them moved to Ommen and Twenterand: none of the published ones lives there.

    Who has a Dutch address and a number that leaves 0 (Ommen) or 1 (Twenterand) when divided by five is moved, with the
    street and number that were there. The citizen numbers stay: they are test numbers.
    """
    return [_moved(person) for person in json.loads(file.read_text(encoding="utf-8"))]


def _moved(raw: dict[str, Any]) -> dict[str, Any]:
    place = _MOVED.get(int(raw["burgerservicenummer"]) % 5)
    if place is None or "straat" not in raw.get("verblijfplaats", {}):
        return raw
    moved = deepcopy(raw)
    moved["gemeenteVanInschrijving"] = {"code": place[0], "omschrijving": place[1]}
    moved["verblijfplaats"]["woonplaats"] = place[2]
    return moved


def answer_of(raw: Raw, today: date) -> dict[str, Any]:
    """A person with everything that the API could tell; parts that are not known are left out."""
    partner = _current_partner(raw.get("partners", []))
    found = {
        "aNummer": raw.get("aNummer"),
        "burgerservicenummer": raw.get("burgerservicenummer"),
        "naam": name_of(raw["naam"], full=True) if raw.get("naam") else None,
        "geboorte": _event(raw.get("geboorte")),
        "geslacht": raw.get("geslacht"),
        "leeftijd": _age(raw, today),
        "gemeenteVanInschrijving": raw.get("gemeenteVanInschrijving"),
        "datumInschrijvingInGemeente": date_of(raw.get("datumInschrijvingInGemeente")),
        "datumEersteInschrijvingGBA": date_of(raw.get("datumEersteInschrijvingGBA")),
        "geheimhoudingPersoonsgegevens": raw.get("geheimhoudingPersoonsgegevens", "0") != "0" or None,
        "opschortingBijhouding": _suspension(raw.get("opschortingBijhouding")),
        "overlijden": _event(raw.get("overlijden")),
        "indicatieCurateleRegister": raw.get("indicatieCurateleRegister") or None,
        "indicatieGezagMinderjarige": _coded(raw.get("indicatieGezagMinderjarige")),
        "uitsluitingKiesrecht": {"uitgeslotenVanKiesrecht": True} if raw.get("uitsluitingKiesrecht") else None,
        "europeesKiesrecht": {"aanduiding": _coded(raw["europeesKiesrecht"])} if raw.get("europeesKiesrecht") else None,
        "nationaliteiten": [_nationality(one) for one in raw.get("nationaliteiten", [])],
        "verblijfstitel": _dated(raw.get("verblijfstitel"), "datumEinde", "datumIngang"),
        "immigratie": _immigration(raw.get("immigratie")),
        "partners": [_partner(partner)] if partner else [],
        "kinderen": [_relative(one) for one in raw.get("kinderen", [])],
        "ouders": [_relative(one) for one in raw.get("ouders", [])],
    }
    found |= _residence(raw, partner)
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def date_of(text: str | None) -> dict[str, Any] | None:
    """A date of which the month and the day may be unknown, as the API writes it (`19850000`, `00000000`)."""
    if not text or len(text) != 8 or not text.isdigit():
        return None
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if not year:
        return {"type": "DatumOnbekend", "onbekend": True, "langFormaat": "onbekend"}
    if not month:
        return {"type": "JaarDatum", "jaar": year, "langFormaat": str(year)}
    if not 1 <= day <= monthrange(year, month)[1]:  # the test persons have a 30 February: a day that is not known
        return {"type": "JaarMaandDatum", "jaar": year, "maand": month, "langFormaat": f"{MONTHS[month - 1]} {year}"}
    full = date(year, month, day)
    return {"type": "Datum", "datum": full.isoformat(), "langFormaat": f"{day} {MONTHS[month - 1]} {year}"}


def _age(raw: Raw, today: date) -> int | None:
    born = date_of(raw.get("geboorte", {}).get("datum"))
    if born is None or born["type"] != "Datum" or raw.get("opschortingBijhouding", {}).get("reden") == "O":
        return None
    day = date.fromisoformat(born["datum"])
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _coded(code: str | None) -> dict[str, str] | None:
    return {"code": code} if code else None


def _event(raw: Raw | None) -> dict[str, Any] | None:
    return _dated(raw, "datum")


def _dated(raw: Raw | None, *names: str) -> dict[str, Any] | None:
    if not raw:
        return None
    dates = {name: date_of(raw.get(name)) for name in names}
    rest = {name: value for name, value in raw.items() if name not in names}
    return rest | {name: value for name, value in dates.items() if value}


def _suspension(raw: Raw | None) -> dict[str, Any] | None:
    if not raw:
        return None
    code = str(raw["reden"])
    return (_dated(raw, "datum") or {}) | {"reden": {"code": code, "omschrijving": SUSPENDED.get(code, "onbekend")}}


def _immigration(raw: Raw | None) -> dict[str, Any] | None:
    found = _dated(raw, "datumVestigingInNederland")
    return found | {"indicatieVestigingVanuitBuitenland": True} if found else None


def _nationality(raw: Raw) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if raw.get("redenOpname"):
        found["redenOpname"] = _coded(raw["redenOpname"])
    if began := date_of(raw.get("datumIngangGeldigheid")):
        found["datumIngangGeldigheid"] = began
    which = raw.get("nationaliteit", {})
    special = {"0000": "NationaliteitOnbekend", "0499": "Staatloos", "0500": "VastgesteldNietNederlander"}
    if which.get("code") in special:
        return found | {"type": special[which["code"]]}
    return found | {"type": "Nationaliteit", "nationaliteit": dict(which)}


def _relative(raw: Raw) -> dict[str, Any]:
    found = _dated(raw, "datumIngangFamilierechtelijkeBetrekking") or {}
    if "naam" in raw:
        found["naam"] = name_of(raw["naam"], full=False)
    if "geboorte" in raw:
        found["geboorte"] = _event(raw["geboorte"])
    return found


def _current_partner(partners: list[Raw]) -> Raw | None:
    """The partner of now, or else the one whose union ended last: no others are told."""
    together = [one for one in partners if "ontbindingHuwelijkPartnerschap" not in one]
    ended = sorted(partners, key=lambda one: one.get("ontbindingHuwelijkPartnerschap", {}).get("datum", ""))
    return together[0] if together else ended[-1] if ended else None


def _partner(raw: Raw) -> dict[str, Any]:
    found = _relative(raw)
    for event in ("aangaanHuwelijkPartnerschap", "ontbindingHuwelijkPartnerschap"):
        if event in raw:
            found[event] = _event(raw[event])
    if code := raw.get("soortVerbintenis"):
        found["soortVerbintenis"] = {"code": code, "omschrijving": _UNIONS.get(code, "onbekend")}
    return found


def _residence(raw: Raw, partner: Raw | None) -> dict[str, Any]:
    """Where somebody lives, how to write to them, and what of it is doubted."""
    place = raw.get("verblijfplaats", {})
    lives = _place(place)
    letter = _lines(place) | _salutation(raw, partner)
    doubt = place.get("inOnderzoek")
    if not (doubt and lives):
        return {"verblijfplaats": lives, "adressering": letter}
    code, began = doubt["aanduidingGegevensInOnderzoek"], date_of(doubt["datumIngangOnderzoek"])
    since = {"datumIngangOnderzoek": began} if began else {}
    doubted = _PARTS_OF_ADDRESS.get(code)
    address = lives.get("verblijfadres", {})
    which = dict.fromkeys(doubted or address, True)
    address["inOnderzoek"] = which | since
    lines = [line for line in ("adresregel1", "adresregel2") if line in letter]
    letter["inOnderzoek"] = dict.fromkeys(lines, True) | (
        {"datumIngangOnderzoekVerblijfplaats": began} if began else {}
    )
    if doubted is None:
        simple = [part for part in lives if part not in ("verblijfadres", "indicatieVastgesteldVerblijftNietOpAdres")]
        lives["inOnderzoek"] = dict.fromkeys(simple, True) | since
    if code == _NOT_THERE:
        lives["indicatieVastgesteldVerblijftNietOpAdres"] = True
        letter["indicatieVastgesteldVerblijftNietOpAdres"] = True
    return {"verblijfplaats": lives, "adressering": letter}


def _place(raw: Raw) -> dict[str, Any] | None:
    if not raw:
        return None
    abroad = raw.get("land")
    began = date_of(raw.get("datumAanvangAdresBuitenland" if abroad else "datumAanvangAdreshouding"))
    since = {"datumVan": began} if began else {}
    if abroad and abroad.get("code") == "0000":
        return {"type": "VerblijfplaatsOnbekend"} | since
    if abroad:
        lines = {line: raw[line][:length] for line, length in _ABROAD.items() if raw.get(line)}
        return {"type": "VerblijfplaatsBuitenland", "verblijfadres": lines | {"land": abroad}} | since
    use = {"functieAdres": raw["functieAdres"]} if raw.get("functieAdres") else {}
    if raw.get("locatiebeschrijving"):
        where = {"locatiebeschrijving": raw["locatiebeschrijving"][:35]}
        return {"type": "Locatie", "verblijfadres": where} | use | since
    same = ("huisnummer", "huisletter", "huisnummertoevoeging", "postcode", "woonplaats")
    address = {part: raw[part] for part in same if raw.get(part)}
    if raw.get("naamOpenbareRuimte"):
        address["officieleStraatnaam"] = raw["naamOpenbareRuimte"]
    if raw.get("straat"):
        address["korteStraatnaam"] = raw["straat"][:24]
    codes = {code: raw.get(code, "").strip() for code in _BAG_CODES}
    found = {code: number for code, number in codes.items() if len(number) == 16}
    return {"type": "Adres", "verblijfadres": address} | found | use | since


def _lines(raw: Raw) -> dict[str, Any]:
    if raw.get("land"):
        if raw["land"].get("code") == "0000":
            return {}
        lines = {f"adres{line}": raw[line][:length] for line, length in _ABROAD.items() if raw.get(line)}
        return lines | {"land": raw["land"]}
    if raw.get("locatiebeschrijving"):
        return {"adresregel1": raw["locatiebeschrijving"][:40]}
    if not raw.get("straat"):
        return {}
    number = f"{raw.get('huisnummer', '')}{raw.get('huisletter', '')}"
    addition = raw.get("huisnummertoevoeging")
    code = str(raw.get("postcode", ""))
    second = f"{code[:4]} {code[4:]}  {str(raw.get('woonplaats', '')).upper()}".strip()
    first = f"{raw['straat']} {number}" + (f"-{addition}" if addition else "")
    return {"adresregel1": first[:40].strip()} | ({"adresregel2": second[:50]} if second else {})


def _salutation(raw: Raw, partner: Raw | None) -> dict[str, Any]:
    if not raw.get("naam"):
        return {}
    name = addressed(raw["naam"], (partner or {}).get("naam"))
    sex = (raw.get("geslacht") or {}).get("code", "")
    greeted, mentioned = {"M": ("heer ", "de heer "), "V": ("mevrouw ", "mevrouw ")}.get(sex, ("", ""))
    return {
        "aanhef": f"Geachte {greeted}{name}",
        "aanschrijfwijze": {"naam": name},
        "gebruikInLopendeTekst": f"{mentioned}{name}",
    }
