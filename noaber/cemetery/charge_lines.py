"""What an act makes somebody owe: one journal line for each line of the price, and the price itself as it was then.

Nothing is booked by the act. The posts for the bookkeeping are made of these lines, once each.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from noaber.cemetery.price import Price, PriceLine
from noaber.values import Line

MEASURE, UNIT = "grave.charge", "cent"


def charge_lines(price: Price, day: date) -> tuple[Line, ...]:
    """The journal lines of a price, in its order: the cents of each line, and how many times or years it is for."""
    return tuple(
        Line(MEASURE, day, line.amount.cents, UNIT, 0, line.tariff, line.quantity, line.clause.kept)
        for line in price.lines
    )


def charge_facts(price: Price, payer: str, grave: str) -> dict[str, Any]:
    """What the entry says beside its lines: who pays by the register, for which grave, and each line as it was."""
    facts: dict[str, Any] = {"payer": payer, "charged_grave": grave, "price": [_told(line) for line in price.lines]}
    return facts | ({"unknown_price": list(price.unknown)} if price.unknown else {})


def _told(line: PriceLine) -> dict[str, Any]:
    return {
        "tariff": line.tariff,
        "title": line.title,
        "sum": line.sum,
        "number": line.quantity,
        "unit_cents": line.unit.cents,
        "law": line.clause.source,
        "article": line.clause.number,
        "since": str(line.since or ""),
        "vat": line.vat,
        "draft": line.draft,
        "ledger": line.ledger,
        "cost_centre": line.cost_centre,
        "cost_kind": line.cost_kind,
    }
