"""Made-up applications for permits: most granted and placed, a few incomplete, refused, late or to be mended."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from noaber.agreement.models import Agreement
from noaber.attachments.files import PAPER, PHOTO, Taken, take
from noaber.calendar.working_days import add_working_days, next_working_day
from noaber.cemetery.models import BODY, GraveRight, Interment
from noaber.cemetery.permits import applying, deciding, file
from noaber.cemetery.permits.applying import Application
from noaber.cemetery.permits.deciding import Checked
from noaber.cemetery.permits.measures import EXHUMATION, MONUMENT, PLANTING
from noaber.cemetery.permits.models import DRAWING
from noaber.cemetery.permits.rules import PRESCRIPTIONS, Judgement
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Period

EVERY = 17
"""So many days lie between two applications."""
MASONS = (
    ("Steenhouwerij Verzonnen", "info@steenhouwerij.example"),
    ("Natuursteen Bedacht", "post@natuursteen.example"),
)
PLAIN = Judgement(file.GRANTED, (), ("Meld de dag van plaatsing ten minste twee werkdagen van tevoren.",))
MAYOR = Judgement(file.GRANTED, (), tuple(PRESCRIPTIONS.values()))
TOO_HIGH = Judgement(
    file.REFUSED, ("rules",), (), "De steen is hoger dan de regels toestaan, en niets maakt dit anders."
)


@dataclass
class Permits:
    """Fills a schedule with the permits of one agreement. The second line decides for the mayor."""

    schedule: Schedule
    random: Random
    agreement: str
    clerk: Any
    second_line: Any

    def plan(self, period: Period) -> None:
        """An application every so many days, each with its own fate, and an exhumation that was carried out."""
        assert period.until is not None
        fates = [self._placed, self._mended, self._completed, self._placed, self._refused, self._late]
        day, place = period.since + timedelta(days=12), 0
        while day < period.until:
            fates[place % len(fates)](next_working_day(day), place)
            day, place = day + timedelta(days=EVERY), place + 1
        self._exhumed(next_working_day(period.until - timedelta(days=75)))
        self._stands_now(period.until)

    def _stands_now(self, until: date) -> None:
        """What the list shows today: one to decide on, one that lacks something, one to place."""
        self._placed(next_working_day(until - timedelta(days=6)), 1)
        self._completed(next_working_day(until - timedelta(days=8)), 3, comes=False)

    def _placed(self, day: date, place: int) -> None:
        """A mason applies, the holder signed, it is granted, placed and approved."""
        number = self._by_mason(day, place)
        self._at(day, 5, 10, lambda: self._consent(number))
        self._at(day, 14 + self.random.randrange(15), 11, lambda: self._decide(number, PLAIN))
        placing = 34 + self.random.randrange(20)
        self._at(day, placing, 9, lambda: self._announce(number))
        self._at(day, placing + 4, 14, lambda: self._check(number, file.APPROVED))

    def _mended(self, day: date, place: int) -> None:
        number = self._by_desk(day, place)
        self._at(day, 10, 11, lambda: self._decide(number, PLAIN))
        self._at(day, 20, 9, lambda: self._announce(number))
        self._at(day, 24, 14, lambda: self._check(number, file.MEND))
        self._at(day, 45, 14, lambda: self._check(number, file.APPROVED))

    def _completed(self, day: date, place: int, comes: bool = True) -> None:
        """A drawing is lacking; it is asked for, and comes most of the time."""
        number = self._by_desk(day, place, drawn=False)
        self._at(day, 3, 11, lambda: self._do(number, lambda one: deciding.ask_more(self.clerk, self.agreement, one)))
        if comes:
            self._at(day, 9, 10, lambda: self._do(number, self._add_drawing))
            self._at(day, 20, 11, lambda: self._decide(number, PLAIN))

    def _refused(self, day: date, place: int) -> None:
        number = self._by_desk(day, place, height=150)
        self._at(day, 12, 11, lambda: self._decide(number, TOO_HIGH))

    def _late(self, day: date, place: int) -> None:
        """Planting that was decided on a few days after its eight weeks."""
        number: list[str] = []

        def apply() -> None:
            asked: dict[str, int | str] = {"height": 60, "width": 80}
            self._apply(number, Application(PLANTING, "", file.HOLDER, asked, "Lage heg van buxus"), False, place)

        self._at(day, 0, 10, apply)
        late = 59 if place % 12 == 5 else 40
        self._at(day, late, 11, lambda: self._decide(number, PLAIN))

    def _by_mason(self, day: date, place: int) -> list[str]:
        number: list[str] = []
        firm, email = MASONS[place % len(MASONS)]
        asked = self._stone()

        def apply() -> None:
            grave = self._grave(place)
            if grave is not None:
                code = applying.ask_link(self.agreement, firm, email, "nl").code
                new = Application(MONUMENT, grave, file.MASON, asked, "Voorbeeldtekst")
                drawing = [(DRAWING, picture("tekening.png", PAPER))]
                number.append(applying.apply_as_mason(self.agreement, code, new, drawing).case.number)

        self._at(day, 0, 13, apply)
        return number

    def _by_desk(self, day: date, place: int, drawn: bool = True, height: int = 0) -> list[str]:
        number: list[str] = []
        asked = self._stone() | ({"height": height} if height else {})
        new = Application(MONUMENT, "", file.HOLDER, asked, "Voorbeeldtekst")
        self._at(day, 0, 10, lambda: self._apply(number, new, drawn, place))
        return number

    def _apply(self, number: list[str], new: Application, drawn: bool, place: int) -> None:
        grave = self._grave(place)
        if grave is not None:
            papers = [(DRAWING, picture("tekening.png", PAPER))] if drawn else []
            number.append(
                applying.apply(self.clerk, self.agreement, replace(new, grave=grave), papers=papers).case.number
            )

    def _stone(self) -> dict[str, int | str]:
        height, width = self.random.randrange(50, 61, 5), self.random.randrange(45, 61, 5)
        return {"height": height, "width": width, "thickness": 10, "material": "stone", "foundation": "strip"}

    def _exhumed(self, day: date) -> None:
        """Somebody is exhumed to be buried again elsewhere."""
        number: list[str] = []

        def apply() -> None:
            client = self._client()
            with reading(client):
                lies = Interment.objects.of(client).filter(kind=BODY, removed_on=None, grave__kind="particulier")
                one = lies.filter(right__ended_on=None).select_related("grave").order_by("id").first()
            if one is not None:
                new = exhumation(one, "Begraafplaats Voorbeeld, Zwolle")
                number.append(applying.apply(self.second_line, self.agreement, new).case.number)

        self._at(day, 0, 10, apply)
        self._at(day, 15, 11, lambda: self._decide(number, MAYOR, self.second_line))

        def exhume(one: str) -> None:
            deciding.exhume(self.second_line, self.agreement, one, today(), f"LP-{today().year}-17")

        self._at(day, 30, 9, lambda: self._do(number, exhume))

    def _consent(self, number: list[str]) -> None:
        client = self._client()

        def sign(one: str) -> None:
            with reading(client):
                holder = applying.permit_of(client, one).right.holder.number  # type: ignore[union-attr]
            signed = picture("toestemming.png", PAPER)
            applying.consent_on_paper(self.clerk, self.agreement, one, holder, signed, True)

        self._do(number, sign)

    def _add_drawing(self, number: str) -> None:
        applying.add(self.clerk, self.agreement, number, [(DRAWING, picture("tekening.png", PAPER))])

    def _decide(self, number: list[str], wanted: Judgement, person: Any = None) -> None:
        def decide(one: str) -> None:
            deciding.decide(person or self.clerk, self.agreement, one, wanted)
            deciding.close(person or self.clerk, self.agreement, one)

        self._do(number, decide)

    def _announce(self, number: list[str]) -> None:
        placed = add_working_days(today(), 2)
        self._do(number, lambda one: deciding.announce(self.clerk, self.agreement, one, placed))

    def _check(self, number: list[str], result: str) -> None:
        wrong = result == file.MEND
        until = today() + timedelta(days=28) if wrong else None
        seen = Checked(result, today(), picture("foto.jpg", PHOTO), "De steen staat scheef." if wrong else "", until)
        self._do(number, lambda one: deciding.check(self.clerk, self.agreement, one, seen))

    @staticmethod
    def _do(number: list[str], what: Callable[[str], object]) -> None:
        for one in number:
            what(one)

    def _at(self, day: date, later: int, hour: int, happen: Callable[[], object]) -> None:
        when = next_working_day(day + timedelta(days=later))
        self.schedule.at(moment_of(when, hour, self.random.randrange(40)), happen)

    def _grave(self, place: int) -> str | None:
        """A private grave with a right that runs and a holder, and without a permit."""
        client = self._client()
        with reading(client):
            rights = GraveRight.objects.of(client).filter(kind="exclusive", ended_on=None, holder__died_on=None)
            runs = rights.filter(ends_on__gt=today(), grave__permits=None, grave__kind="particulier")
            return runs.order_by("grave__number").values_list("grave__number", flat=True)[place : place + 1].first()

    def _client(self) -> int:
        client: int = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        return client


def exhumation(one: Interment, where: str) -> Application:
    """The holder asks to have somebody buried again elsewhere."""
    return Application(
        EXHUMATION, one.grave.number, file.HOLDER, interment=one.number, destination=file.REBURY, where=where
    )


def picture(name: str, kinds: tuple[str, ...]) -> Taken:
    """A drawing of a stone, always the same."""
    image = Image.new("RGB", (240, 320), "white")
    ImageDraw.Draw(image).rectangle((60, 80, 180, 280), outline="black", fill="lightgrey", width=3)
    out = io.BytesIO()
    image.save(out, "JPEG" if name.endswith(".jpg") else "PNG")
    return take(name, out.getvalue(), kinds)
