"""What may be done with extra work, clause by clause, each boundary on both sides."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.extrawork import acts, job, rules
from noaber.extrawork.job import ADDITIONAL, CALAMITY, CUSTOM, Emergency, Job, Wanted
from noaber.extrawork.terms import CalamityTerms, ExtraWorkTerms
from noaber.values import Clause, Decision, Euro, Granted, Refused, Term

DAY = date(2026, 11, 24)  # a Tuesday
CEILING = Euro.of(25_000)


def _term(value: Any, number: str) -> Term[Any]:
    return Term(value, Clause("test-2026", number))


EXTRA = ExtraWorkTerms(
    consent_first=_term(True, "3.6"),
    unforeseen=_term(True, "3.6"),
    own_decision=_term(True, "4.7"),
    addendum=_term(True, "4.2"),
    charge_after_start=_term(True, "4.1"),
    two_people=_term(True, "3.3"),
)
CALAMITIES = CalamityTerms(
    ceiling=_term(CEILING, "3.7"),
    inform_workdays=_term(1, "3.7"),
    settlement_workdays=_term(20, "3.7"),
)
WANTED = Wanted(ADDITIONAL, 8, "Extra stembureau", "Vervroegde verkiezing", Euro.of(8_500), DAY, True)
STORM = Emergency(9, "Stormschade", "Bomen op graven", Euro.of(18_000), DAY, True)
ASKED = Job(ADDITIONAL, "M-2026-03", 8, "Extra stembureau", Euro.of(8_500), job.REQUESTED, "m-lead")
AGREED = replace(
    ASKED, state=job.CONSENTED, consent=Euro.of(9_000), consented_on=DAY - timedelta(days=2), addendum="Addendum 2026-1"
)
BUSY = replace(AGREED, state=job.STARTED, started_on=DAY - timedelta(days=1))
GROWN = replace(BUSY, state=job.HALTED, charged=Euro.of(4_000))
CALAMITY_JOB = Job(
    CALAMITY,
    "C-2026-04",
    9,
    "Stormschade",
    Euro.of(18_000),
    job.STARTED,
    "m-lead",
    started_on=DAY,
    inform_due=DAY + timedelta(days=1),
)
PROPOSED = replace(CALAMITY_JOB, proposed=Euro.of(17_250), proposed_by="m-lead")
SETTLED_COSTS = replace(PROPOSED, agreed=Euro.of(17_250))


def said(decision: Decision) -> tuple[type, str, str]:
    """What a decision comes down to: yes or no, the code, the clause."""
    return type(decision), decision.code, decision.clause.number


@pytest.mark.parametrize(
    ("emergency", "answer"),
    [
        (STORM, (Granted, "calamity", "3.7")),
        (replace(STORM, estimate=Euro.of("24999.99")), (Granted, "calamity", "3.7")),
        (replace(STORM, estimate=Euro.of("25000.00")), (Refused, "above-ceiling", "3.7")),
        (replace(STORM, estimate=Euro.of("25000.01")), (Refused, "above-ceiling", "3.7")),
        (replace(STORM, urgent=False), (Refused, "not-urgent", "3.7")),
        (replace(STORM, urgent=False, estimate=CEILING), (Refused, "not-urgent", "3.7")),
        (replace(STORM, estimate=Euro(1)), (Granted, "calamity", "3.7")),
        (replace(STORM, estimate=Euro(0)), (Refused, "no-estimate", "3.7")),
        (replace(STORM, started_on=DAY - timedelta(days=3)), (Granted, "calamity", "3.7")),
        (replace(STORM, started_on=DAY + timedelta(days=1)), (Refused, "starts-later", "3.7")),
    ],
)
def test_a_calamity_starts_without_consent_only_when_urgent_and_strictly_below_the_ceiling(
    emergency: Emergency, answer: tuple[type, str, str]
) -> None:
    assert said(rules.may_report_calamity(emergency, DAY, CALAMITIES)) == answer


@pytest.mark.parametrize("emergency", [replace(STORM, estimate=CEILING), replace(STORM, urgent=False)])
def test_a_refused_calamity_is_told_to_ask_consent(emergency: Emergency) -> None:
    decision = rules.may_report_calamity(emergency, DAY, CALAMITIES)
    assert isinstance(decision, Refused)
    assert decision.instead == acts.REQUEST.code and decision.cure


def test_a_calamity_brings_two_duties_counted_in_working_days_from_its_start() -> None:
    friday = replace(STORM, started_on=date(2026, 11, 20))
    decision = rules.may_report_calamity(friday, DAY, CALAMITIES)
    assert isinstance(decision, Granted)
    assert [(duty.done_by, duty.due, duty.clause.number) for duty in decision.duties] == [
        ("extrawork.inform_client", date(2026, 11, 23), "3.7"),
        ("extrawork.agree_costs", date(2026, 12, 18), "3.7"),
    ]


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        (WANTED, (Granted, "requested", "3.6")),
        (replace(WANTED, estimate=Euro(0)), (Refused, "no-estimate", "3.6")),
        (replace(WANTED, estimate=Euro.of(900_000)), (Granted, "requested", "3.6")),
        (replace(WANTED, service=0), (Refused, "no-service", "3.6")),
        (replace(WANTED, kind=CUSTOM, service=0), (Granted, "requested", "3.6")),
        (replace(WANTED, unforeseen=False), (Refused, "foreseen", "3.6")),
        (replace(WANTED, kind=CUSTOM, unforeseen=False), (Granted, "requested", "3.6")),
        (replace(WANTED, planned_start=DAY - timedelta(days=1)), (Refused, "starts-before-request", "3.6")),
        (replace(WANTED, planned_start=DAY + timedelta(days=1)), (Granted, "requested", "3.6")),
    ],
)
def test_additional_work_is_more_of_a_service_by_unforeseen_circumstances_by_art_3_6(
    wanted: Wanted, answer: tuple[type, str, str]
) -> None:
    assert said(rules.may_request(wanted, DAY, EXTRA)) == answer


@pytest.mark.parametrize(
    ("the_job", "start", "answer"),
    [
        (ASKED, DAY, (Refused, "no-consent", "3.6")),
        (AGREED, DAY, (Granted, "started", "3.6")),
        (AGREED, DAY - timedelta(days=2), (Granted, "started", "3.6")),
        (AGREED, DAY - timedelta(days=3), (Refused, "before-consent", "3.6")),
        (AGREED, DAY + timedelta(days=1), (Refused, "starts-later", "3.6")),
        (BUSY, DAY, (Refused, "not-waiting", "3.6")),
        (replace(BUSY, state=job.HALTED), DAY, (Refused, "halted", "3.6")),
        (replace(ASKED, state=job.DECLINED), DAY, (Refused, "declined", "3.6")),
        (replace(AGREED, state=job.WITHDRAWN), DAY, (Refused, "not-waiting", "3.6")),
        (replace(BUSY, state=job.FINISHED), DAY, (Refused, "not-waiting", "3.6")),
    ],
)
def test_a_job_that_can_wait_needs_consent_by_art_3_6(the_job: Job, start: date, answer: tuple[type, str, str]) -> None:
    assert said(rules.may_start(the_job, start, DAY, EXTRA)) == answer


def test_who_starts_before_consent_is_told_to_ask_it_and_that_room_is_no_ground() -> None:
    decision = rules.may_start(ASKED, DAY, DAY, EXTRA)
    assert isinstance(decision, Refused)
    assert "akkoord" in decision.cure and "art. 4.7" in decision.text


def test_an_agreement_without_consent_first_lets_the_work_begin() -> None:
    free = replace(EXTRA, consent_first=_term(False, "3.6"))
    assert said(rules.may_start(ASKED, DAY - timedelta(days=9), DAY, free)) == (Granted, "started", "3.6")


@pytest.mark.parametrize(
    ("the_job", "amount", "addendum", "person", "changed", "answer"),
    [
        (ASKED, Euro.of(8_500), "Addendum 2026-1", "m-director", False, (Granted, "consented", "3.6")),
        (ASKED, Euro(1), "Addendum 2026-1", "m-director", False, (Granted, "consented", "3.6")),
        (ASKED, Euro(0), "Addendum 2026-1", "m-director", False, (Refused, "no-amount", "4.7")),
        (ASKED, Euro.of(8_500), "  ", "m-director", False, (Refused, "no-addendum", "4.2")),
        (ASKED, Euro.of(8_500), "Addendum 2026-1", "m-lead", False, (Refused, "same-person", "3.3")),
        (ASKED, Euro.of(8_500), "Addendum 2026-1", "m-director", True, (Refused, "changed", "3.6")),
        (AGREED, Euro.of(8_500), "Addendum 2026-1", "m-director", False, (Refused, "not-waiting", "3.6")),
        (CALAMITY_JOB, Euro.of(8_500), "Addendum 2026-1", "m-director", False, (Refused, "not-waiting", "3.6")),
        (GROWN, Euro.of(4_000), "Addendum 2026-1", "m-director", False, (Granted, "consented", "3.6")),
        (GROWN, Euro.of("3999.99"), "Addendum 2026-1", "m-director", False, (Refused, "below-charged", "3.6")),
        (
            replace(CALAMITY_JOB, state=job.HALTED),
            Euro.of(40_000),
            "Addendum 2026-1",
            "m-director",
            False,
            (Granted, "consented", "3.6"),
        ),
    ],
)
def test_a_consent_is_an_own_decision_with_an_amount_and_an_addendum_by_somebody_else(
    the_job: Job, amount: Euro, addendum: str, person: str, changed: bool, answer: tuple[type, str, str]
) -> None:
    assert said(rules.may_consent(the_job, amount, addendum, person, EXTRA, changed)) == answer


@pytest.mark.parametrize(
    ("the_job", "estimate", "code", "clause", "state"),
    [
        (CALAMITY_JOB, Euro.of("24999.99"), "revised", "3.6", job.STARTED),
        (CALAMITY_JOB, Euro.of("25000.00"), "grown", "3.7", job.HALTED),
        (replace(CALAMITY_JOB, consent=Euro.of(40_000)), Euro.of(40_000), "revised", "3.6", job.STARTED),
        (replace(CALAMITY_JOB, consent=Euro.of(40_000)), Euro.of("40000.01"), "grown", "3.6", job.HALTED),
        (replace(CALAMITY_JOB, state=job.HALTED), Euro.of(20_000), "revised", "3.6", job.STARTED),
        (AGREED, Euro.of(9_000), "revised", "3.6", job.CONSENTED),
        (AGREED, Euro.of("9000.01"), "grown", "3.6", job.REQUESTED),
        (BUSY, Euro.of(9_000), "revised", "3.6", job.STARTED),
        (BUSY, Euro.of("9000.01"), "grown", "3.6", job.HALTED),
        (ASKED, Euro.of(100_000), "revised", "3.6", job.REQUESTED),
    ],
)
def test_work_that_outgrows_its_ground_lies_still_until_consent(
    the_job: Job, estimate: Euro, code: str, clause: str, state: str
) -> None:
    assert said(rules.may_revise(the_job, estimate, EXTRA, CALAMITIES)) == (Granted, code, clause)
    assert rules.after_revision(the_job, estimate, CALAMITIES) == state


def test_a_calamity_grown_to_the_ceiling_may_not_go_on_until_consent_by_art_3_6() -> None:
    grown = replace(CALAMITY_JOB, estimate=CEILING, state=rules.after_revision(CALAMITY_JOB, CEILING, CALAMITIES))
    assert said(rules.may_start(grown, DAY, DAY, EXTRA)) == (Refused, "halted", "3.6")
    assert rules.after_consent(grown) == job.STARTED
    assert rules.after_decline(grown) == job.FINISHED
    assert isinstance(rules.may_finish(grown, DAY, DAY, EXTRA), Granted)
    assert isinstance(rules.may_propose_costs(grown, Euro.of(26_000), CALAMITIES), Granted)


@pytest.mark.parametrize(
    ("the_job", "amount", "last", "answer"),
    [
        (ASKED, Euro.of(100), False, (Refused, "no-consent", "3.6")),
        (AGREED, Euro.of(100), False, (Refused, "not-started", "4.1")),
        (BUSY, Euro.of("8999.99"), False, (Granted, "charged", "3.6")),
        (BUSY, Euro.of(9_000), False, (Granted, "charged", "3.6")),
        (BUSY, Euro.of("9000.01"), False, (Refused, "above-agreed", "3.6")),
        (replace(BUSY, charged=Euro.of(4_000)), Euro.of(5_000), False, (Granted, "charged", "3.6")),
        (replace(BUSY, charged=Euro.of(4_000)), Euro.of("5000.01"), False, (Refused, "above-agreed", "3.6")),
        (replace(BUSY, addendum=""), Euro.of(100), False, (Refused, "no-addendum", "4.2")),
        (replace(BUSY, settled=True), Euro.of(100), False, (Refused, "settled", "3.6")),
        (BUSY, Euro(0), False, (Refused, "no-amount", "3.6")),
        (BUSY, Euro(0), True, (Granted, "charged", "3.6")),
        (BUSY, Euro(-1), True, (Refused, "no-amount", "3.6")),
        (replace(AGREED, state=job.WITHDRAWN), Euro.of(100), False, (Refused, "no-consent", "3.6")),
        (replace(AGREED, state=job.DECLINED), Euro.of(100), False, (Refused, "no-consent", "3.6")),
        (CALAMITY_JOB, Euro.of(100), False, (Refused, "costs-not-agreed", "3.7")),
        (PROPOSED, Euro.of(100), False, (Refused, "costs-not-agreed", "3.7")),
        (replace(CALAMITY_JOB, consent=Euro.of(40_000)), Euro.of(100), False, (Refused, "costs-not-agreed", "3.7")),
        (SETTLED_COSTS, Euro.of(17_250), False, (Granted, "charged", "3.7")),
        (SETTLED_COSTS, Euro.of("17250.01"), False, (Refused, "above-agreed", "3.7")),
    ],
)
def test_costs_are_charged_as_far_as_they_were_agreed(
    the_job: Job, amount: Euro, last: bool, answer: tuple[type, str, str]
) -> None:
    assert said(rules.may_charge(the_job, amount, last, EXTRA, CALAMITIES)) == answer


@pytest.mark.parametrize(
    ("the_job", "amount", "person", "answer"),
    [
        (PROPOSED, Euro.of(17_250), "m-director", (Granted, "agreed", "3.7")),
        (PROPOSED, Euro.of(17_250), "m-lead", (Refused, "same-person", "3.3")),
        (PROPOSED, Euro.of("17250.01"), "m-director", (Refused, "changed", "3.7")),
        (PROPOSED, Euro.of("17249.99"), "m-director", (Refused, "changed", "3.7")),
        (CALAMITY_JOB, Euro.of(17_250), "m-director", (Refused, "nothing-proposed", "3.7")),
        (SETTLED_COSTS, Euro.of(17_250), "m-director", (Refused, "already-agreed", "3.7")),
        (BUSY, Euro.of(17_250), "m-director", (Refused, "no-calamity", "3.7")),
    ],
)
def test_costs_of_a_calamity_are_what_both_sides_say_by_art_3_7(
    the_job: Job, amount: Euro, person: str, answer: tuple[type, str, str]
) -> None:
    assert said(rules.may_agree_costs(the_job, amount, person, CALAMITIES, EXTRA)) == answer


@pytest.mark.parametrize(
    ("the_job", "informed_on", "answer"),
    [
        (CALAMITY_JOB, DAY, (Granted, "informed", "3.7")),
        (CALAMITY_JOB, DAY - timedelta(days=1), (Refused, "wrong-day", "3.7")),
        (CALAMITY_JOB, DAY + timedelta(days=1), (Refused, "wrong-day", "3.7")),
        (replace(CALAMITY_JOB, informed_on=DAY), DAY, (Refused, "already-informed", "3.7")),
        (BUSY, DAY, (Refused, "no-calamity", "3.7")),
    ],
)
def test_the_client_is_informed_once_between_the_start_and_today(
    the_job: Job, informed_on: date, answer: tuple[type, str, str]
) -> None:
    assert said(rules.may_inform(the_job, informed_on, DAY, CALAMITIES)) == answer


@pytest.mark.parametrize(
    ("informed_on", "estimate", "met"),
    [
        (DAY + timedelta(days=1), Euro.of("24999.99"), 1),
        (DAY + timedelta(days=2), Euro.of("24999.99"), 0),
        (DAY + timedelta(days=1), Euro.of("25000.00"), 0),
    ],
)
def test_a_calamity_counts_as_met_when_told_in_time_and_still_below_the_ceiling(
    informed_on: date, estimate: Euro, met: int
) -> None:
    (line,) = rules.informed(
        replace(CALAMITY_JOB, estimate=estimate), informed_on, DAY + timedelta(days=5), ["FI-05"], CALAMITIES
    )
    assert (line.measure, line.key, line.quantity, line.base, line.service) == ("kpi", "FI-05", met, 1, 9)


@pytest.mark.parametrize(("the_job", "measure"), [(BUSY, "extra"), (SETTLED_COSTS, "calamity")])
def test_what_is_charged_becomes_one_line_under_the_reference_of_the_job(the_job: Job, measure: str) -> None:
    (line,) = rules.charged(the_job, Euro(123_456), DAY, Clause("test-2026", "3.6"))
    assert (line.measure, line.quantity, line.unit, line.key, line.service, line.day, line.clause) == (
        measure,
        123_456,
        "cents",
        the_job.reference,
        the_job.service,
        DAY,
        "3.6",
    )


def test_nothing_to_charge_leaves_no_line() -> None:
    assert rules.charged(BUSY, Euro(0), DAY, Clause("test-2026", "3.6")) == ()


@pytest.mark.parametrize(
    ("finished_on", "answer"),
    [
        (DAY, "finished"),
        (DAY - timedelta(days=1), "finished"),
        (DAY - timedelta(days=2), "wrong-day"),
        (DAY + timedelta(days=1), "wrong-day"),
    ],
)
def test_work_is_done_between_its_start_and_today(finished_on: date, answer: str) -> None:
    assert rules.may_finish(BUSY, DAY, finished_on, EXTRA).code == answer


def test_the_words_of_a_consent_name_amount_addendum_and_clauses() -> None:
    words = rules.consent_text(ASKED, Euro.of(9_000), "Addendum 2026-1", "Ommen", EXTRA)
    for part in (
        "M-2026-03",
        "€\u00a09.000,00",
        "€\u00a08.500,00",
        "Addendum 2026-1",
        "art. 3.6",
        "art. 4.2",
        "art. 4.7",
    ):
        assert part in words


amounts = st.integers(min_value=1, max_value=10_000_000).map(Euro)
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))


@given(amounts, st.booleans(), days, days)
def test_no_calamity_is_granted_at_or_above_the_ceiling_or_when_it_can_wait(
    estimate: Euro, urgent: bool, started_on: date, day: date
) -> None:
    decision = rules.may_report_calamity(
        replace(STORM, estimate=estimate, urgent=urgent, started_on=started_on), day, CALAMITIES
    )
    assert isinstance(decision, Granted) == (urgent and estimate < CEILING and started_on <= day)
    if isinstance(decision, Granted):
        assert all(duty.due > started_on for duty in decision.duties)


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    """Any job that the acts can bring about, and some that they cannot."""
    kind = draw(st.sampled_from([ADDITIONAL, CUSTOM, CALAMITY]))
    state = draw(st.sampled_from(sorted(job.STATES)))
    begun = state in job.UNDER_WAY
    consent = draw(st.none() | amounts)
    proposed = draw(st.none() | amounts) if kind == CALAMITY else None
    agreed = draw(st.none() | st.just(proposed)) if proposed else None
    return Job(
        kind=kind,
        reference="M-2026-01",
        service=8,
        title="Werk",
        estimate=draw(amounts),
        state=state,
        asked_by="m-lead",
        consent=consent,
        consented_on=DAY - timedelta(days=3) if consent else None,
        addendum="Addendum 2026-1",
        started_on=DAY - timedelta(days=2) if begun else None,
        informed_on=draw(st.none() | st.just(DAY)) if kind == CALAMITY else None,
        proposed=proposed,
        proposed_by="m-lead" if proposed else "",
        agreed=agreed,
        charged=Euro(0),
        settled=draw(st.booleans()),
    )


def _possible(the_job: Job) -> dict[str, Decision]:
    """What the rules say of each act, asked with arguments that fit the job."""
    answers: dict[str, Decision] = {
        acts.CONSENT.code: rules.may_consent(the_job, Euro(1), "Addendum", "m-director", EXTRA),
        acts.DECLINE.code: rules.may_decline(the_job, EXTRA),
        acts.WITHDRAW.code: rules.may_withdraw(the_job, EXTRA),
        acts.START.code: rules.may_start(the_job, DAY, DAY, EXTRA),
        acts.REVISE.code: rules.may_revise(the_job, Euro(1), EXTRA, CALAMITIES),
        acts.FINISH.code: rules.may_finish(the_job, DAY, DAY, EXTRA),
        acts.CHARGE.code: rules.may_charge(the_job, Euro(0), True, EXTRA, CALAMITIES),
        acts.PROPOSE_COSTS.code: rules.may_propose_costs(the_job, Euro(1), CALAMITIES),
        acts.AGREE_COSTS.code: rules.may_agree_costs(
            the_job, the_job.proposed or Euro(), "m-director", CALAMITIES, EXTRA
        ),
        acts.REJECT_COSTS.code: rules.may_reject_costs(the_job, CALAMITIES),
        acts.INFORM_CLIENT.code: rules.may_inform(the_job, DAY, DAY, CALAMITIES),
    }
    return answers


def _reachable(the_job: Job) -> bool:
    """Can the acts bring this about? A calamity has begun; other work under way has its consent; what waits is open."""
    if the_job.kind == CALAMITY and the_job.state not in job.UNDER_WAY:
        return False
    without = (job.REQUESTED, job.DECLINED, job.WITHDRAWN)
    if the_job.kind != CALAMITY and the_job.state not in without and the_job.consent is None:
        return False
    return not the_job.settled or (the_job.state in job.UNDER_WAY and the_job.chargeable is not None)


@given(jobs().filter(_reachable))
def test_the_steps_that_a_page_offers_are_the_ones_that_the_rules_grant(the_job: Job) -> None:
    offered = {step.act for step in job.steps(the_job)}
    granted = {act for act, answer in _possible(the_job).items() if isinstance(answer, Granted)}
    assert offered == granted


@given(jobs().filter(_reachable))
def test_a_job_is_closed_exactly_when_it_waits_for_nothing(the_job: Job) -> None:
    assert the_job.closed == (not any(step.expected for step in job.steps(the_job)))


@given(jobs(), amounts, st.lists(amounts, max_size=4))
def test_no_more_is_ever_charged_than_was_agreed(the_job: Job, first: Euro, rest: list[Euro]) -> None:
    for amount in [first, *rest]:
        if isinstance(rules.may_charge(the_job, amount, False, EXTRA, CALAMITIES), Granted):
            the_job = replace(
                the_job, charged=the_job.charged + amount, settled=rules.settled_after(the_job, amount, False)
            )
    assert the_job.charged <= (the_job.chargeable or Euro(0))


@given(jobs(), days, days)
def test_nothing_but_a_calamity_ever_starts_without_consent(the_job: Job, start: date, day: date) -> None:
    if isinstance(rules.may_start(the_job, start, day, EXTRA), Granted):
        assert the_job.state == job.CONSENTED and start <= day
        assert the_job.consented_on is None or start >= the_job.consented_on


@given(jobs().filter(_reachable), amounts)
def test_a_decision_always_names_a_clause_and_says_something(the_job: Job, amount: Euro) -> None:
    answers = [*_possible(the_job).values(), rules.may_revise(the_job, amount, EXTRA, CALAMITIES)]
    assert all(answer.clause.number and answer.text for answer in answers)
