"""What a municipality lays down about permits for graves: measures, grounds and bases; and the test of what is asked.

Dated rows of data, one TOML file a municipality, beside its local data. Of several rows about one thing the most exact
one holds: a row of a section before one of a cemetery, and that before one of the whole municipality.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from noaber.cemetery.data_files import document_of, rows_of
from noaber.cemetery.law import FaultyRules
from noaber.values import Clause, Period

MONUMENT, PLANTING, VAULT, EXHUMATION = "monument", "planting", "vault", "exhumation"
KINDS = {
    MONUMENT: ("gedenkteken", "memorial"),
    PLANTING: ("beplanting", "planting"),
    VAULT: ("grafkelder", "burial vault"),
    EXHUMATION: ("opgraving", "exhumation"),
}
"""What a permit can be for, in Dutch and English."""
SIZES = {
    "height": ("hoogte", "height"),
    "width": ("breedte", "width"),
    "length": ("lengte", "length"),
    "thickness": ("dikte", "thickness"),
    "depth": ("diepte", "depth"),
}
"""Measures, in whole centimetres."""
CHOICES = {"foundation": ("fundering", "foundation"), "material": ("materiaal", "material")}
OPTIONS = {
    "material": {
        "stone": ("natuursteen", "natural stone"),
        "concrete": ("beton", "concrete"),
        "wood": ("hardhout", "hardwood"),
        "metal": ("metaal", "metal"),
        "glass": ("glas", "glass"),
        "plastic": ("kunststof", "plastic"),
    },
    "foundation": {
        "strip": ("betonbalk onder de steen", "concrete beam under the stone"),
        "plate": ("betonplaat", "concrete slab"),
        "frame": ("betonnen raamwerk", "concrete frame"),
        "none": ("geen fundering", "no foundation"),
    },
}
LABELS = SIZES | CHOICES
NEEDED = {
    MONUMENT: ("height", "width", "thickness", "material", "foundation"),
    PLANTING: ("height", "width"),
    VAULT: ("length", "width", "depth", "material"),
    EXHUMATION: (),
}
"""What must be known of each kind before it can be tested."""
ASKED = {**NEEDED, MONUMENT: ("height", "width", "length", "thickness", "material", "foundation")}
"""What can be filled in of each kind: a stone that stands has no length."""
FITS, BREAKS, MISSING, FREE = "fits", "breaks", "missing", "free"
NL, EN = 0, 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a grave lies and what kind it is."""

    cemetery: str
    section: str
    kind: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One row: what is allowed of one thing. Empty `kinds`, `cemetery`, `sections` or `graves` is every one.

    `least` and `most` are allowed themselves, in centimetres. `proposal` marks a value that nobody has verified yet.
    """

    what: str
    clause: Clause
    period: Period
    source: str
    least: int | None = None
    most: int | None = None
    allowed: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    cemetery: str = ""
    sections: tuple[str, ...] = ()
    graves: tuple[str, ...] = ()
    proposal: bool = False

    def about(self, kind: str, place: Place) -> bool:
        """Is it about this kind of permit on a grave there?"""
        wanted = ((self.kinds, kind), (self.sections, place.section), (self.graves, place.kind))
        here = self.cemetery in ("", place.cemetery)
        return here and all(not rows or one in rows for rows, one in wanted)

    @property
    def exactness(self) -> tuple[bool, bool, bool, bool]:
        """The more exact of two rows holds."""
        return bool(self.sections), bool(self.cemetery), bool(self.graves), bool(self.kinds)

    def allows(self, value: int | str) -> bool:
        """Is this value allowed?"""
        if isinstance(value, str):
            return value in self.allowed
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def words(self, language: int = NL) -> str:
        """What is allowed, in words."""
        if self.allowed:
            return ", ".join(OPTIONS[self.what][one][language] for one in self.allowed)
        if self.least is None:
            return f"{('hooguit', 'at most')[language]} {self.most} cm"
        if self.most is None:
            return f"{('ten minste', 'at least')[language]} {self.least} cm"
        return f"{self.least} {('tot en met', 'to')[language]} {self.most} cm"


@dataclass(frozen=True, slots=True)
class Finding:
    """The test of one thing: what was asked, what is allowed, by which row; `state` says how it came out.

    `free` is what no row is about; `missing` what is needed and was not filled in.
    """

    what: str
    state: str
    asked: int | str | None
    rule: Measure | None

    def label(self, language: int = NL) -> str:
        """What it is about."""
        return LABELS[self.what][language]

    def asked_words(self, language: int = NL) -> str:
        """What was asked, in words."""
        if self.asked is None:
            return ("niet ingevuld", "not filled in")[language]
        return OPTIONS[self.what][self.asked][language] if isinstance(self.asked, str) else f"{self.asked} cm"

    def allowed_words(self, language: int = NL) -> str:
        """What is allowed, in words."""
        return self.rule.words(language) if self.rule else ("geen regel", "no rule")[language]

    @property
    def kept(self) -> dict[str, Any]:
        """How a decision keeps it: in words, so that it can be read when the rules have changed."""
        rule = self.rule
        return {
            "what": self.what,
            "label": self.label(),
            "state": self.state,
            "asked": self.asked_words(),
            "allowed": self.allowed_words(),
            "clause": str(rule.clause) if rule else "",
            "source": rule.source if rule else "",
            "proposal": bool(rule and rule.proposal),
        }


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which a permit can be refused; `tested` where it rests on a rule that the application breaks."""

    code: str
    text: str
    kinds: tuple[str, ...]
    clause: Clause
    period: Period
    tested: bool = False
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """The article by which a kind of permit is needed."""

    kind: str
    clause: Clause
    period: Period


