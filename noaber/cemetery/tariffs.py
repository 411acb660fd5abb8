"""The tariff table of a municipality: what something costs, from when to when, and into which account it goes.

A table that leaves days or ages out, or says two things of one day, is refused with the days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from noaber.cemetery.law import wrong_days
from noaber.values import Clause, Euro, Period

GRANT, RENEW, BURIAL, URN, TRANSFER, LEVY = "grant", "renew", "burial", "urn", "transfer", "levy"
WHAT = {
    GRANT: "uitgifte",
    RENEW: "verlenging",
    BURIAL: "begraven",
    URN: "asbus plaatsen",
    TRANSFER: "overschrijven",
    LEVY: "jaarlijkse heffing",
    "permit": "vergunning",
    "exhume": "opgraven of samenvoegen",
    "clear": "ruimen op verzoek",
    "scatter": "as verstrooien",
    "search": "informatie uit het register",
    "bell": "klok luiden",
    "other": "anders",
}
FIXED, PER_YEAR, PER_TIME, PERCENT = "fixed", "per-year", "per-time", "percent"
UNITS = {FIXED: "vast bedrag", PER_YEAR: "per jaar", PER_TIME: "per keer", PERCENT: "toeslag in procenten"}
SATURDAY, SUNDAY, OUTSIDE = "saturday", "sunday", "outside-hours"
MOMENTS = {SATURDAY: "op zaterdag", SUNDAY: "op zondag", OUTSIDE: "buiten de gewone uren"}
EXEMPT = "vrijgesteld"
VAT = {EXEMPT: 0, "buiten": 0, "nul": 0, "laag": 9, "hoog": 21}
"""The codes of VAT and what they come to. The service of a cemetery is exempt (Wet op de omzetbelasting 11)."""
CODED = 20
"""How long the codes of a ledger are at most."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """A row of the tariff table. Empty `kinds` or `cemetery` is every one; ages run up to, not including, `age_below`.

    A surcharge (`percent` of what is charged for the same at a moment: `when`) has no amount of its own. `draft` marks
    an amount that is not (yet) that of the ordinance in force; pages say so.
    """

    code: str
    title: str
    what: str
    unit: str
    amount: Euro
    clause: Clause
    period: Period
    source: str
    kinds: tuple[str, ...] = ()
    cemetery: str = ""
    years: int | None = None
    age_from: int = 0
    age_below: int | None = None
    vat: str = EXEMPT
    draft: bool = False
    percent: int = 0
    when: str = ""
    opens: time | None = None
    closes: time | None = None
    ledger: str = ""
    cost_centre: str = ""
    cost_kind: str = ""

    def fits(self, kind: str, cemetery: str, age: int | None) -> bool:
        """Is it about this kind of grave, this cemetery and this age?"""
        of_age = age is None or (self.age_from <= age and (self.age_below is None or age < self.age_below))
        return (not self.kinds or kind in self.kinds) and self.cemetery in ("", cemetery) and of_age

    def counts_at(self, at: datetime) -> bool:
        """Is this a moment of the surcharge? `at` is local time."""
        if self.when == OUTSIDE:
            assert self.opens is not None and self.closes is not None, "read_tariff asks for both"
            return not self.opens <= at.time() < self.closes
        return at.isoweekday() == {SATURDAY: 6, SUNDAY: 7}[self.when]

    @property
    def same(self) -> tuple[Any, ...]:
        """What two rows of one question have in common, whatever their ages."""
        return self.what, self.unit, self.years, self.when, tuple(sorted(self.kinds)), self.cemetery

    @property
    def ages(self) -> tuple[int, int | None]:
        """The ages that it is about."""
        return self.age_from, self.age_below

    def meets(self, other: Tariff) -> bool:
        """Could both be the answer to one question on one day?"""
        kinds = not self.kinds or not other.kinds or bool(set(self.kinds) & set(other.kinds))
        places = not self.cemetery or not other.cemetery or self.cemetery == other.cemetery
        below, above = sorted((self, other), key=lambda one: one.age_from)
        ages = below.age_below is None or above.age_from < below.age_below
        return self.same[:4] == other.same[:4] and kinds and places and ages and self.period.overlaps(other.period)


def read_tariff(row: Mapping[str, Any]) -> Tariff:
    """A row of the file. Raises KeyError for what is missing and ValueError, in Dutch, for what is wrong."""
    _one_of(row, "what", WHAT)
    _one_of(row, "unit", UNITS)
    surcharge = row["unit"] == PERCENT
    if not surcharge and not isinstance(row["amount"], str):
        raise ValueError("schrijf amount tussen aanhalingstekens, als “917.00”.")
    if surcharge:
        _one_of(row, "when", MOMENTS)
        if row["when"] == OUTSIDE and not (isinstance(row["opens"], time) and isinstance(row["closes"], time)):
            raise ValueError("schrijf opens en closes als tijden, zonder aanhalingstekens: 09:00:00.")
    vat = str(row.get("vat", EXEMPT))
    if vat not in VAT:
        raise ValueError(f"vat “{vat}” is niet bekend. Kies uit: {', '.join(VAT)}.")
    return Tariff(
        code=_code(row, "code", 40),
        title=str(row["title"]),
        what=row["what"],
        unit=row["unit"],
        amount=Euro() if surcharge else Euro.of(row["amount"]),
        clause=Clause(str(row["law"]), str(row["article"])),
        period=Period(row["since"], row.get("until")),
        source=str(row["source"]),
        kinds=tuple(row.get("kinds", ())),
        cemetery=str(row.get("cemetery", "")),
        years=None if row.get("years") is None else whole(row["years"]),
        age_from=whole(row.get("age_from", 0)),
        age_below=None if row.get("age_below") is None else whole(row["age_below"]),
        vat=vat,
        draft=bool(row.get("draft", False)),
        percent=whole(row["percent"]) if surcharge else 0,
        when=row["when"] if surcharge else "",
        opens=row.get("opens"),
        closes=row.get("closes"),
        ledger=_code(row, "ledger"),
        cost_centre=_code(row, "cost_centre"),
        cost_kind=_code(row, "cost_kind"),
    )


def _one_of(row: Mapping[str, Any], name: str, words: Collection[str]) -> None:
    if row[name] not in words:
        raise ValueError(f"{name} “{row[name]}” is niet bekend. Kies uit: {', '.join(words)}.")


def _code(row: Mapping[str, Any], name: str, longest: int = CODED) -> str:
    text = str(row["code"] if name == "code" else row.get(name, ""))
    if len(text) > longest:
        raise ValueError(f"{name} “{text}” is langer dan {longest} tekens. Maak de code korter.")
    return text


def whole(value: Any) -> int:
    """A whole number of zero or more. Raises ValueError, in Dutch, for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"“{value}” is geen heel getal van nul of hoger.")
    return value


