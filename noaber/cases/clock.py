"""Why a case runs out on the day it does, step by step, for the why-panel."""

from __future__ import annotations

from collections.abc import Iterator

from noaber.calendar.words import short_day
from noaber.cases.event import EVENTS
from noaber.cases.rules import AWB_4_14, AWB_4_15, Facts, latest_due
from noaber.values import Clause, Trace
from noaber.values.period import dutch_day

RWN_6A = Clause("RWN", "6a(6)")


def why_due(facts: Facts, law: str = "") -> Trace | None:
    """The day on which a case becomes late: the first of the term of law and the agreed norm; None where it has none.

    `law` names the article that the term of law comes from, as the agreement's data write it.
    """
    last = latest_due(facts)
    if last is None:
        return None
    parts = tuple(part for part in (_by_law(facts, law), _by_norm(facts)) if part is not None)
    words = "De dag die het eerst komt." if len(parts) > 1 else "De enige termijn die voor dit product loopt."
    return Trace("Loopt af op", short_day(last), words, None, "", parts)


def _by_law(facts: Facts, law: str) -> Trace | None:
    if facts.kind.clock is None or facts.due is None:
        return None
    start = f"{EVENTS[facts.kind.event].label.lower()}:" if facts.event_day else "ontvangst op"
    words = f"{facts.kind.clock} na {start} {dutch_day(facts.event_day or facts.received)}. {law}".strip()
    moved = "Valt de laatste dag in een weekend of op een feestdag, dan telt de eerstvolgende werkdag."
    return Trace("Termijn van de wet", short_day(facts.due), words, None, moved, (*_longer(facts), *_stops(facts)))


def _longer(facts: Facts) -> Iterator[Trace]:
    """What the law lets be added: extensions, and a notice of delay that names a new last day."""
    extension = facts.kind.term.extension if facts.kind.term else None
    if extension and facts.extensions:
        words = f"{facts.extensions} keer, met een brief aan de aanvrager."
        yield Trace("Verlengd", str(extension.span), words, extension.clause)
    if facts.added_days:
        words = "De minister is om advies gevraagd."
        yield Trace("Langer door advies", f"{facts.added_days} dagen", words, RWN_6A)
    if facts.promised and facts.told_on:
        kept = (
            "De termijn van de wet blijft staan."
            if facts.due != facts.promised
            else "Die dag komt ervoor in de plaats."
        )
        words = f"De aanvrager kreeg op {dutch_day(facts.told_on)} bericht. {kept}"
        yield Trace("Vertraging bericht", short_day(facts.promised), words, AWB_4_14)


def _by_norm(facts: Facts) -> Trace | None:
    day, since = facts.norm_due, facts.norm_since
    if day is None or since is None:
        return None
    start = "de dag waarop het dossier compleet was," if facts.kind.norm_from_complete else "ontvangst op"
    words = f"{facts.kind.norm_days} werkdagen na {start} {dutch_day(since)}."
    return Trace("Afgesproken norm", short_day(day), words, facts.kind.clause, "", _stops(facts))


def _stops(facts: Facts) -> tuple[Trace, ...]:
    return tuple(
        Trace(
            "Opgeschort",
            f"{stop.days} {'dag' if stop.days == 1 else 'dagen'}",
            f"Aanvulling gevraagd op {dutch_day(stop.since)}, aangevuld op {dutch_day(stop.until)}. "
            "De dagen daartussen tellen niet mee.",
            AWB_4_15,
        )
        for stop in facts.suspensions
    )
