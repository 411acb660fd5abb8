"""The terms of law that the civic services work with, from the data file in this folder: each stands there once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from noaber.calendar.awb import Suspension, days_lost
from noaber.calendar.deadlines import Span, applies, last_day, raise_end, raw_end
from noaber.values import Clause

_ROWS = Path(__file__).with_name("law_terms.toml")


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a term may be extended, how often (`times`; None is as often as needed), and only when."""

    span: Span
    clause: Clause
    times: int | None = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class LawTerm:
    """A term of law: what must be done, from which event on, how long, and where it says so.

    `source` names the text that was read; `doubt` says what it does not say, or where readings may differ.
    `sentence` is what residents are told, by language, where it is they who must keep the term.
    """

    code: str
    title: str
    event: str
    span: Span
    clause: Clause
    extension: Extension | None = None
    source: str = ""
    doubt: str = ""
    sentence: Mapping[str, str] = field(default_factory=dict)

    def last_day(self, event: date) -> date:
        """The last day of the term (the first, where it is counted back), from the day of the event."""
        return last_day(event, self.span)


@lru_cache(maxsize=1)
def law_terms() -> Mapping[str, LawTerm]:
    """All terms by their code, in the order of the file."""
    return {row["code"]: _term(row) for row in tomllib.loads(_ROWS.read_text(encoding="utf-8"))["term"]}


def law_term(code: str) -> LawTerm:
    """A term by its code. Raises KeyError for a code that the file does not have."""
    return law_terms()[code]


def extended_due(start: date, span: Span, extension: Span, times: int, suspensions: Sequence[Suspension] = ()) -> date:
    """The last day of a term that was extended a number of times, and that stood still now and then.

    An extension follows on the term as it is counted, before a weekend moves it. The Algemene termijnenwet moves the
    end when it would move the end of the term and that of the extension, for each is a term that the law sets.
    """
    end = raw_end(start, span)
    if times:
        end = raw_end(end, replace(extension, number=extension.number * times))
    end += timedelta(days=days_lost(suspensions))
    moves = applies(span) and (not times or applies(extension))
    return raise_end(start, end, span) if moves else end


def _term(row: Mapping[str, Any]) -> LawTerm:
    rule, law = row.get("rule", "law"), row["law"]
    more = row.get("extension")
    extension = None
    if more:
        longer = Span(more["number"], more["unit"], rule)
        extension = Extension(longer, Clause(law, more["article"]), more.get("times"), more.get("only", ""))
    span = Span(row["number"], row["unit"], rule, row.get("backwards", False))
    clause = Clause(law, row["article"])
    sentence = {lang: row[lang] for lang in ("nl", "en") if lang in row}
    doubt = row.get("doubt", "")
    return LawTerm(row["code"], row["title"], row["event"], span, clause, extension, row["source"], doubt, sentence)