OF_THE_WLB = Period(date(2010, 1, 1))
NATIONAL_BASES = (Basis(EXHUMATION, Clause("Wlb", "29, eerste lid"), OF_THE_WLB),)
NATIONAL_GROUNDS = (
    Ground(
        "consent",
        "De rechthebbende op het graf geeft geen toestemming.",
        (EXHUMATION,),
        Clause("Wlb", "29, eerste lid"),
        OF_THE_WLB,
    ),
    Ground(
        "interest",
        "Een ander belang weegt zwaarder dan dat van de aanvrager.",
        (EXHUMATION,),
        Clause("Wlb", "29, eerste lid"),
        OF_THE_WLB,
    ),
)
"""Of exhumation the law itself says it, and it names no grounds beside consent: the mayor weighs (Awb 3:4)."""


@dataclass(frozen=True, slots=True)
class PermitRules:
    """All rows of a municipality; `digest` is by which this version is known in the journal."""

    rows: tuple[Measure, ...] = ()
    grounds: tuple[Ground, ...] = NATIONAL_GROUNDS
    bases: tuple[Basis, ...] = NATIONAL_BASES
    digest: str = field(default="", compare=False)

    def basis(self, kind: str, day: date) -> Clause | None:
        """By which article this kind of permit is needed; None where the municipality asks none."""
        return next((one.clause for one in self.bases if one.kind == kind and day in one.period), None)

    def grounds_for(self, kind: str, day: date) -> dict[str, Ground]:
        """On which grounds this kind of permit can be refused on a day."""
        return {one.code: one for one in self.grounds if kind in one.kinds and day in one.period}

    def rules_for(self, kind: str, place: Place, day: date) -> dict[str, Measure]:
        """What holds for a permit on a grave on a day, by what it is about."""
        found: dict[str, Measure] = {}
        for row in self.rows:
            if day in row.period and row.what in ASKED[kind] and row.about(kind, place):
                known = found.get(row.what)
                if known is None or row.exactness > known.exactness:
                    found[row.what] = row
        return {what: found[what] for what in ASKED[kind] if what in found}

    def test(self, kind: str, place: Place, asked: Mapping[str, int | str], day: date) -> tuple[Finding, ...]:
        """Everything that was asked, or had to be, against the rules of that day."""
        rules = self.rules_for(kind, place, day)
        counts = [what for what in ASKED[kind] if what in NEEDED[kind] or asked.get(what) not in (None, "")]
        return tuple(_finding(what, asked.get(what), rules.get(what)) for what in counts)


