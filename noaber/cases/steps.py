"""What can be done with a case now: by the rules, and by the mandate of whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.agreement.acts import Act
from noaber.agreement.rules import Permission
from noaber.cases import acts, penalty_rules, rules
from noaber.values import Decision, Granted, Refused, first_refusal

May = Callable[[Act, str], Permission | Refused]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done with a case. `decision` is what the rules say, `may` what the mandate says."""

    name: str
    act: Act
    decision: Decision
    may: Permission | Refused

    @property
    def possible(self) -> bool:
        """Do the rules allow it, as the case stands?"""
        return isinstance(self.decision, Granted)

    @property
    def yours(self) -> bool:
        """Does the one who looks have the mandate?"""
        return isinstance(self.may, Permission)


def steps_of(facts: rules.Facts, day: date, may: May, signing: Decision) -> list[Step]:
    """The steps of a case in the order in which they are usually taken.

    `signing` says whether the one who looks may sign. A decision is possible when one of the outcomes is; the
    reason why not is that of what was asked for.
    """
    answers = [rules.may_decide(facts, outcome, day) for outcome in facts.kind.outcomes]
    decide = next((answer for answer in answers if isinstance(answer, Granted)), answers[0])
    alone = rules.may_alone(facts.kind)
    decide = first_refusal(alone, decide)
    permitted = may(acts.DECIDE, facts.kind.organ)
    if isinstance(permitted, Permission):
        decide = rules.with_signature(decide, signing)
    return [
        Step("hervatten", acts.RESUME, rules.may_resume(facts), may(acts.RESUME, "")),
        Step("besluit", acts.DECIDE, decide, permitted),
        Step("opschorten", acts.SUSPEND, rules.may_suspend(facts, day), may(acts.SUSPEND, "")),
        Step("afsluiten", acts.CLOSE, first_refusal(alone, rules.may_close(facts)), may(acts.CLOSE, "")),
        *_about_the_term(facts, day, may),
    ]


def _about_the_term(facts: rules.Facts, day: date, may: May) -> list[Step]:
    """What can be done about a term that is too short: shown only where the case gives cause for it."""
    organ, later = facts.kind.organ, max(facts.due or day, day) + timedelta(days=1)
    wanted: list[tuple[str, Act, Decision]] = []
    extension = facts.kind.term.extension if facts.kind.term and not facts.kind.led else None
    if extension and facts.state == rules.OPEN:
        wanted.append(("verlengen", acts.EXTEND, rules.may_extend(facts, day, day)))
    if facts.due is not None and facts.state == rules.OPEN:
        wanted.append(("vertraging", acts.ANNOUNCE_DELAY, rules.may_announce_delay(facts, day, later, day)))
    if facts.due is not None and facts.due < day and facts.default_notice is None:
        received = penalty_rules.may_receive_default(facts, min(day, facts.decided_on or day), day)
        wanted.append(("ingebrekestelling", acts.RECEIVE_DEFAULT, received))
    if facts.default_notice is not None and not facts.penalty_fixed:
        wanted.append(("dwangsom", acts.FIX_PENALTY, penalty_rules.may_fix_penalty(facts, day)))
    return [Step(name, act, decision, may(act, organ)) for name, act, decision in wanted]
