"""What people do with questions about a cemetery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cemetery.models import Grave
from noaber.cemetery.queries import next_number, running_right
from noaber.cemetery.questions import acts, rules
from noaber.cemetery.questions.models import QuestionRecord
from noaber.cemetery.questions.terms import QuestionTerms


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in; `grave` is the number of the grave that it is about, or empty."""

    channel: str
    who: str
    question: str
    received: date
    name: str = ""
    grave: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: what was said, to whom it might be said and by what proof, and the minutes that it took."""

    answer: str
    minutes: int
    entitled: str = rules.ANYBODY
    proof: str = ""


def register(
    person: Any, agreement: str, asked: Asked, told: Told | None = None, once: Once | None = None
) -> QuestionRecord:
    """Put a question down, and its answer where it was given at once. Raises Grave.DoesNotExist."""
    with acting(person, agreement, alone=True, once=once) as act:
        terms = act.terms(QuestionTerms)
        grave = Grave.objects.of(act.client).get(number=asked.grave) if asked.grave else None
        number = next_number(act.client, QuestionRecord, "V", act.day.year)
        decision = rules.may_register(asked.channel, asked.who, asked.received, act.day, terms)
        facts = {"channel": asked.channel, "who": asked.who, "grave": asked.grave}
        lines = rules.registered_lines(asked.received, terms, act.book.service_of(rules.PRODUCT))
        entry = act.record(acts.REGISTER, decision, f"question:{number}", facts, lines)
        row = QuestionRecord.add(
            entry,
            number=number,
            channel=asked.channel,
            who=asked.who,
            name=asked.name,
            grave=grave,
            question=asked.question,
            received_on=asked.received,
            due=rules.due_on(asked.received, terms),
        )
        if told is not None:
            _answer(act, row, told)
        return row


def answer(person: Any, agreement: str, number: str, told: Told, once: Once | None = None) -> QuestionRecord:
    """Answer a question. Raises QuestionRecord.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        row = QuestionRecord.objects.of(act.client).select_for_update().get(number=number)
        _answer(act, row, told)
        return row


def _answer(act: Acting, row: QuestionRecord, told: Told) -> None:
    terms = act.terms(QuestionTerms)
    right = running_right(act.client, row.grave) if row.grave is not None else None
    holder = right is not None and right.holder_id is not None
    done = row.answered_on is not None
    decision = rules.may_answer(told.entitled, told.proof, row.grave is not None, holder, done, told.minutes, terms)
    service = act.book.service_of(rules.PRODUCT)
    lines = rules.answered_lines(row.received_on, row.due, act.day, told.minutes, terms, service)
    facts = {"entitled": told.entitled, "minutes": told.minutes}
    entry = act.record(acts.ANSWER, decision, f"question:{row.number}", facts, lines)
    fields = {"answer": told.answer, "entitled": told.entitled, "proof": told.proof.strip(), "minutes": told.minutes}
    row.change(entry, answered_on=act.day, **fields)
