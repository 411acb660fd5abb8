"""What the cockpit of the regisseur shows of endings: neglected graves, the list to be cleared, and urns."""

from __future__ import annotations

from django.urls import reverse

from noaber.cemetery.endings import acts
from noaber.cemetery.endings.queries import listed_graves, neglected, urns
from noaber.cemetery.figures import Asked, Figure
from noaber.values import Trace


def ending_figures(asked: Asked) -> list[Figure]:
    """How many graves are neglected or on the list, and how many urns lack something. Three queries."""
    client, clause = asked.client, asked.book.act_clause(acts.LIST.code)
    lacking = urns(client, lacking=True).count()
    numbers = (
        ("Verwaarloosde graven", neglected(client).count(), "waarvan het recht loopt en dat niet is hersteld", ""),
        ("Op de ruimlijst", listed_graves(client).count(), "die nog niet zijn geruimd", "lijst"),
        ("Asbussen zonder volledig register", lacking, "die er staan en waarvan iets ontbreekt", ""),
    )
    here = reverse("grave-clearing")
    return [
        Figure(label, Trace(label, str(number), words, clause), f"{here}?stand={tab}" if tab else "")
        for label, number, words, tab in numbers
    ]
