"""What the cockpit of the regisseur shows of permits: how many are open, and how many decisions were in time."""

from __future__ import annotations

from django.urls import reverse

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery.figures import Asked, Figure
from noaber.cemetery.permits.queries import KPI, OPEN, TO_PLACE, in_time, standing
from noaber.values import Period, Trace

_YEAR = Span(1, "year", "other", backwards=True)


def permit_figures(asked: Asked) -> list[Figure]:
    """Open, too late, to be placed, and the share in time over a year. Three queries."""
    now, here = standing(asked.client, asked.day), reverse("grave-permits")
    period = Period(raw_end(asked.day, _YEAR), asked.day)
    counted = in_time(asked.client, period)
    clause = next((kpi.clauses[0] for kpi in asked.book.kpis if kpi.code == KPI), None)
    late = f"te beslissen aanvragen waarvan de termijn voorbij is op {asked.day:%d-%m-%Y}"
    share = f"{counted.in_time} van {counted.decided}"
    words = f"besluiten binnen de termijn, van alle die sinds {period.since:%d-%m-%Y} meetellen voor {KPI}"
    whole = counted.in_time == counted.decided
    return [
        Figure(
            "Te beslissen",
            Trace(
                "Te beslissen",
                str(now.open),
                f"aanvragen zonder besluit, waarvan {now.waiting} op de aanvrager wachten",
            ),
            f"{here}?stand={OPEN}",
        ),
        Figure(
            "Te laat",
            Trace("Te laat", str(now.late), late),
            f"{here}?stand={OPEN}",
            "te laat" if now.late else "geen",
            "late" if now.late else "done",
        ),
        Figure(
            "Op tijd besloten in een jaar",
            Trace("Op tijd besloten in een jaar", share, words, clause),
            "",
            "alle op tijd" if whole else "niet alle op tijd",
            "done" if whole else "wait",
        ),
        Figure(
            "Te plaatsen of uit te voeren",
            Trace("Te plaatsen of uit te voeren", str(now.to_place), f"verleend, waarvan {now.to_mend} te herstellen"),
            f"{here}?stand={TO_PLACE}",
        ),
    ]
