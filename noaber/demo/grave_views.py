"""The maps of the made-up cemeteries, a family that stays out of the public register."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from noaber.agreement.models import Agreement
from noaber.calendar.working_days import next_working_day
from noaber.cemetery.maps.actions import make_schematic, take_in
from noaber.cemetery.maps.ranges import read_ranges
from noaber.cemetery.models import Grave, Interment
from noaber.cemetery.publicregister.actions import hide
from noaber.demo.schedule import Schedule, moment_of
from noaber.parties.scope import reading
from noaber.values import Period

SURVEYED, SCHEMATIC = "LMH", "BZH"
CORNER = (223_600.0, 504_100.0)
RANGES = "vak A, rij 1-5, plek 1-12\nvak B, rij 1-5, plek 1-12"


@dataclass
class GraveViews:
    """Fills a schedule with what is seen of the cemeteries: one surveyed, one drawn, and one without a map."""

    schedule: Schedule
    agreement: str
    clerk: Any

    def plan(self, period: Period) -> None:
        """Maps on the second day of the register; a family asks to be left out."""
        assert period.until is not None
        day = next_working_day(next_working_day(period.since))
        self.schedule.at(moment_of(day, 16, 5), self._survey)
        self.schedule.at(moment_of(day, 16, 25), self._draw)
        self.schedule.at(moment_of(day, 16, 45), self._hide)

    def _survey(self) -> None:
        rows = "".join(self._rows())
        file = io.BytesIO(f"grafnummer;x;y;hoek;breedte;lengte\r\n{rows}".encode())
        take_in(self.clerk, self.agreement, "inmeting.csv", file, 5)

    def _rows(self) -> Iterable[str]:
        client = self._client()
        with reading(client):
            graves = list(Grave.objects.of(client).filter(cemetery=SURVEYED).order_by("number"))
        for one in graves:
            aside = 60 if one.section == "B" else 0
            x = CORNER[0] + aside + 3 * int(one.place or 0)
            y = CORNER[1] - 4 * int(one.row or 0)
            yield f"{one.number};{x};{y};0;1.1;2.4\r\n"

    def _draw(self) -> None:
        make_schematic(self.clerk, self.agreement, SCHEMATIC, read_ranges(RANGES))

    def _hide(self) -> None:
        client = self._client()
        with reading(client):
            one = Interment.objects.of(client).select_related("grave").order_by("id").first()
        if one is not None:
            hide(self.clerk, self.agreement, one.grave.number, "de dochter vroeg het aan de balie")

    def _client(self) -> int:
        client: int = Agreement.objects.values_list("client_id", flat=True).get(code=self.agreement)
        return client
