"""An appointment as a calendar file (iCalendar, RFC 5545 and 5546): the same UID always, SEQUENCE counts changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a calendar needs to know. `uid` never changes, `sequence` grows with every change."""

    uid: str
    sequence: int
    begins: datetime
    ends: datetime
    summary: str
    place: str
    description: str
    organiser: str
    attendee: str
    made_at: datetime


def write(invitation: Invitation, method: str) -> bytes:
    """The file to send: REQUEST puts it in the calendar or moves it, CANCEL takes it out."""
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.made_at)
    event.add("dtstart", invitation.begins)
    event.add("dtend", invitation.ends)
    event.add("summary", invitation.summary)
    event.add("location", invitation.place)
    event.add("description", invitation.description)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{invitation.organiser}"))
    attendee = vCalAddress(f"mailto:{invitation.attendee}")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    event.add("attendee", attendee)
    calendar = Calendar()
    calendar.add("prodid", "-//Noaber//Afspraken//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
