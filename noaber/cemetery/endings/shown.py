"""How the pages show what ends: the state in words, what comes next, and what happened in the story of a grave."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from noaber.calendar.deadlines import last_day
from noaber.calendar.words import short_day
from noaber.cemetery.endings import clearing, neglect
from noaber.cemetery.endings.models import Clearing, NeglectRecord, Scattering
from noaber.cemetery.endings.queries import record_of
from noaber.cemetery.law import Law
from noaber.cemetery.local import Local
from noaber.cemetery.models import Interment
from noaber.cemetery.shown import Told
from noaber.cemetery.windows import objects
from noaber.parties.clock import AMSTERDAM

NEGLECT, CLEARING, URN, SCATTERING = "neglect", "clearing", "urn", "scattering"


@dataclass(frozen=True, slots=True)
class State:
    """How something stands: a word with its shape, one sentence, the step that comes next and what else can be done."""

    word: str
    shape: str
    sentence: str
    first: str = ""
    others: tuple[str, ...] = ()


def of_neglect(row: NeglectRecord, day: date, law: Law, wait: neglect.Wait | None) -> State:
    """How a neglected grave stands."""
    if row.repaired_on is not None:
        return State("hersteld", "done", f"Het graf is hersteld op {short_day(row.repaired_on)}.")
    if row.lapsed_on is not None:
        return State("vervallen", "off", f"Het recht is vervallen op {short_day(row.lapsed_on)}.")
    if row.right.ended_on is not None:
        return State("geëindigd", "off", "Het recht is al om een andere reden geëindigd. Hier hoeft niets meer.")
    step = neglect.next_step(row.facts, day, law, wait)
    window = neglect.window_of(row.facts, law)
    if step is neglect.Next.DECLARE:
        return State("vastgelegd", "open", "Maak de verklaring voor de rechthebbende.", "verklaren", ("herstel",))
    if step is neglect.Next.PUBLISH:
        lacks = "bord-graf" if row.sign_grave_on is None else "bord-ingang"
        also = ("bord-ingang",) if row.sign_grave_on is None and row.sign_entrance_on is None else ()
        sentence = "De ontvangst is niet bevestigd. Er moet een bord staan bij het graf en bij de ingang."
        return State("bord nodig", "late", sentence, lacks, (*also, "ontvangst", "herstel"))
    if step is neglect.Next.LAPSE:
        return State("termijn voorbij", "late", "De tijd om te herstellen is voorbij.", "vervallen", ("herstel",))
    if window is None or window.until is None:
        until = f" tot en met {short_day(wait.until)}" if wait is not None else ""
        sentence = f"De rechthebbende kan de ontvangst bevestigen{until}."
        return State("wacht op bevestiging", "wait", sentence, "ontvangst", ("herstel",))
    more = () if row.received_on is not None else ("ontvangst",)
    sentence = f"Herstellen kan tot en met {short_day(window.until)}."
    return State("termijn loopt", "wait", sentence, "herstel", more)


def of_clearing(row: Clearing, day: date, law: Law) -> State:
    """How a grave on the list stands."""
    objects_wait = _objects(row, day, law)
    if row.withdrawn_on is not None:
        return State("van de lijst", "off", f"Van de lijst gehaald op {short_day(row.withdrawn_on)}.")
    if row.emptied_on is not None:
        return State("geruimd", "done", f"Geruimd op {short_day(row.emptied_on)}.", *objects_wait)
    plan = row.plan()
    step = clearing.next_step(plan, day, law)
    mayor = ("burgemeester",) if row.grave.unknown and row.mayor_told_on is None else ()
    always = (*mayor, "bezwaar")
    if step is clearing.Next.DECIDE:
        sentence = "Een collega besluit namens het college."
        return State("op de lijst", "open", sentence, "besluiten", (*always, "van-de-lijst"))
    if step is clearing.Next.ANNOUNCE:
        sentence = "Meld het voornemen aan de familie."
        return State("besloten", "open", sentence, "melden", (*always, "van-de-lijst"))
    if step is clearing.Next.EMPTY:
        first, others = objects_wait
        sentence = "De steen is weg. Het graf kan worden geruimd als de grafrust voorbij is."
        return State("bovengronds klaar", "wait", sentence, "ruimen", (*filter(None, (first, *others)), *always))
    assert row.announced_on is not None
    first_day = max(row.planned_on, clearing.above_from(row.announced_on, law))
    if plan.held:
        return State("aangehouden", "late", "Er loopt bezwaar of onderzoek.", "bezwaar", (*mayor, "van-de-lijst"))
    if day < first_day:
        sentence = f"Gemeld. Bovengronds ruimen kan vanaf {short_day(first_day)}."
        return State("termijn loopt", "wait", sentence, "", (*always, "van-de-lijst"))
    return State("kan nu", "open", "De termijn is voorbij.", "bovengronds", (*always, "van-de-lijst"))


def _objects(row: Clearing, day: date, law: Law) -> tuple[str, tuple[str, ...]]:
    """What can be done with what lies ready."""
    removal = row.removal
    if removal.removed_on is None or removal.gone:
        return "", ()
    until = objects(removal.removed_on, law).until
    return "opgehaald", ("afvoeren",) if until is not None and day > until else ()


def of_urn(row: Interment, right_runs: bool) -> State:
    """How an urn stands."""
    if row.removed_on is not None:
        return State("weg", "off", f"Weg sinds {short_day(row.removed_on)}.")
    if record_of(row) is None or not row.registration:
        sentence = "Het register van asbussen is nog niet volledig."
        return State("onvolledig", "late", sentence, "aanvullen", () if record_of(row) is None else ("ruimen",))
    if not right_runs:
        return State("zonder recht", "late", "Er loopt geen recht meer op deze plaats.", "ruimen", ("meegeven",))
    return State("geplaatst", "done", "De asbus staat in het register.", "", ("meegeven", "ruimen"))


def of_scattering(row: Scattering, day: date) -> State:
    """How a scattering stands."""
    if row.withdrawn_on is not None:
        return State("ingetrokken", "off", f"Ingetrokken op {short_day(row.withdrawn_on)}.")
    if row.scattered_at is not None:
        return State("verstrooid", "done", f"Verstrooid op {short_day(row.scattered_at.astimezone(AMSTERDAM).date())}.")
    planned = row.planned_at.astimezone(AMSTERDAM).date()
    word, shape = ("nog vast te leggen", "late") if planned < day else ("afgesproken", "wait")
    return State(word, shape, f"Afgesproken op {short_day(planned)}.", "verstrooid", ("intrekken",))


def place_of(row: Scattering, local: Local) -> str:
    """Where ashes are or were scattered, in words."""
    if row.grave is not None:
        return f"op graf {row.grave.number}"
    return row.field or local.cemetery(row.cemetery).name


@dataclass(frozen=True, slots=True)
class OfGrave:
    """All that ends on one grave."""

    neglects: list[NeglectRecord] = field(default_factory=list)
    clearings: list[Clearing] = field(default_factory=list)
    scatterings: list[Scattering] = field(default_factory=list)


def _photo(pk: int | None, words: str = "Foto") -> tuple[tuple[str, str], ...]:
    return ((reverse("attachment", args=[pk]), words),) if pk else ()


def story(found: OfGrave) -> list[Told]:
    """What the story of a grave says of it."""
    return [
        *(told for row in found.neglects for told in _neglect(row)),
        *(told for row in found.clearings for told in _clearing(row)),
        *(_scattering(row) for row in found.scatterings),
    ]


def _told(
    entry: int, page: tuple[str, str], *happened: tuple[date | None, str, str, tuple[tuple[str, str], ...]]
) -> list[Told]:
    return [Told(day, words, more, entry, (*links, page)) for day, words, more, links in happened if day is not None]


def _neglect(row: NeglectRecord) -> list[Told]:
    page = (reverse("grave-neglect", args=[row.number]), f"Verwaarlozing {row.number}")
    letter = ((reverse("grave-letter", args=[row.letter]), f"Brief {row.letter}"),) if row.letter else ()
    return _told(
        row.entry_id,
        page,
        (row.inspected_on, "Verwaarlozing gezien", row.what, _photo(row.photo_id)),
        (
            row.declared_on,
            "Verklaring van verwaarlozing",
            "" if row.letter else "Er kon niet worden geschreven.",
            letter,
        ),
        (row.received_on, "Ontvangst van de verklaring bevestigd", row.received_how, ()),
        (row.repaired_on, "Graf hersteld", "", _photo(row.repaired_photo_id)),
        (row.lapsed_on, "Recht vervallen door verwaarlozing", "", ()),
    )


def _clearing(row: Clearing) -> list[Told]:
    page = (reverse("grave-clearing-one", args=[row.number]), f"Ruiming {row.number}")
    letter = ((reverse("grave-letter", args=[row.letter]), f"Brief {row.letter}"),) if row.letter else ()
    where = clearing.DESTINATIONS.get(clearing.Destination(row.destination), "") if row.destination else ""
    where = f"{where}, {row.destination_place}" if row.destination_place else where
    kept = f"Klaar voor de familie: {row.objects_kept}." if row.objects_kept else ""
    return _told(
        row.entry_id,
        page,
        (row.listed_on, "Op de ruimlijst gezet", f"Ruimen vanaf {short_day(row.planned_on)}.", ()),
        (row.withdrawn_on, "Van de ruimlijst gehaald", row.withdrawn_because, ()),
        (row.decided_on, "Besloten om te ruimen", "", ()),
        (row.mayor_told_on, "Ruimen gemeld aan de burgemeester", "", ()),
        (row.announced_on, "Voornemen tot ruimen gemeld", "" if row.letter else "Met een bord bij het graf.", letter),
        (row.above_on, "Bovengronds geruimd", kept, _photo(row.above_photo_id)),
        (row.fetched_on, "Voorwerpen opgehaald", row.fetched_by, ()),
        (row.disposed_on, "Voorwerpen afgevoerd", "", ()),
        (row.emptied_on, "Graf geruimd", f"Overblijfselen: {where}.", _photo(row.emptied_photo_id)),
    )


def _scattering(row: Scattering) -> Told:
    page = (reverse("grave-scattering", args=[row.number]), f"Verstrooiing {row.number}")
    if row.withdrawn_on is not None:
        return Told(row.withdrawn_on, "Toestemming voor verstrooien ingetrokken", "", row.entry_id, (page,))
    if row.scattered_at is not None:
        day = row.scattered_at.astimezone(AMSTERDAM).date()
        return Told(day, f"As verstrooid van {row.resident.name}", "", row.entry_id, (page,))
    words = f"Verstrooien van as toegestaan, van {row.resident.name}"
    return Told(row.allowed_on, words, "", row.entry_id, (page,))


def urn_rest(stored_on: date | None, law: Law) -> date | None:
    """From when an urn may be cleared without consent."""
    return last_day(stored_on, law.urn_rest.value) if stored_on is not None else None
