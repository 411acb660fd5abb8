"""What the bookkeeping says of a file: read line by line, and held against what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from noaber.cemetery.csv_table import Finding, Findings, Row, rows_of
from noaber.values import Euro

COLUMNS = ("regelnummer", "post_id", "bedrag", "status", "melding")
PROCESSED, REJECTED = "verwerkt", "afgekeurd"
LONGEST_REASON = 200
WORDS = {
    "missing": "staat niet in de terugmelding",
    "unknown": "staat niet in ons bestand",
    "other-post": "heeft een andere post_id dan wij stuurden",
    "amount": "heeft een ander bedrag dan wij stuurden",
    "rejected": "is afgekeurd",
    "total": "telt anders op dan wij stuurden",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A line as it was sent, that still waits for an answer."""

    post_id: str
    cents: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was sent. Line 0 is the file as a whole."""

    line: int
    code: str
    text: str = ""

    def __str__(self) -> str:
        where = f"Regel {self.line}" if self.line else "Het bestand"
        return f"{where} {WORDS[self.code]}{f': {self.text}' if self.text else ''}."


@dataclass
class Answer:
    """What is processed, what is rejected and why, and every difference."""

    processed: list[int] = field(default_factory=list)
    rejected: dict[int, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


def count_against(sent: Mapping[int, Sent], number: int, amount: Euro) -> Answer:
    """The answer that says no more than “so many lines, so much”: it must be the same, or nothing is processed."""
    cents = sum(one.cents for one in sent.values())
    if (number, amount.cents) == (len(sent), cents):
        return Answer(processed=sorted(sent))
    text = f"{number} regels en {amount}, bij ons {len(sent)} regels en {Euro(cents)}"
    return Answer(differences=[Difference(0, "total", text)])


def read(name: str, data: BinaryIO, sent: Mapping[int, Sent], found: Findings) -> Answer:
    """The answer of a file, line by line. What cannot be read goes to `found`; where that blocks, nothing counts."""
    answer, seen = Answer(), set()
    for row in rows_of(name, data, COLUMNS, found):
        cells = _cells(name, row, found)
        if cells is None:
            continue
        line, cents = cells
        if line in seen:
            text = f"Regel {line} staat er twee keer in. Haal er één weg."
            found.add(Finding(name, row.line, "regelnummer", "double", text))
            continue
        if line not in sent:
            if len(answer.differences) < len(sent) + 1000:
                answer.differences.append(Difference(line, "unknown"))
            continue
        seen.add(line)
        _judge(answer, line, row, cents, sent[line])
    for line in sorted(sent.keys() - seen):
        answer.differences.append(Difference(line, "missing"))
    answer.differences.sort(key=lambda one: one.line)
    return answer


def _judge(answer: Answer, line: int, row: Row, cents: int, sent: Sent) -> None:
    if row.cells["post_id"].lower() != sent.post_id:
        answer.differences.append(Difference(line, "other-post"))
    elif cents != sent.cents:
        answer.differences.append(Difference(line, "amount", f"{Euro(cents)} in plaats van {Euro(sent.cents)}"))
    elif row.cells["status"] == REJECTED:
        reason = row.cells["melding"][:LONGEST_REASON]
        answer.rejected[line] = reason
        answer.differences.append(Difference(line, "rejected", reason))
    else:
        answer.processed.append(line)


def _cells(name: str, row: Row, found: Findings) -> tuple[int, int] | None:
    """The number of the line and the amount, where both can be read and the status is known."""
    good, line, cents = True, 0, 0
    number = row.cells["regelnummer"]
    if number.isascii() and number.isdigit() and len(number) < 8:
        line = int(number)
    else:
        text = f"“{number[:20]}” is geen regelnummer."
        found.add(Finding(name, row.line, "regelnummer", "not-a-number", text))
        good = False
    try:
        cents = Euro.parse(row.cells["bedrag"]).cents
    except ValueError:
        text = f"“{row.cells['bedrag'][:20]}” is geen bedrag. Schrijf het als 1234,50."
        found.add(Finding(name, row.line, "bedrag", "not-an-amount", text))
        good = False
    if row.cells["status"] not in (PROCESSED, REJECTED):
        text = f"“{row.cells['status'][:20]}” is geen status. Schrijf {PROCESSED} of {REJECTED}."
        found.add(Finding(name, row.line, "status", "not-known", text))
        good = False
    return (line, cents) if good else None
