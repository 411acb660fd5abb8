"""Made-up posts of graves: collected and fixed by two people, and a file on every due day of the six weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.calendar.working_days import next_working_day
from noaber.cemetery.charges import actions, file_actions, rules
from noaber.cemetery.charges.acts import MAKE_FILE
from noaber.cemetery.charges.file_actions import Said
from noaber.cemetery.charges.models import FileBatch
from noaber.cemetery.charges.queries import last_file, open_lines, posts, to_collect
from noaber.demo.schedule import Schedule, moment_of
from noaber.duties.rules import occasions
from noaber.parties.scope import reading
from noaber.values import Euro, Period

EMPTY = 3
"""Which turn nobody fixes: it brings an empty file, and what waited then goes into the next."""


@dataclass
class GraveCharges:
    """Fills a schedule with the money of the cemeteries."""

    schedule: Schedule
    agreement: str
    clerk: Any
    lead: Any
    rejected: bool = False

    def plan(self, period: Period) -> None:
        """Before each due day the posts are collected and fixed; on the day the file is made, and then processed."""
        agreement = Agreement.objects.get(code=self.agreement)
        client = agreement.client_id
        turn = 0
        for due in self._due_days(agreement, period):
            before = next_working_day(due - timedelta(days=6))
            turn += before >= period.since
            if before >= period.since and turn != EMPTY:
                self._at(before, 10, lambda: self._collect(client))
                self._at(before, 15, lambda: self._fix(client))
            self._at(due, 9, lambda: self._send(client))
            self._at(next_working_day(due + timedelta(days=11)), 11, lambda: self._processed(client))

    @staticmethod
    def _due_days(agreement: Agreement, period: Period) -> list[date]:
        """The days on which a file must be there, as the duty of the agreement has them."""
        assert period.until is not None
        rule = next(one for one in book_of(agreement).duties if one.done_by == MAKE_FILE.code)
        asked = occasions(rule, Period(agreement.since, agreement.until), period.since, period.until)
        return [one.due for one in asked if one.due <= period.until]

    def _at(self, day: date, hour: int, happen: Callable[[], object]) -> None:
        self.schedule.at(moment_of(day, hour), happen)

    def _collect(self, client: int) -> None:
        with reading(client):
            waits = to_collect(client).exists()
        if waits:
            actions.collect(self.clerk, self.agreement)

    def _fix(self, client: int) -> None:
        with reading(client):
            ready = [row.pk for row in posts(client, rules.CONCEPT) if row.debtor_id or row.role == rules.CLIENT]
        if ready:
            actions.fix(self.lead, self.agreement, ready)

    def _send(self, client: int) -> None:
        with reading(client):
            last = last_file(client)
        file_actions.make_file(self.lead, self.agreement, last)

    def _processed(self, client: int) -> None:
        with reading(client):
            row = FileBatch.objects.of(client).get(number=last_file(client))
        if not row.count:
            return
        said = Said(count=row.count, amount=Euro(row.net_cents))
        if row.count > 1 and not self.rejected:
            self.rejected, said = True, returned(client, row)
        file_actions.acknowledge(self.lead, self.agreement, row.number, said)
        with reading(client):
            again = list(posts(client, rules.REJECTED))
        for post in again if said.data else ():
            new = actions.replace(self.clerk, self.agreement, post.number)
            actions.name_debtor(self.clerk, self.agreement, new.number, rules.CLIENT)


def returned(client: int, row: FileBatch) -> Said:
    """What the bookkeeping sends back when it does not know the payer of the last line."""
    with reading(client):
        sent, _ = open_lines(client, row)
    lines = ["regelnummer;post_id;bedrag;status;melding"]
    for line, one in sent.items():
        status = "afgekeurd;adres van de debiteur onbekend" if line == row.count else "verwerkt;"
        lines.append(f"{line};{one.post_id};{Euro(one.cents).plain};{status}")
    return Said(f"retour-{row.number}.csv", BytesIO("\r\n".join(lines).encode()))
