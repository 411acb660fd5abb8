"""Keeps an invoice as JSON, whole: read back it is the same value, with its traces, and is drawn to the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from noaber.invoicing.invoice import Invoice

VERSION = 1


class UnknownVersion(ValueError):
    """The document was kept by a newer release than this one."""


def as_document(invoice: Invoice) -> dict[str, Any]:
    """The invoice as JSON can hold it. Amounts are whole cents, rates and days are text."""
    return {"version": VERSION, "invoice": msgspec.to_builtins(invoice)}


def from_document(document: Mapping[str, Any]) -> Invoice:
    """The invoice that a document keeps. Raises UnknownVersion, and msgspec.ValidationError where it is not whole."""
    if document.get("version") != VERSION:
        raise UnknownVersion(f"Versie {document.get('version')} van een bewaarde factuur is onbekend.")
    return msgspec.convert(document["invoice"], Invoice)
