"""Who works for the client, in which function, for how much of the week, and for which services."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from noaber.values import Period

WHOLE = 10_000


@dataclass(frozen=True, order=True, slots=True)
class Employee:
    """Somebody of the contractor, by pseudonym. `direct`: appointed or hired directly for the client (art. 9.2 C)."""

    pseudonym: str
    direct: bool = True


@dataclass(frozen=True, slots=True)
class FormationRow:
    """One employee in one function for a run of days.

    `function` is the contractor's own code, `norm_function` the one of HR21. `fte` is a part of 36 hours. `shares` are
    pairs of service number and basis points that add up to 10,000. Raises ValueError with what is wrong.
    """

    employee: Employee
    function: str
    norm_function: str
    scale: str
    step: int
    fte: Fraction
    shares: tuple[tuple[int, int], ...]
    period: Period

    def __post_init__(self) -> None:
        who = f"{self.employee.pseudonym} in functie {self.function}"
        if self.fte <= 0:
            raise ValueError(f"De omvang van {who} is niet groter dan nul. Vul de fte in, bijvoorbeeld 0,89.")
        if len({service for service, _ in self.shares}) != len(self.shares):
            raise ValueError(f"Een dienst staat twee keer bij {who}. Tel de aandelen van die dienst op.")
        if any(service < 1 or share < 0 for service, share in self.shares):
            raise ValueError(f"Een aandeel van {who} is negatief of hoort bij geen dienst. Verbeter de verdeling.")
        if sum(share for _, share in self.shares) != WHOLE:
            raise ValueError(f"De aandelen van {who} zijn samen geen 100 procent. Verbeter de verdeling.")

    def part_of(self, month: Period, working_days: bool = False) -> Fraction:
        """The part of a month that this row holds: 15 days of September is `Fraction(15, 30)`."""
        counted = [day for day in month if not working_days or day.weekday() < 5]
        return Fraction(sum(day in self.period for day in counted), len(counted))


@dataclass(frozen=True, slots=True)
class Formation:
    """All rows of an agreement. Raises ValueError where somebody holds one function twice on the same day."""

    rows: tuple[FormationRow, ...]

    def __post_init__(self) -> None:
        for place, row in enumerate(self.rows):
            for other in self.rows[:place]:
                same = row.employee.pseudonym == other.employee.pseudonym and row.function == other.function
                if same and row.period.overlaps(other.period):
                    raise ValueError(
                        f"{row.employee.pseudonym} staat op dezelfde dag twee keer in functie {row.function}. "
                        "Laat de eerste regel eindigen voor de tweede begint."
                    )

    def in_month(self, month: Period) -> tuple[FormationRow, ...]:
        """The rows that hold on at least one day of a month."""
        return tuple(row for row in self.rows if row.period.overlaps(month))

    def of(self, pseudonym: str, month: Period) -> tuple[FormationRow, ...]:
        """The rows of one employee in a month."""
        return tuple(row for row in self.in_month(month) if row.employee.pseudonym == pseudonym)

    def employees(self, month: Period) -> tuple[str, ...]:
        """The pseudonyms of everybody who works for the client in a month, sorted."""
        return tuple(sorted({row.employee.pseudonym for row in self.in_month(month)}))

    def fte(self, month: Period) -> Fraction:
        """The full-time posts that are filled in a month, by calendar days."""
        return sum((row.fte * row.part_of(month) for row in self.in_month(month)), Fraction(0))

    def weights(self, pseudonym: str, month: Period) -> dict[int, Fraction]:
        """How the month of one employee is spread over services, lowest number first: fte x days x share."""
        spread: dict[int, Fraction] = {}
        for row in self.of(pseudonym, month):
            for service, share in row.shares:
                spread[service] = spread.get(service, Fraction(0)) + row.fte * row.part_of(month) * share
        return {service: weight for service, weight in sorted(spread.items()) if weight}
