"""Writing a paper about a case."""

from __future__ import annotations

from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.agreement.rules import Permission
from noaber.cases.models import Case
from noaber.cases.queries import kind_of
from noaber.papers import acts, rules
from noaber.papers.models import PaperRecord
from noaber.papers.queries import about


class NotFilledIn(ValueError):
    """Facts that the paper asks for were not given: a mistake of the caller, which a form would have found."""


def write(
    person: Any, agreement: str, number: str, kind: str, facts: rules.Typed, once: Once | None = None
) -> PaperRecord:
    """Write a paper of a kind about a case, with the facts that its text asks for and that are not personal.

    Raises KeyError for a kind that the agreement does not have, NotFilledIn, Case.DoesNotExist, or Refusal.
    """
    with acting(person, agreement, once=once) as act:
        return write_within(act, number, kind, facts)


def write_within(act: Acting, number: str, kind: str, facts: rules.Typed, link: str = "") -> PaperRecord:
    """Write a paper within an act that is in progress; `link` stands on it as a code that a telephone reads."""
    text = act.book.papers.texts[kind]
    case = Case.objects.of(act.client).get(number=number)
    of_case = case.facts(kind_of(act.book, case.product))
    clause = act.book.act_clause(acts.WRITE.code)
    decision = rules.may_write(text, act.book.papers, of_case, case.signature, clause)
    if rules.granted(decision) and (open_facts := rules.missing(text, facts)):
        raise NotFilledIn(f"{kind}: {', '.join(fact.name for fact in open_facts)}")
    whose = about(act.book, case, of_case, *_pen(act, case))
    paper = rules.compose(text, act.book.papers, whose, facts, act.day, link)
    told = {"kind": kind, "digest": paper.digest}
    entry = act.record(acts.WRITE, decision, f"case:{number}", told, (), case.organ)
    return PaperRecord.add(
        entry,
        case=case,
        kind=kind,
        title=text.title,
        decision=text.decision,
        written_on=act.day,
        writer=act.person.pseudonym,
        content=paper.text,
        digest=paper.digest,
    )


def _pen(act: Acting, case: Case) -> tuple[str, str]:
    """The words and the function that the mandate of the writer gives; empty where there is none, which is refused."""
    may = act.permission(acts.WRITE, case.organ)
    return (may.signature, may.function) if isinstance(may, Permission) else ("", "")
