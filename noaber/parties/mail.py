"""Mail to people who work with Noaber: a line and a link, never anything of a resident."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks import task

from noaber.parties.clock import stands_still
from noaber.parties.models import Person


def note_on_commit(people: list[int], subject: str, lines: list[str], address: str) -> None:
    """Put a note on its way to each of these people once the transaction has ended well.

    `address` is the path of the page that it is about. A made-up past is no news, so nobody hears of it.
    """
    if not people or stands_still():
        return
    text = "\n\n".join([*lines, f"Bekijk het in Noaber: {settings.BASE_URL}{address}"])
    transaction.on_commit(partial(send_note.enqueue, sorted(people), f"Noaber: {subject}", text), robust=True)


@task()
def send_note(people: list[int], subject: str, text: str) -> None:
    """Mail a note to each of these people by themselves."""
    for address in Person.objects.filter(pk__in=people, is_active=True).values_list("email", flat=True):
        EmailMessage(subject, text, to=[address]).send()
