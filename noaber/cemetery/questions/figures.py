"""What requests for information tell who directs the work."""

from __future__ import annotations

from django.urls import reverse

from noaber.cemetery.figures import Asked, Figure
from noaber.cemetery.questions import acts
from noaber.cemetery.questions.queries import waiting
from noaber.values import Trace


def open_questions(asked: Asked) -> list[Figure]:
    """How many requests wait, how many of them are late, and how many days the oldest one waits."""
    found, url = waiting(asked.client, asked.day), reverse("questions")
    clause = asked.book.act_clause(acts.ANSWER.code)
    days = (asked.day - found.oldest).days if found.oldest else 0
    late = Trace("Te laat", str(found.late), "verzoeken waarvan de dag van het antwoord voorbij is", clause)
    return [
        Figure("Open", Trace("Open", str(found.open), "verzoeken zonder antwoord", clause), url),
        Figure("Te laat", late, url, "te laat" if found.late else "geen", "late" if found.late else "done"),
        Figure("Dagen open", Trace("Dagen open", str(days), "kalenderdagen van het oudste verzoek", clause)),
    ]
