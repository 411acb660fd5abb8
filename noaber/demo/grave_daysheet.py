"""Made-up work at the graves: every burial signed off, now and then one that did not match, and some still to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from noaber.agreement.queries import agreement_in_use
from noaber.calendar.working_days import add_working_days, is_working_day, next_working_day, working_days_before
from noaber.cemetery import actions
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.burial import Wanted
from noaber.cemetery.daysheet import actions as sheet
from noaber.cemetery.daysheet.queries import Job, jobs
from noaber.cemetery.models import BODY, Grave, GraveRight, Interment
from noaber.cemetery.permits import applying, deciding
from noaber.demo.grave_permits import MAYOR, exhumation
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Period

NAMES = (("Cora", "Fictief"), ("Egbert", "Oefenhof"), ("Mina", "Schijnbeek"), ("Jans", "van de Demo"))
_DAY = timedelta(days=1)


@dataclass
class DaySheet:
    """Fills a schedule with what field staff put down, and with what still stands on the sheet of the last day."""

    schedule: Schedule
    random: Random
    agreement: str
    clerk: Any
    second_line: Any
    outside: tuple[Any, Any]

    def plan(self, period: Period) -> None:
        """Sign off every working day, and plan the days around the last one."""
        assert period.until is not None
        last = period.until
        for day in period:
            if is_working_day(day) and day < period.until:
                self._at(moment_of(day, 16), self._sign_off)
        plans: tuple[tuple[int, int, Callable[..., object]], ...] = (
            (0, 10, self._new_grave),
            (0, 14, self._second),
            (1, 11, self._urn),
            (2, 13, self._new_grave),
        )
        for place, (ahead, hour, happen) in enumerate(plans):
            buried = add_working_days(last, ahead) if ahead else last
            self._told(period.since, buried, moment_of(buried, hour), place, happen)
        self._exhumation(period.since, period.until, add_working_days(last, 3))
        self._at(moment_of(period.until, 0, 30), self._note)

    def _at(self, moment: datetime, happen: Callable[[], object]) -> None:
        self.schedule.at(moment, happen)

    def _told(self, since: date, day: date, at: datetime, place: int, happen: Callable[..., object]) -> None:
        """A burial is told of some working days before."""
        told = working_days_before(day - _DAY, 2)
        if told > since:
            self._at(moment_of(told, 13, place), lambda: happen(place, told, at))

    def _dead(self, place: int, told: date) -> str:
        given, surname = NAMES[place % len(NAMES)]
        new = NewPerson(given, surname, told - timedelta(days=79 * 365 + place), told - _DAY)
        return actions.register_person(self.clerk, self.agreement, new).number

    def _bury(self, grave: str, place: int, told: date, at: datetime, **more: Any) -> None:
        wanted = Wanted(at, moment_of(told - _DAY, 20), age=79, consent=True, renewal=True, short_notice=True, **more)
        number = f"REG{told:%y%m%d}{place}"
        actions.bury(self.clerk, self.agreement, grave, self._dead(place, told), wanted, number)

    def _new_grave(self, place: int, told: date, at: datetime) -> None:
        """In a free grave of two layers, so dug for two."""
        client = self._client()
        with reading(client):
            free = Grave.objects.of(client).filter(kind="particulier", layers_max=2, blocked="", reserved="")
            grave = free.filter(rights=None, interments=None).order_by("-number").first()
        if grave is not None:
            holder = actions.register_person(self.clerk, self.agreement, NewPerson("Familie", NAMES[place][1]))
            deed = f"GA-{told:%Y-%m%d}-{place}"
            actions.grant_right(self.clerk, self.agreement, grave.number, holder.number, 30, deed)
            self._bury(grave.number, place, told, at, permit=f"V-{told:%Y-%m%d}")

    def _second(self, place: int, told: date, at: datetime) -> None:
        """Above somebody who lies there."""
        grave = self._lasting(at.date(), layers_max=2)
        if grave is not None:
            self._bury(grave, place, told, at, permit=f"V-{told:%Y-%m%d}-2", layer=2)

    def _urn(self, place: int, told: date, at: datetime) -> None:
        grave = self._lasting(at.date(), urns_max__gte=1)
        if grave is not None:
            self._bury(grave, place, told, at, urn=True)

    def _lasting(self, day: date, **kind: Any) -> str | None:
        """A grave in which one body lies, in the lowest layer, and whose right goes on for long."""
        client = self._client()
        with reading(client):
            bodies = Interment.objects.of(client).filter(kind=BODY, removed_on=None)
            full = bodies.filter(layer__gt=1).values("grave")
            rights = GraveRight.objects.of(client).filter(kind="exclusive", ended_on=None, holder__died_on=None)
            lasting = rights.filter(ends_on__gt=day + timedelta(days=12 * 365)).values("grave")
            graves = Grave.objects.of(client).filter(pk__in=lasting, kind="particulier", blocked="", **kind)
            found = graves.filter(pk__in=bodies.values("grave")).exclude(pk__in=full).order_by("number").first()
        return found.number if found else None

    def _exhumation(self, since: date, until: date, day: date) -> None:
        """A permit of the mayor, and the day that was agreed."""
        number: list[str] = []
        asked = next_working_day(until - timedelta(days=24))

        def apply() -> None:
            client = self._client()
            with reading(client):
                lies = Interment.objects.of(client).filter(kind=BODY, removed_on=None, grave__kind="particulier")
                lies = lies.filter(right__ended_on=None, right__holder__died_on=None).select_related("grave")
                one = lies.order_by("-grave__number").first()
            if one is not None:
                new = exhumation(one, "Begraafplaats Voorbeeld, Hardenberg")
                number.append(applying.apply(self.second_line, self.agreement, new).case.number)

        def decide() -> None:
            for one in number:
                deciding.decide(self.second_line, self.agreement, one, MAYOR)
                deciding.announce(self.second_line, self.agreement, one, day)

        if asked > since:
            self._at(moment_of(asked, 10, 40), apply)
            self._at(moment_of(next_working_day(asked + timedelta(days=12)), 11, 40), decide)

    def _note(self) -> None:
        """Something that field staff must know of the first burial in an old grave."""
        for job in self._jobs(today() + timedelta(days=4)):
            if job.planned.layer == 2 and not job.standing.done:
                text = "Licht het monument voor 9 uur; de steenhouwer weet ervan."
                sheet.note(self.clerk, self.agreement, job.planned.key, text)
                return

    def _sign_off(self) -> None:
        """What was planned for today is done; one in six did not match at first, and one in nine went otherwise."""
        for job in self._jobs(today()):
            if not job.standing.done:
                self._done(job)

    def _done(self, job: Job) -> None:
        keeper, fate, one = self.outside[self.random.randrange(4) == 0], self.random.randrange(18), job.planned
        what = keeper, self.agreement, one.key
        if one.grave:
            sheet.confirm_grave(*what, one.grave)
        sheet.check(*what, "REG000000" if fate % 6 == 1 else one.registration or "REG1", True)
        differs = fate % 6 == 1 and bool(one.registration)
        if differs:
            sheet.identify(*what, ("Verzonnen Getuige", "Bedachte Buur"))
        work = job.work()
        free = [layer for layer in range(1, work.layers + 1) if layer not in (*work.taken, work.layer)]
        elsewhere = fate % 9 == 2 and work.of_body and bool(free)
        if elsewhere:
            sheet.complete(*what, free[0], "het water stond te hoog")
        else:
            sheet.complete(*what, work.layer)
        if differs or (elsewhere and fate == 2):
            sheet.settle(self.clerk, self.agreement, one.key, "Nagevraagd bij de uitvaartondernemer en hersteld.")

    def _jobs(self, until: date) -> list[Job]:
        client = self._client()
        with reading(client):
            return jobs(client, today(), until)

    def _client(self) -> int:
        return agreement_in_use(self.agreement).client_id
