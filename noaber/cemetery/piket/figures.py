"""What being on call tells who directs the work: how calls were answered, and whether the roster closes; no names."""

from __future__ import annotations

from django.urls import reverse

from noaber.cemetery.figures import Asked, Figure
from noaber.cemetery.piket import acts
from noaber.cemetery.piket.queries import holes, tally
from noaber.cemetery.piket.roster import beside, month_of
from noaber.cemetery.piket.terms import PiketTerms
from noaber.values import Period, Trace


def on_call(asked: Asked) -> list[Figure]:
    """The calls of the quarter, how many were answered in time, and the gaps in the roster. Three queries."""
    terms, day = PiketTerms.fill(asked.book.term, asked.day), asked.day
    quarter = Period.quarter_of(day)
    counts = tally(asked.client, month_of(quarter))
    norm, agreed = terms.answer_minutes, [kpi for kpi in asked.book.kpis if kpi.measured_by == acts.LOG_CALL.code]
    share = f"{counts.percent} %" if counts.percent is not None else "geen oproepen"
    inputs = tuple(Trace(kpi.name, f"ten minste {kpi.norm} %", clause=kpi.clauses[0]) for kpi in agreed)
    formula = f"{counts.in_time} van {counts.calls} oproepen, beantwoord binnen {norm.value} minuten"
    answered = Trace("Op tijd beantwoord", share, formula, norm.clause, "naar beneden, op een procent", inputs)
    met = all(counts.in_time * 100 >= kpi.norm * counts.calls for kpi in agreed)
    state = ("gehaald", "done") if met else ("niet gehaald", "late")
    return [
        Figure("Oproepen", Trace("Oproepen", str(counts.calls), f"vastgelegd in {quarter}"), reverse("piket")),
        Figure("Op tijd beantwoord", answered, reverse("piket"), *(state if counts.calls and agreed else ())),
        _gaps(asked, terms),
    ]


def _gaps(asked: Asked, terms: PiketTerms) -> Figure:
    """The hours of this month and the next in which nobody is on call."""
    this = Period.month(asked.day.year, asked.day.month)
    found = [(month, len(holes(asked.client, month, terms))) for month in (this, beside(this, 1))]
    number = sum(gaps for _, gaps in found)
    inputs = tuple(Trace(str(month).capitalize(), str(gaps)) for month, gaps in found)
    words = "keren dat niemand piket heeft in de afgesproken uren"
    why = Trace("Gaten in het rooster", str(number), words, terms.evening.clause, inputs=inputs)
    where = next((month for month, gaps in found if gaps), this)
    address = reverse("piket-roster", args=[where.code])
    return Figure(why.label, why, address, *(("niet rond", "wait") if number else ("rond", "done")))