def _finding(what: str, asked: int | str | None, rule: Measure | None) -> Finding:
    if asked is None or asked == "":
        return Finding(what, MISSING, None, rule)
    if rule is None:
        return Finding(what, FREE, asked, None)
    return Finding(what, FITS if rule.allows(asked) else BREAKS, asked, rule)


def read_rules(content: bytes) -> PermitRules:
    """The rows of a file. Raises FaultyRules with every mistake, in Dutch."""
    document = document_of(content)
    readers: dict[str, Callable[[Mapping[str, Any]], Any]] = {"measure": _measure, "ground": _ground, "permit": _basis}
    mistakes = [f"“{name}” hoort niet in dit bestand. Haal het weg." for name in document.keys() - readers.keys()]
    read = {section: rows_of(document, section, reader, mistakes) for section, reader in readers.items()}
    mistakes += [
        f"[[measure]] over {one.what}: twee rijen gelden allebei vanaf {max(one.period.since, two.period.since)}."
        for place, one in enumerate(read["measure"])
        for two in read["measure"][:place]
        if _meet(one, two)
    ]
    if mistakes:
        raise FaultyRules(mistakes)
    grounds, bases = (*read["ground"], *NATIONAL_GROUNDS), (*read["permit"], *NATIONAL_BASES)
    return PermitRules(tuple(read["measure"]), grounds, bases, hashlib.sha256(content).hexdigest())


def _kinds(row: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = tuple(str(one) for one in row.get("kinds", ()))
    if set(kinds) - KINDS.keys():
        raise ValueError(f"kies kinds uit: {', '.join(KINDS)}.")
    return kinds


def _when(row: Mapping[str, Any]) -> tuple[Clause, Period]:
    return Clause(str(row["law"]), str(row["article"])), Period(row["since"], row.get("until"))


def _ground(row: Mapping[str, Any]) -> Ground:
    tested, proposal = bool(row.get("tested", False)), bool(row.get("proposal", False))
    return Ground(str(row["code"]), str(row["text"]), _kinds(row), *_when(row), tested, proposal)


def _basis(row: Mapping[str, Any]) -> Basis:
    if row["kind"] not in KINDS:
        raise ValueError(f"kies kind uit: {', '.join(KINDS)}.")
    return Basis(str(row["kind"]), *_when(row))


def _meet(one: Measure, two: Measure) -> bool:
    """Would both be the answer to one question on one day?"""
    if (one.what, one.exactness) != (two.what, two.exactness) or not one.period.overlaps(two.period):
        return False
    pairs = ((one.kinds, two.kinds), (one.sections, two.sections), (one.graves, two.graves))
    return one.cemetery == two.cemetery and all(not first or bool(set(first) & set(second)) for first, second in pairs)


def _measure(row: Mapping[str, Any]) -> Measure:
    what = str(row["what"])
    if what not in LABELS:
        raise ValueError(f"“{what}” is niet bekend. Kies uit: {', '.join(LABELS)}.")
    allowed = tuple(str(one) for one in row.get("allowed", ()))
    least, most = (_centimetres(row, name) for name in ("least", "most"))
    if what in CHOICES:
        unknown = set(allowed) - OPTIONS[what].keys()
        if not allowed or unknown:
            raise ValueError(f"schrijf in allowed wat mag, uit: {', '.join(OPTIONS[what])}.")
    elif least is None and most is None:
        raise ValueError("schrijf least of most, in hele centimeters.")
    elif least is not None and most is not None and least > most:
        raise ValueError(f"least ({least}) is meer dan most ({most}).")
    return Measure(
        what,
        *_when(row),
        str(row["source"]),
        least,
        most,
        allowed,
        _kinds(row),
        str(row.get("cemetery", "")),
        tuple(row.get("sections", ())),
        tuple(row.get("graves", ())),
        bool(row.get("proposal", False)),
    )


def _centimetres(row: Mapping[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name} is geen heel aantal centimeters.")
    return value
