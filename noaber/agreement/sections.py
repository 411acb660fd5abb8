"""What may stand in the data of an agreement: the sections, their fields, and what each field holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from noaber.agreement.book import COMPETENCES, EVENTS, FILES, KINDS, RHYTHMS, UNITS
from noaber.agreement.catalogue import KINDS_OF_TARIFF, STEPS
from noaber.agreement.paper_texts import KINDS_OF_FACT, PHASES
from noaber.agreement.retention import retentions
from noaber.agreement.rules import ORGANS
from noaber.calendar.law_terms import law_terms
from noaber.parties.functions import FUNCTIONS

Check = Callable[[Any], str]
"""Says in Dutch what is wrong with a value and what to do, or nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a section. `key` fields together must be different in every block of the section."""

    check: Check
    needed: bool = False
    key: bool = False


def text(value: Any) -> str:
    """Text between quotes."""
    return "" if isinstance(value, str) else "Schrijf hier tekst tussen aanhalingstekens."


def filled(value: Any) -> str:
    """Text that is not empty."""
    return "" if isinstance(value, str) and value.strip() else "Vul hier tekst in, tussen aanhalingstekens."


def whole(value: Any) -> str:
    """A whole number, not negative."""
    good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if good else "Schrijf hier een heel getal van nul of hoger, zonder aanhalingstekens."


def flag(value: Any) -> str:
    """Yes or no."""
    return "" if isinstance(value, bool) else "Schrijf hier true of false."


def day(value: Any) -> str:
    """A day: a date of TOML, or the text that the kept document has of it."""
    if isinstance(value, datetime):
        return "Schrijf hier alleen de dag, als 2024-01-01."
    try:
        good = isinstance(value, date) or bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        good = False
    return "" if good else "Schrijf hier een dag, als 2024-01-01, zonder aanhalingstekens."


def number(value: Any) -> str:
    """An exact number as text; a bare decimal fraction would be rounded by the reader."""
    try:
        good = isinstance(value, str | int) and not isinstance(value, bool) and Decimal(value).is_finite()
    except InvalidOperation:
        good = False
    return (
        "" if good else "Schrijf het getal tussen aanhalingstekens met een punt, als “17.05”, zodat het precies blijft."
    )


def percent(value: Any) -> str:
    """A percentage from 0 to 100."""
    return number(value) or ("" if 0 <= Decimal(value) <= 100 else "Een percentage ligt tussen 0 en 100.")


def share(value: Any) -> str:
    """A part of a whole: `1`, `1/2` or `0.4`."""
    try:
        good = isinstance(value, str | int) and 0 <= Fraction(value) <= 1
    except (ValueError, ZeroDivisionError):
        good = False
    return "" if good else "Schrijf een deel van 0 tot en met 1 tussen aanhalingstekens, als “1/2”."


def texts(value: Any) -> str:
    """A list of texts, at least one."""
    good = isinstance(value, list) and value and all(isinstance(word, str) and word for word in value)
    return "" if good else "Schrijf hier een lijst met ten minste één tekst, als [“a”, “b”]."


def numbers(value: Any) -> str:
    """A list of whole numbers, which may be empty."""
    good = isinstance(value, list) and all(isinstance(one, int) and not isinstance(one, bool) for one in value)
    return "" if good else "Schrijf hier een lijst met hele getallen, als [1, 2]."


def one_of(*words: str) -> Check:
    """One of these words."""
    return lambda value: "" if value in words else f"Kies uit: {', '.join(words)}."


def some_of(*words: str) -> Check:
    """A list of some of these words, at least one."""

    def check(value: Any) -> str:
        good = isinstance(value, list) and value and all(word in words for word in value)
        return "" if good else f"Schrijf hier een lijst met een of meer van: {', '.join(words)}."

    return check


def shaped(pattern: str, shape: str) -> Check:
    """A text of this shape, or empty."""
    compiled = re.compile(pattern)

    def check(value: Any) -> str:
        good = isinstance(value, str) and (not value or compiled.fullmatch(value))
        return "" if good else f"Verwacht wordt {shape}."

    return check


def iban(value: Any) -> str:
    """An account number whose check digits are right (ISO 13616, modulus 97)."""
    wrong = "Het IBAN klopt niet: de controlecijfers passen niet bij het nummer. Neem het over van een factuur."
    if value == "":
        return ""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", value):
        return wrong
    return "" if int("".join(str(int(sign, 36)) for sign in value[4:] + value[:4])) % 97 == 1 else wrong


def span(value: Any) -> str:
    """A term of law: number and unit, and the kind of rule it stands in."""
    wrong = 'Schrijf een termijn als { number = 8, unit = "week" }, met hooguit source en backwards erbij.'
    if not isinstance(value, dict) or set(value) - {"number", "unit", "source", "backwards"}:
        return wrong
    good = (
        not whole(value.get("number"))
        and value.get("unit") in ("hour", "day", "week", "month", "year", "workday")
        and value.get("source", "law") in ("law", "amvb", "other")
        and not flag(value.get("backwards", False))
    )
    return "" if good else wrong


def law_code(value: Any) -> str:
    """The code of a term of law."""
    known = law_terms()
    if isinstance(value, str) and value in known:
        return ""
    near = get_close_matches(str(value), known, 3, 0.4)
    hint = f"Bedoel je {' of '.join(near)}?" if near else f"Kies uit: {', '.join(known)}."
    return f"“{value}” is geen termijn van de wet. {hint}"


def law_codes(value: Any) -> str:
    """A list of codes of terms of law."""
    return texts(value) or next((wrong for code in value if (wrong := law_code(code))), "")


def steps(value: Any) -> str:
    """Steps of a product, each once and in their order."""
    good = isinstance(value, list) and value and [step for step in STEPS if step in value] == value
    return "" if good else f"Noem stappen in deze volgorde: {', '.join(STEPS)}."


def retention(value: Any) -> str:
    """A row of the Selectielijst."""
    good = isinstance(value, str) and value in retentions()
    return "" if good else f"Kies een rij van de Selectielijst: {', '.join(retentions())}."


def effect(value: Any) -> str:
    """What an answer leads to: products to add, minutes, and what to bring in both languages."""
    wrong = 'Schrijf een gevolg als { minutes = 5, add = ["code"], bring_nl = ["…"], bring_en = ["…"] }.'
    if not isinstance(value, dict) or set(value) - {"minutes", "add", "bring_nl", "bring_en"}:
        return wrong
    lists = [name for name in ("add", "bring_nl", "bring_en") if name in value]
    if any(texts(value[name]) for name in lists) or whole(value.get("minutes", 0)):
        return wrong
    same = len(value.get("bring_nl", ())) == len(value.get("bring_en", ()))
    return "" if same else "Noem in bring_nl en bring_en evenveel."


def facts(value: Any) -> str:
    """What is asked for a paper: a list of facts, which may be empty."""
    wrong = 'Schrijf een gegeven als { name = "ontbreekt", label = "Wat ontbreekt er?", kind = "lines" }'
    extra = ", met hooguit help, optional, personal, days en options erbij."
    known = {"name", "label", "kind", "help", "optional", "personal", "days", "options"}
    for fact in value if isinstance(value, list) else [None]:
        if (
            not isinstance(fact, dict)
            or set(fact) - known
            or not re.fullmatch(r"[a-z][a-z_0-9]*", fact.get("name", ""))
        ):
            return wrong + extra
        if any(filled(fact.get(name)) for name in ("label",)) or fact.get("kind") not in KINDS_OF_FACT:
            return f"{wrong}. kind is een van: {', '.join(KINDS_OF_FACT)}."
        if any(flag(fact.get(name, False)) for name in ("optional", "personal")) or text(fact.get("help", "")):
            return wrong + extra
        if whole(fact.get("days", 0)) or bool(fact.get("options")) is not (fact["kind"] == "choice"):
            return "days is een heel getal; options hoort bij kind = “choice”, en alleen daarbij."
    return ""


def anything(value: Any) -> str:
    """Checked elsewhere, with its unit."""
    return ""


def _needed(check: Check) -> Field:
    return Field(check, needed=True)


def _key(check: Check) -> Field:
    return Field(check, needed=True, key=True)


_CODE = shaped(r"[a-z0-9][a-z0-9-]{0,58}", "een code van kleine letters, cijfers en streepjes")
_PERIOD = {"since": Field(day), "until": Field(day)}

ONCE: dict[str, dict[str, Field]] = {
    "agreement": {
        "code": _needed(shaped(r"[a-z0-9-]+-\d{4}", "een code die eindigt op een jaar, als ommen-twenterand-2024")),
        "title": _needed(filled),
        "since": _needed(day),
        "until": Field(day),
        "predecessor": Field(text),
        "source": Field(text),
        "source_digest": Field(shaped(r"[0-9a-f]{64}", "een SHA-256 van 64 tekens (0-9, a-f)")),
        "reading_only": Field(flag),
    },
    "house": {
        "name": _needed(filled),
        "colour": _needed(shaped(r"#[0-9a-f]{6}", "een kleur als #0d6353")),
        "post": Field(texts),
        "phone": Field(text),
        "website": Field(text),
        "email": Field(text),
        "contact": _needed(filled),
        "salutation": _needed(filled),
        "closing": _needed(filled),
        "footer": Field(text),
        "verified": Field(flag),
        "source": Field(text),
    },
}
"""Sections that stand in a folder once."""

MANY: dict[str, dict[str, Field]] = {
    "party": {
        "code": _key(whole),
        "slug": _needed(_CODE),
        "name": _needed(filled),
        "role": _needed(one_of("client", "contractor")),
        "oin": Field(shaped(r"\d{20}", "een OIN van 20 cijfers")),
        "kvk": Field(shaped(r"\d{8}", "een KvK-nummer van 8 cijfers")),
        "vat_number": Field(shaped(r"NL\d{9}B\d{2}", "een btw-nummer als NL123456789B01")),
        "iban": Field(iban),
        "street": Field(text),
        "postcode": Field(shaped(r"\d{4} [A-Z]{2}", "een postcode als 7731 EE")),
        "city": Field(text),
        "email": Field(shaped(r"[^@\s]+@[^@\s]+", "een e-mailadres")),
        "fictional": Field(flag),
    },
    "clause": {
        "number": _key(shaped(r"\d[0-9A-Za-z.]{0,19}", "het nummer van een artikel, als 3.7 of 9.2.A")),
        "title": _needed(filled),
        "kind": _needed(one_of(*KINDS)),
        "text": _needed(filled),
        "reason": Field(text),
    },
    "term": {
        "name": _needed(shaped(r"[a-z_]+\.[a-z_0-9]+", "een naam als calamity.ceiling")),
        "unit": _needed(one_of(*UNITS)),
        "value": _needed(anything),
        "clause": _needed(filled),
        **_PERIOD,
        "proposal": Field(flag),
        "text": Field(text),
        "source": Field(text),
        "by_people": Field(flag),
    },
    "service": {
        "number": _key(whole),
        "name": _needed(filled),
        "clause": _needed(filled),
        "group": _needed(filled),
        "cost_centre": Field(text),
    },
    "product": {
        "code": _key(_CODE),
        "name": _needed(filled),
        "service": _needed(whole),
        "organ": _needed(one_of(*ORGANS)),
        "outcomes": _needed(texts),
        "term": Field(law_code),
        "span": Field(span),
        "law": Field(text),
        "norm_workdays": Field(whole),
        "per_year": Field(whole),
        "upl": Field(text),
        "desk": Field(flag),
        "needs": Field(some_of(*COMPETENCES)),
        "deed": Field(flag),
        "separate": Field(filled),
        "event": Field(one_of(*EVENTS)),
        "upl_uri": Field(shaped(r"http://standaarden\.overheid\.nl/owms/terms/\S+", "een adres uit de UPL")),
        "declares": Field(law_codes),
        "steps": Field(steps),
        "retention": Field(retention),
        "minutes": Field(whole),
        "file": Field(one_of(*FILES)),
        "norm_from": Field(one_of("complete")),
    },
    "subject": {"code": _key(_CODE), "nl": _needed(filled), "en": _needed(filled)},
    "leaflet": {
        "product": _key(_CODE),
        "subject": _needed(_CODE),
        "name_en": _needed(filled),
        "words": Field(texts),
        "what_nl": _needed(filled),
        "what_en": _needed(filled),
        "who_nl": _needed(filled),
        "who_en": _needed(filled),
        "bring_nl": Field(texts),
        "bring_en": Field(texts),
    },
    "question": {
        "product": _needed(_CODE),
        "code": _needed(_CODE),
        "nl": _needed(filled),
        "en": _needed(filled),
        "after": Field(_CODE),
        "yes": Field(effect),
        "no": Field(effect),
    },
    "tariff": {
        "product": _needed(_CODE),
        "code": _needed(_CODE),
        "nl": _needed(filled),
        "en": _needed(filled),
        "amount": _needed(number),
        "kind": _needed(one_of(*KINDS_OF_TARIFF)),
        "status": _needed(one_of("draft", "final")),
        "since": _needed(day),
        "until": Field(day),
        "source": _needed(filled),
    },
    "remedy": {
        "code": _key(_CODE),
        "title": _needed(filled),
        "basis": _needed(texts),
        "text": _needed(filled),
    },
    "paper": {
        "kind": _key(_CODE),
        "title": _needed(filled),
        "phase": _needed(one_of(*PHASES)),
        "products": Field(texts),
        "outcomes": Field(texts),
        "not_for": Field(texts),
        "replaces": Field(texts),
        "decision": Field(flag),
        "remedy": Field(_CODE),
        "basis": _needed(texts),
        "retention": Field(retention),
        "signs": Field(texts),
        "copies": Field(texts),
        "facts": _needed(facts),
        "source": Field(text),
        "text": _needed(filled),
    },
    "grave_paper": {
        "kind": _key(_CODE),
        "title": _needed(filled),
        "basis": _needed(texts),
        "retention": Field(retention),
        "decision": Field(flag),
        "remedy": Field(_CODE),
        "facts": _needed(facts),
        "source": Field(text),
        "text": _needed(filled),
    },
    "location": {
        "code": _key(_CODE),
        "name": _needed(filled),
        "clause": _needed(filled),
        "address": _needed(filled),
        "counters": _needed(whole),
    },
    "skill": {
        "code": _key(_CODE),
        "name": _needed(filled),
        "products": Field(texts),
    },
    "opening": {
        "location": _needed(filled),
        "skill": _needed(filled),
        "weekdays": _needed(texts),
        "start": _needed(filled),
        "end": _needed(filled),
        "capacity": _needed(whole),
        **_PERIOD,
        "breaks": Field(texts),
        "every_weeks": Field(whole),
        "anchor": Field(day),
        "proposal": Field(flag),
        "source": Field(text),
    },
    "kpi": {
        "code": _key(shaped(r"[A-Z]{1,4}-\d{2}", "een code als BZ-03")),
        "name": _needed(filled),
        "formula": _needed(filled),
        "unit": _needed(filled),
        "norm_operator": _needed(one_of(">=", ">", "<=", "<", "=")),
        "norm": _needed(number),
        "period": _needed(one_of("kwartaal", "halfjaar", "jaar", "per verkiezing")),
        "source": _needed(filled),
        "clauses": _needed(texts),
        "measured_by": Field(text),
        "services": Field(numbers),
        "products": Field(texts),
        "proposal": Field(flag),
        "minimum": Field(whole),
    },
    "mandate": {
        "code": _key(_CODE),
        "clause": _needed(filled),
        "organ": _needed(one_of(*ORGANS)),
        "functions": _needed(texts),
        "side": _needed(one_of("contractor", "client")),
        "acts": _needed(texts),
        **_PERIOD,
        "limit": Field(number),
        "signature": Field(text),
        "title": Field(text),
        "proposal": Field(flag),
        "source": Field(text),
    },
    "duty": {
        "code": _key(_CODE),
        "title": _needed(filled),
        "clause": _needed(filled),
        "holder": _needed(one_of(*FUNCTIONS)),
        "done_by": _needed(filled),
        "rhythm": _needed(one_of(*RHYTHMS)),
        "about": Field(text),
        **_PERIOD,
        "workdays": Field(whole),
        "days": Field(whole),
        "month": Field(whole),
        "day": Field(whole),
        "anchor": Field(day),
        "lead": Field(whole),
        "remind": Field(whole),
        "law": Field(text),
        "proposal": Field(flag),
        "source": Field(text),
    },
    "addendum": {
        "year": _key(whole),
        "title": _needed(filled),
        "clause": _needed(filled),
        "agreed": Field(day),
        "fictional": Field(flag),
    },
    "tax": {
        "service": _needed(whole),
        **_PERIOD,
        "category": _needed(one_of("S", "Z", "E", "AE", "K", "G", "O")),
        "percent": _needed(percent),
        "exemption": Field(text),
        "compensable": Field(share),
        "decided_by": Field(text),
        "document": Field(text),
    },
}
"""Sections of which there may be many blocks, spread over files."""
