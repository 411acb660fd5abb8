"""What requests say in words, Dutch and English: days, moments, the lines that who decides reads, and the states."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby

from noaber.calendar.words import MONTHS, WEEKDAYS, short_day
from noaber.cemetery.funerals import rules
from noaber.cemetery.funerals.kinds import BEARERS, KINDS, NEEDS_GRAVE, NO_GRAVE, PAYERS, in_words
from noaber.cemetery.funerals.models import Funeral
from noaber.cemetery.local import Local
from noaber.parties.clock import AMSTERDAM

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STATES = {
    rules.ASKED: ("Wij bekijken de aanvraag", "We are looking at the request"),
    rules.PROPOSED: ("Wij stellen een andere tijd voor", "We propose another time"),
    rules.ACCEPTED: ("Geaccepteerd; nog niet definitief", "Accepted; not final yet"),
    rules.FINAL: ("Definitief", "Final"),
    rules.REGISTERED: ("Uitgevoerd en in het register", "Carried out and in the register"),
    rules.REFUSED: ("Geweigerd", "Refused"),
    rules.WITHDRAWN: ("Ingetrokken", "Withdrawn"),
}


def on_day(day: date, lang: str) -> str:
    """A day: `di 8 dec 2026`, `Tue 8 Dec 2026`."""
    days, months = (_DAYS, _MONTHS) if lang == "en" else (WEEKDAYS, MONTHS)
    return f"{days[day.weekday()]} {day.day} {months[day.month - 1]} {day.year}"


def at_moment(moment: datetime, lang: str) -> str:
    """A moment here: `di 8 dec 2026, 10:00 uur`, `Tue 8 Dec 2026, 10:00`."""
    here = moment.astimezone(AMSTERDAM)
    return f"{on_day(here.date(), lang)}, {here:%H:%M}{'' if lang == 'en' else ' uur'}"


def until_words(moment: datetime) -> str:
    """Until when, as colleagues read it: the day that ends then, or the day with its hour."""
    here = moment.astimezone(AMSTERDAM)
    if here.time() == time():
        return short_day((here - timedelta(days=1)).date())
    return f"{short_day(here.date())} {here:%H:%M}"


def moments_by_day(moments: Iterable[datetime], lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Moments to choose from, under their days."""
    days = groupby(moments, key=lambda moment: moment.astimezone(AMSTERDAM).date())
    clock = "%H:%M" if lang == "en" else "%H:%M uur"
    return [
        (on_day(day, lang), [(one.isoformat(), f"{one.astimezone(AMSTERDAM):{clock}}") for one in found])
        for day, found in days
    ]


def seen_lines(row: Funeral, local: Local, lang: str) -> list[tuple[str, str]]:
    """What who decides reads and confirms: who, where, when, who pays; not how the undertaker works."""
    english = lang == "en"
    name = f"{row.given_names} {row.surname}".strip()
    lines = [
        ("Kind" if english else "Soort", in_words(KINDS, row.kind, lang)),
        ("Deceased" if english else "Overledene", name or ("no name" if english else "geen naam")),
        ("Cemetery" if english else "Begraafplaats", local.cemetery(row.cemetery).name),
        ("Grave" if english else "Graf", grave_words(row, lang)),
        ("When" if english else "Wanneer", at_moment(row.proposed_at or row.at, lang)),
    ]
    if row.years is not None:
        words = ("no end" if english else "onbepaalde tijd") if not row.years else str(row.years)
        years = f"{words} {'years' if english else 'jaar'}" if row.years else words
        lines.append(("Right for" if english else "Recht voor", years))
    decides = f"{row.holder_given_names} {row.holder_surname}".strip()
    lines.append(("Who decides" if english else "Wie beslist", decides))
    lines.append(("Paid by" if english else "Wie betaalt", in_words(PAYERS, row.payer, lang)))
    return lines


def grave_words(row: Funeral, lang: str) -> str:
    """Which grave, or who chooses it."""
    if row.kind in NO_GRAVE:
        return "scattering field" if lang == "en" else "strooiveld"
    if row.grave is not None:
        return row.grave.number
    if row.grave_typed:
        return row.grave_typed
    if row.kind in NEEDS_GRAVE:
        return "not known yet" if lang == "en" else "nog niet bekend"
    return "the municipality chooses the place" if lang == "en" else "de gemeente wijst de plek aan"


def rest_lines(row: Funeral, lang: str) -> list[tuple[str, str]]:
    """What else a request says, for the undertaker and the clerk."""
    english, here = lang == "en", row.died_at.astimezone(AMSTERDAM)
    lines = [
        ("Died" if english else "Overleden", f"{on_day(here.date(), lang)}, {here:%H:%M}"),
        ("Deed registered in" if english else "Gemeente van de akte", row.deed_city),
    ]
    if row.born_on:
        lines.append(("Born" if english else "Geboren", on_day(row.born_on, lang)))
    if row.coffin_length and row.coffin_width:
        lines.append(("Coffin" if english else "Kist", f"{row.coffin_length} x {row.coffin_width} cm"))
    if row.bearers:
        lines.append(("Bearers" if english else "Dragen", in_words(BEARERS, row.bearers, lang)))
    ceremony = (("yes", "no") if english else ("ja", "nee"))[not row.ceremony]
    lines.append(("Ceremony" if english else "Plechtigheid", ceremony))
    if row.registration:
        lines.append(("Registration number" if english else "Registratienummer", row.registration))
    if row.exception:
        lines.append(("Decision of the mayor" if english else "Besluit van de burgemeester", row.exception))
    return lines
