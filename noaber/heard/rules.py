"""Feedback: who may be asked, what is taken as an answer, and from how many answers on anything is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from noaber.calendar.words import short_day
from noaber.heard.terms import HeardTerms
from noaber.values import Clause, Decision, Line, grant, refuse

LOWEST, HIGHEST = 1, 10
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the rules read it. `withdrawn` when a newer link took its place."""

    expires_on: date
    used: bool = False
    withdrawn: bool = False


def may_invite(over: bool, answered: bool, terms: HeardTerms) -> Decision:
    """May somebody be asked how it went? When it is over, and not again once they have said so."""
    if not over:
        text = "De zaak loopt nog."
        return refuse("not-over", terms.answer_days, text, "Sluit de zaak eerst af.", "cases.close")
    if answered:
        return refuse("answered", terms.answer_days, "Hierover is al geantwoord; één keer vragen is genoeg.")
    return grant("invited", terms.answer_days, "De link werkt één keer.")


def expires_on(day: date, terms: HeardTerms) -> date:
    """The last day on which a link works that was made on a day."""
    return day + timedelta(days=terms.answer_days.value)


def may_answer(link: Link, grade: int, words: str, day: date, terms: HeardTerms) -> Decision:
    """Is this taken as an answer? Once, in time, with a grade from 1 to 10 and not too many words."""
    clause = terms.answer_days.clause
    if link.used:
        return refuse("used", clause, "Met deze link is al geantwoord.")
    if link.withdrawn:
        return refuse("withdrawn", clause, "Er is een nieuwere link gemaakt.", "Gebruik de nieuwste link.")
    if day > link.expires_on:
        return refuse("expired", clause, f"De link werkte tot en met {short_day(link.expires_on)}.")
    if not LOWEST <= grade <= HIGHEST:
        return refuse("no-grade", clause, f"{grade} is geen cijfer van {LOWEST} tot en met {HIGHEST}.")
    if len(words) > LONGEST:
        return refuse("too-long", clause, f"De toelichting is langer dan {LONGEST} tekens.", "Maak haar korter.")
    return grant("answered", clause, "Het antwoord is bewaard.")


def plain_words(text: str) -> str:
    """What was typed, without characters that cannot be seen: control characters and changes of direction.

    Ends of lines stay, as one character each; joiners stay, for emoji and other scripts need them.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one == "\n" or not _unseen(one)).strip()


def _unseen(one: str) -> bool:
    turns = "\u202a" <= one <= "\u202e" or "\u2066" <= one <= "\u2069"
    return turns or unicodedata.category(one) in ("Cc", "Cs")


def keep_until(words: str, day: date, terms: HeardTerms) -> date | None:
    """Until when words are kept; None where there are none."""
    return day + timedelta(days=terms.words_days.value) if words else None


def may_forget(number: int, terms: HeardTerms) -> Decision:
    """May words be wiped? When there are any that were kept long enough."""
    if not number:
        return refuse("nothing-to-forget", terms.words_days, "Er zijn geen woorden die lang genoeg zijn bewaard.")
    return grant("forgotten", terms.words_days, f"De woorden van {number} antwoorden zijn gewist; het cijfer blijft.")


def answered_lines(
    kpis: Sequence[tuple[str, Clause]], service: int, grade: int, day: date, terms: HeardTerms
) -> tuple[Line, ...]:
    """What counts of an answer: one more, and the grade for the norms that measure it."""
    number = Line("feedback", day, 1, "count", service, "", 0, terms.answer_days.clause.number)
    grades = (Line("kpi", day, grade, "count", service, code, 1, clause.number) for code, clause in kpis)
    return (number, *grades)


def average(total: int, answers: int, terms: HeardTerms) -> Fraction | None:
    """The average grade; None while there are fewer answers than are shown, so that nobody is singled out."""
    return Fraction(total, answers) if answers and answers >= terms.minimum_answers.value else None


def grade_words(grade: Fraction) -> str:
    """A grade with one decimal, half rounded up: `8,1`."""
    tenths = (grade * 20 + 1) // 2
    return f"{tenths // 10},{tenths % 10}"
