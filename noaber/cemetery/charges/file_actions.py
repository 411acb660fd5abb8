"""What people do with files for the bookkeeping: make one, fetch one, and put down what became of it."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from noaber.agreement.acting import Acting, Once, acting
from noaber.cemetery.charges import acts, batch, layout, queries, returned, rules
from noaber.cemetery.charges.models import Acknowledgement, FileBatch, FileLayout, FileLine, FileSeries, Post
from noaber.cemetery.csv_table import Findings
from noaber.duties.models import Duty
from noaber.values import Euro, Line

_AT_ONCE = 5_000
NOTHING = Euro()


def make_file(
    person: Any,
    agreement: str,
    after: str,
    once: Once | None = None,
    chosen: layout.Layout | None = None,
    origin: str = "web",
) -> FileBatch:
    """Make the next file of everything that was fixed, after the file that was seen last: whole, or not at all.

    `chosen` is another layout than that of the municipality. Raises layout.TooWide where an amount fits no column.
    """
    with acting(person, agreement, alone=True, once=once, origin=origin) as act:
        series = FileSeries.objects.of(act.client).select_for_update().first()
        last, laid = series.last if series else "", chosen or queries.layout_of(act.client)
        municipality = act.agreement.client
        rows = queries.rows_to_send(act.client, municipality.official)
        decision = rules.may_make_file(after, last, len(rows), act.book.act_clause(acts.MAKE_FILE.code))
        number = rules.next_file_number(municipality.slug[:3].upper(), last, act.day.year)
        for line, told in enumerate(rows, 1):
            told |= {"file": number, "line": line}
        before = (last, queries.batch_of(act.client, last).digest if last else "")
        made = batch.make(number, before, municipality.official, act.at, act.day, laid, rows)
        duty = queries.duty_of_file(act.client)
        about = duty.about if duty else f"gravefile:{number}"
        facts = {"number": number, "after": last, "digest": made.digest, **batch.told(made.totals)}
        entry = act.record(acts.MAKE_FILE, decision, about, facts, _lines(act, duty, number, len(rows)))
        if series is None:
            FileSeries.add(entry, last=number)
        else:
            series.change(entry, last=number)
        row = FileBatch.add(
            entry,
            number=number,
            predecessor=last,
            due=duty.due if duty else None,
            made_on=act.day,
            made_at=act.at,
            title=laid.title,
            name=batch.file_name(number, laid),
            encoding=laid.encoding,
            content=made.content,
            digest=made.digest,
            manifest=made.manifest,
            told=zlib.compress(queries.packed(rows).encode(), 6),
            count=made.totals.lines,
            net_cents=made.totals.net.cents,
        )
        of: dict[str, Any] = {"entry": entry, "municipality_id": act.client, "batch": row}
        lines = [FileLine(**of, number=one["line"], post_id=one["pk"]) for one in rows]
        FileLine.objects.bulk_create(lines, batch_size=_AT_ONCE)
        sent = FileLine.objects.of(act.client).filter(batch=row).values("post_id")
        moved = Post.objects.of(act.client).filter(pk__in=sent, state=rules.FIXED)
        assert moved.update(entry=entry, state=rules.IN_FILE) == len(rows), "what was read is what is sent"
        return row


def _lines(act: Acting, duty: Duty | None, number: str, count: int) -> list[Line]:
    """What counts: the lines of the file, and whether it was there on its due day for each norm that measures it."""
    lines = [Line("grave.file", act.day, count, service=queries.service_of(act.book), key=number)]
    if duty is None:
        return lines
    met = int(act.day <= duty.due)
    return lines + [
        Line("kpi", duty.due, met, "count", kpi.services[0] if kpi.services else 0, kpi.code, 1, kpi.clauses[0].number)
        for kpi in act.book.kpis
        if kpi.measured_by == acts.MAKE_FILE.code
    ]


def download(person: Any, agreement: str, number: str, what: str) -> FileBatch:
    """A file to hand over, written down each time. Raises FileBatch.DoesNotExist."""
    with acting(person, agreement) as act:
        row = queries.batch_of(act.client, number)
        decision = rules.may_download(act.book.act_clause(acts.DOWNLOAD.code))
        act.record(acts.DOWNLOAD, decision, f"gravefile:{number}", {"what": what, "digest": row.digest})
        return row


@dataclass(frozen=True, slots=True)
class Said:
    """What the bookkeeping said: a file of lines, or a number of lines and an amount."""

    name: str = ""
    data: BinaryIO | None = None
    count: int = 0
    amount: Euro = NOTHING


def unreadable(said: Said) -> Findings | None:
    """What is wrong in a return file that cannot be read; None where every row can be."""
    found = Findings()
    if said.data is not None:
        returned.read(said.name, said.data, {}, found)
        said.data.seek(0)
    return found if found.blocking else None


def acknowledge(person: Any, agreement: str, number: str, said: Said, once: Once | None = None) -> Acknowledgement:
    """Put down what became of a file; `said` can be read, for what cannot is no act.

    Raises FileBatch.DoesNotExist.
    """
    digest = _digest(said.data)
    with acting(person, agreement, alone=True, once=once) as act:
        row = queries.batch_of(act.client, number)
        sent, posts = queries.open_lines(act.client, row)
        decision = rules.may_acknowledge(len(sent), act.book.act_clause(acts.ACKNOWLEDGE.code))
        answer = _answer(said, sent)
        counted = {"processed": len(answer.processed), "rejected": len(answer.rejected)}
        facts = {"differences": len(answer.differences), "digest": digest} | counted
        entry = act.record(acts.ACKNOWLEDGE, decision, f"gravefile:{number}", facts)
        for places in _in_parts(answer.processed):
            keys = [posts[line] for line in places]
            Post.objects.of(act.client).filter(pk__in=keys).update(entry=entry, state=rules.PROCESSED)
        for line, reason in answer.rejected.items():
            rejected = Post.objects.of(act.client).get(pk=posts[line])
            rejected.change(entry, state=rules.REJECTED, reason=reason)
        told = [{"line": one.line, "code": one.code, "text": one.text} for one in answer.differences]
        return Acknowledgement.add(entry, batch=row, day=act.day, digest=digest, differences=told, **counted)


def _answer(said: Said, sent: dict[int, returned.Sent]) -> returned.Answer:
    if said.data is None:
        return returned.count_against(sent, said.count, said.amount)
    found = Findings()
    answer = returned.read(said.name, said.data, sent, found)
    assert not found.blocking, "what cannot be read is told, not put down"
    return answer


def _digest(data: BinaryIO | None) -> str:
    if data is None:
        return ""
    digest = hashlib.sha256()
    while part := data.read(1 << 16):
        digest.update(part)
    data.seek(0)
    return digest.hexdigest()


def _in_parts(lines: list[int]) -> list[list[int]]:
    return [lines[begin : begin + 500] for begin in range(0, len(lines), 500)]


def set_layout(person: Any, agreement: str, wanted: layout.Layout, once: Once | None = None) -> FileLayout:
    """Choose how the next files are laid out."""
    with acting(person, agreement, alone=True, once=once) as act:
        decision = rules.may_set_layout(layout.mistakes(wanted), act.book.act_clause(acts.SET_LAYOUT.code))
        facts = {"columns": len(wanted.columns), "kind": wanted.kind, "bsn": wanted.asks_bsn}
        entry = act.record(acts.SET_LAYOUT, decision, f"gravelayout:{wanted.title}"[:60], facts)
        return FileLayout.add(entry, title=wanted.title, data=layout.as_data(wanted))
