"""The rows of a register as its files have them: every column that the import reads, in its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from noaber.cemetery.local import Local
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident, RightEvent
from noaber.cemetery.register_files import (
    BURIAL_KINDS,
    COLUMNS,
    EVENT_COLUMNS,
    EVENTS_FILE,
    FILES,
    IN_TIME,
    MORE,
    RIGHT_KINDS,
)

_AT_ONCE = 2_000
_RIGHT_WORDS = {kind: word for word, kind in RIGHT_KINDS.items()}
_BURIAL_WORDS = {kind: word for word, kind in BURIAL_KINDS.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """A file: its name, its columns, and the cells of each row as the register has them."""

    name: str
    columns: Sequence[str]
    rows: Callable[[int, Local], Iterator[Sequence[str]]]


def _day(day: date | datetime | None) -> str:
    return day.isoformat() if day else ""


def _yes(value: bool) -> str:
    return "j" if value else "n"


def _number(row: Any) -> str:
    return row.number if row is not None else ""


def _read(found: QuerySet[Any]) -> Iterator[Any]:
    return found.order_by("id").iterator(chunk_size=_AT_ONCE)


def _graves(client: int, local: Local) -> Iterator[Sequence[str]]:
    names = {one.code: one.name for one in local.cemeteries}
    rights = GraveRight.objects.of(client).filter(grave=OuterRef("pk"), ended_on=None)
    for one in _read(Grave.objects.of(client).annotate(given=Exists(rights))):
        state = "uitgegeven" if one.given else "vrij"
        state = "geblokkeerd" if one.blocked else "gereserveerd" if one.reserved else state
        place = (one.section, one.row, one.place, one.kind, str(one.layers_max), str(one.urns_max))
        more = (one.blocked, one.reserved, _yes(one.historic), _yes(one.unknown))
        yield one.number, names.get(one.cemetery, one.cemetery), *place, state, *more


def _rights(client: int, local: Local) -> Iterator[Sequence[str]]:
    for one in _read(GraveRight.objects.of(client).select_related("grave", "holder")):
        days = (_day(one.granted_on), _day(one.ends_on), _yes(one.ends_on is None))
        what = (one.number, one.grave.number, _RIGHT_WORDS[one.kind], _number(one.holder), *days, one.deed)
        asked = (_day(one.letter_on), _day(one.requested_on), _day(one.renounce_asked_on), one.renounce_asked_by)
        yield *what, *asked, _day(one.ended_on), one.end_reason


def _burials(client: int, local: Local) -> Iterator[Sequence[str]]:
    for one in _read(Interment.objects.of(client).select_related("grave", "right", "resident")):
        kind, layer = _BURIAL_WORDS[one.kind], "" if one.layer is None else str(one.layer)
        day = one.buried_text or _day(one.buried_on)
        what = (one.number, one.grave.number, one.resident.number, kind, layer, day, one.registration)
        moments = (_day(one.buried_at), _day(one.died_on), _day(one.died_at))
        papers = (one.permit, _day(one.term_until), one.exception, one.late_reason or IN_TIME, _day(one.removed_on))
        yield *what, _number(one.right), _yes(one.shared), *moments, *papers


def _persons(client: int, local: Local) -> Iterator[Sequence[str]]:
    for one in _read(Resident.objects.of(client)):
        days = (one.born_text or _day(one.born_on), one.died_text or _day(one.died_on))
        address = (one.street, one.house_number, one.postcode, one.city)
        yield one.number, one.given_names, one.surname, *days, *address, _yes(one.address_unsure)


def _events(client: int, local: Local) -> Iterator[Sequence[str]]:
    found = RightEvent.objects.of(client).select_related("right", "holder_before", "holder_after")
    for place, one in enumerate(_read(found), 1):
        holders, ends = (_number(one.holder_before), _number(one.holder_after)), (one.ends_before, one.ends_after)
        yield str(place), one.right.number, one.what, _day(one.day), *holders, *map(_day, ends), one.document


TABLES = (
    Table(FILES["graves"], (*COLUMNS["graves"], *MORE["graves"]), _graves),
    Table(FILES["rights"], (*COLUMNS["rights"], *MORE["rights"]), _rights),
    Table(FILES["burials"], (*COLUMNS["burials"], *MORE["burials"]), _burials),
    Table(FILES["persons"], (*COLUMNS["persons"], *MORE["persons"]), _persons),
    Table(EVENTS_FILE, EVENT_COLUMNS, _events),
)
