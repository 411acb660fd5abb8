"""Mail to whoever made an appointment: what, when, where, what to bring, a calendar file, and the link to change it."""

from __future__ import annotations

from datetime import UTC
from email.mime.text import MIMEText
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django_tasks import task

from noaber.agreement.acting import Acting
from noaber.agreement.book import Book
from noaber.agreement.leaflets import name_of
from noaber.agreement.models import Agreement
from noaber.agreement.queries import agreement_in_use, book_of
from noaber.appointments.invitation import CANCEL, REQUEST, Invitation, write
from noaber.appointments.models import Visit
from noaber.appointments.papers import Papers, papers_of
from noaber.appointments.queries import location_of
from noaber.appointments.wording import at_time, on_day, people
from noaber.parties.clock import now, stands_still
from noaber.parties.scope import reading

BOOKED, CHANGED, CANCELLED = "booked", "changed", "cancelled"
WORDS = {
    "nl": {
        BOOKED: "Uw afspraak staat vast",
        CHANGED: "Uw afspraak is verzet",
        CANCELLED: "Uw afspraak is afgezegd",
        "what": "Waarvoor",
        "for": "Voor",
        "when": "Wanneer",
        "where": "Waar",
        "number": "Afspraaknummer",
        "bring": "Neem mee",
        "costs": "Wat het kost",
        "ask": "vraag het aan de balie",
        "link": "Verzetten of afzeggen",
        "keep": "Houd deze link voor uzelf: wie hem heeft, kan de afspraak veranderen.",
        "over": "U hoeft niets te doen.",
        "bye": "Met vriendelijke groet,",
        "event": "Afspraak bij de",
        "file": "afspraak.ics",
    },
    "en": {
        BOOKED: "Your appointment is confirmed",
        CHANGED: "Your appointment has been moved",
        CANCELLED: "Your appointment has been cancelled",
        "what": "What for",
        "for": "For",
        "when": "When",
        "where": "Where",
        "number": "Number",
        "bring": "Bring with you",
        "costs": "What it costs",
        "ask": "ask at the desk",
        "link": "Change or cancel",
        "keep": "Keep this link to yourself: whoever has it can change the appointment.",
        "over": "You do not have to do anything.",
        "bye": "Kind regards,",
        "event": "Appointment at",
        "file": "appointment.ics",
    },
}


def tell(act: Acting, visit: Visit, what: str) -> None:
    """Put a mail on its way; a made-up past sends nothing. The queue is a table, so it goes when the act is committed.

    The queue gets the key of the row and no address, name or code.
    """
    if visit.email and not stands_still():
        send_appointment.enqueue(act.agreement.code, visit.pk, what)


@task()
def send_appointment(agreement: str, key: int, what: str) -> None:
    """Mail an appointment as it stands now; nothing where the address has been erased meanwhile."""
    found = agreement_in_use(agreement)
    with reading(found.client_id):
        visit = Visit.objects.of(found.client_id).get(pk=key)
    if visit.email:
        mail_of(found, book_of(found), visit, what).send()


def mail_of(agreement: Agreement, book: Book, visit: Visit, what: str) -> EmailMessage:
    """The mail that says what became of an appointment."""
    words, lang = WORDS[visit.language], visit.language
    papers = papers_of(book, visit.products, visit.persons, visit.answers, lang, visit.day)
    names = ", ".join(name_of(book, code, lang) for code in visit.products)
    location = location_of(book, visit.location)
    place = f"{location.name}, {location.address}" if location else visit.location
    assert visit.agreed is not None and visit.until is not None
    facts = [
        (words["what"], names),
        (words["for"], people(visit.persons, lang)),
        (words["when"], f"{on_day(visit.day, lang)}, {at_time(visit.agreed, lang)}"),
        (words["where"], place),
        (words["number"], visit.number),
    ]
    link = settings.BASE_URL.rstrip("/") + reverse(f"own-appointment-{lang}", args=[agreement.client.slug, visit.code])
    parts = [f"{words[what]}.", "\n".join(f"{label}: {text}" for label, text in facts)]
    if what == CANCELLED:
        parts.append(words["over"])
    else:
        parts += [*_papers(papers, words), f"{words['link']}:\n{link}", words["keep"]]
    parts.append(f"{words['bye']}\n{agreement.client.official}")
    mail = EmailMessage(f"{words[what]} ({visit.number})", "\n\n".join(parts), to=[visit.email])
    invitation = Invitation(
        uid=f"{visit.number}@{agreement.client.slug}.noaber",
        sequence=visit.sequence,
        begins=visit.agreed.astimezone(UTC),
        ends=visit.until,
        summary=f"{words['event']} {agreement.client.official}",
        place=place,
        description=f"{names}\n{link}",
        organiser=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        attendee=visit.email,
        made_at=now().replace(microsecond=0),
    )
    mail.attach(_calendar_part(invitation, CANCEL if what == CANCELLED else REQUEST, words["file"]))
    return mail


def _papers(papers: Papers, words: dict[str, str]) -> list[str]:
    """What to bring and what it costs, each as a list; nothing to bring says nothing."""
    bring = [f"{words['bring']}:\n" + "\n".join(f"- {thing}" for thing in papers.bring)] if papers.bring else []
    costs = [
        line
        for name, rows in papers.costs
        for line in ([f"- {name}, {row.who}: {row.words}" for row in rows] or [f"- {name}: {words['ask']}"])
    ]
    return [*bring, f"{words['costs']}:\n" + "\n".join(costs)]


def _calendar_part(invitation: Invitation, method: str, name: str) -> MIMEText:
    """The calendar file as mail programs look for it: the method stands in the type of the part as well."""
    part = MIMEText(write(invitation, method).decode(), "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
