"""Mail to masons, applicants and right holders: each carries a link, and no name of anybody."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django_tasks import task

from noaber.agreement.acting import Acting
from noaber.agreement.models import Agreement
from noaber.agreement.queries import agreement_in_use
from noaber.cemetery.permits.measures import EN, KINDS, NL
from noaber.cemetery.permits.models import Mason, Permit
from noaber.cemetery.permits.queries import permits
from noaber.parties.clock import stands_still
from noaber.parties.scope import reading

RECEIVED, ADD, DECIDED, CHECKED = "received", "add", "decided", "checked"
WORDS = {
    "nl": {
        "link": "Uw link voor vergunningen op een graf",
        "link.text": "Met deze link vraagt u een vergunning aan en ziet u wat u aanvroeg:",
        "link.until": "De link werkt tot en met",
        "holder": "Geeft u toestemming voor een vergunning op uw graf?",
        "holder.text": "Iemand vraagt een vergunning aan voor een graf waarvan u rechthebbende bent. Kijk wat er "
        "gevraagd wordt, en zeg ja of nee:",
        RECEIVED: "Uw aanvraag is binnen",
        ADD: "Wilt u uw aanvraag aanvullen?",
        DECIDED: "Er is beslist over uw aanvraag",
        CHECKED: "De plaatsing is gecontroleerd",
        "status": "Hier ziet u hoe het staat:",
        "keep": "Houd deze link voor uzelf: wie hem heeft, kan hem gebruiken.",
        "not-asked": "Vroeg u dit niet? Dan hoeft u niets te doen.",
        "bye": "Met vriendelijke groet,",
    },
    "en": {
        "link": "Your link for permits on a grave",
        "link.text": "With this link you apply for a permit and see what you applied for:",
        "link.until": "The link works until",
        "holder": "Do you consent to a permit on your grave?",
        "holder.text": "Somebody applies for a permit on a grave of which you are the right holder. See what is asked, "
        "and say yes or no:",
        RECEIVED: "We have received your application",
        ADD: "Would you complete your application?",
        DECIDED: "Your application has been decided on",
        CHECKED: "The placing has been checked",
        "status": "Here you see how it stands:",
        "keep": "Keep this link to yourself: whoever has it can use it.",
        "not-asked": "Did you not ask for this? Then you do not have to do anything.",
        "bye": "Kind regards,",
    },
}


def tell_mason(act: Acting, mason: Mason) -> None:
    """Put the mail with the link of a mason on its way. The queue gets the key of the row and nothing else."""
    if not stands_still():
        send_link.enqueue(act.agreement.code, mason.pk)


def tell_holder(act: Acting, permit: Permit) -> None:
    """Put the question to the right holder on its way."""
    if not stands_still():
        send_question.enqueue(act.agreement.code, permit.pk)


def tell_applicant(act: Acting, permit: Permit, what: str) -> None:
    """Tell a mason how the application stands; whoever applied at the desk gets letters."""
    if permit.by_mason and not stands_still():
        send_state.enqueue(act.agreement.code, permit.pk, what)


@task()
def send_link(agreement: str, key: int) -> None:
    """Mail a mason their link."""
    found = agreement_in_use(agreement)
    with reading(found.client_id):
        mason = Mason.objects.of(found.client_id).get(pk=key)
    mail_of_link(found, mason).send()


@task()
def send_question(agreement: str, key: int) -> None:
    """Ask the right holder; nothing where there is an answer already."""
    found = agreement_in_use(agreement)
    with reading(found.client_id):
        permit = permits(found.client_id).get(pk=key)
    if permit.holder_email:
        mail_of_question(found, permit).send()


@task()
def send_state(agreement: str, key: int, what: str) -> None:
    """Tell a mason how an application stands."""
    found = agreement_in_use(agreement)
    with reading(found.client_id):
        permit = permits(found.client_id).get(pk=key)
    mail_of_state(found, permit, what).send()


def mail_of_link(agreement: Agreement, mason: Mason) -> EmailMessage:
    """The mail with the link of a mason."""
    words, day = WORDS[mason.language], mason.link_until
    link = _address(agreement, f"mason-{mason.language}", mason.code)
    until = f"{words['link.until']} {day.day}-{day.month}-{day.year}."
    parts = [f"{words['link.text']}\n{link}", f"{until} {words['keep']}", words["not-asked"]]
    return _mail(agreement, mason.email, words["link"], parts, mason.language)


def mail_of_question(agreement: Agreement, permit: Permit) -> EmailMessage:
    """The mail that asks the right holder for consent."""
    words = WORDS[permit.language]
    link = _address(agreement, f"consent-{permit.language}", permit.consent_code)
    parts = [f"{words['holder.text']}\n{link}", words["keep"], words["not-asked"]]
    return _mail(agreement, permit.holder_email, words["holder"], parts, permit.language)


def mail_of_state(agreement: Agreement, permit: Permit, what: str) -> EmailMessage:
    """The mail that says that something happened to an application."""
    words, language = WORDS[permit.language], EN if permit.language == "en" else NL
    assert permit.mason is not None
    link = _address(agreement, f"permit-status-{permit.language}", permit.code)
    subject = f"{words[what]} ({permit.case.number})"
    about = f"{KINDS[permit.kind][language].capitalize()}, {permit.grave.number}."
    return _mail(agreement, permit.mason.email, subject, [about, f"{words['status']}\n{link}"], permit.language)


def _address(agreement: Agreement, name: str, code: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name, args=[agreement.client.slug, code])


def _mail(agreement: Agreement, to: str, subject: str, parts: list[str], language: str) -> EmailMessage:
    text = "\n\n".join([*parts, f"{WORDS[language]['bye']}\n{agreement.client.official}"])
    return EmailMessage(subject, text, to=[to])
