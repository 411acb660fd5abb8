"""Formation and wages as a page shows them: in words, to who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

from noaber.agreement.book import Book
from noaber.staffing.formation import FormationRow
from noaber.staffing.groups import Group
from noaber.staffing.payroll import PayrollRow
from noaber.staffing.queries import Booked
from noaber.staffing.terms import WageTerms
from noaber.values import Euro, Period, Trace

KINDS = {"wage": "Loonkosten", "cao": "Cao-verhoging", "revaluation": "Herwaardering"}


@dataclass(frozen=True, slots=True)
class CostLine:
    """An amount of a payroll: for what, by how many people, and why."""

    label: str
    people: int
    net: Euro
    trace: Trace


def cost_lines(groups: Sequence[Group[Booked]], month: Period, book: Book, terms: WageTerms) -> list[CostLine]:
    """The groups of a payroll in words."""
    names = {service.number: service.name for service in book.services}
    return [_cost_line(group, month, names, terms) for group in groups]


def _cost_line(group: Group[Booked], month: Period, names: dict[int, str], terms: WageTerms) -> CostLine:
    label = _label(group, month, names)
    asked: dict[str, object] = {"measure": group.kinds, "period": month.code, "key": group.abouts[0].code}
    if group.abouts == [month] and not group.merged:
        asked["service"] = group.services[0]
    trace = Trace(
        label=label,
        value=str(group.net),
        formula="som van de loonkosten per medewerker × het aandeel in de dienst",
        clause=terms.settles(group.kinds[0] if len(group.kinds) == 1 else "wage").clause,
        rounding="centen per medewerker naar de grootste rest, bij gelijke rest naar het laagste dienstnummer",
        lines="" if group.merged else urlencode(asked, doseq=True),
    )
    return CostLine(label, group.persons, group.net, trace)


def _label(group: Group[Booked], month: Period, names: dict[int, str]) -> str:
    months = ", ".join(str(about) for about in group.abouts)
    if group.kinds == ["wage"] and group.abouts == [month]:
        if not group.merged:
            return names.get(group.services[0], f"dienst {group.services[0]}")
        return f"Overige diensten ({', '.join(str(service) for service in group.services)})"
    if len(group.kinds) == 1:
        return f"{KINDS[group.kinds[0]]} over {months}"
    return f"Overige diensten en correcties ({months})"


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the formation as the page shows it; who and which step only for who may see people."""

    function: str
    norm_function: str
    scale: str
    fte: Decimal
    services: str
    since: date
    until: date | None
    who: str = ""
    direct: bool = True


def posts(rows: Sequence[FormationRow], with_people: bool) -> list[Post]:
    """The rows of a formation."""
    return [
        Post(
            row.function,
            row.norm_function,
            f"{row.scale}, trede {row.step}" if with_people else row.scale,
            decimal_of(row.fte),
            ", ".join(f"{service}:\u00a0{_percent(share)}" for service, share in row.shares),
            row.period.since,
            row.period.until,
            row.employee.pseudonym if with_people else "",
            row.employee.direct,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What was booked for one employee: only for who may see people."""

    who: str
    kind: str
    about: Period
    row: PayrollRow


def person_lines(rows: Sequence[PayrollRow]) -> list[PersonLine]:
    """The rows of a payroll, employee by employee."""
    ordered = sorted(rows, key=lambda row: (row.employee, row.about, row.measure))
    return [PersonLine(row.employee, KINDS[row.measure], row.about, row) for row in ordered]


def decimal_of(fte: Fraction) -> Decimal:
    """Posts with two decimals."""
    return (Decimal(fte.numerator) / Decimal(fte.denominator)).quantize(Decimal("0.01"))


def _percent(share: int) -> str:
    return f"{(Decimal(share) / 100).normalize():f}\u00a0%".replace(".", ",")
