"""A file for the bookkeeping as a value: its lines, control totals and bytes, and the manifest that goes with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from noaber.cemetery.charges.layout import Layout, write
from noaber.values import Euro


@dataclass(frozen=True, slots=True)
class Totals:
    """What the receiver adds up again. `hash_total` is the sum of the numbers of the posts, and means nothing else."""

    lines: int = 0
    debtors: int = 0
    debit: Euro = field(default_factory=Euro)
    credit: Euro = field(default_factory=Euro)
    hash_total: int = 0
    by_ledger: tuple[tuple[str, int, Euro], ...] = ()
    by_tariff: tuple[tuple[str, int, Euro], ...] = ()

    @property
    def net(self) -> Euro:
        """What is asked less what is given back."""
        return self.debit + self.credit


def totals_of(rows: Sequence[Mapping[str, Any]]) -> Totals:
    """The control totals of lines."""
    debit = sum(row["amount"] for row in rows if row["amount"] > 0)
    credit = sum(row["amount"] for row in rows if row["amount"] < 0)
    return Totals(
        len(rows),
        len({row["debtor"] for row in rows}),
        Euro(debit),
        Euro(credit),
        sum(row["number"] for row in rows),
        _summed(rows, "ledger"),
        _summed(rows, "tariff"),
    )


def _summed(rows: Sequence[Mapping[str, Any]], name: str) -> tuple[tuple[str, int, Euro], ...]:
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        number, cents = found.get(row[name], (0, 0))
        found[row[name]] = number + 1, cents + row["amount"]
    return tuple((code, number, Euro(cents)) for code, (number, cents) in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it goes out."""

    number: str
    content: bytes
    digest: str
    manifest: bytes
    totals: Totals


def make(
    number: str,
    predecessor: tuple[str, str],
    municipality: str,
    at: datetime,
    until: date,
    layout: Layout,
    rows: Sequence[Mapping[str, Any]],
) -> Made:
    """A file of these lines. `predecessor` is the number and digest of the file before, both empty for the first."""
    content = write(layout, rows)
    digest, totals = hashlib.sha256(content).hexdigest(), totals_of(rows)
    manifest = {
        "bestand": number,
        "bestandsnaam": file_name(number, layout),
        "voorganger": {"bestand": predecessor[0], "sha256": predecessor[1]} if predecessor[0] else None,
        "gemeente": municipality,
        "gemaakt": at.isoformat(timespec="seconds"),
        "vastgesteld_tot_en_met": until.isoformat(),
        "indeling": layout.title,
        "tekens": layout.encoding,
        "kolommen": [column.name for column in layout.columns],
        "nulbestand": not rows,
        "sha256": digest,
        "bytes": len(content),
        "controletotalen": told(totals),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return Made(number, content, digest, text.encode(), totals)


def file_name(number: str, layout: Layout) -> str:
    """What the file is called."""
    return f"grafrechten-{number}.{layout.extension}"


def told(totals: Totals) -> dict[str, Any]:
    """The control totals as data, amounts in cents."""
    return {
        "regels": totals.lines,
        "debiteuren": totals.debtors,
        "debet_centen": totals.debit.cents,
        "credit_centen": totals.credit.cents,
        "saldo_centen": totals.net.cents,
        "hashtotaal_postnummers": totals.hash_total,
        "per_grootboekrekening": [_part(*row) for row in totals.by_ledger],
        "per_tarief": [_part(*row) for row in totals.by_tariff],
    }


def _part(code: str, number: int, amount: Euro) -> dict[str, Any]:
    return {"code": code, "regels": number, "centen": amount.cents}


def totals_from(data: Mapping[str, Any]) -> Totals:
    """The control totals as they were told."""

    def parts(name: str) -> tuple[tuple[str, int, Euro], ...]:
        return tuple((row["code"], row["regels"], Euro(row["centen"])) for row in data[name])

    return Totals(
        data["regels"],
        data["debiteuren"],
        Euro(data["debet_centen"]),
        Euro(data["credit_centen"]),
        data["hashtotaal_postnummers"],
        parts("per_grootboekrekening"),
        parts("per_tarief"),
    )
