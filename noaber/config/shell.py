"""What stands around every staff page: who, for whom, where to, and how the journal is doing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject

from noaber.agreement.access import held
from noaber.agreement.queries import book_of
from noaber.duties.queries import soon
from noaber.journal import sealing
from noaber.journal.rules import should_warn
from noaber.journal.terms import JournalTerms
from noaber.parties.clock import today
from noaber.parties.functions import FUNCTIONS


@dataclass(frozen=True)
class Item:
    """A place to go to."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True)
class Group:
    """Places that belong together."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Who:
    """The person who is signed in, as the band names them."""

    name: str
    function: str

    @property
    def first(self) -> str:
        """The first name, for where there is little room."""
        return self.name.split(" ")[0]


@dataclass(frozen=True)
class Shell:
    """What the layout reads."""

    person: Who | None = None
    client: Any = None
    clients: list[Any] = field(default_factory=list)
    navigation: tuple[Group, ...] = ()
    deadlines: int = 0
    deadlines_url: str = ""
    checkpoint: str = ""
    checkpoint_url: str = ""
    alarm: str = ""
    demo: bool = False
    search_url: str = ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor; it is worked out only for pages that use it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    user = getattr(request, "user", None)
    agreement = getattr(request, "agreement", None)
    if user is None or not user.is_authenticated:
        return Shell(demo=settings.DEMO)
    functions = [position.function for position in user.positions_on(today())]
    who = Who(user.name, FUNCTIONS[functions[0]] if functions else "zonder functie")
    if agreement is None:
        return Shell(person=who, demo=settings.DEMO)
    checkpoint, here = sealing.glance(agreement.client_id), frozenset(held(request))
    return Shell(
        person=who,
        client=agreement.client,
        clients=list(request.agreements),  # type: ignore[attr-defined]
        navigation=navigation(here, _here(request.path)),
        deadlines=soon(agreement.client_id, here, today()),
        checkpoint=_seal_in_words(checkpoint) if checkpoint else "",
        checkpoint_url=_open_to(here, "journal-checkpoint"),
        alarm=_alarm(agreement),
        demo=settings.DEMO,
        search_url=_open_to(here, "search"),
        deadlines_url=_open_to(here, "duties"),
    )


def _seal_in_words(checkpoint: Any) -> str:
    size = f"{checkpoint.size:,}".replace(",", ".")
    return f"{size} regels, {bytes(checkpoint.root).hex()[:16]}"


def _alarm(agreement: Any) -> str:
    minutes = sealing.waiting_minutes(agreement.client_id)
    if should_warn(minutes, JournalTerms.fill(book_of(agreement).term, today())):
        return f"Het journaal is al {minutes} minuten niet verzegeld. Waarschuw de beheerder."
    return ""


PLACES: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "Werk",
        [
            ("Vandaag", "start"),
            ("Zaken", "cases"),
            ("Werkvoorraad", "worklist"),
            ("Agenda van de balie", "agenda"),
            ("Balietelling", "desk-counts"),
            ("Documenten", "documents"),
        ],
    ),
    (
        "Bijzondere dossiers",
        [("Adresonderzoeken", "investigations"), ("Nationaliteit", "nationality"), ("Ceremonies", "ceremonies")],
    ),
    (
        "Begraven",
        [
            ("Begraafplaatsen", "graves"),
            ("Uitvaarten", "funerals"),
            ("Gemeentelijke uitvaarten", "municipal-funerals"),
            ("Dagblad", "day-sheet"),
            ("Termijnwacht", "grave-windows"),
            ("Vergunningen", "grave-permits"),
            ("Ruimlijst", "grave-clearing"),
            ("Posten en bestanden", "grave-files"),
            ("Piket", "piket"),
            ("Informatieverzoeken", "questions"),
        ],
    ),
    ("Mensen", [("Bevoegdheden", "competences"), ("Functiescheiding", "deviations")]),
    (
        "Afspraken",
        [
            ("Termijnen", "duties"),
            ("Bevindingen", "findings"),
            ("Meerwerk en calamiteiten", "extrawork"),
            ("Advies", "advices"),
            ("Gehoord", "heard"),
            ("Klachten", "complaints"),
        ],
    ),
    ("Verantwoording", [("Kwartaalrapport", "reports"), ("Facturen", "invoices"), ("Loon en formatie", "payroll")]),
    ("Bewijs", [("Overeenkomst", "agreement"), ("Journaal", "journal")]),
]

WITHIN = {
    "grave-posts": "grave-files",
    "grave-tariffs": "grave-files",
    "grave-letters": "grave-windows",
    "grave-signs": "grave-windows",
}
"""Pages that belong to a place though their address does not begin with its own."""


@lru_cache(maxsize=500)
def navigation(functions: frozenset[str], here: str) -> tuple[Group, ...]:
    """The places that people with these functions may go to; `here` is the one they are at."""
    groups = []
    for label, places in PLACES:
        allowed = [(text, url) for text, name in places if (url := _open_to(functions, name))]
        if allowed:
            groups.append(Group(label, tuple(Item(text, url, url == here) for text, url in allowed)))
    return tuple(groups)


@lru_cache
def _place(name: str) -> tuple[str, frozenset[str]]:
    """The address of a page and the functions it is open to. Addresses do not change while a process lives."""
    url = reverse(name)
    return url, frozenset(getattr(resolve(url).func, "functions", ()))


def _open_to(functions: frozenset[str], name: str) -> str:
    """The address of a page, or nothing where nobody with these functions may open it."""
    url, open_to = _place(name)
    return url if functions & open_to else ""


@lru_cache(maxsize=1)
def _urls() -> dict[str, str]:
    """Each address that pages begin with, and that of the place which they belong to."""
    own = {url: url for _, places in PLACES for _, name in places for url in (_place(name)[0],)}
    return own | {_place(name)[0]: _place(place)[0] for name, place in WITHIN.items()}


def _here(path: str) -> str:
    """The place that a page belongs to: that of the longest address that its own begins with."""
    found = _urls()
    begins = (url for url in found if path.startswith(url) and (url != "/" or path == "/"))
    return found.get(max(begins, key=len, default=""), "")
