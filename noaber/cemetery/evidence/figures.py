"""What letters and signs tell who directs the work."""

from __future__ import annotations

from django.urls import reverse

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery.evidence.queries import counts
from noaber.cemetery.figures import Asked, Figure
from noaber.cemetery.windows import LAST_MONTH, MISSED, OPEN, STATES
from noaber.values import Period, Trace

_YEAR = Span(1, "year", "other", backwards=True)


def letters(asked: Asked) -> list[Figure]:
    """Letters that are due, late, written, sent and returned; the signs that lack and those that may go."""
    year = Period(raw_end(asked.day, _YEAR), asked.day)
    now, law = counts(asked.client, asked.day, asked.law, year), asked.law
    board, pages, signs = reverse("grave-windows"), reverse("grave-letters"), reverse("grave-signs")
    due = asked.board[OPEN] + asked.board[LAST_MONTH]
    parts = tuple(Trace(STATES[one].capitalize(), str(asked.board[one])) for one in (OPEN, LAST_MONTH))
    words = "lopende rechten in de termijn van hun brief, zonder brief of verzoek"
    late = "lopende rechten waarvan de termijn van de brief voorbij is, zonder brief of verzoek"
    sent = f"brieven met een dag van verzending van {year.since:%d-%m-%Y} tot en met {asked.day:%d-%m-%Y}"
    back = "retour gekomen brieven zonder antwoord, waarna niet opnieuw is geschreven"
    lacks = "rechten waarvoor na de brief niemand om verlenging vroeg en waar een bord ontbreekt"
    may_go = f"van de {now.signs_standing} borden die staan: de termijn is voorbij, of er is om verlenging gevraagd"
    letter, sign = law.letter_last.clause, law.signs_after.clause
    missed = asked.board[MISSED]
    too_late = ("te laat", "late") if missed else ("geen", "done")
    to_place = ("te doen", "wait") if now.signs_due else ("geen", "done")
    return [
        Figure("Te versturen", Trace("Te versturen", str(due), words, letter, inputs=parts), f"{board}?stand={OPEN}"),
        Figure("Te laat", Trace("Te laat", str(missed), late, letter), f"{board}?stand={MISSED}", *too_late),
        _plain("Nog niet verzonden", now.unsent, "brieven zonder dag van verzending", pages),
        _plain("Verstuurd in een jaar", now.sent, sent, pages),
        _plain("Retour, uit te zoeken", now.returned, back, pages),
        Figure("Borden te plaatsen", Trace("Borden te plaatsen", str(now.signs_due), lacks, sign), signs, *to_place),
        _plain("Borden weg te halen", now.signs_to_take_away, may_go, signs),
    ]


def _plain(label: str, number: int, words: str, url: str) -> Figure:
    return Figure(label, Trace(label, str(number), words), url)
