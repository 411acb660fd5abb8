"""What carries out a clause: its terms, acts, mandates, duties, norms, services and addenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from noaber.agreement.book import Addendum, Book, ClauseText, DutyRule, Kpi, Mandate, NamedTerm, Service
from noaber.parties.functions import FUNCTIONS


@dataclass(frozen=True, slots=True)
class ActUnder:
    """An act that is done under a clause, with the mandates that allow it."""

    code: str
    mandates: tuple[Mandate, ...]

    @property
    def who(self) -> tuple[str, ...]:
        """The functions that may do it, in words."""
        return tuple(sorted({FUNCTIONS.get(function, function) for one in self.mandates for function in one.functions}))


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """Everything that carries out one clause."""

    clause: ClauseText
    terms: tuple[NamedTerm, ...] = ()
    acts: tuple[ActUnder, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    duties: tuple[DutyRule, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    services: tuple[Service, ...] = ()
    addenda: tuple[Addendum, ...] = ()

    @property
    def any(self) -> bool:
        """Does anything carry it out? Otherwise the clause says why not. What people apply does not count."""
        read = [named for named in self.terms if not named.by_people]
        others = (self.acts, self.mandates, self.duties, self.kpis, self.services, self.addenda)
        return bool(read) or any(others)


def carried_out(book: Book, number: str, day: date | None = None) -> CarriedOut:
    """What carries out a clause; with a day, only the mandates in force on it. Raises KeyError."""
    text = book.clause(number)
    mandates = [mandate for mandate in book.mandates if day is None or day in mandate.period]
    return CarriedOut(
        clause=text,
        terms=tuple(named for named in book.terms if named.term.clause.number == number),
        acts=tuple(
            ActUnder(act, tuple(mandate for mandate in mandates if mandate.covers(act)))
            for act, clause in book.acts.items()
            if clause == number
        ),
        mandates=tuple(mandate for mandate in mandates if mandate.clause.number == number),
        duties=tuple(duty for duty in book.duties if duty.clause.number == number),
        kpis=tuple(kpi for kpi in book.kpis if number in {clause.number for clause in kpi.clauses}),
        services=tuple(service for service in book.services if service.clause.number == number),
        addenda=tuple(addendum for addendum in book.addenda if addendum.clause.number == number),
    )


def unexplained(book: Book) -> Sequence[str]:
    """The numbers of the clauses that nothing carries out and that do not say why."""
    return [clause.number for clause in book.clauses if not clause.reason and not carried_out(book, clause.number).any]
