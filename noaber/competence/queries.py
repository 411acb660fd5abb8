"""What people can ask about competences: who holds what, what runs out, who may do what today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from noaber.agreement.access import WORKERS
from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.competence.models import Held
from noaber.competence.rules import KINDS, Competence, Kind, expiring, lacks, may_sign
from noaber.competence.terms import CompetenceTerms
from noaber.parties.models import Person
from noaber.values import Granted


def held_by(client: int, person: str) -> list[Competence]:
    """Everything that somebody was, is or will be for a client."""
    return [row.value for row in rows_of(client, person)]


def rows_of(client: int, person: str) -> QuerySet[Held]:
    """The rows of somebody, newest first."""
    return Held.objects.of(client).filter(person=person).order_by("-since", "-id")


def held_row(client: int, key: int) -> Held:
    """One row of a client. Raises Held.DoesNotExist, also for a row of another municipality."""
    return Held.objects.of(client).get(pk=key)


def all_held(client: int) -> dict[str, list[Competence]]:
    """What everybody holds for a client, by pseudonym. One query."""
    found: dict[str, list[Competence]] = {}
    for row in Held.objects.of(client).order_by("since", "id"):
        found.setdefault(row.person, []).append(row.value)
    return found


def workers(agreement: Agreement, day: date) -> QuerySet[Person]:
    """Who works on cases on a day, on either side, by name."""
    on = Q(positions__since__lte=day) & (Q(positions__until=None) | Q(positions__until__gte=day))
    sides = Q(positions__organisation__in=(agreement.client_id, agreement.contractor_id))
    found = Person.objects.filter(on & sides & Q(positions__function__in=WORKERS), is_active=True)
    return found.distinct().order_by("name", "id")


def choosable(agreement: Agreement, day: date) -> list[Person]:
    """Who can be given a competence: who works on cases, and everybody in the service of either side."""
    served = Person.objects.filter(employer__in=(agreement.client_id, agreement.contractor_id), is_active=True)
    return list((workers(agreement, day) | served.distinct()).order_by("name", "id"))


def person_of(agreement: Agreement, pseudonym: str, day: date) -> Person:
    """Somebody of this agreement. Raises Person.DoesNotExist, also for somebody of elsewhere."""
    known = {one.pseudonym for one in choosable(agreement, day)}
    if pseudonym not in known and not Held.objects.of(agreement.client_id).filter(person=pseudonym).exists():
        raise Person.DoesNotExist
    return Person.objects.get(pseudonym=pseudonym)


def able_today(client: int, needs: Sequence[str], day: date, clause: Any) -> list[str]:
    """The names of who may decide what needs one of these competences, on a day."""
    able = [
        who for who, held in all_held(client).items() if isinstance(may_sign(needs, held, day, (), clause), Granted)
    ]
    return list(
        Person.objects.filter(pseudonym__in=able, is_active=True).order_by("name").values_list("name", flat=True)
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of competence of one person: what holds today, what comes, what was last, and whether it ends soon."""

    kind: Kind
    now: Competence | None
    coming: Competence | None
    over: Competence | None
    soon: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person and all kinds of competence."""

    person: Person
    functions: list[str]
    cells: list[Cell]


def matrix(agreement: Agreement, day: date, terms: CompetenceTerms) -> list[MatrixRow]:
    """Everybody who works here or holds something here, by name. The number of queries does not grow with people."""
    held = all_held(agreement.client_id)
    people = {one.pseudonym: one for one in workers(agreement, day).prefetch_related("positions")}
    gone = Person.objects.filter(pseudonym__in=set(held) - set(people)).prefetch_related("positions")
    sides = (agreement.client_id, agreement.contractor_id)
    rows = []
    for person in sorted([*people.values(), *gone], key=lambda one: one.name):
        functions = [one.function for one in person.positions_on(day) if one.organisation_id in sides]
        rows.append(MatrixRow(person, functions, cells_of(held.get(person.pseudonym, []), day, terms)))
    return rows


def cells_of(held: Iterable[Competence], day: date, terms: CompetenceTerms) -> list[Cell]:
    """The cells of one person, in the order of the kinds."""
    mine = list(held)
    soon = expiring(mine, day, terms)
    cells = []
    for kind in KINDS.values():
        of_kind = [one for one in mine if one.kind == kind.code]
        now = next((one for one in of_kind if one.holds_on(day)), None)
        coming = next((one for one in of_kind if one.since > day), None)
        over = next((one for one in reversed(of_kind) if one.until is not None and one.until < day), None)
        cells.append(Cell(kind, now, coming, over, now in soon))
    return cells


@dataclass(frozen=True, slots=True)
class Ability:
    """What needs a competence, and who has it today; `unable` says of the others why not."""

    products: list[str]
    kinds: list[Kind]
    able: list[Person]
    unable: list[tuple[Person, str]]


def abilities(agreement: Agreement, book: Book, day: date) -> list[Ability]:
    """For everything that needs a competence: who may decide it on a day, and who may not yet."""
    held, people = all_held(agreement.client_id), list(workers(agreement, day))
    groups: dict[tuple[str, ...], list[str]] = {}
    for product in book.products:
        if product.needed:
            groups.setdefault(product.needed, []).append(product.name)
    found = []
    for needs, products in groups.items():
        kinds = [KINDS[code] for code in needs]
        able, unable = [], []
        for person in people:
            if lacking := lacks(needs, held.get(person.pseudonym, []), day):
                unable.append((person, lacking))
            else:
                able.append(person)
        found.append(Ability(products, kinds, able, unable))
    return found
