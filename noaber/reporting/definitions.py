"""What a report is made from: sums of journal lines, and what the agreement says they should have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from noaber.values import Clause, Euro, Period, Term


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of the journal lines of one quarter (`2026-Q3`), service, measure and key.

    For `kpi` the key is the code of the KPI, `quantity` what met it and `base` all there were. For `case.days` and
    `case.minutes` the base is the number of cases measured. Money is in cents. `entries` counts the acts under it.
    `persons` is the smallest number of people behind one of its lines of wages, zero where no people stand behind it.
    """

    quarter: str
    service: int
    measure: str
    key: str
    quantity: int
    base: int
    entries: int
    persons: int = 0


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service of the agreement. `group` is the level at which money is shown; services of one group add up."""

    number: int
    name: str
    clause: Clause
    group: str = ""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product of a service; its code is the key of the lines that count it."""

    code: str
    name: str
    service: int


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A norm of the service level agreement, as it held in the reported quarter.

    `norm` is written in `unit` as people say it: 95 with unit `%`, 8 with unit `cijfer 1-10`. With `%` a result is the
    share of hits, with any other unit the average (`quantity` over `base`). `norm_operator` is one of >= > <= < =.
    `period` is `kwartaal`, `halfjaar`, `jaar` or `per verkiezing`. `source` is where the facts are kept, `measured_by`
    says what puts them in the journal and is empty where nothing does. `minimum` replaces the minimum of observations
    of the agreement where every case is counted and none is a sample: three invoices in a quarter are all there are.
    """

    code: str
    name: str
    formula: str
    unit: str
    norm_operator: str
    norm: Decimal
    period: str
    source: str
    clauses: tuple[Clause, ...]
    measured_by: str = ""
    services: tuple[int, ...] = ()
    proposal: bool = False
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """How many a year were agreed for a service, or for one product of it."""

    service: int
    per_year: int
    clause: Clause
    product: str = ""


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """What was agreed for one kind of cost in the year; None where the kind has no budget of its own.

    `measure` is the measure of its lines (`wage`, `cao`, `revaluation`, `billed.overhead`, `billed.training`, `extra`,
    `calamity`). The measures do not overlap: an amount counts under one of them. A kind that `lifts` raises the maximum
    of the year by what it costs (a rise of the cao, a revaluation), so it has no budget of its own.
    """

    measure: str
    clause: Clause
    per_year: Euro | None
    lifts: bool = False


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything that the agreement says about the reported quarter.

    What fewer than `minimum_persons` people earn is never shown by itself.
    """

    services: tuple[ServiceRow, ...]
    minimum_persons: Term[int]
    products: tuple[ProductRow, ...] = ()
    kpis: tuple[KpiRow, ...] = ()
    plans: tuple[PlanRow, ...] = ()
    budgets: tuple[BudgetRow, ...] = ()

    def clause_of(self, service: int) -> Clause | None:
        """Where a service is agreed; None for what belongs to no service of the agreement."""
        return next((row.clause for row in self.services if row.number == service), None)


@dataclass(frozen=True, slots=True)
class Remark:
    """What people add to the figures: about a KPI, about a service, or (with neither) about the whole.

    `due` is when the action is to be done.
    """

    cause: str
    action: str = ""
    owner: str = ""
    due: date | None = None
    kpi: str = ""
    service: int = 0


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Whose report this is, over which quarter, and how far the journal reached when it was drawn.

    `since` is the first day that the journal covers: quarters before it are unknown, not zero. `entries` is the number
    of acts up to the position, `checkpoint` the signed text that fixes them. `definitions` names the version of the
    norms. `state` is `concept` until both sides have looked, then `vastgesteld`.
    """

    agreement: str
    title: str
    client: str
    contractor: str
    period: Period
    since: date
    drawn: date
    checkpoint: str
    entries: int
    definitions: str = ""
    state: str = "concept"
