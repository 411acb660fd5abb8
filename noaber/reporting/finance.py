"""What it cost: agreed against realised over a half-year, per kind of cost and per group of services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.reporting.definitions import BudgetRow, Definitions
from noaber.reporting.figures import Figure, Tally, difference, lines_query, money, percentage, span_code, total_money
from noaber.reporting.kept_back import groups_apart, kinds_apart
from noaber.staffing.groups import WAGES
from noaber.values import Clause, Euro, Period, Trace

NAMES = {
    "wage": "Loonkosten",
    "cao": "Effect van de cao",
    "revaluation": "Herwaardering van functies",
    "billed.overhead": "Overhead",
    "billed.training": "Opleiding",
    "extra": "Meerwerk en maatwerk",
    "calamity": "Calamiteiten",
}
BESIDES = ("billed.overhead", "billed.training")
ADDITIONAL = ("extra", "calamity")
BILLED = "billed.net"


@dataclass(frozen=True, slots=True)
class Cost:
    """One kind of cost. `budget`, `left` and `used` are None where no budget was agreed (or a budget of nothing)."""

    name: str
    clause: Clause | None
    budget: Figure | None
    actual: Figure
    left: Figure | None
    year_budget: Figure | None
    year_actual: Figure
    used: Figure | None


@dataclass(frozen=True, slots=True)
class GroupCost:
    """What a group of services cost in staff and in additional work.

    Groups that would show what few people earn stand in one row; `names` are the groups in it.
    """

    names: tuple[str, ...]
    services: tuple[int, ...]
    staff: Figure
    additional: Figure
    total: Figure

    @property
    def name(self) -> str:
        """The groups as people say them."""
        return _listed(self.names)


@dataclass(frozen=True, slots=True)
class Finance:
    """The financial overview of a half-year. `billed` is what was invoiced, `unbilled` what is still to come.

    `note` says which wages stand together because too few people stand behind them; empty where none do.
    """

    period: Period
    costs: tuple[Cost, ...]
    regular: Cost
    additional: tuple[Cost, ...]
    total: Figure
    billed: Figure
    unbilled: Figure
    groups: tuple[GroupCost, ...]
    note: str


def overview(tally: Tally, definitions: Definitions) -> Finance | None:
    """The overview of the half-year that ends with this quarter; None in the first and the third quarter."""
    number = int(tally.quarters[-1][-1])
    if number % 2:
        return None
    half, year = tally.quarters[-2:], tally.quarters[-number:]
    minimum = definitions.minimum_persons
    kinds = kinds_apart(tally, year, minimum.value)
    costs = tuple(
        _cost(tally, measures, definitions, half, year) for measures in (*kinds, *((kind,) for kind in BESIDES))
    )
    additional = tuple(_cost(tally, (measure,), definitions, half, year) for measure in ADDITIONAL)
    total = total_money("alle kosten", [cost.actual for cost in (*costs, *additional)], None)
    billed = _lines(tally, "gefactureerd", (BILLED,), half, None)
    groups = _groups(tally, definitions, half)
    together = len(kinds) < len(WAGES) or any(len(group.names) > 1 for group in groups)
    return Finance(
        period=Period.parse(span_code(half)),
        costs=costs,
        regular=_regular(costs, whole=len(kinds) > 1),
        additional=additional,
        total=total,
        billed=billed,
        unbilled=difference("nog te factureren", total, billed, None),
        groups=groups,
        note=f"Samengevoegd: loonkosten van minder dan {minimum.value} mensen worden niet apart getoond."
        if together
        else "",
    )


def half_of(amount: Euro, half: int) -> Euro:
    """The part of a year's amount that falls in a half-year (1 or 2); the two add up to the cent."""
    first = Euro(amount.cents // 2)
    return first if half == 1 else amount - first


def _cost(
    tally: Tally, measures: tuple[str, ...], definitions: Definitions, half: Sequence[str], year: Sequence[str]
) -> Cost:
    rows = [row for row in definitions.budgets if row.measure in measures]
    name, clause = _listed([NAMES[measure] for measure in measures]), rows[0].clause if rows else None
    actual = _lines(tally, "gerealiseerd", measures, half, clause)
    year_actual = _lines(tally, "gerealiseerd dit jaar", measures, year, clause)
    budgets = None
    if len(measures) == 1 and rows:
        budgets = _budgets(rows[0], 1 if half[-1].endswith("2") else 2, actual, year_actual)
    elif len(rows) == len(measures) and all(row.lifts for row in rows):
        budgets = _lifted("begroot", actual, rows[0]), _lifted("begroot dit jaar", year_actual, rows[0])
    return _compared(name, clause, budgets, actual, year_actual)


def _regular(costs: Sequence[Cost], whole: bool) -> Cost:
    """What falls under the yearly maximum, together.

    With a budget only where one was agreed, and where no raise is kept back: a raise lifts the maximum by what it
    costs, so that the maximum would tell.
    """
    halves = [cost.budget for cost in costs if cost.budget is not None]
    years = [cost.year_budget for cost in costs if cost.year_budget is not None]
    budgets = None
    if halves and whole:
        budgets = total_money("begroot", halves, None), total_money("begroot dit jaar", years, None)
    actual = total_money("gerealiseerd", [cost.actual for cost in costs], None)
    year = total_money("gerealiseerd dit jaar", [cost.year_actual for cost in costs], None)
    return _compared("Samen", None, budgets, actual, year)


def _compared(
    name: str, clause: Clause | None, budgets: tuple[Figure, Figure] | None, actual: Figure, year_actual: Figure
) -> Cost:
    if budgets is None:
        return Cost(name, clause, None, actual, None, None, year_actual, None)
    half, year = budgets
    left = difference("nog over", half, actual, clause)
    used = percentage("benut", year_actual, year, clause) if year.number else None
    return Cost(name, clause, half, actual, left, year, year_actual, used)


def _budgets(row: BudgetRow, half: int, actual: Figure, year_actual: Figure) -> tuple[Figure, Figure] | None:
    if row.lifts:
        return _lifted("begroot", actual, row), _lifted("begroot dit jaar", year_actual, row)
    if row.per_year is None:
        return None
    text = f"de {'eerste' if half == 1 else 'tweede'} helft van {row.per_year}"
    return (
        money("begroot", half_of(row.per_year, half), text, row.clause),
        money("begroot dit jaar", row.per_year, "zoals afgesproken voor het jaar", row.clause),
    )


def _lifted(label: str, actual: Figure, row: BudgetRow) -> Figure:
    text = "het maximum stijgt mee met wat dit kost"
    return Figure(
        actual.value, Trace(label, actual.value, text, row.clause, inputs=(actual.trace,)), actual.number, "euro"
    )


def _lines(
    tally: Tally,
    label: str,
    measures: Sequence[str],
    quarters: Sequence[str],
    clause: Clause | None,
    services: Sequence[int] | None = None,
) -> Figure:
    """An amount that is the sum of its lines; of several measures or services it opens per measure and service."""
    asked = [(measure, service) for measure in measures for service in (services if services is not None else (None,))]
    amount = Euro(sum(tally.total(measure, quarters, service).quantity for measure, service in asked))
    if len(asked) == 1 and span_code(quarters):
        ((measure, service),) = asked
        return money(label, amount, "som van de regels", clause, lines_query(measure, quarters, service))
    inputs = tuple(
        Trace(_input_label(measure, service), "niet apart getoond", lines=lines_query(measure, quarters, service))
        for measure, service in asked
        if tally.total(measure, quarters, service).entries
    )
    trace = Trace(label, str(amount), "som van de regels van deze kosten en diensten", clause, inputs=inputs)
    return Figure(str(amount), trace, amount.decimal, "euro")


def _input_label(measure: str, service: int | None) -> str:
    return NAMES[measure] if service is None else f"{NAMES[measure]}, dienst {service}"


def _groups(tally: Tally, definitions: Definitions, half: Sequence[str]) -> tuple[GroupCost, ...]:
    """A row per group, in the order of the agreement, then what belongs to no service of the agreement."""
    groups: dict[str, list[int]] = {}
    for row in definitions.services:
        groups.setdefault(row.group or row.name, []).append(row.number)
    known = {row.number for row in definitions.services}
    others = sorted(tally.services(*WAGES, *ADDITIONAL) - known)
    if others:
        groups["Niet per dienst"] = others
    apart = groups_apart(tally, groups, half, definitions.minimum_persons.value)
    return tuple(
        _group(tally, names, [service for name in names for service in groups[name]], definitions, half)
        for names in apart
    )


def _group(
    tally: Tally, names: tuple[str, ...], services: Sequence[int], definitions: Definitions, half: Sequence[str]
) -> GroupCost:
    clause = definitions.clause_of(min(services))
    staff = _lines(tally, "loonkosten met cao en herwaardering", WAGES, half, clause, services)
    additional = _lines(tally, "aanvullend werk", ADDITIONAL, half, clause, services)
    return GroupCost(names, tuple(services), staff, additional, total_money("samen", (staff, additional), clause))


def _listed(names: Sequence[str]) -> str:
    """Names in a row: `Loonkosten, effect van de cao en herwaardering van functies`."""
    words = [names[0], *(name[0].lower() + name[1:] if name in NAMES.values() else name for name in names[1:])]
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))
