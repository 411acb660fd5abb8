"""The words of pages for residents, Dutch and English side by side, where they are shown."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.template.context import Context

from noaber.appointments.wording import at_time, on_day, people, short_day

register = template.Library()


def _lang(context: Context) -> str:
    return str(context.get("lang") or "nl")


@register.simple_tag(takes_context=True)
def tr(context: Context, dutch: str, english: str) -> str:
    """The text in the language of the page."""
    return english if _lang(context) == "en" else dutch


@register.simple_tag(takes_context=True)
def whole_day(context: Context, day: date | datetime) -> str:
    """A day in full, in the language of the page."""
    return on_day(day, _lang(context))


@register.simple_tag(takes_context=True)
def clock(context: Context, moment: datetime) -> str:
    """A time of the clock, in the language of the page."""
    return at_time(moment, _lang(context))


@register.simple_tag
def clock_button(moment: datetime) -> str:
    """A time of the clock where nothing but times stands."""
    return at_time(moment, "en")


@register.simple_tag(takes_context=True)
def day_button(context: Context, day: date) -> str:
    """A day in a calendar, in the language of the page."""
    return short_day(day, _lang(context))


@register.simple_tag(takes_context=True)
def how_many(context: Context, number: int) -> str:
    """How many people, in the language of the page."""
    return people(number, _lang(context))
