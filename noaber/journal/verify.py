"""Check an export of the journal on any machine: without a database, and without the rest of Noaber.

    python verify.py export.jsonl.gz --checkpoint held.txt --key "noaber+f0006f27+Aan1..."

This is one file on the standard library plus `cryptography`, and it imports nothing of Noaber: whoever checks must be
able to read all of what does the checking, and an error in the program that wrote the journal must not be repeated by
the program that checks it. That is why the few lines of hashing and of reading signed notes stand here a second time.

It checks (1) signatures, (2) that the log still begins with the log of every checkpoint you kept, (3) the root,
computed again from all headers, (4) that places count up from zero, (5) the facts against their commitments, as far as
they have not been erased, (6) that columns and lines say what was sealed, and it counts (7) acts per day and sums of
lines, to lay beside reports and invoices. The formats are RFC 6962 (the tree) and C2SP signed-note, tlog-checkpoint
and tlog-proof.

It ends with 0 when all is whole, 1 when something is wrong, 2 when it could not check. It names what is wrong by place:
`changed`, `fingerprint`, `columns`, `lines`, `facts`, `removed`, `inserted`, `moved`, `rewritten` (before a
checkpoint), `unsigned`, `stray` (of another log), `unreadable`, `cut`, `copy`, and for checkpoints `signature`,
`origin` and `key`. Where two copies of the log exist (`--keep`, `--leaves`) every entry is named; where not, a careful
rewriting is named by the range between two checkpoints.

What no checkpoint of yours covers is vouched for by the exporter's last checkpoint alone; the report says how much.
"""

from __future__ import annotations

import argparse
import base64
import bisect
import gzip
import hashlib
import json
import os
import sys
import zlib
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "noaber-journal-export@v1"
PROOF = "c2sp.org/tlog-proof@v1"
COLUMNS = ("at", "agreement", "act", "clause", "actor", "function", "mandate", "object", "result", "reason", "key")
WHOLE, WRONG, UNCHECKED = 0, 1, 2
PIECE = 1 << 21
SHOWN = 20


class CannotCheck(Exception):
    """The question or the file is such that nothing can be said of it."""


class BadNote(Exception):
    """A checkpoint that does not prove anything; `kind` is what to call the finding."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at the places `first` up to and including `last`; both None where it is no place in the log."""

    kind: str
    first: int | None
    last: int | None
    text: str


class Checkpoint(NamedTuple):
    """What a signed note states, and where it came from (empty for the export itself)."""

    size: int
    root: bytes
    origin: str
    source: str = ""


# The tree of RFC 6962


def leaf_hash(content: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees together."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def roots_at(hashes: bytes | bytearray, sizes: Iterable[int]) -> dict[int, bytes]:
    """The roots of the log when it had these sizes, from 32 bytes for each entry."""
    roots: dict[int, bytes] = {}
    nodes: list[bytes] = []
    size, sha256 = 0, hashlib.sha256
    for wanted in sorted(set(sizes)):
        while size < wanted:
            value, rest = bytes(hashes[size * 32 : size * 32 + 32]), size
            while rest & 1:
                value, rest = sha256(b"\x01" + nodes.pop() + value).digest(), rest >> 1
            nodes.append(value)
            size += 1
        root = nodes[-1] if nodes else sha256(b"").digest()
        for node in reversed(nodes[:-1]):
            root = node_hash(node, root)
        roots[wanted] = root
    return roots


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Is the entry at this place in the log with this root? (RFC 9162, 2.1.3.2)"""
    if not 0 <= index < size:
        return False
    value, last = leaf, size - 1
    for step in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            value = node_hash(step, value)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            value = node_hash(value, step)
        index, last = index >> 1, last >> 1
    return last == 0 and value == root


def verify_consistency(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Does the log of the new checkpoint begin with that of the old one? (RFC 9162, 2.1.4.2)"""
    if old.size in (0, new.size) or old.size > new.size:
        return not proof and old.size <= new.size and old.root == (roots_at(b"", [0])[0] if not old.size else new.root)
    steps = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    index, last = old.size - 1, new.size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = steps[0] if steps else b""
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            after = node_hash(after, step)
        index, last = index >> 1, last >> 1
    return last == 0 and before == old.root and after == new.root


# Signed notes and checkpoints


class Verifier:
    """A public key as text, `name+hash+base64`; raises CannotCheck when it is not one."""

    def __init__(self, text: str) -> None:
        try:
            self.name, self.identity, material = text.strip().split("+", 2)
            public = base64.b64decode(material, validate=True)
            named = hashlib.sha256(self.name.encode() + b"\n" + public).hexdigest()[:8]
            if public[:1] != b"\x01" or named != self.identity:
                raise ValueError
            self.key = Ed25519PublicKey.from_public_bytes(public[1:])
        except ValueError:
            raise CannotCheck(f"Dit is geen openbare sleutel (naam+kenmerk+base64): {text[:80]}") from None
        self.text = text.strip()

    def open(self, note: str, source: str = "") -> Checkpoint:
        """What the note states; raises BadNote unless this key signed it."""
        text, gap, rest = note.rpartition("\n\n")
        if not gap or any(ord(letter) < 32 and letter != "\n" for letter in note):
            raise BadNote("signature", "Dit controlepunt is niet ondertekend of niet compleet.")
        signed = [line.split(" ") for line in rest.strip("\n").split("\n")]
        mine = [parts[2] for parts in signed if len(parts) == 3 and parts[:2] == ["—", self.name]]
        found = False
        try:
            for signature in (base64.b64decode(value, validate=True) for value in mine):
                if signature[:4].hex() == self.identity:
                    self.key.verify(signature[4:], f"{text}\n".encode())
                    found = True
        except (InvalidSignature, ValueError):
            raise BadNote("signature", "De handtekening onder dit controlepunt klopt niet.") from None
        if not found:
            raise BadNote("signature", f"Dit controlepunt is niet getekend met de sleutel {self.name}+{self.identity}.")
        return _statement(text, source)


def _statement(text: str, source: str) -> Checkpoint:
    lines = text.split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError):
        raise BadNote("signature", "Dit controlepunt heeft niet de vorm van een controlepunt.") from None
    if not origin or str(size) != lines[1] or size < 0 or len(root) != 32:
        raise BadNote("signature", "Dit controlepunt heeft niet de vorm van een controlepunt.")
    return Checkpoint(size, root, origin, source)


