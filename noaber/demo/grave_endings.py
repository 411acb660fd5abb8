"""Made-up graves that come to their end: some neglected, some on the list to be cleared; urns and scattered ashes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from noaber.agreement.models import Agreement
from noaber.attachments.files import PHOTO
from noaber.calendar.working_days import next_working_day
from noaber.cemetery import actions as register
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.consents import IDENTITY
from noaber.cemetery.endings import ashes_actions, clearing_actions, neglect_actions
from noaber.cemetery.endings.agreed import Agreed
from noaber.cemetery.endings.ashes_actions import Contents, Wish
from noaber.cemetery.endings.clearing import Destination
from noaber.cemetery.endings.clearing_actions import Emptied
from noaber.cemetery.endings.models import Clearing, NeglectRecord, Scattering
from noaber.cemetery.endings.neglect import Degree
from noaber.cemetery.endings.neglect_actions import Seen
from noaber.cemetery.endings.queries import latest_body, occupied, urns
from noaber.cemetery.evidence import actions as evidence
from noaber.cemetery.evidence.rules import AT_ENTRANCE, AT_GRAVE
from noaber.cemetery.models import BODY, GraveRight, Interment
from noaber.cemetery.places import laws_of
from noaber.cemetery.rules import EXPIRED
from noaber.demo.grave_permits import picture
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Period

CREMATORIUM = ("Crematorium De Proef", "Proefweg 1, 7600 AA Almelo")
SEEN = (
    "De steen ligt om en er groeien bomen op het graf.",
    "De plaat is gebroken en ligt half op het graf ernaast.",
    "De banden zijn weggezakt en de steen staat scheef.",
    "Het graf is helemaal dichtgegroeid.",
)
IDENTIFIED = IDENTITY["passport"]


@dataclass
class GraveEndings:
    """Fills a schedule with what ends. The team lead decides on what the clerk puts on the list."""

    schedule: Schedule
    agreement: str
    clerk: Any
    team_lead: Any

    def plan(self, period: Period) -> None:
        """Neglect in each of its states, two graves on the list (one cleared where there is time), urns and ashes."""
        assert period.until is not None
        first = next_working_day(period.since + timedelta(days=24))
        self._neglected(first, period.until)
        self._cleared(first, Destination.COLLECTIVE)
        self._cleared(next_working_day(period.until - timedelta(days=40)), None)
        self._at(next_working_day(period.until - timedelta(days=3)), 0, 15, self._list)
        self._ashes(first, period.until)

    def _neglected(self, first: date, until: date) -> None:
        """One confirmed and repaired, one of which the letter came back, one that waits and one that was just seen."""
        for place, back in ((0, False), (1, True)):
            self._at(first, 0, 9, partial(self._see, place))
            self._at(first, 1, 9, partial(self._declare, place))
            self._at(first, 9, 9, partial(self._heard, place, back))
        for where in (AT_GRAVE, AT_ENTRANCE):
            self._at(first, 12, 10, partial(self._sign, 1, where))
        self._at(first, 70, 14, lambda: self._repair(0))
        late = next_working_day(until - timedelta(days=12))
        for place in (2, 3):
            self._at(late, 0, 9, partial(self._see, place))
        self._at(late, 1, 9, lambda: self._declare(2))

    def _see(self, place: int) -> None:
        client = self._client()
        with reading(client):
            known = NeglectRecord.objects.of(client).values("right")
            rights = GraveRight.objects.of(client).filter(kind="exclusive", ended_on=None, holder__died_on=None)
            rights = rights.filter(holder__address_unsure=False, grave__kind="particulier").exclude(pk__in=known)
            lies = Interment.objects.of(client).filter(kind=BODY, removed_on=None).values("grave")
            right = (
                rights.filter(grave__in=lies, number__startswith="R0")
                .select_related("grave")
                .order_by("-number")
                .first()
            )
        if right is not None:
            seen = Seen(today(), Degree.CLEAR, SEEN[place], True, picture("graf.jpg", PHOTO))
            neglect_actions.establish(self.clerk, self.agreement, right.grave.number, seen, 25)

    def _record(self, place: int) -> NeglectRecord | None:
        client = self._client()
        with reading(client):
            return NeglectRecord.objects.of(client).filter(what=SEEN[place]).first()

    def _declare(self, place: int) -> None:
        row = self._record(place)
        if row is not None:
            row = neglect_actions.declare(self.clerk, self.agreement, row.number, 20)
            evidence.dispatch(self.clerk, self.agreement, row.letter, today(), "registered")

    def _heard(self, place: int, back: bool) -> None:
        """The holder confirms the letter, or it comes back."""
        row = self._record(place)
        if row is None:
            return
        if back:
            evidence.take_back(self.clerk, self.agreement, row.letter, today(), "moved")
        else:
            neglect_actions.confirm(self.clerk, self.agreement, row.number, today(), "ontvangstbewijs van de post", 5)

    def _sign(self, place: int, where: str) -> None:
        row = self._record(place)
        if row is not None:
            photo = picture("bord.jpg", PHOTO)
            neglect_actions.publish(self.clerk, self.agreement, row.number, where, today(), photo, 30)

    def _repair(self, place: int) -> None:
        row = self._record(place)
        if row is not None:
            neglect_actions.repair(self.clerk, self.agreement, row.number, today(), picture("graf.jpg", PHOTO), 15)

    def _cleared(self, day: date, destination: Destination | None) -> None:
        """A grave whose right is over is listed, decided on and told; a year later it is cleared."""
        numbers: list[str] = []
        self._at(day, 0, 10, lambda: numbers.extend(self._list()))
        self._at(day, 2, 11, lambda: self._each(numbers, self._decide))
        self._at(day, 5, 11, lambda: self._each(numbers, self._announce))
        if destination is not None:
            self._at(day, 405, 9, lambda: self._each(numbers, self._above))
            self._at(day, 410, 9, lambda: self._each(numbers, self._empty))

    def _list(self) -> list[str]:
        client = self._client()
        _, law = laws_of(self.agreement, today())
        with reading(client):
            listed = Clearing.objects.of(client).values("grave")
            rest = occupied(client).filter(last_body__lte=latest_body(today(), law), unsure=False, historic=False)
            over = GraveRight.objects.of(client).filter(
                ended_on=None, ends_on__lt=today(), grave__in=rest.order_by().values("pk")
            )
            right = over.exclude(grave__in=listed).select_related("grave").order_by("ends_on", "id").first()
        if right is None:
            return []
        register.lapse(self.clerk, self.agreement, right.number, EXPIRED)
        planned = today() + timedelta(days=400)
        return [
            clearing_actions.put_on_list(self.clerk, self.agreement, right.grave.number, planned, minutes=20).number
        ]

    def _decide(self, number: str) -> None:
        clearing_actions.decide(self.team_lead, self.agreement, number, 10)

    def _announce(self, number: str) -> None:
        row = clearing_actions.announce(self.clerk, self.agreement, number, picture("bord.jpg", PHOTO), 15)
        if row.letter:
            evidence.dispatch(self.clerk, self.agreement, row.letter, today(), "post")

    def _above(self, number: str) -> None:
        clearing_actions.clear_above(
            self.clerk, self.agreement, number, picture("graf.jpg", PHOTO), "steen en lantaarn", 120
        )

    def _empty(self, number: str) -> None:
        emptied = Emptied(Destination.COLLECTIVE, "verzamelgraf bij de ingang", picture("graf.jpg", PHOTO))
        clearing_actions.empty(self.clerk, self.agreement, number, emptied, 240)

    def _ashes(self, first: date, until: date) -> None:
        """Urns that are placed, two of the old register that get their record, and ashes on the field."""
        for place in range(3):
            self._at(first, 5 + 40 * place, 13, partial(self._urn, place))
        self._at(first, 15, 15, self._complete)
        self._at(first, 20, 9, lambda: self._wish(next_working_day(today() + timedelta(days=4))))
        self._at(first, 30, 16, self._scatter)
        self._at(next_working_day(until - timedelta(days=5)), 0, 9, lambda: self._wish(until + timedelta(days=9)))

    def _dead(self, name: str) -> str:
        new = NewPerson(name, "Oefenhof", today() - timedelta(days=79 * 365), today() - timedelta(days=50))
        return register.register_person(self.clerk, self.agreement, new).number

    def _urn(self, place: int) -> None:
        client = self._client()
        with reading(client):
            rights = GraveRight.objects.of(client).filter(kind="exclusive", ended_on=None, holder__died_on=None)
            rights = rights.filter(grave__kind="urnengraf", ends_on__gt=today()).exclude(
                renounce_asked_on__isnull=False
            )
            found = list(rights.select_related("grave", "holder").order_by("number")[place : place + 1])
        for right in found:
            if right.holder is None:
                continue
            stored = today() - timedelta(days=35)
            contents = Contents(f"DP{today():%y%m%d}", *CREMATORIUM, stored, "de familie Oefenhof")
            agreed = Agreed(right.holder.number, IDENTIFIED)
            dead = self._dead(("Trijn", "Klaas", "Geesje")[place])
            ashes_actions.place_urn(self.clerk, self.agreement, right.grave.number, dead, today(), contents, agreed, 30)

    def _complete(self) -> None:
        client = self._client()
        with reading(client):
            found = [one.number for one in urns(client).filter(urn=None).exclude(registration="")[:2]]
            known = {one.number: one.registration for one in urns(client).filter(number__in=found)}
        for number in found:
            ashes_actions.complete_urn(self.clerk, self.agreement, number, Contents(known[number], *CREMATORIUM), 10)

    def _wish(self, day: date) -> None:
        wish = Wish("LMH", "", False, "de familie Oefenhof", moment_of(day, 11), f"DP{today():%y%m%d}9")
        ashes_actions.allow_scattering(self.clerk, self.agreement, self._dead("Roelof"), wish, minutes=15)

    def _scatter(self) -> None:
        client = self._client()
        with reading(client):
            row = Scattering.objects.of(client).filter(scattered_at=None).order_by("id").first()
        if row is not None:
            ashes_actions.scatter(self.clerk, self.agreement, row.number, row.planned_at, 45)

    def _each(self, numbers: list[str], do: Callable[[str], None]) -> None:
        for number in numbers:
            do(number)

    def _at(self, day: date, later: int, hour: int, happen: Callable[[], object]) -> None:
        self.schedule.at(moment_of(next_working_day(day + timedelta(days=later)), hour, 35), happen)

    def _client(self) -> int:
        client: int = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        return client
