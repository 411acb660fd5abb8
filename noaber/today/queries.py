"""What stands on Vandaag, and what the search box finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Min, Q
from django.urls import resolve, reverse

from noaber.agreement.book import Book
from noaber.agreement.queries import clients_of
from noaber.cases.models import Case
from noaber.cases.queries import running_out
from noaber.cases.rules import OPEN, SUSPENDED
from noaber.duties.models import Duty
from noaber.duties.rules import soon_until
from noaber.duties.views import place_of
from noaber.invoicing.acts import ISSUE
from noaber.journal.models import Entry
from noaber.parties.clock import AMSTERDAM
from noaber.parties.models import Municipality, Person
from noaber.reporting.acts import FIX
from noaber.staffing.acts import IMPORT_PAYROLL
from noaber.today.finding import Meant
from noaber.values import Clause, Period
from noaber.web.labels import words_about

LOOKED_AT = 1_000
"""How many entries of the journal Vandaag looks back at most."""
SHOWN = 12
"""How many things a list of Vandaag names; the rest is one link away."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a clock: what, about what, where it opens, when it runs out, whose it is, and what it rests on.

    `law` is the article of an act where it is one that sets the clock; otherwise `clause` is of the agreement.
    """

    label: str
    about: str
    url: str
    due: date
    clause: Clause | str
    law: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody one can be in the demo, and the clients whose work they see."""

    key: int
    name: str
    functions: list[str]
    clients: list[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    label: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was made: an invoice, a report, a payroll that came in."""

    label: str
    url: str
    act: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """How often an act was done or refused since yesterday."""

    act: str
    done: int
    refused: int


@dataclass(frozen=True, slots=True)
class News:
    """How often each act was done, the newest refusals and how many there were; `more` where it looked no further."""

    changes: list[Change]
    refusals: list[Entry]
    refused: int
    more: bool


def demo_people(day: date) -> list[tuple[Municipality, list[Somebody]]]:
    """The fictional people of the demo who hold a function, by the municipality that they work for."""
    found: dict[Municipality, list[Somebody]] = {}
    people = Person.objects.filter(fictional=True, is_active=True).select_related("employer")
    for person in people.prefetch_related("positions").order_by("id"):
        functions = [position.function for position in person.positions_on(day)]
        if functions:
            found.setdefault(person.employer, []).append(
                Somebody(person.pk, person.name, functions, [client.name for client in clients_of(person, day)])
            )
    return list(found.items())


def fictional_person(key: int) -> Person | None:
    """Somebody who exists in the demo only."""
    return Person.objects.filter(pk=key, fictional=True, is_active=True).first()


def case_things(client: int, book: Book, day: date, most: int) -> tuple[list[Thing], int]:
    """Open cases that are late or run out soon, first the one that runs out first; and how many there are in all."""
    found = running_out(client, day, soon_until(day))
    return [_case_thing(book, case) for case in found[:most]], found.count()


def _case_thing(book: Book, case: Case) -> Thing:
    assert case.clock is not None, "a case without a clock does not run out"
    product = book.product(case.product)
    law = product.law if case.due == case.clock else ""
    clause = book.service(case.service).clause
    return Thing(product.name, f"zaak {case.number}", reverse("case", args=[case.number]), case.clock, clause, law)


def duty_things(found: Iterable[Duty], functions: set[str]) -> list[Thing]:
    """Duties as things with a clock; each opens where it is done."""
    return [
        Thing(
            duty.title,
            about_words(duty.about),
            _where_done(duty, functions),
            duty.due,
            duty.clause,
            "",
            duty.holder,
        )
        for duty in found
    ]


def _where_done(duty: Duty, functions: set[str]) -> str:
    if duty.by_hand and duty.holder in functions:
        return reverse("settle-duty", args=[duty.pk])
    return place_of(duty.about) or reverse("duties")


def about_words(about: str) -> str:
    """What something is about, in words: `invoice:2026-09` is september 2026, `job:C-2026-03` is C-2026-03."""
    key = about.partition(":")[2] or about
    try:
        return str(Period.parse(key))
    except ValueError:
        return key


def cases_at_risk(client: int, day: date) -> tuple[int, int]:
    """How many open cases are late, and how many more run out soon."""
    late = Case.objects.of(client).filter(state=OPEN, clock__lt=day).count()
    return late, running_out(client, day, soon_until(day)).count() - late


def suspended_cases(client: int) -> tuple[int, date | None]:
    """How many cases wait for their applicant, and since when the oldest does."""
    found = Case.objects.of(client).filter(state=SUSPENDED).aggregate(Count("id"), Min("suspended_on"))
    return found["id__count"], found["suspended_on__min"]


def news(client: int, since: date) -> News:
    """What was done and refused since a day began, as far as the newest entries reach. Always two queries."""
    start = datetime.combine(since, time.min, AMSTERDAM)
    newest = Entry.objects.filter(municipality=client).order_by("-id")[:LOOKED_AT]
    recent = [row for row in newest.values_list("id", "act", "result", "at") if row[3] >= start]
    done = Counter(act for _, act, result, _ in recent if result == "granted")
    refused = [(key, act) for key, act, result, _ in recent if result == "refused"]
    no = Counter(act for _, act in refused)
    changes = [Change(act, done[act], no[act]) for act in sorted({*done, *no})]
    entries = Entry.objects.filter(municipality=client, pk__in=[key for key, _ in refused[:5]])
    return News(
        sorted(changes, key=lambda change: -change.done - change.refused),
        list(entries.select_related("payload").order_by("-id")),
        len(refused),
        len(recent) == LOOKED_AT,
    )


def find(client: int, book: Book, meant: Meant) -> list[Hit]:
    """Everything of a client that was meant, exactly; nothing that merely looks like it."""
    return [*_cases(client, meant), *_objects(client, meant), *_clauses(book, meant), *_entries(client, meant)]


PAPERS = (IMPORT_PAYROLL.code, ISSUE.code, FIX.code)


def papers(client: int, most: int = 4) -> list[Paper]:
    """The papers that were last made, newest first."""
    made = Entry.objects.filter(municipality=client, act__in=PAPERS, result="granted").order_by("-id")[:most]
    return [paper for paper in map(_paper, made) if paper is not None]


def _paper(entry: Entry) -> Paper | None:
    kind, _, key = entry.object.partition(":")
    if kind not in PAGES:
        return None
    return Paper(_capital(words_about(entry.object)), reverse(PAGES[kind][0], args=[key]), entry.act, entry.at)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cases(client: int, meant: Meant) -> Iterable[Hit]:
    found = Case.objects.of(client).filter(Q(number=meant.text.upper()) | Q(reference=meant.text))
    for case in found.order_by("-id")[:20]:
        yield Hit(f"Zaak {case.number}", "zaak", reverse("case", args=[case.number]))


PAGES = {
    "job": ("job", "meerwerk of calamiteit"),
    "invoice": ("invoice", "factuur"),
    "payroll": ("payroll-month", "loonkosten"),
    "report": ("report", "rapport"),
}


def _objects(client: int, meant: Meant) -> Iterable[Hit]:
    known = Entry.objects.filter(municipality=client, object__in=meant.objects, result="granted")
    for name in sorted(set(known.values_list("object", flat=True))):
        kind, _, key = name.partition(":")
        if kind in PAGES:
            page, word = PAGES[kind]
            yield Hit(_capital(words_about(name)), word, reverse(page, args=[key]))


def _clauses(book: Book, meant: Meant) -> Iterable[Hit]:
    for clause in book.clauses:
        if meant.clause and clause.number.upper() == meant.clause:
            yield Hit(f"Artikel {clause.number}, {clause.title}", "artikel", reverse("clause", args=[clause.number]))


def _entries(client: int, meant: Meant) -> Iterable[Hit]:
    if meant.entry and Entry.objects.filter(municipality=client, pk=meant.entry).exists():
        yield Hit(f"Journaalregel {meant.entry}", "journaal", reverse("journal-entry", args=[meant.entry]))


def may_open(hit: Hit, functions: set[str]) -> bool:
    """May somebody with these functions open what was found?"""
    return bool(functions & set(getattr(resolve(hit.url).func, "functions", ())))
