"""What the director's cockpit tells of requests for funerals, and what waits for the families."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.urls import reverse

from noaber.cemetery.figures import Asked, Figure
from noaber.cemetery.funerals import acts
from noaber.cemetery.funerals.family_queries import waiting
from noaber.cemetery.funerals.queries import counts
from noaber.parties.clock import AMSTERDAM, now
from noaber.values import Trace

LATELY = 90
"""Over how many days it is looked how long an answer took."""


def requests_open(asked: Asked) -> Sequence[Figure]:
    """How many requests are open, for how long, which are late, how long an answer took, and what families wait for."""
    since = datetime.combine(asked.day - timedelta(days=LATELY), time(), AMSTERDAM)
    found, wishes = counts(asked.client, now(), since), waiting(asked.client).count()
    url = reverse("funerals")
    clause = asked.book.act_clause(acts.ACCEPT.code)
    took = f"{found.days:.1f}".replace(".", ",") if found.days is not None else "geen"
    waits = (asked.day - found.oldest.astimezone(AMSTERDAM).date()).days if found.oldest else 0
    late = Trace("Te laat", str(found.late), "open aanvragen waarvan een termijn voorbij is", clause)
    days = f"kalenderdagen tot het eerste antwoord, gemiddeld over {LATELY} dagen"
    return [
        Figure("Open", Trace("Open", str(found.open), "aanvragen van uitvaarten die niet voorbij zijn", clause), url),
        Figure("Te laat", late, url, "te laat" if found.late else "geen", "late" if found.late else "done"),
        Figure("Dagen open", Trace("Dagen open", str(waits), "kalenderdagen van de oudste aanvraag", clause), url),
        Figure("Dagen tot antwoord", Trace("Dagen tot antwoord", took, days, clause), url),
        Figure("Vragen van families", Trace("Vragen van families", str(wishes), "vragen die op ons wachten", clause)),
    ]
