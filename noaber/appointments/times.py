"""The page on which a resident chooses a place, a day and a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse

from noaber.agreement.book import Book
from noaber.agreement.opening import Location
from noaber.appointments import rules, slots
from noaber.appointments.capacity import free_expired
from noaber.appointments.models import Visit
from noaber.appointments.queries import Asked, DayWithRoom, days_with_room, first_free, location_of
from noaber.appointments.site import Site
from noaber.appointments.wording import SHORT_DAYS, part_of_day
from noaber.parties.clock import now
from noaber.parties.scope import reading


@dataclass(frozen=True, slots=True)
class Choice:
    """What a time is chosen for: `query` leads back to what was wanted, `action` takes the time.

    `hidden` is what goes with the form: what was typed before, and the time that was kept before. `visit` is the
    appointment that is moved, if one is.
    """

    wish: rules.Wish
    asked: Asked
    query: str
    action: str
    hidden: tuple[tuple[str, str], ...] = ()
    visit: Visit | None = None


def draw_times(
    request: HttpRequest, site: Site, choice: Choice, status: int = 200, taken: int | None = None, mistake: str = ""
) -> HttpResponse:
    """The locations with the first free moment of each, and the days and times of the one that is chosen."""
    free_expired(site.client, now())
    locations = [one for one in site.book.locations if _receives(site.book, one, choice.wish.skill)]
    with reading(site.client):
        first = first_free(site.client, choice.asked)
        location = _location(request, locations, first, choice.visit)
        days = days_with_room(site.client, choice.asked, location.code) if location else []
    wanted = slots.day_of(taken) if taken is not None else _day(request.GET.get("day", ""))
    day = next((one for one in days if wanted and one.day >= wanted), days[-1] if wanted and days else None)
    day = day or (days[0] if days else None)
    visit, wish = choice.visit, choice.wish
    weekdays = max([5, *(one.day.weekday() + 1 for one in days)])
    context = {
        "choice": choice,
        "products": site.names(wish.products),
        "persons": wish.persons,
        "minutes": wish.minutes,
        "places": [(one, slots.moment_of(first[one.code]) if one.code in first else None) for one in locations],
        "location": location,
        "weeks": _weeks(days, weekdays),
        "weekdays": SHORT_DAYS[site.lang][:weekdays],
        "day": day,
        "parts": _parts(day, site.lang) if day else [],
        "link": f"?{choice.query}&" if choice.query else "?",
        "visit": visit,
        "visit_location": location_of(site.book, visit.location) if visit else None,
        "own_url": site.address("own-appointment", code=visit.code) if visit else "",
        "taken_at": slots.moment_of(taken) if taken is not None else None,
        "mistake": mistake or ("taken" if taken is not None else ""),
    }
    return site.page(request, "times", context, status=status)


def _location(
    request: HttpRequest, locations: Sequence[Location], first: dict[str, int], visit: Visit | None
) -> Location | None:
    """Where: as somebody chose, else where the appointment is now, else the first place that has room."""
    asked = request.POST.get("location") or request.GET.get("location") or (visit.location if visit else "")
    known = [one for one in locations if one.code == asked] or [one for one in locations if one.code in first]
    return next(iter([*known, *locations]), None)


def _receives(book: Book, location: Location, skill: str) -> bool:
    return any(rule.location == location.code and rule.skill == skill for rule in book.openings)


def _weeks(days: Sequence[DayWithRoom], weekdays: int) -> list[list[DayWithRoom | None]]:
    """The days in rows of a week, each under its weekday; none where there is no room on a day."""
    weeks: dict[tuple[int, int], list[DayWithRoom | None]] = {}
    for one in days:
        weeks.setdefault(one.day.isocalendar()[:2], [None] * weekdays)[one.day.weekday()] = one
    return list(weeks.values())


def _parts(day: DayWithRoom, lang: str) -> list[tuple[str, list[tuple[int, datetime]]]]:
    """The times of a day by morning, afternoon and evening."""
    parts: dict[str, list[tuple[int, datetime]]] = {}
    for minute in day.minutes:
        moment = slots.moment_of(minute)
        parts.setdefault(part_of_day(moment, lang), []).append((minute, moment))
    return list(parts.items())


def _day(text: str) -> date | None:
    """The day that an address asks for; none for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole_minute(text: str) -> int | None:
    """A minute of the calendar as a form sends it; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def chosen(request: HttpRequest, site: Site) -> tuple[str, int] | None:
    """The place and the minute that a form names; None where it names none."""
    location, minute = request.POST.get("location", ""), _whole_minute(request.POST.get("minute", ""))
    return None if location_of(site.book, location) is None or minute is None else (location, minute)
