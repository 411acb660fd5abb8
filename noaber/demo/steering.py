"""Made-up steering: extra work and a calamity, quarterly reports with their remarks, duties that people settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from noaber.agreement.models import Agreement
from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.demo.schedule import Schedule, moment_of
from noaber.duties import actions as duties
from noaber.duties.queries import open_duties
from noaber.extrawork import actions as extrawork
from noaber.extrawork.job import ADDITIONAL, CUSTOM, Emergency, Wanted
from noaber.parties.clock import today
from noaber.reporting import actions as reporting
from noaber.reporting.queries import shown
from noaber.values import Euro, Period


@dataclass
class Steering:
    """Fills a schedule with what team lead, director and controller do beside the monthly money."""

    schedule: Schedule
    agreement: str
    team_lead: Any
    director: Any
    controller: Any
    clerk: Any
    officer: Any

    def plan(self, period: Period) -> None:
        """Plan the reports, the extra jobs and the settling of duties."""
        assert period.until is not None
        for quarter in _quarters(period):
            self._report(quarter)
        for plan, days in ((self._additional, 200), (self._calamity, 120), (self._custom, 9)):
            if (day := period.until - timedelta(days=days)) in period:
                plan(day)
        day = period.since
        while day <= period.until - timedelta(days=7):
            self.schedule.at(moment_of(next_working_day(day), 16, 30), self._settle)
            day += timedelta(days=7)

    def _settle(self) -> None:
        """Settle what is due within a week and is done by hand."""
        client = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        for person, function in (
            (self.team_lead, "team_lead"),
            (self.director, "director"),
            (self.controller, "controller"),
            (self.clerk, "second_line"),
            (self.clerk, "clerk"),
            (self.officer, "ciso"),
            (self.officer, "archivist"),
        ):
            for duty in open_duties(client, {function}, today()):
                if duty.done_by == "duties.settle" and duty.due <= today() + timedelta(days=7):
                    duties.settle(person, self.agreement, duty.pk, "Gedaan en besproken met de andere partij.")

    def _report(self, quarter: Period) -> None:
        assert quarter.until is not None
        fixed = add_working_days(quarter.until, 15)
        self.schedule.at(moment_of(fixed, 11), lambda: self._explain(quarter.code))
        self.schedule.at(moment_of(fixed, 15), lambda: reporting.fix(self.team_lead, self.agreement, quarter.code))
        checked = moment_of(add_working_days(fixed, 3), 11)
        self.schedule.at(
            checked, lambda: reporting.check_facts(self.director, self.agreement, quarter.code, agrees=True)
        )

    def _explain(self, quarter: str) -> None:
        agreement = Agreement.objects.select_related("client", "contractor").get(code=self.agreement)
        for row in shown(agreement, quarter).report.missed:
            words = reporting.Explanation(
                "Enkele zaken bleven liggen door ziekte in het team.",
                "Werkvoorraad elke maandag samen doorlopen.",
                "teamleider Dienstverlening",
                add_working_days(today(), 30),
                row.kpi.code,
            )
            reporting.remark(self.team_lead, self.agreement, quarter, words)

    def _additional(self, day: date) -> None:
        """Additional work with consent, carried out and charged."""
        asked, reference = next_working_day(day), ""

        def request() -> None:
            nonlocal reference
            wanted = Wanted(
                ADDITIONAL,
                1,
                "Extra openstelling voor reisdocumenten",
                "Meer aanvragen dan voorzien door de piek in reisdocumenten.",
                Euro.of(6_400),
                add_working_days(asked, 6),
                True,
            )
            reference = extrawork.request_work(self.team_lead, self.agreement, wanted).reference

        steps = (
            (0, request),
            (
                2,
                lambda: extrawork.consent(
                    self.director, self.agreement, reference, Euro.of(6_400), f"Addendum {asked.year}-1"
                ),
            ),
            (6, lambda: extrawork.start(self.team_lead, self.agreement, reference, today())),
            (30, lambda: extrawork.finish(self.team_lead, self.agreement, reference, today())),
            (31, lambda: extrawork.charge(self.controller, self.agreement, reference, Euro.of(6_120), True)),
        )
        for days, step in steps:
            self.schedule.at(moment_of(add_working_days(asked, days), 13), step)

    def _custom(self, day: date) -> None:
        """Custom work that still waits for consent."""
        asked = next_working_day(day)
        wanted = Wanted(
            CUSTOM,
            10,
            "Koppeling van het afsprakensysteem met de website",
            "Ommen wil afspraken tonen op de eigen website.",
            Euro.of(8_750),
            add_working_days(asked, 20),
            True,
        )
        self.schedule.at(moment_of(asked, 14), lambda: extrawork.request_work(self.team_lead, self.agreement, wanted))

    def _calamity(self, day: date) -> None:
        """A calamity that was told in time, agreed and charged."""
        began, reference = next_working_day(day), ""

        def report() -> None:
            nonlocal reference
            emergency = Emergency(
                9,
                "Stormschade op de begraafplaats",
                "Omgewaaide bomen versperren de paden; uitvaarten gaan niet door.",
                Euro.of(11_500),
                began,
                True,
            )
            reference = extrawork.report_calamity(self.team_lead, self.agreement, emergency).reference

        steps = (
            (0, 8, report),
            (0, 9, lambda: extrawork.inform_client(self.team_lead, self.agreement, reference, today())),
            (8, 10, lambda: extrawork.finish(self.team_lead, self.agreement, reference, today())),
            (9, 10, lambda: extrawork.propose_costs(self.team_lead, self.agreement, reference, Euro.of("9840.50"))),
            (12, 10, lambda: extrawork.agree_costs(self.director, self.agreement, reference, Euro.of("9840.50"))),
            (13, 10, lambda: extrawork.charge(self.controller, self.agreement, reference, Euro.of("9840.50"), True)),
        )
        for days, hour, step in steps:
            self.schedule.at(moment_of(add_working_days(began, days), hour), step)


def _quarters(period: Period) -> list[Period]:
    """The quarters that the period covers to their end."""
    assert period.until is not None
    found, year, number = [], period.since.year, (period.since.month + 2) // 3
    while (quarter := Period.quarter(year, number)).until < period.until:  # type: ignore[operator]
        found.append(quarter)
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)
    return found
