"""What was agreed about a quarter, as a fixed report keeps it: a later version of the agreement does not change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from noaber.reporting.definitions import Definitions
from noaber.reporting.terms import ReportTerms


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything that a report takes from the agreement."""

    definitions: Definitions
    terms: ReportTerms


def keep(agreed: Agreed) -> dict[str, Any]:
    """What was agreed, as plain data."""
    kept: dict[str, Any] = msgspec.to_builtins(agreed)
    return kept


def kept(document: dict[str, Any]) -> Agreed:
    """What was agreed, from plain data. Raises msgspec.ValidationError for anything that `keep` did not make."""
    return msgspec.convert(document, Agreed)
