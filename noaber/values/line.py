"""What counts of an act: how many, how long, how much, under which service. Reports and invoices are sums of lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that counts.

    `measure` says what is counted (`case.closed`, `kpi`, `wage`), `key` of what (a product, the code of a KPI, a
    month). `quantity` is whole, in `unit`: `count`, `minutes`, `days`, `cents` (the base is how many people stand
    behind the amount) or `cent` (of a price that somebody owes). `base` is the number the quantity is a part of (a KPI
    met 1 of 1 time), zero where there is none. `day` is the day it counts for, which may lie before the act.
    `service` is the number of the service in the agreement, zero for what belongs to none. `clause` is a number in the
    agreement of the entry.
    """

    measure: str
    day: date
    quantity: int
    unit: str = "count"
    service: int = 0
    key: str = ""
    base: int = 0
    clause: str = ""
