"""What the page and the paper say of the money of a funeral, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from noaber.cemetery.municipal.models import AssetLine, ClaimLine, CostLine, WriteOffLine
from noaber.cemetery.municipal.money_rules import WLB_22
from noaber.cemetery.municipal.queries import Opened
from noaber.values import Euro, Trace


@dataclass(frozen=True, slots=True)
class Row:
    """A line: what, the amounts in its columns, and how it stands: a word and a shape."""

    what: str
    under: str
    first: Euro
    second: Euro | None
    word: str
    shape: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything about money, as people read it; `covered` is how it stands, with why."""

    costs: list[Row]
    claims: list[Row]
    assets: list[Row]
    estimated: Euro
    actual: Euro
    received: Euro
    written_off: Euro
    open: Euro
    why: Trace


def shown_of(now: Opened) -> Shown:
    """The money of a funeral."""
    sums = now.file.sums
    words = "werkelijke kosten, min wat is ontvangen en wat is afgeboekt"
    parts = (
        Trace("Werkelijke kosten", str(Euro(sums.actual)), f"{len(now.costs)} regels", WLB_22),
        Trace("Ontvangen", str(Euro(sums.received)), f"van {len(now.claims)} keer verhaal", WLB_22),
        Trace("Afgeboekt", str(Euro(sums.written_off)), "goedgekeurd door een tweede", WLB_22),
    )
    return Shown(
        [_cost(one) for one in now.costs],
        [*(_claim(one) for one in now.claims), *(_write_off(one) for one in now.write_offs)],
        [_asset(one) for one in now.assets],
        Euro(sums.estimated),
        Euro(sums.actual),
        Euro(sums.received),
        Euro(sums.written_off),
        Euro(sums.open),
        Trace("Nog open", str(Euro(sums.open)), words, WLB_22, "", parts),
    )


def _cost(one: CostLine) -> Row:
    actual = None if one.actual_cents is None else Euro(one.actual_cents)
    word = ("nota ontbreekt", "wait") if actual is None else ("vastgelegd", "done")
    under = ", ".join(part for part in (one.text, f"nota {one.bill}" if one.bill else "") if part)
    return Row(one.get_kind_display(), under, Euro(one.estimate_cents), actual, *word)


def _claim(one: ClaimLine) -> Row:
    if one.received_cents >= one.amount_cents:
        word = ("ontvangen", "done")
    elif one.ended_on is not None:
        word = ("beëindigd", "off")
    else:
        word = ("loopt", "open")
    return Row(
        one.get_source_display(), one.end_reason or one.note, Euro(one.amount_cents), Euro(one.received_cents), *word
    )


def _write_off(one: WriteOffLine) -> Row:
    states = {None: ("wacht op een collega", "wait"), True: ("afgeboekt", "done"), False: ("afgewezen", "off")}
    under = f"{one.get_reason_display()}: {one.text}"
    return Row("afboeken", under, Euro(one.amount_cents), None, *states[one.approved])


def _asset(one: AssetLine) -> Row:
    word = ("overgedragen", "done") if one.handed_on else ("bewaard", "wait")
    under = f"aan {one.handed_to}, bewijs {one.receipt}" if one.handed_on else one.kept
    return Row(f"{one.get_kind_display()}: {one.text}", under, Euro(one.value_cents), None, *word)
