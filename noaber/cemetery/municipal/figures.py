"""What the cockpit of the regisseur shows of funerals by the municipality: how many, in time, and what they cost."""

from __future__ import annotations

from django.urls import reverse

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery.figures import Asked, Figure
from noaber.cemetery.municipal.money_rules import WLB_22
from noaber.cemetery.municipal.queries import OPEN, SETTLING, money_since, standing
from noaber.values import Euro, Trace

_YEAR = Span(1, "year", "other", backwards=True)


def funeral_figures(asked: Asked) -> list[Figure]:
    """Those to hold, those held in time in a year, and their costs. Three queries."""
    since = raw_end(asked.day, _YEAR)
    now, here = standing(asked.client, asked.day, since), reverse("municipal-funerals")
    money = money_since(asked.client, since)
    words = f"uitvaarten sinds {since:%d-%m-%Y} binnen de termijn van de wet of van de burgemeester"
    share, whole = f"{now.in_time} van {now.held}", now.in_time == now.held
    cost, back = Euro(money.cost), Euro(money.received)
    return [
        Figure(
            "Uitvaart te verzorgen",
            Trace("Uitvaart te verzorgen", str(now.to_hold), f"meldingen zonder uitvaart, waarvan {now.late} te laat"),
            f"{here}?stand={OPEN}",
            "te laat" if now.late else "",
            "late" if now.late else "",
        ),
        Figure(
            "Op tijd in een jaar",
            Trace("Op tijd in een jaar", share, words, asked.law.burial_last.clause),
            "",
            "alle op tijd" if whole else "niet alle op tijd",
            "done" if whole else "wait",
        ),
        Figure(
            "Kosten in een jaar",
            Trace("Kosten in een jaar", str(cost), f"werkelijke kosten; {back} is terug", WLB_22),
            f"{here}?stand={SETTLING}",
        ),
    ]
