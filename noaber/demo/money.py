"""Made-up wages and invoices: the worked year as payroll, an invoice a month, all but the last month that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from noaber.calendar.working_days import add_working_days
from noaber.demo.schedule import Schedule, moment_of
from noaber.invoicing.actions import issue_invoice
from noaber.staffing import actions as staffing
from noaber.staffing import worked_year
from noaber.staffing.models import RevaluationRecord
from noaber.values import Period

USUAL, LATE = 8, 12
"""The working day of the next month on which an invoice goes out; once a year it is late."""
LATE_MONTH = 3


@dataclass
class Money:
    """Fills a schedule with the formation, the payroll and the invoices of one agreement."""

    schedule: Schedule
    agreement: str
    controller: Any
    team_lead: Any
    year: int
    folder: Path

    def plan(self, period: Period) -> None:
        """Plan every month that is over; of the last one only the payroll file lies ready."""
        for year in range(period.since.year, self.year + 1):
            self._year(year, period)
        assert period.until is not None
        months = _months(period.since, period.until)
        for month in months[:-1]:
            self._month(month)
        if months:
            self._leave_file(months[-1])

    def payroll(self, month: Period) -> bytes:
        """The payroll file of a month: earlier years are quiet, in the last one the worked year happens."""
        year, number = month.since.year, month.since.month
        make = worked_year.payroll_csv if year == self.year else worked_year.quiet_csv
        return make(year, number)

    def _year(self, year: int, period: Period) -> None:
        agreed = max(moment_of(date(year - 1, 12, 10), 10), moment_of(period.since, 7))
        rows = worked_year.agreed_formation(year).rows
        before = worked_year.agreed_formation(year - 1).rows if year > period.since.year else ()

        def prepare() -> None:
            staffing.set_salary_table(self.controller, self.agreement, worked_year.opening_table(year), True)
            staffing.set_formation(self.controller, self.agreement, (*before, *rows), agreed=True)
            staffing.set_formation(self.controller, self.agreement, (*before, *rows))

        self.schedule.at(agreed, prepare)
        if year == self.year:
            self._events(year, before, period.since)

    def _events(self, year: int, before: Any, since: date) -> None:
        """What happens in the worked year: a revaluation, a rise known in September, somebody leaves."""

        studies: list[RevaluationRecord] = []

        def start() -> None:
            studies.append(staffing.start_revaluation(self.team_lead, self.agreement, "BZ-3"))

        def discuss() -> None:
            (study,) = studies
            new = worked_year.revaluations(year)[0]
            staffing.discuss_revaluation(self.team_lead, self.agreement, study.pk, new.scale, new.step, new.since)

        def change() -> None:
            staffing.set_salary_table(self.controller, self.agreement, worked_year.raised_table(year))
            staffing.set_formation(self.controller, self.agreement, (*before, *worked_year.formation(year).rows))

        earliest = moment_of(since, 8)
        self.schedule.at(max(earliest, moment_of(date(year, 6, 15), 11)), start)
        self.schedule.at(max(earliest, moment_of(date(year, 8, 20), 11)), discuss)
        self.schedule.at(max(earliest, moment_of(date(year, 9, 16), 10)), change)

    def _month(self, month: Period) -> None:
        assert month.until is not None
        imported = add_working_days(month.until, 4)
        late = LATE if month.since.month == LATE_MONTH else USUAL

        def read() -> None:
            name = f"loonjournaal-{month.code}.csv"
            staffing.import_payroll(self.controller, self.agreement, month, self.payroll(month), name)

        def issue() -> None:
            issue_invoice(self.controller, self.agreement, month)

        self.schedule.at(moment_of(imported, 10), read)
        self.schedule.at(moment_of(add_working_days(month.until, late), 14), issue)

    def _leave_file(self, month: Period) -> None:
        """The payroll file that a visitor imports."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"loonjournaal-{month.code}.csv").write_bytes(self.payroll(month))


def _months(since: date, until: date) -> list[Period]:
    """The whole months from a day up to, not including, the month of another."""
    found, day = [], since.replace(day=1)
    while (day.year, day.month) < (until.year, until.month):
        found.append(Period.month(day.year, day.month))
        day = (day + timedelta(days=32)).replace(day=1)
    return found
