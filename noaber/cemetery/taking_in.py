"""Taking in the register of a municipality from its files: reported first, then whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from noaber.agreement.acting import Once, acting
from noaber.agreement.models import Recorded
from noaber.cemetery import acts, rules
from noaber.cemetery.law import law_on
from noaber.cemetery.local import Local
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident
from noaber.cemetery.names import search_key
from noaber.cemetery.old_days import OldDay
from noaber.cemetery.places import local_of
from noaber.cemetery.queries import is_empty
from noaber.cemetery.register_files import BurialRow, GraveRow, PersonRow, Register, RightRow, read_register
from noaber.journal.models import Entry

TAKEN_OVER = "overgenomen uit het vorige register"
BLOCKED, RESERVED = "geblokkeerd", "gereserveerd"
_AT_ONCE = 2_000
T = TypeVar("T", bound=Recorded)


def import_register(person: Any, agreement: str, files: Mapping[str, BinaryIO], once: Once | None = None) -> Register:
    """Take the four files in. Raises Refusal where something in them blocks, or where there is a register already."""
    with acting(person, agreement, alone=True, once=once) as act:
        local = local_of(agreement)
        register = read_register(files, act.day, local, law_on(act.day, local.rules))
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
    rights = _all(GraveRight, (_right(entry, row, graves, people) for row in register.rights.values()), "grave_id")
    made = (_burial(entry, row, graves, people, rights, register.persons) for row in register.burials.values())
    _all(Interment, made, "number")


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
        blocked=TAKEN_OVER if row.status == BLOCKED else "",
        reserved=TAKEN_OVER if row.status == RESERVED else "",
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
    )


def _burial(
    entry: Entry,
    row: BurialRow,
    graves: Mapping[str, int],
    people: Mapping[str, int],
    rights: Mapping[int, int],
    persons: Mapping[str, PersonRow],
) -> Interment:
    died, grave = persons[row.person].died, graves[row.grave]
    return Interment(
        **_of(entry),
        number=row.number,
        grave_id=grave,
        right_id=rights.get(grave),
        resident_id=people[row.person],
        kind=row.kind,
        layer=row.layer,
        buried_on=row.day.day,
        buried_text=_words(row.day),
        died_on=died.day if died.whole and row.day.whole else None,
        registration=row.registration,
        late_reason=TAKEN_OVER,
    )