def wrong_tables(tariffs: Sequence[Tariff], cemeteries: Collection[str], kinds: Collection[str]) -> Iterator[str]:
    """Everything in the tables that does not hold together, in Dutch, with its days."""
    for place, row in enumerate(tariffs):
        if row.cemetery and row.cemetery not in cemeteries:
            yield f"Tarief {row.code}: begraafplaats {row.cemetery} staat niet in [[cemetery]]."
        for kind in sorted(set(row.kinds) - set(kinds)):
            yield f"Tarief {row.code}: soort {kind} staat niet in [[kind]]."
        for other in tariffs[:place]:
            if other.code != row.code and row.meets(other):
                since = max(row.period.since, other.period.since)
                text = f"Tarief {row.code} en tarief {other.code} gelden allebei voor hetzelfde vanaf {since}."
                yield f"{text} Maak duidelijk welk van de twee geldt."
    yield from _wrong_series(tariffs)
    yield from _wrong_ages(tariffs)


def _wrong_series(tariffs: Sequence[Tariff]) -> Iterator[str]:
    """Days that are left out or double, of one code and of codes that follow each other for the same question."""
    by_code: dict[str, list[Tariff]] = {}
    by_question: dict[tuple[Any, ...], list[Tariff]] = {}
    for row in tariffs:
        by_code.setdefault(row.code, []).append(row)
        by_question.setdefault((*row.same, row.ages), []).append(row)
    for code, rows in by_code.items():
        yield from wrong_days(f"Het tarief {code}", [row.period for row in rows])
    for rows in by_question.values():
        codes = list(dict.fromkeys(row.code for row in rows))
        if len(codes) > 1:
            for sentence in wrong_days(f"Het tarief {' en '.join(codes)}", [row.period for row in rows]):
                if "geen waarde" in sentence:  # a day that is double was named as two rows that meet
                    yield sentence


def _wrong_ages(tariffs: Sequence[Tariff]) -> Iterator[str]:
    """Ages between two bands that no row is about, on the first day that it is so."""
    series: dict[tuple[Any, ...], list[Tariff]] = {}
    for row in tariffs:
        series.setdefault(row.same, []).append(row)
    for rows in series.values():
        told: set[tuple[int, int]] = set()
        for day in sorted({row.period.since for row in rows}):
            bands = sorted((row for row in rows if day in row.period), key=lambda row: row.age_from)
            for before, after in pairwise(bands):
                gap = (before.age_below, after.age_from)
                if before.age_below is not None and before.age_below < after.age_from and gap not in told:
                    told.add((before.age_below, after.age_from))
                    text = f"Tussen tarief {before.code} en tarief {after.code} zegt de tabel vanaf {day} niets over"
                    yield f"{text} wie {before.age_below} tot {after.age_from} jaar is. Vul de leeftijden aan."


def dated(tariffs: Sequence[Tariff]) -> list[tuple[Period, list[Tariff]]]:
    """The tables as they follow each other: a new one from every day on which a row begins or has ended."""
    begins = {row.period.since for row in tariffs}
    begins |= {_after(row.period.until) for row in tariffs if row.period.until}
    days = sorted(begins)
    tables = []
    for since, following in zip(days, [*days[1:], None], strict=True):
        rows = [row for row in tariffs if since in row.period]
        if rows:
            until = date.fromordinal(following.toordinal() - 1) if following else None
            tables.append((Period(since, until), rows))
    return tables


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
