"""Made-up evidence of graves: letters in batches, some that came back, answers, signs with a photo, consents, notes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from PIL import Image, ImageDraw

from noaber.agreement.queries import agreement_in_use
from noaber.attachments.files import PHOTO, Taken, take
from noaber.calendar.working_days import next_working_day
from noaber.cemetery.consents import IDENTITY
from noaber.cemetery.evidence import actions, queries, rules
from noaber.cemetery.evidence.models import Letter
from noaber.cemetery.models import GraveRight
from noaber.cemetery.places import laws_of
from noaber.cemetery.windows import EXCLUSIVE, LAST_MONTH, MISSED
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Period

SEEN = IDENTITY["passport"]
CAUGHT_UP = "LMH"
BECAUSE = ("moved", "unknown")
CALLS = (
    ("de dochter van de rechthebbende", "Vraagt wat verlengen kost. Bedragen uit de brief genoemd."),
    ("een buurvrouw van de rechthebbende", "Zegt dat de rechthebbende is verhuisd. Zij mag niet antwoorden."),
    ("de rechthebbende", "Wil eerst met de familie praten en belt terug."),
)
_WEEK = timedelta(days=7)


@dataclass
class GraveEvidence:
    """Fills a schedule with what is sent, placed and allowed around the graves of one agreement."""

    schedule: Schedule
    agreement: str
    clerk: Any

    def plan(self, period: Period) -> None:
        """Every month a batch of letters and what comes of it; in the last weeks some of it still waits.

        At the start what the register came in with is caught up with, at one cemetery.
        """
        assert period.until is not None
        first = next_working_day(period.since)
        self._at(first + timedelta(days=2), 10, partial(self._write, (LAST_MONTH, MISSED), CAUGHT_UP))
        self._at(first + timedelta(days=3), 16, self._dispatch)
        day, turn = first + timedelta(days=20), 0
        while day < period.until:
            self._at(day, 10, partial(self._write, (LAST_MONTH,)))
            self._at(day + timedelta(days=1), 16, self._dispatch)
            self._at(day + timedelta(days=9), 9, partial(self._take_back, BECAUSE[turn % len(BECAUSE)]))
            self._at(day + timedelta(days=12), 15, partial(self._call, *CALLS[turn % len(CALLS)]))
            self._at(day + timedelta(days=14), 13, self._refuse_to_renew)
            self._at(day + timedelta(days=18), 11, partial(self._consent, turn))
            if day + 4 * _WEEK < period.until:
                self._at(day + timedelta(days=16), 10, self._settle_and_write_again)
                self._at(day + timedelta(days=17), 14, self._signs)
            day, turn = day + 4 * _WEEK, turn + 1

    def _write(self, states: tuple[str, ...], cemetery: str = "") -> None:
        """Write to who must be written to, when there is somebody."""
        with reading(self._client()):
            due = queries.how_many(queries.due(self._client(), today(), self._law(), states, cemetery))
        if due.get("", 0):
            actions.write_batch(self.clerk, self.agreement, states, cemetery)

    def _dispatch(self) -> None:
        with reading(self._client()):
            waits = [(one.number, one.batch) for one in queries.unsent(self._client()).select_related("batch")]
        for batch in sorted({batch.number for _, batch in waits if batch is not None}):
            actions.dispatch_batch(self.clerk, self.agreement, batch, today(), "post")
        for number in (number for number, batch in waits if batch is None):
            actions.dispatch(self.clerk, self.agreement, number, today(), "post")

    def _take_back(self, because: str) -> None:
        """One letter of the last batch comes back."""
        letter = self._unanswered(returned_on=None, sent_on__gte=today() - 2 * _WEEK)
        if letter is not None:
            actions.take_back(self.clerk, self.agreement, letter.number, today(), because)

    def _call(self, who: str, text: str) -> None:
        letter = self._unanswered(sent_on__isnull=False)
        if letter is not None:
            actions.note(self.clerk, self.agreement, letter.grave.number, today(), who, text)

    def _refuse_to_renew(self) -> None:
        """The holder lets the right end, and says so at the desk."""
        letter = self._unanswered(returned_on=None, sent_on__isnull=False, kind=rules.END_EXCLUSIVE)
        if letter is not None:
            holder = rules.Answerer(True, False, SEEN)
            actions.answer(self.clerk, self.agreement, letter.number, rules.LET_END, holder)

    def _settle_and_write_again(self) -> None:
        with reading(self._client()):
            back = [
                (one.number, one.receiver)
                for one in queries.returned(self._client())
                if one.batch_id
                and one.right is not None
                and one.right.ended_on is None
                and one.right.holder_id == one.receiver_id
            ]
        for number, who in back:
            home = ("Oefenpad", f"{len(number) + who.pk % 80}", "7731 BB", "Ommen", rules.SOURCES[0])
            actions.settle_address(self.clerk, self.agreement, who.number, *home)
            made = actions.write_again(self.clerk, self.agreement, number)
            actions.dispatch(self.clerk, self.agreement, made.number, today(), "registered")

    def _signs(self) -> None:
        """Place what lacks, with a photo, and take away what is settled; the last of a walk waits for the next."""
        with reading(self._client()):
            due: list[Any] = list(queries.signs_due(self._client(), today(), self._law()))
            away = list(queries.to_take_away(self._client(), today()).values_list("pk", flat=True))
        for right in due[:-1]:
            for place, stands in ((rules.AT_GRAVE, right.at_grave), (rules.AT_ENTRANCE, right.at_entrance)):
                if not stands:
                    photo = photo_of_sign(right.grave.number, place)
                    actions.place_sign(self.clerk, self.agreement, right.number, place, today(), photo)
        for sign in away:
            actions.take_away_sign(self.clerk, self.agreement, sign)

    def _consent(self, turn: int) -> None:
        """A holder allows something at the desk."""
        with reading(self._client()):
            rights = GraveRight.objects.of(self._client()).filter(kind=EXCLUSIVE, ended_on=None, holder__died_on=None)
            found = list(rights.select_related("grave", "holder").order_by("ends_on", "id")[turn * 3 : turn * 3 + 1])
        about = tuple(rules.ABOUT)[turn % 3]
        for right in found:
            if right.holder is not None:
                actions.consent(self.clerk, self.agreement, right.grave.number, right.holder.number, about, SEEN)

    def _unanswered(self, **more: Any) -> Letter | None:
        """The last letter of a batch that waits; a letter on its own belongs to the steps it was written in."""
        with reading(self._client()):
            letters = Letter.objects.of(self._client()).filter(replied_on=None, right__requested_on=None, **more)
            return letters.exclude(batch=None).select_related("grave").order_by("-id").first()

    def _at(self, day: date, hour: int, happen: Callable[[], object]) -> None:
        self.schedule.at(moment_of(next_working_day(day), hour), happen)

    def _law(self) -> Any:
        return laws_of(self.agreement, today())[1]

    def _client(self) -> int:
        return agreement_in_use(self.agreement).client_id


def photo_of_sign(grave: str, place: str) -> Taken:
    """A photo of a sign on grass, the same for the same grave and place."""
    image = Image.new("RGB", (320, 240), "#7f9c62")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 320, 80), fill="#bcd3e6")
    pen.rectangle((152, 150, 168, 230), fill="#6b4f35")
    pen.rectangle((70, 50, 250, 155), fill="white", outline="#333333", width=3)
    pen.multiline_text(
        (84, 66), f"Gemeente Ommen\n\nGraf {grave}\nDe termijn eindigt.\n{rules.PLACES[place]}", fill="black"
    )
    out = io.BytesIO()
    image.save(out, "JPEG")
    return take(f"bord-{grave}.jpg", out.getvalue(), PHOTO)
