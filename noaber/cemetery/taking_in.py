"""Taking in the register of a municipality from its files: reported first, then whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from noaber.agreement.acting import Once, acting
from noaber.agreement.models import Recorded
from noaber.cemetery import acts, rules
from noaber.cemetery.local import Local
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident, RightEvent
from noaber.cemetery.names import search_key
from noaber.cemetery.old_days import OldDay
from noaber.cemetery.places import laws_of
from noaber.cemetery.queries import is_empty
from noaber.cemetery.register_files import BurialRow, EventRow, GraveRow, PersonRow, Register, RightRow, read_register
from noaber.journal.models import Entry

TAKEN_OVER = "overgenomen uit het vorige register"
BLOCKED, RESERVED = "geblokkeerd", "gereserveerd"
_AT_ONCE = 2_000
T = TypeVar("T", bound=Recorded)


def import_register(person: Any, agreement: str, files: Mapping[str, BinaryIO], once: Once | None = None) -> Register:
    """Take the four files in. Raises Refusal where something in them blocks, or where there is a register already."""
    with acting(person, agreement, alone=True, once=once) as act:
        local, law = laws_of(agreement, act.day)
        register = read_register(files, act.day, local, law)
        parts = ("graves", "rights", "burials", "persons")
        counts = {part: len(getattr(register, part)) for part in parts}
        decision = rules.may_import(register.found.blocking, counts["graves"], is_empty(act.client))
        facts = counts | {"told": register.found.total, "local": local.digest[:16]}
        entry = act.record(acts.IMPORT, decision, f"register:{act.day}", facts)
        _write(entry, register, local)
        return register


def _write(entry: Entry, register: Register, local: Local) -> None:
    people = _all(Resident, (_person(entry, row) for row in register.persons.values()), "number")
    graves = _all(Grave, (_grave(entry, row, local) for row in register.graves.values()), "number")
    rights = _all(GraveRight, (_right(entry, row, graves, people) for row in register.rights.values()), "number")
    runs = {row.grave: row.number for row in register.rights.values() if row.ended_on is None}
    found = ((row, rights.get(row.right or _running(row, runs))) for row in register.burials.values())
    made = (_burial(entry, row, graves, people, right, register.persons) for row, right in found)
    _all(Interment, made, "number")
    _all(RightEvent, (_event(entry, row, rights, people) for row in register.events.values()), "id")


def _running(row: BurialRow, runs: Mapping[str, str]) -> str:
    """The right that runs on the grave, for a register that does not say under which one somebody was buried."""
    return runs.get(row.grave, "") if row.late_reason is None else ""


def _all(model: type[T], rows: Iterable[T], key: str) -> dict[Any, int]:
    """Write rows in parts, and keep of each no more than the key by which later rows point at it."""
    kept: dict[Any, int] = {}
    made: Iterator[T] = iter(rows)
    while part := list(islice(made, _AT_ONCE)):
        model.objects.bulk_create(part)
        kept |= {getattr(row, key): row.pk for row in part}
    return kept


def _of(entry: Entry) -> dict[str, Any]:
    return {"entry": entry, "municipality_id": entry.municipality_id}


def _words(day: OldDay) -> str:
    """What was written, where it is not a whole day."""
    return "" if day.whole else day.text


def _person(entry: Entry, row: PersonRow) -> Resident:
    return Resident(
        **_of(entry),
        number=row.number,
        given_names=row.given_names,
        surname=row.surname,
        search=search_key(row.surname, row.given_names),
        born_on=row.born.day,
        born_text=_words(row.born),
        died_on=row.died.day,
        died_text=_words(row.died),
        street=row.street,
        house_number=row.house_number,
        postcode=row.postcode,
        city=row.city,
        address_unsure=row.address_unsure,
    )


def _grave(entry: Entry, row: GraveRow, local: Local) -> Grave:
    cemetery = local.cemetery_named(row.cemetery)
    assert cemetery is not None, "the report names every unknown cemetery"
    return Grave(
        **_of(entry),
        number=row.number,
        cemetery=cemetery.code,
        section=row.section,
        row=row.row,
        place=row.place,
        kind=row.kind,
        layers_max=row.layers_max,
        urns_max=row.urns_max,
        blocked=row.blocked or (TAKEN_OVER if row.status == BLOCKED else ""),
        reserved=row.reserved or (TAKEN_OVER if row.status == RESERVED else ""),
        historic=row.historic,
        unknown=row.unknown,
    )


def _right(entry: Entry, row: RightRow, graves: Mapping[str, int], people: Mapping[str, int]) -> GraveRight:
    return GraveRight(
        **_of(entry),
        number=row.number,
        grave_id=graves[row.grave],
        kind=row.kind,
        holder_id=people.get(row.holder),
        granted_on=row.granted_on,
        ends_on=row.ends_on,
        deed=row.deed,
        letter_on=row.letter_on,
        requested_on=row.requested_on,
        renounce_asked_on=row.renounce_asked_on,
        renounce_asked_by=row.renounce_asked_by,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
    )


def _event(entry: Entry, row: EventRow, rights: Mapping[str, int], people: Mapping[str, int]) -> RightEvent:
    return RightEvent(
        **_of(entry),
        right_id=rights[row.right],
        what=row.what,
        day=row.day,
        holder_before_id=people.get(row.holder_before),
        holder_after_id=people.get(row.holder_after),
        ends_before=row.ends_before,
        ends_after=row.ends_after,
        document=row.document,
    )


def _burial(
    entry: Entry,
    row: BurialRow,
    graves: Mapping[str, int],
    people: Mapping[str, int],
    right: int | None,
    persons: Mapping[str, PersonRow],
) -> Interment:
    died, grave = persons[row.person].died, graves[row.grave]
    told = row.late_reason is not None
    died_on = row.died_on if told else died.day if died.whole and row.day.whole else None
    return Interment(
        **_of(entry),
        number=row.number,
        grave_id=grave,
        right_id=right,
        resident_id=people[row.person],
        kind=row.kind,
        layer=row.layer,
        buried_on=row.day.day,
        buried_text=_words(row.day),
        buried_at=row.buried_at,
        shared=row.shared,
        died_on=died_on,
        died_at=row.died_at,
        registration=row.registration,
        permit=row.permit,
        term_until=row.term_until,
        exception=row.exception,
        late_reason=TAKEN_OVER if row.late_reason is None else row.late_reason,
        removed_on=row.removed_on,
    )
