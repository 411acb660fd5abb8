"""The figures that the register itself gives to the cockpit."""

from __future__ import annotations

from django.urls import reverse

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery.cockpit.queries import letters_sent
from noaber.cemetery.figures import Asked, Figure
from noaber.cemetery.shown import SHAPES
from noaber.cemetery.windows import DONE, EARLY, LAST_MONTH, MISSED, OPEN, STATES
from noaber.values import Trace

_YEAR = Span(1, "year", "other", backwards=True)


def letters(asked: Asked) -> list[Figure]:
    """Letters that are due, that are late, and that were sent in a year."""
    counts, board = asked.board, reverse("grave-windows")
    due, clause = counts[OPEN] + counts[LAST_MONTH], asked.law.letter_last.clause
    parts = tuple(Trace(STATES[one].capitalize(), str(counts[one])) for one in (OPEN, LAST_MONTH))
    words = "lopende rechten in de termijn van hun brief, zonder brief of verzoek"
    late = "lopende rechten waarvan de termijn van de brief voorbij is, zonder brief of verzoek"
    since = raw_end(asked.day, _YEAR)
    sent = Trace(
        "Verstuurd in een jaar",
        str(letters_sent(asked.client, since, asked.day)),
        f"vastgelegde brieven na {since:%d-%m-%Y}, tot en met {asked.day:%d-%m-%Y}",
    )
    return [
        Figure("Te versturen", Trace("Te versturen", str(due), words, clause, inputs=parts), f"{board}?stand={OPEN}"),
        Figure(
            "Te laat",
            Trace("Te laat", str(counts[MISSED]), late, clause),
            f"{board}?stand={MISSED}",
            "te laat" if counts[MISSED] else "geen",
            "late" if counts[MISSED] else "done",
        ),
        Figure("Verstuurd in een jaar", sent),
    ]


def windows(asked: Asked) -> list[Figure]:
    """How many running rights stand in which window."""
    counts, board = asked.board, reverse("grave-windows")
    words = "lopende rechten met een einde, naar de termijn van hun brief"
    return [
        Figure(
            STATES[one].capitalize(),
            Trace(STATES[one].capitalize(), str(counts[one]), words, asked.law.letter_last.clause),
            f"{board}?stand={one}",
            STATES[one],
            SHAPES[one],
        )
        for one in (EARLY, OPEN, LAST_MONTH, MISSED, DONE)
    ]
