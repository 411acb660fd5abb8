"""Whether this person may decide this case now: an appointment, no party to the deed, and not both steps alone."""

from __future__ import annotations

from datetime import date

from noaber.cases.models import Case
from noaber.cases.rules import Kind
from noaber.competence.queries import able_today, held_by
from noaber.competence.rules import may_pass_deed, may_sign
from noaber.separation.queries import on_day
from noaber.separation.rules import may_do_both
from noaber.values import Decision, Granted, first_refusal, grant


def may_sign_off(case: Case, kind: Kind, who: str, day: date, no_party: bool) -> Decision:
    """May the person behind this pseudonym decide the case? The code `deviation` says that it rests on one.

    `no_party` is what they declare themselves: that they are no party to the deed.
    """
    client = case.municipality_id
    answers: list[Decision] = [grant("free", kind.clause, "Hiervoor is niets bijzonders nodig.")]
    if kind.needs:
        answers.append(_competent(client, kind, who, day))
    if kind.deed:
        answers.append(may_pass_deed(no_party))
    if kind.separate is not None:
        answers.append(may_do_both(case.handler, who, day, on_day(client, day), kind.separate))
    return first_refusal(*answers)


def _competent(client: int, kind: Kind, who: str, day: date) -> Decision:
    held = held_by(client, who)
    decision = may_sign(kind.needs, held, day, (), kind.clause)
    if isinstance(decision, Granted):
        return decision
    # Only a refusal says who may today, so only then it is worth a look.
    return may_sign(kind.needs, held, day, able_today(client, kind.needs, day, kind.clause), kind.clause)
