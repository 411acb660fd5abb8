"""A made-up register of graves: its files, taken in as a municipality would, and what happens to it afterwards."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, BinaryIO

from noaber.agreement.models import Agreement
from noaber.calendar.deadlines import Span, raw_end
from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.cemetery import actions
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.burial import Wanted
from noaber.cemetery.models import Grave, GraveRight
from noaber.cemetery.register_files import COLUMNS
from noaber.cemetery.taking_in import import_register
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Period

PLACES = (("LMH", "Laarmanshoek", 2), ("BZH", "Beerzerhaar", 1), ("HBW", "Hardenbergerweg", 1))
GIVEN = ("Cora", "Truus", "Piet", "Ida", "Henk", "Wim", "Riek", "Egbert", "Aaltje", "Jans", "Gerrit", "Mina")
SURNAMES = ("Fictief", "Oefenhof", "Voorbeeld", "Schijnbeek", "Proefstra", "Verzonnen", "Bedacht", "van de Demo")
STREETS = ("Proefweg", "Teststraat", "Voorbeeldlaan", "Oefenpad")
KINDS = ("particulier",) * 7 + ("algemeen", "kindergraf", "urnengraf")
_DAY = timedelta(days=1)


@dataclass
class Files:
    """The rows of a register that is being made up, as it stood on a day."""

    random: Random
    day: date
    rows: dict[str, list[Sequence[Any]]] = field(default_factory=lambda: {part: [] for part in COLUMNS})

    def make(self, per_place: int) -> dict[str, BinaryIO]:
        """The four files, with so many graves on each cemetery."""
        for code, name, layers in PLACES:
            for place in range(per_place):
                self._grave(code, name, layers, place)
        return {part: _csv(COLUMNS[part], rows) for part, rows in self.rows.items()}

    def _grave(self, code: str, name: str, layers: int, place: int) -> None:
        kind = self.random.choice(KINDS)
        section, row, spot = "AB"[place // 60 % 2], place // 12 % 5 + 1, place % 12 + 1
        number = f"{code}-{section}-{row:02d}-{spot:02d}" + (f"-{place // 120}" if place >= 120 else "")
        deep = {"kindergraf": 1, "urnengraf": 0}.get(kind, layers)
        urns = 0 if kind == "algemeen" else 4
        fate = self.random.randrange(100)
        status = "vrij" if fate < 22 else "gereserveerd" if fate < 27 else "geblokkeerd" if fate < 30 else "uitgegeven"
        self.rows["graves"].append((number, name, section, row, spot, kind, deep, urns, status))
        if status == "uitgegeven":
            self._right(number, kind, deep)

    def _right(self, grave: str, kind: str, deep: int) -> None:
        endless = kind == "particulier" and self.random.randrange(15) == 0
        years = 10 if kind == "algemeen" or self.random.randrange(5) < 2 else 30
        ends = self.day + timedelta(days=self.random.randrange(-120, 365 * (years - 2)))
        granted = raw_end(ends, Span(years, "year", "other", backwards=True))
        died = self.day - timedelta(days=self.random.randrange(1, 240)) if self.random.randrange(16) == 0 else None
        number, holder = f"R{len(self.rows['rights']) + 1:04d}", self._person(30, 90, died)
        word = "gebruik_algemeen" if kind == "algemeen" else "uitsluitend"
        until = ("", "j") if endless else (ends, "n")
        self.rows["rights"].append((number, grave, word, holder, granted, *until, f"GA-{granted.year}-{number[1:]}"))
        if deep == 0:
            self._burial(grave, "asbus", "", granted)
        for layer in range(1, deep + 1) if self.random.randrange(6) else ():
            if layer == 1 or self.random.randrange(3) == 0:
                self._burial(grave, "begraving", layer, granted + timedelta(days=900 * (layer - 1)))

    def _burial(self, grave: str, kind: str, layer: int | str, since: date) -> None:
        day = min(next_working_day(since + timedelta(days=self.random.randrange(1, 30))), self.day - _DAY * 10)
        died = day - timedelta(days=self.random.randrange(3, 7))
        number, registration = f"B{len(self.rows['burials']) + 1:04d}", self.random.randrange(100_000, 999_999)
        self.rows["burials"].append((number, grave, self._person(20, 95, died), kind, layer, day, f"REG{registration}"))

    def _person(self, youngest: int, oldest: int, died: date | None = None) -> str:
        number = f"P{len(self.rows['persons']) + 1:04d}"
        born = (died or self.day) - timedelta(days=365 * self.random.randrange(youngest, oldest))
        name = (self.random.choice(GIVEN), self.random.choice(SURNAMES))
        street = (self.random.choice(STREETS), self.random.randrange(1, 120), "7731 AA", "Ommen")
        unsure = "j" if self.random.randrange(20) == 0 else "n"
        self.rows["persons"].append((number, *name, born, died or "", *street, unsure))
        return number


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> BinaryIO:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([columns, *rows])
    return io.BytesIO(out.getvalue().encode())


@dataclass
class Graves:
    """Fills a schedule with the work of the cemeteries."""

    schedule: Schedule
    random: Random
    agreement: str
    clerk: Any
    team_lead: Any
    per_place: int = 120

    def plan(self, period: Period) -> None:
        """Take the register in, then every month a burial and renewals."""
        assert period.until is not None
        first = next_working_day(period.since)
        files = Files(self.random, first).make(self.per_place)
        self._at(first, 9, lambda: import_register(self.clerk, self.agreement, files))
        day = first + timedelta(days=20)
        while day < period.until:
            self._at(next_working_day(day + timedelta(days=4)), 11, self._renewals)
            self._burial(next_working_day(day + timedelta(days=7)))
            day += timedelta(days=28)
        self._renounce(next_working_day(period.until - timedelta(days=60)))
        self._renounce(next_working_day(period.until - timedelta(days=21)), carried_out=False)
        self._renounce(next_working_day(period.until - timedelta(days=6)), carried_out=False)

    def _at(self, day: date, hour: int, happen: Callable[[], object]) -> None:
        self.schedule.at(moment_of(day, hour, self.random.randrange(40)), happen)

    def _renewals(self) -> None:
        """Half of the holders who were written to in the last month ask to go on."""
        rows = self._running(letter_on__gte=today() - timedelta(days=28), ends_on__gte=today())
        asked = [(right.number, right.holder.number) for right in rows if right.holder]
        for number, holder in asked[::2]:
            how = "paspoort of identiteitskaart gezien"
            actions.renew(self.clerk, self.agreement, number, holder, 10, identity=how)

    def _burial(self, told: date) -> None:
        """Somebody dies, a free grave is given out, and they are buried on the third working day after."""
        name, surname = self.random.choice(GIVEN), self.random.choice(SURNAMES)
        hour, years = self.random.choice((10, 11, 13, 14)), self.random.choice((10, 30))
        died, buried = moment_of(told - _DAY, 21), moment_of(add_working_days(told, 3), hour)

        def happen() -> None:
            grave = self._free()
            if grave is None:
                return
            deceased = NewPerson(name, surname, told - timedelta(days=80 * 365), told - _DAY)
            dead = actions.register_person(self.clerk, self.agreement, deceased)
            holder = actions.register_person(self.clerk, self.agreement, NewPerson("Familie", surname))
            actions.grant_right(self.clerk, self.agreement, grave, holder.number, years, f"GA-{told:%Y-%m%d}")
            actions.bury(
                self.clerk, self.agreement, grave, dead.number, self._wanted(buried, died), f"REG{told:%y%m%d}"
            )

        self._at(told, 14, happen)

    @staticmethod
    def _wanted(buried: datetime, died: datetime) -> Wanted:
        return Wanted(buried, died, age=80, consent=True, renewal=True, permit=f"V-{died:%Y-%m%d}")

    def _free(self) -> str | None:
        client = self._client()
        with reading(client):
            graves = Grave.objects.of(client).filter(kind="particulier", blocked="", reserved="")
            found = graves.filter(rights=None, interments=None).order_by("number").first()
        return found.number if found else None

    def _renounce(self, day: date, carried_out: bool = True) -> None:
        """A holder renounces; a colleague carries it out when the days of cooling-off are over."""
        numbers: list[str] = []

        def ask() -> None:
            right = next(iter(reversed(self._running(renounce_asked_on=None, holder__died_on=None))), None)
            if right is not None and right.holder is not None:
                numbers.append(right.number)
                how = "paspoort of identiteitskaart gezien"
                actions.ask_renounce(self.clerk, self.agreement, right.number, right.holder.number, how)

        self._at(day, 15, ask)
        if carried_out:
            done = next_working_day(day + timedelta(days=16))
            self._at(done, 9, lambda: [actions.renounce(self.team_lead, self.agreement, one) for one in numbers])

    def _client(self) -> int:
        client: int = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        return client

    def _running(self, **more: Any) -> list[GraveRight]:
        """The exclusive rights that run and have an end, with their holders; those that end first are first."""
        client = self._client()
        with reading(client):
            rights = GraveRight.objects.of(client).filter(kind="exclusive", ended_on=None, ends_on__isnull=False)
            return list(rights.filter(**more).select_related("holder").order_by("ends_on", "id"))
