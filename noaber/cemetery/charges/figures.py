"""What the files for the bookkeeping tell who directs the work."""

from __future__ import annotations

from django.urls import reverse

from noaber.calendar.words import short_day
from noaber.cemetery.charges import acts
from noaber.cemetery.charges.models import FileBatch
from noaber.cemetery.charges.queries import duty_of_file, how_many_open
from noaber.cemetery.figures import Asked, Figure
from noaber.values import Trace


def files(asked: Asked) -> list[Figure]:
    """The last file and what became of it, and the day of the next one."""
    url, clause = reverse("grave-files"), asked.book.act_clause(acts.MAKE_FILE.code)
    made = FileBatch.objects.of(asked.client).defer("content", "manifest", "told").order_by("-id")
    last, duty = made.first(), duty_of_file(asked.client)
    found = []
    if last is not None:
        waits = how_many_open(last)
        words = f"{last.count} regels, gemaakt op {short_day(last.made_on)}; {waits} zonder antwoord"
        word, shape = ("wacht op verwerking", "wait") if waits else ("verwerkt", "done")
        found.append(Figure("Laatste bestand", Trace("Laatste bestand", last.number, words, clause), url, word, shape))
    if duty is not None:
        late = duty.due < asked.day
        why = Trace("Volgende bestand", short_day(duty.due), "de eerste vervaldag zonder bestand", clause)
        found.append(Figure("Volgende bestand", why, url, "te laat" if late else "", "late" if late else ""))
    return found
