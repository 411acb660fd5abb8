"""The three sentences for a reader in a hurry: how much, how well, and what is waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.reporting.counts import Count
from noaber.reporting.definitions import ReportHead
from noaber.reporting.figures import Figure, difference, percentage, whole
from noaber.reporting.indicators import Indicator
from noaber.reporting.norms import Status
from noaber.values import Trace

NAMED = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the numbers in it that can be opened."""

    text: str
    figures: tuple[Figure, ...]


def about_counts(head: ReportHead, total: Count, services: Sequence[tuple[int, Count]]) -> Sentence:
    """How much was done, against last year, and where it changed most."""
    verb = _plural(total.count, "is", "zijn")
    start = f"In het {head.period} {verb} {_cases(total.count)} afgehandeld"
    last_year = head.period.since.year - 1
    if total.last_year is None or total.change is None:
        return Sentence(f"{start}; cijfers over hetzelfde kwartaal van {last_year} zijn er niet.", (total.count,))
    compared, figures = _compared(total.change, total.last_year)
    start += f", {compared} in hetzelfde kwartaal van {last_year}"
    figures = (total.count, *figures)
    changed = [(number, row) for number, row in services if row.change is not None and row.change.number]
    if not changed:
        return Sentence(f"{start}; bij geen enkele dienst week het aantal af.", figures)
    number, most = max(changed, key=lambda item: abs(int(item[1].change.number)) if item[1].change else 0)
    assert most.change is not None
    named = f"dienst {number} ({most.name})" if number else most.name.lower()
    more = f"{_size(most.change)} {'meer' if most.change.number > 0 else 'minder'}"
    text = f"{start}; het meest veranderde {named}: {_cases(most.count)}, {more}."
    return Sentence(text, (*figures, most.count, most.change))


def about_norms(indicators: Sequence[Indicator]) -> Sentence:
    """Which norms were missed, and how many say nothing yet."""
    by = {status: [row for row in indicators if row.status is status] for status in Status}
    met, missed = by[Status.MET], by[Status.MISSED]
    judged = _number("normen met een oordeel", [*met, *missed])
    few = _number("normen met te weinig waarnemingen", by[Status.TOO_FEW])
    unmeasured = _number("normen die niet in het journaal worden gemeten", by[Status.NOT_MEASURED])
    rest = _rest(few, unmeasured)
    others = tuple(figure for figure in (few, unmeasured) if figure.number)
    if not judged.number:
        return Sentence(f"Over geen enkele norm is een oordeel mogelijk{rest}.", others)
    reached = _number("gehaalde normen", met)
    start = f"Van de {judged.value} {_plural(judged, 'norm', 'normen')} met een oordeel"
    start += f" {_plural(reached, 'is', 'zijn')} er {reached.value} gehaald"
    if not missed:
        return Sentence(f"{start}{rest}.", (judged, reached, *others))
    results = tuple(row.outcome.result for row in missed[:NAMED] if row.outcome and row.outcome.result)
    more = _number("andere gemiste normen", missed[NAMED:])
    named = _listed([_missed(row) for row in missed[:NAMED]] + ([f"nog {more.value}"] if more.number else []))
    figures = (judged, reached, *results, *((more,) if more.number else ()), *others)
    return Sentence(f"{start}; niet gehaald: {named}{rest}.", figures)


def about_waiting(registered: Figure, closed: Figure, overdue: Figure, indicators: Sequence[Indicator]) -> Sentence:
    """Is the pile growing, how many are late, and which missed norms still wait for an action."""
    pile = difference("binnengekomen min afgehandeld", registered, closed, None)
    if pile.number > 0:
        start = f"Er {_one_or_more(pile, 'kwam', 'kwamen')} meer binnen dan er werden afgehandeld"
    elif pile.number < 0:
        start = f"Er {_one_or_more(pile, 'werd', 'werden')} meer afgehandeld dan er binnenkwamen"
    else:
        start = "Er werden evenveel zaken afgehandeld als er binnenkwamen"
    late = f"{overdue.value} {_plural(overdue, 'zaak liep', 'zaken liepen')}" if overdue.number else "geen zaak liep"
    return Sentence(f"{start} en {late} over de termijn{_open(indicators)}.", (pile, overdue))


def _compared(change: Figure, old: Figure) -> tuple[str, tuple[Figure, ...]]:
    if not change.number:
        return "evenveel als", (change,)
    word = "meer dan" if change.number > 0 else "minder dan"
    if not old.number:
        return f"{_size(change)} {word}", (change,)
    share = percentage("verschil als deel van vorig jaar", change, old, None)
    return f"{_size(change)} ({_size(share)}) {word}", (change, share)


def _size(figure: Figure) -> str:
    """A difference without its sign, for sentences that say meer or minder."""
    return figure.value.lstrip("+-")


def _number(label: str, rows: Sequence[Indicator]) -> Figure:
    """How many norms, with the outcome of each."""
    inputs = tuple(_named(row) for row in rows)
    return Figure(whole(len(rows)), Trace(label, whole(len(rows)), "aantal normen", inputs=inputs), len(rows))


def _named(row: Indicator) -> Trace:
    """The outcome of a norm under its own name."""
    outcome = row.outcome
    if outcome is None:
        return Trace(row.kpi.code, row.status.text, row.note, row.clause)
    inputs = (outcome.hits.trace, outcome.base.trace)
    return Trace(row.kpi.code, outcome.result.value if outcome.result else row.status.text, "", row.clause, "", inputs)


def _missed(row: Indicator) -> str:
    assert row.outcome is not None and row.outcome.result is not None
    return f"{row.kpi.name} ({row.outcome.result.value}, norm {row.norm})"


def _listed(parts: Sequence[str]) -> str:
    return " en ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _rest(few: Figure, unmeasured: Figure) -> str:
    said = []
    if few.number:
        said.append(f"bij {few.value} {_plural(few, 'norm', 'normen')} zijn er te weinig waarnemingen")
    if unmeasured.number:
        said.append(f"{unmeasured.value} {_plural(unmeasured, 'wordt', 'worden')} niet in het journaal gemeten")
    return f"; {' en '.join(said)}" if said else ""


def _open(indicators: Sequence[Indicator]) -> str:
    missed = [row for row in indicators if row.status is Status.MISSED]
    waiting = [row.kpi.code for row in missed if not row.handled]
    if not missed:
        return ""
    if not waiting:
        return "; bij elke gemiste norm staat een actie met een eigenaar"
    return f"; {_listed(waiting)} {'wacht' if len(waiting) == 1 else 'wachten'} nog op een actie met een eigenaar"


def _cases(figure: Figure) -> str:
    return f"{figure.value} {_plural(figure, 'zaak', 'zaken')}"


def _one_or_more(pile: Figure, one: str, more: str) -> str:
    """How many cases the pile changed by, with the verb that fits: `kwam 1 zaak`, `kwamen 2 zaken`."""
    return f"{one} 1 zaak" if abs(pile.number) == 1 else f"{more} {_size(pile)} zaken"


def _plural(figure: Figure, one: str, more: str) -> str:
    return one if figure.number == 1 else more
