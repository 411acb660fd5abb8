"""The mail that a resident gets, as it arrives at a mail server: words, link, and a file that calendars understand."""

from __future__ import annotations

import email
import email.policy
import socket
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from icalendar import Calendar

from noaber.appointments import actions, clock_actions
from noaber.appointments.actions import Visitor
from noaber.appointments.mail import BOOKED, CANCELLED, CHANGED, send_appointment
from noaber.appointments.models import Visit
from noaber.appointments.slots import moment_of
from noaber.appointments.tests.residents import ANNA, CODE, OMMEN, at, booked, calendar
from noaber.parties.clock import standing_at, today

__all__ = ["calendar"]
pytestmark = pytest.mark.usefixtures("calendar")
TUESDAY = at(1, 9)
JOHN = Visitor("John Doe", "john@example.com", "", "en")


class Inbox:
    """Keeps what a mail server is given."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def inbox(settings):
    """A real mail server on a free port, which the product sends to."""
    box = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host, port = probe.getsockname()
    server = Controller(box, hostname=host, port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield box.received
    server.stop()


def event_of(message: EmailMessage) -> tuple[Calendar, Any, EmailMessage]:
    [part] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    read = Calendar.from_ical(part.get_payload(decode=True))
    [event] = read.walk("VEVENT")
    return read, event, part


def text_of(message: EmailMessage) -> str:
    [part] = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    return part.get_content()


def test_one_appointment_is_one_event_that_moves_and_goes(inbox, client):
    visit = booked(TUESDAY, 2)
    send_appointment.func(CODE, visit.pk, BOOKED)
    actions.change(CODE, visit.code, "vriezenveen", at(2, 9))
    send_appointment.func(CODE, visit.pk, CHANGED)
    actions.cancel(CODE, visit.code)
    send_appointment.func(CODE, visit.pk, CANCELLED)
    events = [event_of(message) for message in inbox]
    assert [str(read["METHOD"]) for read, _, _ in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [part.get_param("method") for _, _, part in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(event["SEQUENCE"]) for _, event, _ in events] == [0, 1, 2]
    assert {str(event["UID"]) for _, event, _ in events} == {f"{visit.number}@ommen.noaber"}
    assert [str(event["STATUS"]) for _, event, _ in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    begins = [event.decoded("DTSTART") for _, event, _ in events]
    assert begins == [moment_of(TUESDAY), moment_of(at(2, 9)), moment_of(at(2, 9))]
    assert events[0][1].decoded("DTEND") == moment_of(TUESDAY + 20)
    assert "Manitobaplein 1" in str(events[1][1]["LOCATION"])
    assert str(events[0][1]["ATTENDEE"]) == "mailto:anna@example.nl"
    assert events[0][2].get_filename() == "afspraak.ics"


@pytest.mark.parametrize(
    ("visitor", "subject", "words"),
    [
        (
            ANNA,
            "Uw afspraak staat vast",
            ("dinsdag 17 november 2026, 09:00 uur", "Rijbewijs", "Neem mee:", "1 persoon"),
        ),
        (
            JOHN,
            "Your appointment is confirmed",
            ("Tuesday 17 November 2026, 09:00", "Driving licence", "Bring with you:"),
        ),
    ],
    ids=["nl", "en"],
)
def test_the_mail_is_in_the_language_of_the_page_and_its_link_opens_the_appointment(
    inbox, client, settings, visitor, subject, words
):
    visit = booked(TUESDAY, visitor=visitor)
    send_appointment.func(CODE, visit.pk, BOOKED)
    [message] = inbox
    said = text_of(message)
    assert message["To"] == visitor.email and message["Subject"] == f"{subject} ({visit.number})"
    for word in words:
        assert word in said
    link = next(line for line in said.splitlines() if line.startswith(settings.BASE_URL))
    page = client.get(link.removeprefix(settings.BASE_URL))
    assert page.status_code == 200 and visitor.name not in page.content.decode() and visitor.name not in said


def test_the_queue_holds_no_address_and_no_code(calendar, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        visit = booked(TUESDAY)
    from django_tasks_db.models import DBTaskResult

    [waiting] = DBTaskResult.objects.filter(task_path__endswith="send_appointment")
    said = str(waiting.args_kwargs)
    assert str(visit.pk) in said and "anna@" not in said and visit.code not in said and visit.seed not in said


def test_nothing_is_mailed_once_the_address_is_erased(inbox):
    visit = booked(TUESDAY)
    with standing_at(datetime(2026, 12, 17, 22, tzinfo=UTC)):
        assert not Visit.objects.of(OMMEN).filter(erase_on__lte=today()).exists()
    with standing_at(datetime(2026, 12, 18, 8, tzinfo=UTC)):
        clock_actions.erase(CODE)
    send_appointment.func(CODE, visit.pk, CANCELLED)
    visit.refresh_from_db()
    assert inbox == [] and (visit.name, visit.email, visit.phone, visit.answers) == ("", "", "", {})
