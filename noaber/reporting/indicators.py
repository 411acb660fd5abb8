"""How well: each norm with its numerator, its denominator, what can be said of it, and what people do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from noaber.reporting.counts import known
from noaber.reporting.definitions import KpiRow, Remark, ReportHead
from noaber.reporting.figures import Figure, Tally, average, counted, percentage, quarter_name, span_code, summed, whole
from noaber.reporting.norms import PERCENT, Status, meets, minimum_of, norm_text, status_of
from noaber.reporting.terms import ReportTerms
from noaber.values import Clause, Period, Trace

EXCLUDED = "kpi.excluded"
_LEFT_OUT = "buiten de telling: "
_WHY = {"urgent": "met spoed", "cancelled": "aanvraag vervallen"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a norm came to in a run of quarters: hits of base, and the result where there are enough of them."""

    status: Status
    hits: Figure
    base: Figure
    result: Figure | None

    @property
    def ratio(self) -> Trace:
        """Hits of base as one number that opens: `295 / 300`."""
        text = f"{self.hits.value} / {self.base.value}"
        return Trace("teller / noemer", text, "", self.hits.trace.clause, inputs=(self.hits.trace, self.base.trace))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One norm in this report. `interim`: its own period is not over yet, so the status may still change.

    `outcome` is None where nothing is measured, and the points of `trend` also before the journal begins. `note` says
    in a sentence what limits the status. `excluded` counts what was left out of the denominator, one number a reason.
    """

    kpi: KpiRow
    norm: str
    about: Period
    interim: bool
    status: Status
    outcome: Outcome | None
    trend: tuple[Outcome | None, ...]
    note: str
    remarks: tuple[Remark, ...]
    excluded: tuple[Figure, ...] = ()

    @property
    def clause(self) -> Clause | None:
        """Where the norm is agreed first."""
        return self.kpi.clauses[0] if self.kpi.clauses else None

    @property
    def cause(self) -> str:
        """Why, in the words of people; empty where nobody wrote it."""
        return _joined([remark.cause for remark in self.remarks])

    @property
    def action(self) -> str:
        """What is done about it; empty where nobody wrote it."""
        return _joined([remark.action for remark in self.remarks])

    @property
    def owner(self) -> str:
        """Who does it; empty where nobody was named."""
        return ", ".join(dict.fromkeys(remark.owner for remark in self.remarks if remark.owner))

    @property
    def due(self) -> date | None:
        """By when the last action is done; None where no day was named."""
        return max((remark.due for remark in self.remarks if remark.due is not None), default=None)

    @property
    def handled(self) -> bool:
        """Is there an action with an owner?"""
        return any(remark.action and remark.owner for remark in self.remarks)


def measure_kpi(
    tally: Tally, head: ReportHead, kpi: KpiRow, terms: ReportTerms, remarks: Sequence[Remark]
) -> Indicator:
    """What this report says about one norm, over the norm's own period as far as it has gone."""
    quarters, interim = quarters_of(kpi, tally.quarters)
    outcome = _outcome(tally, kpi, quarters, terms)
    excluded = excluded_of(tally, kpi, quarters)
    measured = outcome.status is not Status.NOT_MEASURED
    since, until = Period.parse(quarters[0]).since, Period.parse(quarters[-1]).until
    return Indicator(
        kpi=kpi,
        norm=norm_text(kpi),
        about=Period(since, until),
        interim=interim,
        status=outcome.status,
        outcome=outcome if measured else None,
        trend=tuple(
            _outcome(tally, kpi, (quarter,), terms) if measured and known(quarter, head) else None
            for quarter in tally.quarters
        ),
        note=_note(kpi, outcome, interim, terms, excluded),
        remarks=tuple(remark for remark in remarks if remark.kpi == kpi.code),
        excluded=excluded,
    )


