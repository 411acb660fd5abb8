"""Putting down that somebody was buried or cremated: in a grave of the municipality, without anybody who owes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from noaber.agreement.acting import Once, acting
from noaber.cemetery import price
from noaber.cemetery.actions import AtClient, NewPerson, bury_within, granted, register_person_within
from noaber.cemetery.burial import Wanted
from noaber.cemetery.models import Grave, GraveRight, Interment
from noaber.cemetery.municipal import acts, rules
from noaber.cemetery.municipal.desk import Desk, desk
from noaber.cemetery.municipal.models import CostLine, Funeral
from noaber.cemetery.municipal.money import GRAVE as GRAVE_COSTS
from noaber.cemetery.places import local_of
from noaber.cemetery.queries import grave_of, next_number, running_right
from noaber.cemetery.rules import granted_until
from noaber.cemetery.tariffs import BURIAL, GRANT
from noaber.cemetery.windows import GENERAL
from noaber.parties.clock import AMSTERDAM
from noaber.values import Decision, Euro, Line, grant

OWN_PRICE = "volgens de tarieventabel, ten laste van de gemeente"


@dataclass(frozen=True, slots=True)
class Rest:
    """Where and when. `grave` is a number of the register; empty where it was elsewhere or by cremation (`where`)."""

    way: str
    at: datetime
    permit: str
    grave: str = ""
    where: str = ""
    registration: str = ""
    consent: bool = False

    @property
    def day(self) -> date:
        """The civil day of it."""
        return self.at.astimezone(AMSTERDAM).date()


def lay_to_rest(person: Any, agreement: str, number: str, told: Rest, once: Once | None = None) -> Funeral:
    """Put it down, and in the register where it is a grave of the municipality.

    Nothing here is a price line that makes a post: what the grave costs becomes a line of the file. Raises
    Funeral.DoesNotExist and Grave.DoesNotExist.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        at, day = desk(act, number), told.day
        by = rules.settle_by(day, at.terms.settle_weeks.value)
        decision = rules.may_lay_to_rest(at.file, told.way, told.at, told.permit, by, act.at, at.law)
        in_time = rules.counts_in_time(at.file, day, at.law)
        facts = {"way": told.way, "on": str(day), "permit": told.permit.strip(), "in_time": in_time}
        lines = [Line("funeral.in_time", day, int(in_time), "count", at.service, at.funeral.case.product, 1)]
        if told.grave:
            interment, cost = _in_own_grave(at, told, decision, facts, lines)
            entry = interment.entry
        else:
            interment, cost = None, Euro()
            entry = at.record(acts.LAY_TO_REST, decision, facts, lines)
        if cost:
            CostLine.add(
                entry,
                funeral=at.funeral,
                kind=GRAVE_COSTS,
                text=f"Graf {told.grave}, {OWN_PRICE}",
                estimate_cents=cost.cents,
                actual_cents=cost.cents,
                billed_on=act.day,
            )
        at.write(
            entry,
            laid_at=told.at,
            laid_on=day,
            permit=told.permit.strip(),
            where=told.where.strip(),
            interment=interment,
            in_time=in_time,
            settle_by=by,
        )
        return at.funeral


def _in_own_grave(
    at: Desk, told: Rest, decision: Decision, facts: dict[str, Any], lines: list[Line]
) -> tuple[Interment, Euro]:
    """The burial in the register under the act of the file, and what the grave costs by the table."""
    act, funeral = at.act, at.funeral
    place = grave_of(act.client, told.grave)
    cost = _give(at, place, told) if running_right(act.client, place) is None else Euro()
    named = (funeral.given_names, funeral.surname) if funeral.identified else ("", "onbekende persoon")
    who = register_person_within(act, NewPerson(*named, funeral.born_on, at.file.died_on))
    wanted = Wanted(
        told.at,
        funeral.died_at,
        consent=told.consent,
        exception=at.file.other.decision,
        permit=told.permit.strip(),
        short_notice=True,
    )
    free = AtClient(acts.LAY_TO_REST, at.about, decision, facts, tuple(lines))
    interment = bury_within(act, place, who, wanted, told.registration.strip(), free)
    if not funeral.identified and not place.unknown:
        place.change(interment.entry, unknown=True)
    return interment, cost + _price(at, place, BURIAL, told)


def _give(at: Desk, place: Grave, told: Rest) -> Euro:
    """A general grave without a right gets one without anybody who has it; another kind stays as it is."""
    act = at.act
    kind = local_of(act.agreement.code).kind_at(place.kind, place.cemetery, act.day)
    if kind is None or kind.right != GENERAL or not kind.grants:
        return Euro()
    years = min(kind.grants)
    number = next_number(act.client, GraveRight, "R", act.day.year)
    decision = grant("given", rules.WLB_21, "Het graf is gegeven ten laste van de gemeente.")
    facts = {"right": number, "grave": place.number, "years": years}
    entry = act.record(acts.GIVE_GRAVE, decision, at.about, facts)
    granted(entry, number, place, GENERAL, None, told.day, granted_until(told.day, years), at.funeral.case.number)
    return _price(at, place, GRANT, told, years)


def _price(at: Desk, place: Grave, what: str, told: Rest, years: int = 0) -> Euro:
    local, day = local_of(at.act.agreement.code), told.day
    kind = local.kind_at(place.kind, place.cemetery, day)
    if kind is None:
        return Euro()
    found = (
        price.of_years(local, what, kind, years, day) if years else price.once(local, what, kind, day, "begraven", 12)
    )
    return found.total
