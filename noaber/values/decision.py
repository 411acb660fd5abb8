"""The answer of a rule: granted or refused, always with the clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.values.clause import Clause
from noaber.values.term import Term


@dataclass(frozen=True, slots=True)
class DutyOrder:
    """What somebody must do because of a decision: which duty of the agreement's data, and by when.

    `lead` is the number of days before the due day at which it comes into sight; without it, it shows at once.
    """

    code: str
    clause: Clause
    due: date
    holder: str
    title: str
    done_by: str
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """Allowed: why, under which clause, and what must follow."""

    code: str
    clause: Clause
    text: str
    duties: tuple[DutyOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Not allowed: why, under which clause, and what to do instead (`cure`; `instead` is the act that does it)."""

    code: str
    clause: Clause
    text: str
    cure: str = ""
    instead: str = ""


Decision = Granted | Refused


def grant(code: str, clause: Clause | Term[object], text: str, duties: tuple[DutyOrder, ...] = ()) -> Granted:
    """Say yes, with the clause or the term it follows from."""
    return Granted(code, _clause(clause), text, duties)


def refuse(code: str, clause: Clause | Term[object], text: str, cure: str = "", instead: str = "") -> Refused:
    """Say no, with the clause or the term it follows from, and what to do instead."""
    return Refused(code, _clause(clause), text, cure, instead)


def first_refusal(*decisions: Decision) -> Decision:
    """The first no among answers that must all be yes; the last yes where there is none."""
    return next((one for one in decisions if isinstance(one, Refused)), decisions[-1])


def _clause(clause: Clause | Term[object]) -> Clause:
    return clause.clause if isinstance(clause, Term) else clause
