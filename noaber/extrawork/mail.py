"""Tells the other side by mail that a job waits for them: the reference and a link, nothing of the job itself."""

from __future__ import annotations

from django.urls import reverse

from noaber.agreement.acting import Acting
from noaber.agreement.acts import Act
from noaber.parties.mail import note_on_commit
from noaber.parties.models import Position


def tell(act: Acting, subject: str, reference: str, next_act: Act) -> None:
    """Mail everybody who may do the next act, once this act has been committed; not who is acting now."""
    people = [pk for pk in _who_may(act, next_act) if pk != getattr(act.person, "pk", None)]
    lines = [f"{subject}.", "In deze mail staat met opzet niets over het werk zelf."]
    note_on_commit(people, subject, lines, reverse("job", args=[reference]))


def _who_may(act: Acting, next_act: Act) -> list[int]:
    sides = {"client": act.agreement.client_id, "contractor": act.agreement.contractor_id}
    found: set[int] = set()
    for mandate in act.book.mandates_for(next_act.code, "", act.day):
        held = Position.objects.filter(function__in=mandate.functions, organisation=sides[mandate.side])
        found |= {position.person_id for position in held if position.holds_on(act.day)}
    return sorted(found)