# The entries, in pieces of the file; each piece may be checked in a process of its own

_COLUMNS = itemgetter(*COLUMNS)
_READ: Callable[[str], tuple[Any, int]] = json.JSONDecoder().raw_decode


@dataclass
class Part:
    """What a piece of the file says, and what is wrong with it."""

    hashes: bytearray = field(default_factory=bytearray)
    indices: array[int] = field(default_factory=lambda: array("q"))
    stored: dict[int, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    erased: list[list[int]] = field(default_factory=list)
    acts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    sums: Counter[tuple[str, int, str, str]] = field(default_factory=Counter)
    bases: Counter[tuple[str, int, str, str]] = field(default_factory=Counter)
    rest: list[dict[str, Any]] = field(default_factory=list)

    def find(self, kind: str, first: int, text: str, last: int | None = None) -> None:
        """Name something; what goes on at the next place is one finding."""
        end = first if last is None else last
        before = self.findings[-1] if self.findings else None
        if before and before.last is not None and (before.kind, before.last + 1, before.text) == (kind, first, text):
            self.findings[-1] = Finding(kind, before.first, end, text)
        else:
            self.findings.append(Finding(kind, first, end, text))

    def add(self, other: Part) -> None:
        """Put the next piece behind this one."""
        base = len(self.indices)
        self.hashes += other.hashes
        self.indices.extend(other.indices)
        self.stored.update((base + place, value) for place, value in other.stored.items())
        for finding in other.findings:
            assert finding.first is not None
            self.find(finding.kind, finding.first, finding.text, finding.last)
        for first, last in other.erased:
            _extend(self.erased, first, last)
        self.acts.update(other.acts)
        self.sums.update(other.sums)
        self.bases.update(other.bases)
        self.rest += other.rest


def check_piece(piece: bytes, first_line: int, log: str) -> Part:
    """Check each entry in these lines for itself."""
    part = Part()
    municipality, year = _log_of(log)
    for number, line in enumerate(piece.split(b"\n"), first_line):
        if not line:
            continue
        try:
            record = _READ(line.decode())[0]
            if "index" in record:
                _check_entry(record, part, municipality, year)
            else:
                part.rest.append(record)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            part.find("unreadable", number, "Dit deel van het bestand heeft niet de vorm van een journaalregel.")
    return part


def _check_entry(record: dict[str, Any], part: Part, municipality: int, year: str) -> None:
    index, text, stored = record["index"], record["header"], bytes.fromhex(record["leaf"])
    digest = hashlib.sha256(b"\x00" + text.encode()).digest()
    if type(index) is not int or index < 0 or len(stored) != 32:
        raise ValueError("not a place, or not a fingerprint")
    part.indices.append(index)
    part.hashes += digest
    if digest != stored:
        part.stored[len(part.indices) - 1] = stored
        part.find("changed", index, "De tekst past niet bij de bewaarde vingerafdruk: de regel is gewijzigd.")
    header = _READ(text)[0]
    columns, day = _COLUMNS(header), _day(header["at"])
    if columns != tuple(record["columns"]):
        other = ", ".join(
            name for name, one, two in zip(COLUMNS, columns, record["columns"], strict=False) if one != two
        )
        part.find("columns", index, f"De kolommen zeggen iets anders dan verzegeld is: {other}.")
    if header["lines"] != record["lines"]:
        part.find("lines", index, "De telregels zijn andere dan verzegeld zijn.")
    if header["municipality"] != municipality or day[:4] != year:
        part.find("stray", index, "Deze regel hoort bij een andere gemeente of een ander jaar.")
    if "erased" in record:
        _extend(part.erased, index, index)
    else:
        _check_facts(record, header["payload"], index, part)
    part.acts[day, columns[2], columns[8]] += 1
    for measure, line_day, quantity, _, service, key, base, _ in header["lines"]:
        sum_of = (line_day[:7], service, measure, key)
        part.sums[sum_of] += quantity
        part.bases[sum_of] += base


def _check_facts(record: dict[str, Any], commitment: str, index: int, part: Part) -> None:
    salt, body = record["salt"], record["body"]
    if salt is None or body is None:
        part.find("facts", index, "Van de feiten is een deel weg; gewist is dan alles.")
    elif hashlib.sha256(b"\x02" + bytes.fromhex(salt) + body.encode()).hexdigest() != commitment:
        part.find("facts", index, "De feiten zijn andere dan verzegeld zijn.")


def _extend(ranges: list[list[int]], first: int, last: int) -> None:
    """Add places to a list of ranges."""
    if ranges and ranges[-1][1] + 1 == first:
        ranges[-1][1] = last
    else:
        ranges.append([first, last])


def _log_of(origin: str) -> tuple[int, str]:
    """Municipality and year of `noaber/GM0175/2026`."""
    parts = origin.split("/")
    if len(parts) < 2 or not parts[-2].startswith("GM") or not parts[-2][2:].isdigit():
        raise CannotCheck(f"De export noemt geen log van een gemeente en jaar: {origin[:80]}")
    return int(parts[-2][2:]), parts[-1]


def _day(moment: str) -> str:
    """The civil day in the Netherlands of a moment as headers write it."""
    return _day_of_hour(moment[:13]) if moment.endswith("+00:00") else _local(datetime.fromisoformat(moment))


@lru_cache(maxsize=20_000)
def _day_of_hour(hour: str) -> str:
    return _local(datetime.fromisoformat(f"{hour}:00:00+00:00"))


def _local(moment: datetime) -> str:
    """Summer time runs from the last Sunday of March to that of October, 01:00 UTC (Directive 2000/84/EC).

    Computed here, for not every machine that this runs on knows the time zones of the world.
    """
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    begin, end = (_last_sunday(utc.year, month) + timedelta(hours=1) for month in (3, 10))
    return (utc + timedelta(hours=2 if begin <= utc < end else 1)).date().isoformat()


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001  a moment in UTC, as everything around it
    return last - timedelta(days=(last.weekday() + 1) % 7)


# The whole file


@dataclass
class Export:
    """An export as read: its first line, all its entries, and the notes after them."""

    origin: str
    verifier: str
    entries: Part
    notes: list[str]
    end: dict[str, Any] | None


def read_export(path: Path, processes: int) -> Export:
    """Read and check an export, in one pass and in bounded memory; raises CannotCheck when it is not one."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
            head = _head(stream)
            entries = Part()
            for part in _checked(stream, str(head["origin"]), processes):
                entries.add(part)
    except OSError as error:
        raise CannotCheck(f"Het bestand {path} is niet te lezen: {error}") from None
    except (EOFError, zlib.error):
        raise CannotCheck(f"Het bestand {path} is afgebroken of beschadigd. Haal het opnieuw op.") from None
    notes = [str(value["checkpoint"]) for value in entries.rest if "checkpoint" in value]
    end = next((value for value in entries.rest if "entries" in value), None)
    return Export(str(head["origin"]), str(head.get("verifier", "")), entries, notes, end)


def _head(stream: BinaryIO) -> dict[str, Any]:
    try:
        head: dict[str, Any] = json.loads(stream.readline(PIECE))
        if head["format"] == FORMAT and _log_of(str(head["origin"])):
            return head
    except (ValueError, KeyError, TypeError):
        pass
    raise CannotCheck(f"Dit is geen export van het journaal ({FORMAT}).")


def _checked(stream: BinaryIO, log: str, processes: int) -> Iterator[Part]:
    """The parts of the file in their order; a few are under way at once, never all."""
    pieces = _pieces(stream)
    if processes < 2:
        yield from (check_piece(piece, line, log) for piece, line in pieces)
        return
    with ProcessPoolExecutor(processes) as pool:
        under_way: deque[Future[Part]] = deque()
        for piece, line in pieces:
            under_way.append(pool.submit(check_piece, piece, line, log))
            if len(under_way) > 2 * processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _pieces(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """The file in pieces of whole lines, each with the number of its first line."""
    line, rest = 2, b""
    while block := stream.read(PIECE):
        cut = block.rfind(b"\n") + 1
        piece, rest = rest + block[:cut], block[cut:] if cut else rest + block
        if cut:
            yield piece, line
            line += piece.count(b"\n")
    if rest:
        yield rest, line


# What the checkpoints say of it


@dataclass
class Report:
    """The answer."""

    origin: str
    entries: int
    key: str
    key_given: bool
    root: str = ""
    tested: int = 0
    findings: list[Finding] = field(default_factory=list)
    checkpoints: int = 0
    held: list[dict[str, Any]] = field(default_factory=list)
    """What became of each checkpoint that was given: `holds` is false too for what could not be tested or read."""
    covered: int = 0
    erased: list[list[int]] = field(default_factory=list)
    days: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    sums: list[dict[str, Any]] = field(default_factory=list)

    def find(self, kind: str, first: int | None, last: int | None, text: str) -> None:
        """Name something that is wrong."""
        self.findings.append(Finding(kind, first, last, text))

    @property
    def whole(self) -> bool:
        """Is nothing wrong?"""
        return not self.findings


def judge(export: Export, held: list[tuple[str, str]], key: str | None, copy: bytes | None) -> Report:
    """All that can be said of an export, with the checkpoints (source, note), key and copy that somebody kept."""
    entries = export.entries
    count, verifier = len(entries.indices), Verifier(key or export.verifier)
    report = Report(export.origin, count, verifier.text, key is not None)
    report.findings += entries.findings
    if export.verifier != verifier.text:
        report.find("key", None, None, f"De export noemt een andere sleutel dan jij hebt: {export.verifier[:80]}")
    _check_end(export, report)
    usable = _check_order(entries, report)
    signed = _open_all(verifier, export, held, report)
    holding = _Trial(report, entries, usable, signed, copy).run()
    report.held = [{"source": source, "holds": any(one.source == source for one in holding)} for source, _ in held]
    report.covered = max((one.size for one in holding if one.source), default=0)
    report.erased = entries.erased
    _count(entries, report)
    return report


def _check_end(export: Export, report: Report) -> None:
    said = (export.end or {}).get("entries"), (export.end or {}).get("checkpoints")
    if said != (report.entries, len(export.notes)):
        report.find("cut", None, None, "Het aantal regels of controlepunten is niet wat de laatste regel zegt.")


def _check_order(entries: Part, report: Report) -> int:
    """Name places that do not count up; returns how many entries from the first stand where they belong."""
    indices = entries.indices
    right = next((place for place, index in enumerate(indices) if place != index), len(indices))
    if right == len(indices):
        return right
    known = set(indices)
    highest = max(indices)
    gaps = sorted(index for index in known if index > 0 and index - 1 not in known)
    tops = sorted(index + 1 for index in known if index + 1 not in known and index != highest)
    for since, until in zip(([0] if 0 not in known else []) + tops, gaps, strict=False):
        report.find("removed", since, until - 1, "Deze regels ontbreken.")
    seen: set[int] = set()
    unique: list[int] = []
    for index in indices:
        if index in seen:
            report.find("inserted", index, index, "Deze plaats komt vaker voor: er is een regel ingevoegd.")
        else:
            seen.add(index)
            unique.append(index)
    for place in _out_of_order(unique):
        report.find("moved", unique[place], unique[place], "Deze regel staat niet op zijn plaats in het bestand.")
    return right


def _open_all(verifier: Verifier, export: Export, held: list[tuple[str, str]], report: Report) -> list[Checkpoint]:
    """The checkpoints that the key signed for this log; what does not hold is named."""
    signed = []
    notes = [(source, note) for source, note in held] + [("", note) for note in export.notes]
    for number, (source, note) in enumerate(notes):
        name = source or f"controlepunt {number - len(held) + 1} in de export"
        try:
            checkpoint = verifier.open(note, source)
            if checkpoint.origin != export.origin:
                raise BadNote("origin", f"Dit controlepunt is van een ander log: {checkpoint.origin[:80]}.")
            signed.append(checkpoint)
        except BadNote as bad:
            report.find(bad.kind, None, None, f"{name}: {bad}")
    report.checkpoints = len(export.notes)
    return signed


class _Trial:
    """Hold the entries against every signed checkpoint, and find out where they part."""

    def __init__(
        self, report: Report, entries: Part, usable: int, signed: list[Checkpoint], copy: bytes | None
    ) -> None:
        self.report, self.entries, self.usable, self.signed, self.copy = report, entries, usable, signed, copy
        self.count = len(entries.indices)

    def run(self) -> list[Checkpoint]:
        """Name what the checkpoints refuse; returns those that hold."""
        sizes = [checkpoint.size for checkpoint in self.signed if checkpoint.size <= self.usable]
        own = roots_at(self.entries.hashes, [*sizes, self.usable])
        self.report.root, self.report.tested = own[self.usable].hex(), self.usable
        roots = self._proven(own, sizes)
        failing = [one for one in self.signed if one.size <= self.usable and roots[one.size] != one.root]
        holding = [one for one in self.signed if one.size <= self.usable and roots[one.size] == one.root]
        if failing:
            self._rewritten(min(failing, key=lambda one: (one.size, not one.source)), holding)
        self._tail(holding, failing)
        if self.copy is not None:
            self._compare_copy(bool(failing) or self.usable < self.count)
        return holding

    def _proven(self, own: dict[int, bytes], sizes: list[int]) -> dict[int, bytes]:
        """The roots to hold checkpoints against: with the stored fingerprint where an entry was named as changed.

        When these roots hold, the named entries are all that was changed. When only the fingerprint was touched, the
        roots from the headers themselves hold, and the entry is whole.
        """
        if not self.entries.stored:
            return own
        tested = [one for one in self.signed if one.size <= self.usable]
        longest = max((one.size for one in tested), default=0)
        if max(self.entries.stored) < longest and all(own[one.size] == one.root for one in tested):
            self._only_fingerprints()
            return own
        hashes = bytearray(self.entries.hashes)
        for place, value in self.entries.stored.items():
            hashes[place * 32 : place * 32 + 32] = value
        return roots_at(hashes, sizes)

    def _only_fingerprints(self) -> None:
        text = "De bewaarde vingerafdruk is gewijzigd; de regel zelf is heel."
        for place, one in enumerate(self.report.findings):
            if one.kind == "changed":
                self.report.findings[place] = Finding("fingerprint", one.first, one.last, text)

    def _rewritten(self, first: Checkpoint, holding: list[Checkpoint]) -> None:
        """Name the range in which history was rewritten, as narrow as the checkpoints allow.

        A checkpoint of the export that holds behind one that fails was signed over the new history: whoever rewrote it
        had the key, so that only checkpoints that were kept elsewhere say where it begins.
        """
        signed_again = any(one.size >= first.size for one in holding)
        sure = [one.size for one in holding if one.size < first.size and (one.source or not signed_again)]
        since = max(sure, default=0)
        name = first.source or "een controlepunt in de export"
        text = f"Hier is geschiedenis herschreven die al vastlag: {name} (van {first.size} regels) past niet meer."
        if signed_again:
            text += " Met de sleutel zijn twee verschillende geschiedenissen ondertekend."
        self.report.find("rewritten", since, first.size - 1, text)

    def _tail(self, holding: list[Checkpoint], failing: list[Checkpoint]) -> None:
        """What is missing at the end, and what no checkpoint covers."""
        longest = max((one.size for one in self.signed), default=0)
        end = max(self.entries.indices, default=-1) + 1
        if longest > end:
            text = (
                f"Een controlepunt telt {longest} regels. Deze ontbreken, of de export is ouder dan het controlepunt."
            )
            self.report.find("removed", end, longest - 1, text)
        if longest < end and not failing:
            self.report.find("unsigned", longest, end - 1, "Deze regels vallen onder geen enkel controlepunt.")

    def _compare_copy(self, broken: bool) -> None:
        """Name by a second copy of the fingerprints, once a signed checkpoint has shown that the copy is right."""
        assert self.copy is not None
        size = len(self.copy) // 32
        roots = roots_at(self.copy, [one.size for one in self.signed if one.size <= size])
        right = max((one.size for one in self.signed if roots.get(one.size) == one.root), default=0)
        if not right and size:
            self.report.find("copy", None, None, "De tweede kopie van de vingerafdrukken past bij geen controlepunt.")
        elif broken:
            old = [self.copy[place : place + 32] for place in range(0, right * 32, 32)]
            hashes = self.entries.hashes
            new = [bytes(hashes[place : place + 32]) for place in range(0, len(hashes), 32)]
            named = {(one.kind, one.first) for one in self.report.findings}
            self.report.findings += [one for one in differences(old, new) if (one.kind, one.first) not in named]


def differences(old: Sequence[bytes], new: Sequence[bytes]) -> list[Finding]:
    """How the one row of fingerprints became the other; what was only added at the end is no finding."""
    begin, ends = _common(old, new)
    place_of = {old[place]: place for place in range(begin, len(old) - ends)}
    kept: list[tuple[int, int]] = []
    fresh: list[int] = []
    for place in range(begin, len(new) - ends):
        before = place_of.pop(new[place], None)
        if before is None:
            fresh.append(place)
        else:
            kept.append((place, before))
    moved = {kept[at] for at in _out_of_order([before for _, before in kept])}
    anchors = [pair for pair in kept if pair not in moved] + [(len(new) - ends, len(old) - ends)]
    findings = [Finding("moved", now, now, f"Deze regel stond op plaats {was}.") for now, was in sorted(moved)]
    lost = deque(sorted(place_of.values()))
    added = deque(fresh)
    for now, was in anchors:
        grown = not ends and was == len(old)
        while (lost and lost[0] < was) or (added and added[0] < now and not grown):
            findings.append(_between(lost, added, was, now))
    return _joined(sorted(findings, key=lambda one: (one.first or 0, one.kind)))


def _joined(findings: list[Finding]) -> list[Finding]:
    """What is the same at places that follow each other, as one finding."""
    part = Part()
    for kind in sorted({one.kind for one in findings}):
        for one in findings:
            if one.kind == kind and one.first is not None:
                part.find(kind, one.first, one.text, one.last)
    return part.findings


def _between(lost: deque[int], added: deque[int], was: int, now: int) -> Finding:
    """The next thing that happened before an entry that is in both."""
    is_lost, is_added = bool(lost) and lost[0] < was, bool(added) and added[0] < now
    if is_lost and is_added:
        added.popleft()
        place = lost.popleft()
        return Finding("changed", place, place, "Deze regel is gewijzigd en opnieuw van een vingerafdruk voorzien.")
    if is_lost:
        place = lost.popleft()
        return Finding("removed", place, place, "Deze regel is verwijderd en de rest is doorgenummerd.")
    place = added.popleft()
    return Finding("inserted", place, place, "Deze regel is ingevoegd en de rest is doorgenummerd.")


def _common(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[int, int]:
    """How many are the same at the beginning, and how many more at the end."""
    most = min(len(old), len(new))
    begin = next((place for place in range(most) if old[place] != new[place]), most)
    ends = next((back for back in range(most - begin) if old[-1 - back] != new[-1 - back]), most - begin)
    return begin, ends


def _out_of_order(row: Sequence[int]) -> list[int]:
    """The fewest positions without which the row rises; of two that changed places, both."""
    tops: list[int] = []
    ends: list[int] = []
    before = [-1] * len(row)
    for position, value in enumerate(row):
        length = bisect.bisect_left(tops, value)
        tops[length:] = [value] if length == len(tops) else [value, *tops[length + 1 :]]
        ends[length:] = [position] if length == len(ends) else [position, *ends[length + 1 :]]
        before[position] = ends[length - 1] if length else -1
    rising = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        rising.add(position)
        position = before[position]
    stray = [position for position in range(len(row)) if position not in rising]
    ranked = sorted(row)
    partner = {bisect.bisect_left(ranked, row[position]): position for position in stray}
    swapped = {here for here, there in partner.items() if bisect.bisect_left(ranked, row[here]) == there}
    return sorted({*stray, *swapped})


def _count(entries: Part, report: Report) -> None:
    """Acts per day, and sums of the sealed lines per month: to lay beside reports and invoices."""
    for (day, act, result), number in sorted(entries.acts.items()):
        report.days.setdefault(day, {}).setdefault(act, {})[result] = number
    for month, service, measure, key in sorted(entries.sums):
        of = (month, service, measure, key)
        row = {"month": month, "service": service, "measure": measure, "key": key}
        report.sums.append(row | {"quantity": entries.sums[of], "base": entries.bases[of]})


# Proofs of one entry, or from one checkpoint to the next


def check_proof(proof: str, entry: str | None, held: list[tuple[str, str]], verifier: Verifier) -> tuple[bool, str]:
    """Does the proof hold? With the sentence that says so; raises CannotCheck when a part is missing."""
    head, gap, note = proof.partition("\n\n")
    lines = [line for line in head.split("\n") if not line.startswith("extra ")]
    try:
        checkpoint = verifier.open(note)
        if gap and lines[0] == PROOF and lines[1].startswith("index "):
            hashes = [base64.b64decode(line, validate=True) for line in lines[2:]]
            return _check_inclusion(int(lines[1][6:]), hashes, checkpoint, entry, held, verifier)
        if gap and lines[0].startswith("old "):
            hashes = [base64.b64decode(line, validate=True) for line in lines[1:]]
            return _check_consistency(int(lines[0][4:]), hashes, checkpoint, held, verifier)
    except BadNote as bad:
        return False, str(bad)
    except (IndexError, ValueError):
        pass
    raise CannotCheck("Dit is geen bewijs in de vorm van c2sp.org/tlog-proof of tlog-witness.")


def _check_inclusion(
    index: int,
    hashes: list[bytes],
    checkpoint: Checkpoint,
    entry: str | None,
    held: list[tuple[str, str]],
    verifier: Verifier,
) -> tuple[bool, str]:
    if entry is None:
        raise CannotCheck("Geef met --entry de regel waarvan dit het bewijs is.")
    part = check_piece(entry.strip().encode(), 1, checkpoint.origin)
    if part.findings or not part.indices:
        return False, " ".join(one.text for one in part.findings) or "Dit is geen regel van het journaal."
    if part.indices[0] != index or not verify_inclusion(
        bytes(part.hashes[:32]), index, checkpoint.size, hashes, checkpoint.root
    ):
        return False, f"Deze regel staat niet op plaats {index} in het log van dit controlepunt."
    for source, note in held:
        kept = verifier.open(note, source)
        if (kept.origin, kept.size) == (checkpoint.origin, checkpoint.size) and kept.root != checkpoint.root:
            return False, f"{source}: jouw controlepunt van {kept.size} regels heeft een andere wortel."
    return True, f"De regel staat op plaats {index} in {checkpoint.origin}, met {checkpoint.size} regels ondertekend."


def _check_consistency(
    old: int, hashes: list[bytes], new: Checkpoint, held: list[tuple[str, str]], verifier: Verifier
) -> tuple[bool, str]:
    kept = [one for one in (verifier.open(note, source) for source, note in held) if one.size == old]
    if not kept:
        raise CannotCheck(f"Geef met --checkpoint jouw controlepunt van {old} regels.")
    if kept[0].origin != new.origin or not verify_consistency(kept[0], new, hashes):
        return False, f"Het log van {new.size} regels begint niet met dat van jouw controlepunt van {old} regels."
    return True, f"De eerste {old} regels van {new.origin} zijn nog dezelfde; er zijn er nu {new.size} ondertekend."


# For people


def say(report: Report) -> list[str]:
    """The report in Dutch."""
    kinds = Counter(one.kind for one in report.findings)
    erased = sum(last - first + 1 for first, last in report.erased)
    days = f"{min(report.days)} t/m {max(report.days)}" if report.days else "geen dagen"
    own = "van jou" if report.key_given else "uit de export zelf: vergelijk hem met die op je papieren"
    said = [
        f"Journaal {report.origin}: {_number(report.entries)} regels, {days}",
        f"Sleutel {report.key} ({own})",
        _step(1, "handtekeningen", kinds, ("signature", "origin", "key"), f"{report.checkpoints} in de export"),
        _step_of_held(report),
        _step(3, "wortel uit alle regels", kinds, ROOT, report.root[:16]),
        _step(4, "volgorde zonder gaten", kinds, ("removed", "inserted", "moved", "cut", "unreadable"), ""),
        _step(5, "feiten", kinds, ("facts",), f"{_number(erased)} gewist" if erased else "geen gewist"),
        _step(6, "kolommen en telregels", kinds, ("columns", "lines", "stray"), ""),
        f"  7 geteld: {sum(map(len, report.days.values()))} soorten per dag, {len(report.sums)} sommen (zie --json)",
    ]
    for kind in kinds:
        said += _named(kind, [one for one in report.findings if one.kind == kind])
    return [*said, _verdict(report)]


def _step_of_held(report: Report) -> str:
    if not report.held:
        return "  2 jouw controlepunten: niet gecontroleerd, want er zijn er geen meegegeven"
    failing = [one["source"] for one in report.held if not one["holds"]]
    if failing:
        return f"  2 jouw controlepunten: FOUT ({', '.join(failing)})"
    return f"  2 jouw controlepunten: goed, de eerste {_number(report.covered)} regels staan er nog zoals toen"


def _step(number: int, what: str, kinds: Counter[str], mine: tuple[str, ...], good: str) -> str:
    wrong = sum(kinds[kind] for kind in mine)
    return f"  {number} {what}: " + (f"FOUT ({wrong})" if wrong else "goed" + (f", {good}" if good else ""))


def _named(kind: str, findings: list[Finding]) -> Iterator[str]:
    for one in findings[:SHOWN]:
        place = f" {one.first}" if one.first is not None else ""
        if one.last is not None and one.last != one.first:
            place += f" t/m {one.last}"
        yield f"  ! {NAMES[kind]}{place}: {one.text}"
    if len(findings) > SHOWN:
        yield f"  ! {NAMES[kind]}: en nog {len(findings) - SHOWN}; ze staan alle in het rapport (--json)."


ROOT = ("changed", "fingerprint", "rewritten", "unsigned", "copy", "removed", "inserted", "moved")
NAMES = {
    "changed": "gewijzigd: regel",
    "fingerprint": "vingerafdruk: regel",
    "columns": "kolommen: regel",
    "lines": "telregels: regel",
    "facts": "feiten: regel",
    "removed": "verwijderd: regel",
    "inserted": "ingevoegd: regel",
    "moved": "verplaatst: regel",
    "rewritten": "herschreven: regel",
    "unsigned": "niet ondertekend: regel",
    "stray": "verdwaald: regel",
    "unreadable": "onleesbaar: bestandsregel",
    "cut": "afgebroken",
    "copy": "tweede kopie",
    "signature": "handtekening",
    "origin": "ander log",
    "key": "sleutel",
}


def _verdict(report: Report) -> str:
    if not report.whole:
        return "NIET HEEL: bewaar deze export en je controlepunten, en leg dit voor aan beide gemeenten."
    rest = report.entries - report.covered
    if report.covered and rest:
        return f"HEEL. De laatste {_number(rest)} regels steunen alleen op het laatste controlepunt in de export."
    if report.covered:
        return "HEEL, en gedekt door jouw controlepunt."
    return "HEEL, maar alleen volgens de export zelf: met een eigen controlepunt (--checkpoint) weet je het zeker."


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


# The command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command, for here and for `noaber journal verify`."""
    parser.add_argument("export", nargs="?", type=Path, help="de export van het journaal (.jsonl.gz)")
    parser.add_argument("--checkpoint", type=Path, metavar="BESTAND", help="het controlepunt dat je zelf bewaarde")
    parser.add_argument(
        "--older",
        type=Path,
        metavar="BESTAND",
        nargs="+",
        default=[],
        help="oudere controlepunten: zij wijzen de plek aan",
    )
    parser.add_argument(
        "--key", metavar="SLEUTEL", help="de openbare sleutel (naam+kenmerk+base64), of een bestand waar hij in staat"
    )
    parser.add_argument(
        "--leaves", type=Path, metavar="BESTAND", help="een tweede kopie van de vingerafdrukken: die noemt elke regel"
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="BESTAND",
        help="bewaar hier de vingerafdrukken, als alles heel is, voor een volgende keer",
    )
    parser.add_argument(
        "--json", type=Path, metavar="BESTAND", help="schrijf het hele rapport als JSON, met tellingen per dag"
    )
    parser.add_argument(
        "--proof", type=Path, metavar="BESTAND", help="controleer een bewijs (.tlog-proof) in plaats van een export"
    )
    parser.add_argument("--entry", type=Path, metavar="BESTAND", help="de regel waarvan het bewijs is, als JSON")
    parser.add_argument(
        "--processes",
        type=int,
        metavar="AANTAL",
        default=0,
        help="aantal processen; standaard zo veel als er kernen zijn",
    )


def run(options: argparse.Namespace) -> int:
    """Carry out the command; returns its exit code."""
    try:
        return _run_proof(options) if options.proof else _run_export(options)
    except CannotCheck as reason:
        print(f"NIET GECONTROLEERD: {reason}", file=sys.stderr)
        return UNCHECKED


def _run_export(options: argparse.Namespace) -> int:
    if options.export is None:
        raise CannotCheck("Geef het bestand met de export, of een bewijs met --proof.")
    copy = _bytes_of(options.leaves) if options.leaves else None
    export = read_export(options.export, options.processes or _processes_for(options.export))
    report = judge(export, _held(options), _key(options), copy)
    print("\n".join(say(report)))
    if options.json:
        answer = {"verdict": "whole" if report.whole else "broken"} | asdict(report)
        options.json.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.keep and report.whole:
        options.keep.write_bytes(export.entries.hashes)
    return WHOLE if report.whole else WRONG


def _run_proof(options: argparse.Namespace) -> int:
    key = _key(options)
    if key is None:
        raise CannotCheck("Geef met --key de openbare sleutel.")
    entry = _text(options.entry) if options.entry else None
    holds, sentence = check_proof(_text(options.proof), entry, _held(options), Verifier(key))
    print(f"{'HEEL' if holds else 'NIET HEEL'}: {sentence}")
    return WHOLE if holds else WRONG


def _held(options: argparse.Namespace) -> list[tuple[str, str]]:
    paths = ([options.checkpoint] if options.checkpoint else []) + options.older
    return [(path.name, _text(path)) for path in paths]


def _key(options: argparse.Namespace) -> str | None:
    if options.key and "+" not in options.key:
        return _text(Path(options.key)).strip()
    return options.key or None


def _text(path: Path) -> str:
    """A text file; line ends that a mail program changed are put back."""
    try:
        return _bytes_of(path).decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise CannotCheck(f"Het bestand {path} is geen tekst.") from None


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotCheck(f"Het bestand {path} is niet te lezen: {error}") from None


def _processes_for(path: Path) -> int:
    """More than one only for files that take longer than starting a process."""
    try:
        return min(os.cpu_count() or 1, 4) if path.stat().st_size > 4 * PIECE else 1
    except OSError as error:
        raise CannotCheck(f"Het bestand {path} is niet te lezen: {error}") from None


def main(argv: list[str] | None = None) -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser("verify.py", description="Controleer een export van het journaal van Noaber.")
    add_arguments(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
