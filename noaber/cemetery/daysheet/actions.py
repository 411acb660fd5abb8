"""What field staff put down at a grave, and what the office does with it. The journal has no names and no words."""

from __future__ import annotations

from typing import Any

from noaber.agreement.acting import Acting, Once, acting
from noaber.cemetery import planned
from noaber.cemetery.daysheet import acts, rules, standing
from noaber.cemetery.daysheet.checks import may_dig, same_number
from noaber.cemetery.daysheet.models import Step
from noaber.cemetery.daysheet.queries import Job, about, job_of, open_signals
from noaber.cemetery.planned import Carried


class NotPlanned(LookupError):
    """Nothing of this name is planned (any more)."""


def confirm_grave(person: Any, agreement: str, key: str, typed: str, once: Once | None = None) -> Step:
    """Put down that this is the grave, from the number on the stone. Raises NotPlanned."""
    with acting(person, agreement, once=once) as act:
        job = _job(act, key)
        decision = rules.may_confirm(job.work(), may_dig(job.planned.grave, typed))
        entry = act.record(acts.CONFIRM_GRAVE, decision, about(key), _facts(job))
        return _step(act, entry, key, standing.GRAVE, typed=typed.strip())


def check(person: Any, agreement: str, key: str, typed: str, papers: bool, once: Once | None = None) -> Step:
    """Put down what number stands there and whether the papers match (Wlb 8). Raises NotPlanned.

    What does not match is put down all the same: it stops the work and tells the office.
    """
    with acting(person, agreement, once=once) as act:
        job = _job(act, key)
        work = job.work()
        matches = rules.number_matches(work, same_number(work.registration, typed), papers)
        decision = rules.may_check(work, act.day, matches, papers)
        facts = _facts(job) | {"recorded": bool(work.registration), "number": matches, "papers": papers}
        entry = act.record(acts.CHECK, decision, about(key), facts)
        fields = {"typed": typed.strip(), "number_matches": matches, "papers_match": papers}
        return _step(act, entry, key, standing.COFFIN, **fields)


def identify(person: Any, agreement: str, key: str, names: tuple[str, str], once: Once | None = None) -> Step:
    """Put down which two persons said who it is. Their names stay on the sheet. Raises NotPlanned."""
    with acting(person, agreement, once=once) as act:
        job = _job(act, key)
        decision = rules.may_identify(job.work(), names)
        entry = act.record(acts.IDENTIFY, decision, about(key), _facts(job) | {"persons": len(names)})
        first, second = (name.strip() for name in names)
        return _step(act, entry, key, standing.IDENTITY, first_name=first, second_name=second)


def complete(
    person: Any, agreement: str, key: str, layer: int | None = None, why: str = "", once: Once | None = None
) -> Step:
    """Put down that the work is done, and in which layer. Raises NotPlanned.

    Acts wait for each other: two phones cannot put two bodies in one layer. Who planned it hears it in the same act.
    """
    with acting(person, agreement, alone=True, once=once) as act:
        job = _job(act, key)
        work = job.work()
        layer = layer if work.of_body else None
        decision = rules.may_complete(work, act.day, layer, why)
        facts = _facts(job) | {"layer": layer or 0, "planned_layer": work.layer or 0, "planned": str(work.day)}
        entry = act.record(acts.COMPLETE, decision, about(key), facts)
        planned.carried_out(act, entry, job.planned, Carried(act.day, layer))
        fields = {"layer": layer, "planned_layer": work.layer, "text": why.strip()}
        return _step(act, entry, key, standing.DONE, **fields)


def note(person: Any, agreement: str, key: str, text: str, once: Once | None = None) -> Step:
    """Put something on the sheet that field staff must know. Raises NotPlanned."""
    with acting(person, agreement, once=once) as act:
        job = _job(act, key)
        decision = rules.may_note(job.work(), text, act.book.act_clause(acts.NOTE.code))
        entry = act.record(acts.NOTE, decision, about(key), _facts(job))
        return _step(act, entry, key, standing.NOTE, text=text.strip())


def settle(person: Any, agreement: str, key: str, text: str, once: Once | None = None) -> Step:
    """Settle what the sheet told the office about this work, with what was done."""
    with acting(person, agreement, once=once) as act:
        signals = open_signals(act.client, [key])
        decision = rules.may_settle(len(signals), text, act.book.act_clause(acts.SETTLE.code))
        entry = act.record(acts.SETTLE, decision, about(key), {"signals": [one.code for one in signals]})
        return _step(act, entry, key, standing.SETTLED, text=text.strip())


def _job(act: Acting, key: str) -> Job:
    found = job_of(act.client, key)
    if found is None:
        raise NotPlanned(key)
    return found


def _facts(job: Job) -> dict[str, Any]:
    return {"grave": job.planned.grave, "work": job.planned.work}


def _step(act: Acting, entry: Any, key: str, what: str, **fields: Any) -> Step:
    return Step.add(entry, about=key, what=what, by=act.person.pseudonym, at=act.at, **fields)
