"""The agreement that most tests are about, and fictional people who hold one function each under it."""

from __future__ import annotations

from datetime import date
from typing import Any

OMMEN, TWENTERAND, HELLENDOORN = 175, 1700, 163


def agreement_of_ommen() -> Any:
    """The agreement of Ommen and Twenterand, with Ommen's rows in sight."""
    from noaber.agreement.models import Agreement
    from noaber.parties.scope import set_scope

    found = Agreement.objects.get(code="ommen-twenterand-2024")
    set_scope(found.client_id)
    return found


def make_people() -> dict[str, Any]:
    """Somebody for each function, and `outsider`: a clerk of a third municipality.

    They have set up a second factor, as everybody outside the demo must.
    """
    from allauth.mfa.models import Authenticator

    from noaber.parties.models import Person, Position

    employer = dict.fromkeys(("clerk", "second_line", "team_lead", "controller", "administrator"), TWENTERAND)
    employer |= dict.fromkeys(("director", "ciso", "archivist", "keeper"), OMMEN) | {"outsider": HELLENDOORN}
    found = {}
    for name, organisation in employer.items():
        person = Person(email=f"{name}@example.nl", name=f"Test {name}", employer_id=organisation, fictional=True)
        person.set_unusable_password()
        person.save()
        function = "clerk" if name == "outsider" else name
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "TEST"})
        Position.objects.create(person=person, function=function, organisation_id=organisation, since=date(2023, 1, 1))
        found[name] = person
    return found
