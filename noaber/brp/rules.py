"""When the BRP may be consulted, when a question is asked again, and when a number is kept or wiped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from noaber.brp.purposes import Purpose
from noaber.values import Clause, Decision, grant, refuse

WET_BRP_3_2 = Clause("Wet BRP", "3.2")
WET_BRP_3_8 = Clause("Wet BRP", "3.8")
WET_BRP_3_11 = Clause("Wet BRP", "3.11")
NUMBER_ITSELF = ("burgerservicenummer",)
"""What may always come back: we sent it. Who only asks whether somebody is there asks for this alone."""
AVG_5 = Clause("AVG", "5 lid 1 onder e")
AVG_32 = Clause("AVG", "32")


@dataclass(frozen=True, slots=True)
class Task:
    """What the BRP is consulted for: a case, its product, and whether there is still work to do."""

    case: str
    product: str
    open: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the case already has of a person: a number or none, and whether the one that is typed is the same."""

    kept: bool
    same: bool = True


def may_consult(
    task: Task | None, purpose: Purpose | None, agreed: frozenset[str], fields: Sequence[str], known: Known, typed: bool
) -> Decision:
    """May the BRP be consulted for this case and this purpose, for these fields?

    Only as far as a task of the organ needs it (Wet BRP 3.8 lid 2), and no more than the authorisation names (3.2).
    """
    if task is None:
        return refuse(
            "no-case", WET_BRP_3_8, "Zonder zaak wordt de BRP niet geraadpleegd.", "Registreer eerst de zaak."
        )
    if not task.open:
        text = "Deze zaak is afgesloten; er is geen taak meer waarvoor de gegevens nodig zijn."
        return refuse("case-closed", WET_BRP_3_8, text)
    if purpose is None:
        return refuse("no-purpose", WET_BRP_3_8, "Zonder doel wordt de BRP niet geraadpleegd.", "Kies een doel.")
    if purpose.code not in agreed:
        text = f"Over het doel “{purpose.name}” is niets afgesproken."
        return refuse("not-agreed", WET_BRP_3_2, text, "Leg dit doel eerst aan de opdrachtgever voor.")
    if task.product not in purpose.products:
        text = f"Het doel “{purpose.name}” past niet bij het product van deze zaak."
        return refuse("other-product", WET_BRP_3_8, text, "Kies het doel dat bij de zaak past.")
    if not fields or not set(fields) <= {*purpose.fields, *NUMBER_ITSELF}:
        return refuse("other-fields", WET_BRP_3_2, "Er worden andere gegevens gevraagd dan bij het doel horen.")
    if not known.kept and not typed:
        text = "Bij deze zaak is nog geen burgerservicenummer vastgelegd."
        return refuse("no-number", WET_BRP_3_8, text, "Vul het burgerservicenummer in.")
    if known.kept and typed and not known.same:
        text = "Bij deze zaak hoort al een ander burgerservicenummer."
        return refuse("other-person", WET_BRP_3_8, text, "Wis dat eerst, als het niet klopte.", "brp.forget")
    return grant("consulted", WET_BRP_3_8, f"De gegevens zijn nodig voor: {purpose.name} ({purpose.law}).")


def answered(outcome: str) -> Decision:
    """How the question ended is kept with it, for twenty years; the answer is not. Wet BRP 3.11."""
    return grant(outcome, WET_BRP_3_11, "Van de raadpleging is aantekening gehouden, zonder het antwoord.")


def ask_again(may: Decision) -> Decision:
    """Is an open question asked again? Where it may no longer be asked, it is let go; both are worth an entry."""
    if may.code == "consulted":
        return grant("asked-again", WET_BRP_3_8, "De BRP wordt opnieuw gevraagd of deze persoon er staat.")
    return grant("let-go", WET_BRP_3_8, "De vraag is niet meer nodig en vervalt.")


def asks(decision: Decision) -> bool:
    """Does the decision on an open question send it out again?"""
    return decision.code == "asked-again"


def again_at(moment: datetime, tries: int, first_minutes: int, most_minutes: int) -> datetime:
    """When is a question asked again after so many tries? Each wait is twice the last, up to the agreed most."""
    doubled = first_minutes * 2 ** min(max(tries, 1) - 1, 20)
    return moment + timedelta(minutes=min(doubled, most_minutes))


def may_forget(kept: bool) -> Decision:
    """May the number of a case be wiped? Whenever there is one: it is kept no longer than the case needs it."""
    if not kept:
        return refuse("nothing-kept", AVG_5, "Bij deze zaak is geen burgerservicenummer vastgelegd.")
    return grant("forgotten", AVG_5, "Het burgerservicenummer is gewist.")


def may_rotate(rows: int) -> Decision:
    """May the numbers be encrypted anew? Always; it says how many there were. AVG 32."""
    return grant("rotated", AVG_32, f"{rows} nummers staan nu onder de nieuwe sleutel.")
