"""Whether the data of an agreement agree with themselves and with what Noaber can do."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any

from noaber.agreement.acts import Act
from noaber.agreement.book import UNITS, term_value
from noaber.agreement.leaflet_checks import told_residents
from noaber.agreement.loader import ACTS, Folder, rows
from noaber.agreement.opening_checks import check_openings
from noaber.agreement.paper_checks import papers
from noaber.agreement.places import Place
from noaber.agreement.sections import number
from noaber.parties.functions import FUNCTIONS
from noaber.values import Euro, Period, Terms


@dataclass(frozen=True)
class Known:
    """What the product can do: its acts, and the terms that its subjects read by their prefix.

    `named` are all acts that have a name, also those that stand only for a refusal.
    """

    acts: Mapping[str, Act]
    terms: Mapping[str, type[Terms]]
    named: frozenset[str]


def names_of(cls: type[Terms]) -> list[str]:
    """The names of the terms that a class reads."""
    return [f"{cls.prefix}.{field.name}" for field in fields(cls)]


def known(modules: Iterable[ModuleType]) -> Known:
    """What these modules declare; classes and acts of tests are not among it."""
    acts: dict[str, Act] = {}
    terms: dict[str, type[Terms]] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Act):
                acts[value.code] = value
            elif isinstance(value, type) and issubclass(value, Terms) and value is not Terms:
                terms[value.prefix] = value
    return Known(acts, terms, frozenset(Act.known))


def check(found: Folder, able: Known) -> Folder:
    """Add to the findings everything that the blocks say about each other and about the product."""
    _periods(found)
    _clauses(found)
    _references(found)
    _acts(found, able)
    _terms(found, able)
    _duties(found)
    check_openings(found)
    _parties(found)
    _overlaps(found, "term", "name", "term-overlap", "De waarde van")
    told_residents(found)
    papers(found)
    _overlaps(found, "tariff", "code", "tariff-overlap", "Het tarief")
    _overlaps(found, "tax", "service", "tax-overlap", "De btw-regel van dienst")
    _every_act(found, able)
    _every_term(found, able)
    found.findings.sort()
    return found


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def period_of(found: Folder, row: Mapping[str, Any]) -> Period | None:
    """The days of a block, from those of the agreement where it says nothing; None where they are no period."""
    head = found.document.get("agreement", {})
    since = _day(row.get("since", head.get("since", "")))
    until = _day(row["until"]) if row.get("until") else None
    if since is None or (row.get("until") and until is None) or (until is not None and until < since):
        return None
    return Period(since, until)


def _periods(found: Folder) -> None:
    dated = [("agreement", found.document.get("agreement", {}), found.head)]
    for section in ("term", "mandate", "duty", "tax", "tariff", "opening"):
        dated += [(section, row, place) for row, place in rows(found, section)]
    for section, row, place in dated:
        since, until = _day(row.get("since", "")), _day(row.get("until", ""))
        if since is not None and until is not None and until < since:
            text = f"{section}: until ligt voor since. Verbeter een van de twee."
            found.add(place, "until", "until-before-since", text)


def _clauses(found: Folder) -> None:
    numbers = {row.get("number") for row, _ in rows(found, "clause")}
    if "clause" in found.unread:
        return
    if not numbers:
        found.add(found.head, "", "no-clauses", "De overeenkomst heeft geen artikelen. Voeg blokken [[clause]] toe.")

    def known_clause(place: Place, key: str, clause: Any) -> None:
        if isinstance(clause, str) and clause not in numbers:
            text = f"Artikel {clause} staat niet in clauses.toml. Verbeter het nummer of voeg het toe."
            found.add(place, key, "unknown-clause", text)

    for section in ("term", "service", "mandate", "duty", "addendum", "location"):
        for row, place in rows(found, section):
            known_clause(place, "clause", row.get("clause"))
    for row, place in rows(found, "kpi"):
        for clause in row.get("clauses", ()):
            known_clause(place, "clauses", clause)
    for act, clause in found.document.get(ACTS, {}).items():
        known_clause(_place_of_act(found, act), act, clause)


def _place_of_act(found: Folder, act: str) -> Place:
    blocks = found.places.get(ACTS, [found.head])
    return next((place for place in blocks if act in place.keys), blocks[0])


def _listed(row: Mapping[str, Any], key: str) -> list[Any]:
    """The words and numbers of a list; nothing where something else stands there, which was said before."""
    value = row.get(key)
    return [one for one in value if isinstance(one, str | int)] if isinstance(value, list) else []


def _references(found: Folder) -> None:
    services = {row.get("number") for row, _ in rows(found, "service")}
    products = {row.get("code") for row, _ in rows(found, "product")}

    def known_service(place: Place, key: str, service: Any) -> None:
        if service not in services and "service" not in found.unread:
            found.add(place, key, "unknown-service", f"Dienst {service} bestaat niet. Kies een nummer uit [[service]].")

    for row, place in rows(found, "product"):
        if "service" in row:
            known_service(place, "service", row["service"])
        if "term" in row and (twice := [name for name in ("span", "law") if name in row]):
            text = f"De termijn {row['term']} zegt dit al. Haal {' en '.join(twice)} weg: een feit staat op één plek."
            found.add(place, twice[0], "said-twice", text)
    for row, place in rows(found, "tax"):
        if row.get("service", 0) != 0:
            known_service(place, "service", row["service"])
    for row, place in rows(found, "kpi"):
        for service in _listed(row, "services"):
            known_service(place, "services", service)
        for product in _listed(row, "products"):
            if product not in products and "product" not in found.unread:
                text = f"Product {product} bestaat niet. Kies een code uit [[product]]."
                found.add(place, "products", "unknown-product", text)
        _measured(found, row, place)
    for row, place in rows(found, "mandate"):
        for function in _listed(row, "functions"):
            if function not in FUNCTIONS:
                text = f"De functie {function} bestaat niet. Kies uit: {', '.join(FUNCTIONS)}."
                found.add(place, "functions", "unknown-function", text)


def _measured(found: Folder, row: Mapping[str, Any], place: Place) -> None:
    if row.get("measured_by") not in ("norm", "deadline"):
        return
    fields = {"norm_workdays"} if row["measured_by"] == "norm" else {"span", "term"}
    if not row.get("products"):
        found.add(place, "measured_by", "kpi-without-products", "Noem bij products welke producten deze norm telt.")
    for product, _ in rows(found, "product"):
        if product.get("code") in _listed(row, "products") and not fields & product.keys():
            lacks = " of ".join(sorted(fields))
            text = f"Product {product['code']} heeft geen {lacks}, dus deze norm telt het nooit. Vul het product aan."
            found.add(place, "products", "kpi-not-countable", text)


def _acts(found: Folder, able: Known) -> None:
    used = [(act, _place_of_act(found, act), act) for act in found.document.get(ACTS, {})]
    for row, place in rows(found, "mandate"):
        used += [(act, place, "acts") for act in _listed(row, "acts") if isinstance(act, str)]
    used += [(row["done_by"], place, "done_by") for row, place in rows(found, "duty") if "done_by" in row]
    for row, place in rows(found, "kpi"):
        if row.get("measured_by") and row["measured_by"] not in ("norm", "deadline"):
            used.append((row["measured_by"], place, "measured_by"))
    for act, place, key in used:
        subject = act[:-1] if act.endswith(".*") else None
        if not any(name == act or (subject and name.startswith(subject)) for name in able.named):
            text = f"Noaber kent de handeling {act} niet, dus hier gebeurt niets mee. Verbeter de code of haal hem weg."
            found.add(place, key, "unknown-act", text, blocks=False)


def _terms(found: Folder, able: Known) -> None:
    read = {name: (cls, name.split(".")[1]) for cls in able.terms.values() for name in names_of(cls)}
    for row, place in rows(found, "term"):
        unit, name = row.get("unit"), row.get("name")
        if unit not in UNITS or "value" not in row:
            continue
        wrong = wrong_value(unit, row["value"])
        if wrong:
            found.add(place, "value", "bad-value", f"value: {wrong}")
            continue
        if name in read:
            _fits(found, row, place, *read[name])
        elif not row.get("by_people"):
            text = (
                f"Geen enkele regel leest {name}. Verbeter de naam, of zet by_people = true als mensen hem toepassen."
            )
            found.add(place, "name", "term-unread", text, blocks=False)


def wrong_value(unit: str, value: Any) -> str:
    """What is wrong with a value in a unit, or nothing."""
    if unit in ("euro", "percent") and (wrong := number(value)):
        return wrong
    if unit == "percent" and not 0 <= Decimal(value) <= 100:
        return "Een percentage ligt tussen 0 en 100."
    try:
        kept = term_value(unit, value)
    except ValueError as error:
        return f"{error} Verbeter de waarde of de eenheid."
    number_of = kept.cents if isinstance(kept, Euro) else kept
    return "Een afgesproken waarde is niet negatief." if isinstance(number_of, int) and number_of < 0 else ""


def _fits(found: Folder, row: Mapping[str, Any], place: Place, cls: type[Terms], name: str) -> None:
    """Is the unit of the kind that the subject reads?"""
    wanted = typing.get_args(typing.get_type_hints(cls)[name])[0]
    value = term_value(row["unit"], row["value"])
    if type(value) is not wanted:
        units = ", ".join(unit for unit in UNITS if _KINDS.get(unit, int) is wanted)
        found.add(place, "unit", "wrong-unit", f"{row['name']} wordt gelezen in een andere eenheid. Kies uit: {units}.")


_KINDS: dict[str, type] = {"euro": Euro, "percent": Fraction, "flag": bool, "text": str}


def _duties(found: Folder) -> None:
    for row, place in rows(found, "duty"):
        ways = [bool("workdays" in row), bool("days" in row), bool("month" in row or "day" in row)]
        if sum(ways) != 1:
            text = "Zeg op één manier wanneer het klaar moet zijn: workdays, days, of month met day."
            found.add(place, "", "duty-due", text)
        elif ways[2] and not _calendar_day(row):
            found.add(place, "month", "duty-due", "month en day zijn samen geen dag van het jaar. Verbeter ze.")
        if row.get("rhythm") in ("six-weeks", "once") and "anchor" not in row:
            text = "Zet bij dit ritme anchor: de dag waarop de reeks begint."
            found.add(place, "rhythm", "duty-anchor", text)


def _calendar_day(row: Mapping[str, Any]) -> bool:
    try:
        date(2023, row["month"], row["day"])
    except (KeyError, TypeError, ValueError):
        return False
    return True


def _parties(found: Folder) -> None:
    if "party" in found.unread:
        return
    roles = [row.get("role") for row, _ in rows(found, "party")]
    for role, words in (("client", "opdrachtgever"), ("contractor", "opdrachtnemer")):
        if roles.count(role) != 1:
            place = next((place for row, place in rows(found, "party") if row.get("role") == role), found.head)
            text = f'Er hoort precies één [[party]] te zijn met role = "{role}" ({words}).'
            found.add(place, "role", "parties", text)


def _overlaps(found: Folder, section: str, key: str, code: str, words: str) -> None:
    seen: dict[Any, list[tuple[Period, Place]]] = {}
    for row, place in rows(found, section):
        period = period_of(found, row)
        if period is None or key not in row:
            continue
        for other, earlier in seen.setdefault(row[key], []):
            if period.overlaps(other):
                where = f"{earlier.file}, regel {earlier.line}"
                text = f"{words} {row[key]} geldt al op deze dagen ({where}). Laat de eerste eindigen voor deze begint."
                found.add(place, "since" if "since" in row else "", code, text)
                break
        seen[row[key]].append((period, place))


def _needed(found: Folder, code: str) -> bool:
    """Does this agreement need an act or a term? One that is only read needs to be loaded and sealed, no more."""
    only_read = found.document.get("agreement", {}).get("reading_only") is True
    return not only_read or code in ("agreement.load", "journal.")


def _every_act(found: Folder, able: Known) -> None:
    """Is there a clause and a mandate for every act?"""
    granted = [act for row, _ in rows(found, "mandate") for act in _listed(row, "acts") if isinstance(act, str)]
    wanted = [(code, act.label) for code, act in sorted(able.acts.items()) if _needed(found, code)]
    for code, label in wanted:
        if code not in found.document.get(ACTS, {}) and ACTS not in found.unread:
            text = f"Bij [acts] ontbreekt {code} ({label}). Zet erbij onder welk artikel die handeling valt."
            found.add(_place_of_act(found, ""), "", "act-without-clause", text, blocks=False)
        covered = any(word == code or (word.endswith(".*") and code.startswith(word[:-1])) for word in granted)
        if not covered and "mandate" not in found.unread:
            text = f"Niemand heeft een mandaat voor {code} ({label}). Voeg het toe aan een [[mandate]]."
            place = found.places.get("mandate", [found.head])[0]
            found.add(place, "acts", "act-without-mandate", text, blocks=False)


def _every_term(found: Folder, able: Known) -> None:
    """Is there a value for every term on every day?"""
    whole = in_force(found)
    if whole is None or found.unread & {"term", "addendum", "agreement"}:
        return
    for prefix, cls in sorted(able.terms.items()):
        for name in names_of(cls) if _needed(found, f"{prefix}.") else ():
            _filled(found, name, whole)


def _filled(found: Folder, name: str, whole: Period) -> None:
    mine = [(period_of(found, row), place) for row, place in rows(found, "term") if row.get("name") == name]
    if any(period is None for period, _ in mine):
        return
    place = mine[-1][1] if mine else found.head
    periods = sorted((period for period, _ in mine if period is not None), key=lambda one: one.since)
    for gap in gaps(periods, whole):
        text = f"De overeenkomst zegt niets over {name} van {gap.since} tot en met {gap.until}. Voeg een [[term]] toe."
        found.add(place, "until", "term-unfilled", text, blocks=name.startswith("journal."))


def in_force(found: Folder) -> Period | None:
    """The days that the data must cover: up to the end, or up to the end of the last year with an addendum."""
    period = period_of(found, found.document.get("agreement", {}))
    if period is None or period.until is not None:
        return period
    years = [row["year"] for row, _ in rows(found, "addendum") if isinstance(row.get("year"), int)]
    return Period(period.since, date(max([period.since.year, *(year for year in years if year < 9999)]), 12, 31))


def gaps(periods: Iterable[Period], whole: Period) -> list[Period]:
    """The days of a whole that none of these periods covers; the periods come in order and do not overlap."""
    assert whole.until is not None
    found, day = [], whole.since
    for period in periods:
        if period.since > day and day <= whole.until:
            found.append(Period(day, min(period.since - timedelta(days=1), whole.until)))
        if period.until is None:
            return found
        day = max(day, period.until + timedelta(days=1))
    if day <= whole.until:
        found.append(Period(day, whole.until))
    return found
