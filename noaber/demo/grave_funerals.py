"""Made-up requests for funerals, from the link to the register, and families that ask something with their code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from noaber.agreement.acting import SYSTEM
from noaber.agreement.link_codes import code_of
from noaber.agreement.models import Agreement
from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.cemetery.consents import IDENTITY
from noaber.cemetery.funerals import actions, clerk_actions, family_actions, wishes
from noaber.cemetery.funerals.actions import PORTAL, Details
from noaber.cemetery.funerals.clerk_actions import Looked
from noaber.cemetery.funerals.family_actions import Told
from noaber.cemetery.funerals.kinds import NO_GRAVE, URN
from noaber.cemetery.funerals.models import Funeral, Intake
from noaber.cemetery.funerals.places import openings_of
from noaber.cemetery.funerals.queries import free_for, funeral_of, graves_for, standing_of, to_propose
from noaber.cemetery.law import law_on
from noaber.cemetery.models import GraveRight
from noaber.cemetery.places import local_of
from noaber.demo.graves import GIVEN, STREETS, SURNAMES
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import now, today
from noaber.parties.scope import reading
from noaber.values import Clause, Period

UNDERTAKERS = ("Uitvaartzorg Voorbeeld", "Proefstra Uitvaarten", "Uitvaart De Oefening")
KINDS = ("new", "new", "urn", "new", "scatter", "existing")
WHOLE = ("confirm", "accept", "paper", "confirm", "settle", "register")
OPEN: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("accept", "paper", "confirm", "settle")),
    (3, ("propose",)),
    (3, ("accept",)),
    (3, ("accept", "paper", "confirm", "settle")),
    (4, ()),
    (4, ("confirm",)),
)
"""The working day of the last week on which a request came in that is not over, and how far it got."""


@dataclass
class Funerals:
    """Fills a schedule with requests for funerals under one agreement."""

    schedule: Schedule
    random: Random
    agreement: str
    clerk: Any
    made: list[str] = field(default_factory=list)

    def plan(self, period: Period) -> None:
        """Every two weeks a funeral; in the last days some that are not over, and what families ask."""
        assert period.until is not None
        day, turn = next_working_day(period.since + timedelta(days=20)), 0
        while add_working_days(day, 9) < period.until:
            self._request(day, KINDS[turn % len(KINDS)], WHOLE if turn % 9 != 8 else ("refuse",))
            day, turn = next_working_day(day + timedelta(days=14)), turn + 1
        week = next_working_day(period.until - timedelta(days=7))
        for number, (later, steps) in enumerate(OPEN):
            self._request(add_working_days(week, later), "new", steps, hour=9 + number % 3, soon=not later)
        self._at(next_working_day(period.until - timedelta(days=12)), 10, self._families)

    def _at(self, day: date, hour: int, happen: Callable[[], object]) -> None:
        self.schedule.at(moment_of(day, hour, self.random.randrange(40)), happen)

    def _request(self, day: date, kind: str, steps: tuple[str, ...], hour: int = 9, soon: bool = True) -> None:
        """Somebody died the evening before; the steps follow each other within the same day and the days after it."""
        place = len(self.made)
        self.made.append("")
        died = moment_of(day - timedelta(days=1), 20, self.random.randrange(50))
        names = (self.random.choice(GIVEN), self.random.choice(SURNAMES), self.random.choice(GIVEN))
        undertaker, choice = self.random.choice(UNDERTAKERS), self.random.randrange(4)

        def ask() -> None:
            row = self._ask(kind, died, names, undertaker, choice if soon else -3 - choice)
            if row is None:
                return
            self.made[place] = row.number
            self._follow(row, steps)

        self._at(day, hour, ask)

    def _follow(self, row: Funeral, steps: tuple[str, ...]) -> None:
        moment = now() + timedelta(hours=1)
        for step in steps:
            when = row.at + timedelta(hours=3) if step == "register" else moment
            self.schedule.at(when, lambda step=step: getattr(self, f"_{step}")(row.number))  # type: ignore[misc]
            moment += timedelta(minutes=50)

    def _ask(
        self, kind: str, died: datetime, names: tuple[str, str, str], undertaker: str, choice: int
    ) -> Funeral | None:
        client, local = self._client(), local_of(self.agreement)
        law, bound = law_on(today(), local.rules), kind not in (URN, *NO_GRAVE)
        grave = self._grave_of_somebody() if kind == "existing" else ""
        if kind == "existing" and not grave:
            return None
        cemetery = grave[:3] or self._with_room(kind)
        if not cemetery:
            return None
        with reading(client):
            free = free_for(client, cemetery, died, bound, openings_of(self.agreement), law, now())
        if not free:
            return None
        given, surname, relative = names
        actions.invite(self.agreement, "uitvaart@voorbeeld.example", "nl")
        with reading(client):
            seed = Intake.objects.filter(municipality=client).latest("id").seed
        details = Details(
            kind=kind,
            cemetery=cemetery,
            at=free[max(-len(free), min(choice + 2, len(free) - 1))],
            died_at=died,
            deed_city=("Ommen", "Hardenberg", "Zwolle")[abs(choice) % 3],
            given_names=given,
            surname=surname,
            born_on=died.date() - timedelta(days=80 * 365 + abs(choice) * 500),
            years=None if grave or kind in NO_GRAVE else (10, 30)[choice % 2],
            grave_typed=grave,
            registration=f"REG{died:%y%m%d}",
            coffin_length=205 if bound else None,
            coffin_width=60 if bound else None,
            bearers="undertaker" if bound else "",
            role="holder" if grave else "arranger",
            holder_given_names=relative,
            holder_surname=surname,
            holder_email="familie@voorbeeld.example",
            street=self.random.choice(STREETS),
            house_number=str(abs(choice) + 1),
            postcode="7731 AA",
            city="Ommen",
            company=undertaker,
        )
        return actions.ask(self.agreement, code_of(seed, "funerals.undertaker"), details)

    def _with_room(self, kind: str) -> str:
        """The first cemetery with a free grave for a kind of funeral; ashes are scattered at the first of all."""
        client, local = self._client(), local_of(self.agreement)
        with reading(client):
            for place in local.cemeteries:
                if kind in NO_GRAVE or graves_for(client, Funeral(kind=kind, cemetery=place.code), local, today()):
                    return place.code
        return ""

    def _grave_of_somebody(self) -> str:
        """A grave with a holder and a free layer, of which the right runs long enough."""
        client = self._client()
        with reading(client):
            rights = GraveRight.objects.of(client).filter(kind="exclusive", ended_on=None, holder__died_on=None)
            deep = rights.filter(grave__kind="particulier", grave__layers_max=2, grave__cemetery="LMH")
            long = deep.filter(grave__blocked="", ends_on__gt=today() + timedelta(days=365 * 12))
            right = long.exclude(grave__interments__layer=2).select_related("grave").order_by("id").first()
        return right.grave.number if right else ""

    def _row(self, number: str) -> Funeral:
        client = self._client()
        with reading(client):
            return funeral_of(client, number)

    def _confirm(self, number: str) -> None:
        row, local = self._row(number), local_of(self.agreement)
        with reading(self._client()):
            seen = standing_of(row, local, law_on(today(), local.rules), openings_of(self.agreement)).hash
        actions.confirm(self.agreement, row.holder_code, seen)

    def _accept(self, number: str) -> None:
        row, local = self._row(number), local_of(self.agreement)
        with reading(self._client()):
            free = graves_for(self._client(), row, local, today())
        grave = row.grave.number if row.grave else free[0].number if free else ""
        clerk_actions.accept(self.clerk, self.agreement, number, Looked(grave))

    def _paper(self, number: str) -> None:
        row = self._row(number)
        if row.kind not in (URN, *NO_GRAVE):
            actions.add_paper(SYSTEM, self.agreement, row.pk, f"V-{row.number[2:]}", None, origin=PORTAL)

    def _settle(self, number: str) -> None:
        seen = IDENTITY["passport"] if self._row(number).kind == "existing" else ""
        clerk_actions.settle(self.clerk, self.agreement, number, seen)

    def _register(self, number: str) -> None:
        clerk_actions.registered(self.clerk, self.agreement, number)

    def _propose(self, number: str) -> None:
        row, local = self._row(number), local_of(self.agreement)
        with reading(self._client()):
            law = law_on(today(), local.rules)
            free = to_propose(self._client(), row, openings_of(self.agreement), law, now())
        if free:
            clerk_actions.propose(self.clerk, self.agreement, number, free[-1])

    def _refuse(self, number: str) -> None:
        text = "De familie koos na overleg voor een begrafenis in een andere gemeente."
        ground = Clause("Wlb", "23")
        clerk_actions.refuse(self.clerk, self.agreement, number, ground, text)

    def _families(self) -> None:
        """Three holders have a code: one asks renewal, one names who follows, one lets others know."""
        client, day = self._client(), today()
        with reading(client):
            rights = GraveRight.objects.of(client).filter(
                kind="exclusive", ended_on=None, requested_on=None, holder__died_on=None, holder__isnull=False
            )
            open_now = rights.filter(ends_on__gt=day, ends_on__lt=day + timedelta(days=600))
            found = list(open_now.select_related("holder", "grave").order_by("ends_on", "id")[:3])
        asked = (
            Told(wishes.RENEWAL, years=10),
            Told(wishes.FOLLOWER, name="Mina Voorbeeld", email="mina@voorbeeld.example"),
            None,
        )
        for right, told in zip(found, asked, strict=False):
            assert right.holder is not None
            row, code = family_actions.give_code(
                self.clerk, self.agreement, right.number, right.holder.number, wishes.LETTER, ""
            )
            family_actions.consult(self.agreement, code)
            if told is not None:
                family_actions.wish(self.agreement, code, told)
            else:
                reader = family_actions.listen(self.agreement, row.share_code, "nicht@voorbeeld.example", "nl")
                family_actions.confirm_mail(self.agreement, reader.code)

    def _client(self) -> int:
        client: int = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        return client
