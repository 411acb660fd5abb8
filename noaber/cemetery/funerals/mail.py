"""Mail about a request or a grave: what happened, its number, the moment and a link. It has nobody's name."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django_tasks import task

from noaber.agreement.acting import Acting
from noaber.agreement.link_codes import code_of
from noaber.agreement.models import Agreement
from noaber.agreement.queries import agreement_in_use, book_of
from noaber.cemetery.funerals import acts, rules
from noaber.cemetery.funerals.kinds import NEEDS_PAPER
from noaber.cemetery.funerals.models import FamilyReader, Funeral, Intake
from noaber.cemetery.funerals.wording import STATES, at_moment, on_day
from noaber.cemetery.local import Local
from noaber.cemetery.places import local_of
from noaber.parties.clock import stands_still, today
from noaber.parties.scope import reading

COLLEGE = "college"
CONFIRM, TOLD = "confirm", "told"
_BYE = {"nl": "Met vriendelijke groet,", "en": "Kind regards,"}
_KEEP = {
    "nl": "Houd deze link voor uzelf: wie hem heeft, kan de aanvraag lezen en veranderen.",
    "en": "Keep this link to yourself: whoever has it can read and change the request.",
}
_OBJECT = {
    "nl": "Dit is een besluit van het college van burgemeester en wethouders. Bent u of de familie het niet eens? "
    "Stuur dan binnen zes weken een bezwaarschrift aan {client} (Algemene wet bestuursrecht, artikel 6:7).",
    "en": "This is a decision of the municipal executive. Do you or the family not agree? Then send an objection to "
    "{client} within six weeks (General Administrative Law Act, section 6:7).",
}


def tell_undertaker(act: Acting, row: Funeral) -> None:
    """Say how a request stands now; a made-up past sends nothing. The queue gets keys alone, no name or code."""
    if row.email and not stands_still():
        send_state.enqueue(act.agreement.code, row.pk)


def ask_to_confirm(act: Acting, row: Funeral) -> None:
    """Ask who decides to read and confirm."""
    if row.holder_email and not stands_still():
        send_to_confirm.enqueue(act.agreement.code, row.pk)


def tell_reader(act: Acting, row: FamilyReader, what: str) -> None:
    """Ask to confirm an address, or tell the end of the term."""
    if row.email and not stands_still():
        send_reader.enqueue(act.agreement.code, row.pk, what)


def send_link(agreement: str, intake: Intake) -> None:
    """Send an undertaker the link to a request."""
    if not stands_still():
        send_intake.enqueue(agreement, intake.pk)


@task()
def send_intake(agreement: str, key: int) -> None:
    """Mail the link that opens a new request."""
    found = agreement_in_use(agreement)
    with reading(found.client_id):
        row = Intake.objects.filter(municipality=found.client_id, pk=key).first()
    if row is None:
        return
    link = _link(found, "funeral-request", row.language, code_of(row.seed, "funerals.undertaker"))
    title, text = {
        "nl": (
            "Uw link om een uitvaart aan te vragen",
            "Met deze link vraagt u een uitvaart aan en ziet u hoe het gaat:",
        ),
        "en": ("Your link to request a funeral", "With this link you request a funeral and see how it goes:"),
    }[row.language]
    _mail(found, row.email, title, [f"{text}\n{link}", _KEEP[row.language]], row.language).send()


@task()
def send_state(agreement: str, key: int) -> None:
    """Mail how a request stands; nothing where the address has been erased meanwhile."""
    found = agreement_in_use(agreement)
    with reading(found.client_id):
        row = Funeral.objects.of(found.client_id).get(pk=key)
    if row.email:
        state_mail(found, local_of(agreement), row).send()


def state_mail(agreement: Agreement, local: Local, row: Funeral) -> EmailMessage:
    """The mail that says how a request stands."""
    lang = row.language
    words = STATES[row.state][lang == "en"]
    facts = [f"{local.cemetery(row.cemetery).name}, {at_moment(row.proposed_at or row.at, lang)}"]
    if row.state == rules.REFUSED:
        facts.append(f"{'Reason' if lang == 'en' else 'Reden'}: {row.reason} ({row.clause})")
    if row.state in (rules.ASKED, rules.ACCEPTED) and not row.permit and row.kind in NEEDS_PAPER:
        text = ("Voeg het verlof toe zodra u het hebt.", "Add the permission for burial as soon as you have it.")
        facts.append(text[lang == "en"])
    link = _link(agreement, "funeral-request", lang, row.code)
    parts = [f"{words}.", "\n".join(facts), link, _KEEP[lang]]
    title = f"{'Funeral' if lang == 'en' else 'Uitvaart'} {row.number}: {words.lower()}"
    if row.state != rules.REFUSED:
        return _mail(agreement, row.email, title, parts, lang)
    parts.insert(2, _OBJECT[lang].format(client=agreement.client.official))
    return _mail(agreement, row.email, title, parts, lang, _signed(agreement))


def _signed(agreement: Agreement) -> str:
    """In whose name a request is refused: the words of the mandate."""
    mandates = book_of(agreement).mandates_for(acts.REFUSE.code, COLLEGE, today())
    return next((one.signature for one in mandates if one.signature), "")


@task()
def send_to_confirm(agreement: str, key: int) -> None:
    """Mail who decides the link to read and confirm."""
    found = agreement_in_use(agreement)
    with reading(found.client_id):
        row = Funeral.objects.of(found.client_id).get(pk=key)
    if row.holder_email:
        confirm_mail(found, row).send()


def confirm_mail(agreement: Agreement, row: Funeral) -> EmailMessage:
    """The mail with the link to read and confirm."""
    link = _link(agreement, "confirm-funeral", row.language, row.holder_code)
    title, text, after = {
        "nl": (
            f"Wilt u de gegevens van een uitvaart bevestigen? ({row.number})",
            "Een uitvaartondernemer vroeg bij ons een uitvaart aan en noemde u als degene die beslist. "
            "Lees de gegevens en bevestig ze als ze kloppen:",
            "Kloppen ze niet? Bel dan de uitvaartondernemer. Een papieren formulier is niet meer nodig.",
        ),
        "en": (
            f"Please confirm the details of a funeral ({row.number})",
            "An undertaker asked us for a funeral and named you as the person who decides. "
            "Read the details and confirm them if they are right:",
            "Are they not right? Please call the undertaker. You do not need a paper form.",
        ),
    }[row.language]
    return _mail(agreement, row.holder_email, title, [f"{text}\n{link}", after, _KEEP[row.language]], row.language)


@task()
def send_reader(agreement: str, key: int, what: str) -> None:
    """Mail somebody in the family: confirm this address, or when the term ends."""
    found = agreement_in_use(agreement)
    with reading(found.client_id):
        row = FamilyReader.objects.of(found.client_id).select_related("right__grave").get(pk=key)
    if row.email and row.stopped_on is None:
        reader_mail(found, row, what).send()


def reader_mail(agreement: Agreement, row: FamilyReader, what: str) -> EmailMessage:
    """The mail to somebody in the family. It tells the end of the term and the number of the grave, and no name."""
    lang, english = row.language, row.language == "en"
    link = _link(agreement, "grave-news", lang, row.code)
    if what == CONFIRM:
        title = "Confirm your e-mail address" if english else "Bevestig uw e-mailadres"
        text = (
            "Somebody asked us to tell this address when the term of a grave ends. Confirm that you want this:"
            if english
            else "Iemand vroeg ons om op dit adres te laten weten wanneer de termijn van een graf eindigt. "
            "Bevestig dat u dit wilt:"
        )
        after = "Do nothing, and we will not write again." if english else "Doet u niets, dan schrijven wij niet meer."
        return _mail(agreement, row.email, title, [f"{text}\n{link}", after], lang)
    ends = row.right.ends_on
    grave = row.right.grave.number
    title = f"The term of grave {grave}" if english else f"De termijn van graf {grave}"
    if ends is None:
        text = "The right to this grave has no end." if english else "Het recht op dit graf heeft geen einde."
    elif english:
        text = f"The right to this grave ends on {on_day(ends, lang)}. Only its holder can have it renewed."
    else:
        text = (
            f"Het recht op dit graf eindigt op {on_day(ends, lang)}. Alleen de rechthebbende kan het laten verlengen."
        )
    stop = "You do not want these mails any more? Stop them here:" if english else "Wilt u deze mail niet meer? Zeg op:"
    return _mail(agreement, row.email, title, [text, f"{stop}\n{link}"], lang)


def _link(agreement: Agreement, name: str, lang: str, code: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(f"{name}-{lang}", args=[agreement.client.slug, code])


def _mail(agreement: Agreement, to: str, title: str, parts: list[str], lang: str, signed: str = "") -> EmailMessage:
    text = "\n\n".join([*parts, f"{_BYE[lang]}\n{signed or agreement.client.official}"])
    return EmailMessage(title, text, to=[to])
