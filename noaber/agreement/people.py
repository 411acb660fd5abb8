"""Accounts and functions: who is taken on, and who holds which function from when until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from noaber.agreement.acting import acting
from noaber.agreement.acts import APPOINT
from noaber.agreement.models import Agreement
from noaber.agreement.rules import may_appoint
from noaber.parties.models import Municipality, Person, Position


def take_on(email: str, name: str, employer: Municipality) -> Person:
    """An account without a password: its owner sets one by mail. Raises ValueError where the address is taken."""
    if Person.objects.filter(email__iexact=email).exists():
        raise ValueError(f"Er is al een account met {email}.")
    return Person.objects.create_user(email, None, name=name, employer=employer)


def appoint(
    actor: Any, person: Person, function: str, organisation: Municipality, since: date, until: date | None = None
) -> Position:
    """Give somebody a function; the journal of every agreement that the organisation is a side of says so.

    Raises Refusal, and ValueError where the organisation has no agreement, for then nobody could hold a function there.
    """
    sides = Q(client=organisation) | Q(contractor=organisation)
    lasting = Q(until=None) | Q(until__gte=since)
    codes = list(Agreement.objects.filter(sides, lasting).order_by("code").values_list("code", flat=True))
    if not codes:
        raise ValueError(f"{organisation.official} is geen partij bij een overeenkomst. Lees eerst de overeenkomst in.")
    held = list(person.positions.filter(function=function, organisation=organisation).values_list("since", "until"))
    position = Position(person=person, function=function, organisation=organisation, since=since, until=until)
    facts = {"function": function, "organisation": organisation.code, "since": str(since), "until": str(until or "")}
    for code in codes:
        with acting(actor, code, origin="cli") as act:
            decision = may_appoint(function, since, until, held, act.book.act_clause(APPOINT.code))
            act.record(APPOINT, decision, f"person:{person.pseudonym}", facts)
            position.save()
    return position
