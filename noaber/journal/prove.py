"""Proofs that somebody checks without us: that an entry is in the log, and that a log begins with an earlier one."""

from __future__ import annotations

from noaber.journal.checkpoint import write_consistency, write_proof
from noaber.journal.export import entry_line
from noaber.journal.merkle import consistency_proof, inclusion_proof
from noaber.journal.models import Checkpoint
from noaber.journal.queries import export_records, leaf_hashes


class NotThere(Exception):  # it is what was asked that is not there; the sentence is for whoever asked
    """There is no such entry, or no checkpoint over it yet."""


def of_entry(client: int, year: int, index: int) -> str:
    """That an entry stands at this place, against the newest checkpoint of its log, as a C2SP tlog-proof."""
    newest = _newest(client, year)
    if not 0 <= index < newest.size:
        raise NotThere(f"Regel {index} is er niet: het log telt {newest.size} verzegelde regels.")
    hashes = leaf_hashes(client, year, newest.size)
    return write_proof(index, inclusion_proof(hashes, index), newest.note)


def of_growth(client: int, year: int, old: int) -> str:
    """That the newest checkpoint's log begins with the log of `old` entries, as a C2SP witness is sent it."""
    newest = _newest(client, year)
    if not 0 <= old <= newest.size:
        raise NotThere(f"Zo lang is het log niet: het telt {newest.size} verzegelde regels.")
    hashes = leaf_hashes(client, year, newest.size)
    return write_consistency(old, consistency_proof(hashes, old, newest.size), newest.note)


def entry_text(client: int, year: int, index: int) -> str:
    """An entry as the export writes it: what `verify.py --entry` holds a proof against."""
    record = next(export_records(client, year, index + 1, first=index), None)
    if record is None:
        raise NotThere(f"Regel {index} is er niet.")
    return entry_line(record)


def _newest(client: int, year: int) -> Checkpoint:
    newest = Checkpoint.objects.filter(municipality=client, year=year).order_by("-size").first()
    if newest is None:
        raise NotThere("Dit log is nog nooit verzegeld. Doe eerst: noaber journal seal")
    return newest
