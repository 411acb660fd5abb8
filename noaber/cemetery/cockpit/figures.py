"""The figures that the register itself gives to the cockpit."""

from __future__ import annotations

from django.urls import reverse

from noaber.cemetery.figures import Asked, Figure
from noaber.cemetery.shown import SHAPES
from noaber.cemetery.windows import DONE, EARLY, LAST_MONTH, MISSED, OPEN, STATES
from noaber.values import Trace


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