def excluded_of(tally: Tally, kpi: KpiRow, quarters: Sequence[str]) -> tuple[Figure, ...]:
    """What a norm leaves out, counted by its reason: lines `kpi.excluded` with the key `BZ-03:urgent`."""
    clause, start = (kpi.clauses[0] if kpi.clauses else None), f"{kpi.code}:"
    found = {key for service in tally.services(EXCLUDED) for key in tally.keys(EXCLUDED, service)}
    reasons = sorted(key for key in found if key.startswith(start))
    figures = (
        counted(tally, f"{_LEFT_OUT}{_WHY.get(key.removeprefix(start), key)}", EXCLUDED, quarters, clause, key=key)
        for key in reasons
    )
    return tuple(figure for figure in figures if figure.number)


def quarters_of(kpi: KpiRow, quarters: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The quarters of the norm's own period up to the reported one, and whether that period still goes on."""
    number = int(quarters[-1][-1])
    if kpi.period == "halfjaar":
        done = 2 if number % 2 == 0 else 1
        return tuple(quarters[-done:]), done == 1
    if kpi.period == "jaar":
        return tuple(quarters[-number:]), number < 4
    if kpi.period in ("kwartaal", "per verkiezing"):
        return tuple(quarters[-1:]), False
    raise ValueError(f"{kpi.code} wordt gemeten per “{kpi.period}”. Kies kwartaal, halfjaar, jaar of per verkiezing.")


def _outcome(tally: Tally, kpi: KpiRow, quarters: Sequence[str], terms: ReportTerms) -> Outcome:
    clause = kpi.clauses[0] if kpi.clauses else None
    hits = counted(tally, "teller", "kpi", quarters, clause, key=kpi.code)
    base = _base(tally, kpi, quarters, clause)
    status = status_of(kpi, int(hits.number), int(base.number), terms)
    judged = status in (Status.MET, Status.MISSED)
    if status is Status.TOO_FEW and kpi.unit != PERCENT:
        hits = _withheld(clause)
    return Outcome(status, hits, base, _result(kpi, hits, base, clause) if judged else None)


def _withheld(clause: Clause | None) -> Figure:
    """The sum behind an average of too few: beside the number of observations it would give the average away."""
    words = "te weinig waarnemingen om een gemiddelde te tonen"
    return Figure("–", Trace("teller", "–", words, clause), 0)


def _base(tally: Tally, kpi: KpiRow, quarters: Sequence[str], clause: Clause | None) -> Figure:
    if not span_code(quarters):
        parts = tuple(_base(tally, kpi, (quarter,), clause) for quarter in quarters)
        return summed("noemer", parts, clause)
    number = tally.total("kpi", quarters, key=kpi.code).base
    label = "noemer" if len(quarters) == 1 or span_code(quarters) else quarter_name(quarters[0])
    lines = counted(tally, "teller", "kpi", quarters, clause, key=kpi.code).trace.lines
    trace = Trace(label, whole(number), "alles wat meetelt, gehaald of niet", clause, lines=lines)
    return Figure(whole(number), trace, number)


def _result(kpi: KpiRow, hits: Figure, base: Figure, clause: Clause | None) -> Figure:
    if kpi.unit == PERCENT:
        return percentage("resultaat", hits, base, clause, lambda result: meets(kpi, result))
    return average("resultaat", hits, base, clause, "average", lambda result: meets(kpi, result))


def _note(kpi: KpiRow, outcome: Outcome, interim: bool, terms: ReportTerms, excluded: Sequence[Figure] = ()) -> str:
    if outcome.status is Status.NOT_MEASURED:
        return f"Staat niet in het journaal. De cijfers zijn te vinden in: {kpi.source}."
    notes = []
    if outcome.status is Status.TOO_FEW:
        least = minimum_of(kpi, terms)
        notes.append(f"Een oordeel kan vanaf {whole(least)} {'waarneming' if least == 1 else 'waarnemingen'}.")
    if interim:
        notes.append(f"Tussenstand: deze norm geldt per {kpi.period}.")
    if excluded:
        parts = [f"{figure.value} {figure.trace.label.removeprefix(_LEFT_OUT)}" for figure in excluded]
        notes.append(f"{_LEFT_OUT.strip().capitalize()} {', '.join(parts)}.")
    return " ".join(notes)


def _joined(texts: Sequence[str]) -> str:
    return " ".join(text for text in texts if text)
