"""First registration: who appears, what comes before a number, by what a fact is proven. Wet BRP 2.8, 2.10, 2.38."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.law_terms import law_term
from noaber.registration import rules
from noaber.registration.file import (
    BIRTH,
    DESCENT,
    DIVORCE,
    FACTS,
    HEALTH,
    LOST,
    MARRIAGE,
    NAME,
    NATIONALITY,
    PARENT,
    PERSON,
    PRISON,
    PROOFS,
    SELF,
    SWORN,
    WAITING,
    Fact,
    File,
    Statement,
)
from noaber.registration.phases import next_step, phases
from noaber.values import Clause, Granted, grant, refuse

DAY = date(2026, 2, 2)
BORN = Fact(BIRTH)
FILE = File(DAY, PERSON, DAY, facts=(BORN,))
READY = replace(FILE, facts=(Fact(BIRTH, 1, "c"),), residence_on=DAY, asked_on=DAY)
REGISTERED = replace(READY, complete_on=DAY, decided_on=DAY, registered=True)
SAID = Statement("oath", SELF, LOST)
DESIGNATED = grant("competent", Clause("Wet BRP", "2.8(2)e"), "")
NOT_DESIGNATED = refuse("not-competent", Clause("Wet BRP", "2.8(2)e"), "")


@pytest.mark.parametrize(
    ("changes", "identified", "code", "law"),
    [
        ({}, True, "opened", "Wet BRP art. 2.38"),
        ({"appearance": HEALTH}, True, "opened", "Wet BRP art. 2.38"),
        ({"appearance": PRISON}, True, "opened", "Wet BRP art. 2.38"),
        ({"appearance": "busy"}, True, "not-in-person", "Besluit BRP art. 30"),
        ({}, False, "not-identified", "Wet BRP art. 2.4(3)"),
        ({"stays_since": DAY + timedelta(days=1)}, True, "stay-to-come", "Wet BRP art. 2.38"),
        ({"stays_since": date(2026, 1, 26)}, True, "opened", "Wet BRP art. 2.38"),
        ({"stays_since": date(2026, 1, 25)}, True, "opened-late", "Wet BRP art. 2.38"),
        ({"facts": ()}, True, "no-birth", "Wet BRP art. 2.8(2)"),
        ({"facts": (BORN, BORN)}, True, "unknown-fact", "Wet BRP art. 2.8(2)"),
        ({"facts": (BORN, Fact("shoes"))}, True, "unknown-fact", "Wet BRP art. 2.8(2)"),
        ({"facts": (BORN, Fact(MARRIAGE), Fact(MARRIAGE, 2))}, True, "opened", "Wet BRP art. 2.38"),
        ({"decided_on": DAY}, True, "decided", "Wet BRP art. 2.38"),
    ],
)
def test_people_report_in_person_or_for_a_reason_of_the_besluit(changes, identified, code, law):
    decision = rules.may_open(replace(FILE, **changes), identified, False, DAY)
    assert (decision.code, str(decision.clause)) == (code, law)
    assert rules.may_open(FILE, True, True, DAY).code == "already-open"


def test_the_day_of_settlement_is_that_of_the_declaration_and_they_report_on_the_fifth_day():
    file = replace(FILE, stays_since=date(2026, 1, 10))
    assert (file.settled_on, file.report_due) == (DAY, date(2026, 1, 15))
    assert law_term("first.registration").last_day(date(2026, 1, 10)) == file.report_due


@pytest.mark.parametrize(
    ("file", "code", "law"),
    [
        (READY, "ready", "Wet BRP art. 2.4"),
        (replace(READY, residence_on=None), "no-residence", "Wet BRP art. 2.4"),
        (replace(READY, asked_on=None), "not-asked", "Wabb art. 8"),
        (replace(READY, facts=(BORN,)), "unproven", "Wet BRP art. 2.8(2)"),
        (replace(READY, facts=(Fact(BIRTH, 1, "c"), Fact(MARRIAGE))), "unproven", "Wet BRP art. 2.8(2)"),
    ],
)
def test_no_registration_and_no_number_before_residence_the_question_and_every_fact(file, code, law):
    decision = rules.ready(file)
    assert (decision.code, str(decision.clause)) == (code, law)
    assert rules.may_complete(file).code == ("complete" if code == "ready" else code)
    assert rules.may_decide(file, 0, DAY).code == ("not-complete" if code == "ready" else code)
    assert rules.may_decide(file, 1, DAY).code == "not-registered"


def test_a_registration_asks_for_the_overview_within_four_weeks():
    (duty,) = rules.may_decide(replace(READY, complete_on=DAY), 0, DAY).duties
    assert (duty.due, duty.done_by) == (date(2026, 3, 2), "registration.send_overview")
    assert law_term("overview.sent").last_day(DAY) == duty.due
    assert rules.may_decide(None, 0, DAY).code == "no-file"
    assert rules.may_decide(None, 2, DAY).code == "not-registered"


@pytest.mark.parametrize(
    ("file", "day", "code"),
    [
        (REGISTERED, date(2026, 3, 2), "sent"),
        (REGISTERED, date(2026, 3, 3), "sent-late"),
        (READY, DAY, "not-registered"),
        (replace(REGISTERED, overview_on=DAY), DAY, "already-sent"),
    ],
)
def test_the_overview_is_sent_once_after_the_registration(file, day, code):
    assert rules.may_send_overview(file, day).code == code


@pytest.mark.parametrize(
    ("may", "field", "code"),
    [(rules.may_see_residence, "residence_on", "already-seen"), (rules.may_ask, "asked_on", "already-asked")],
)
def test_what_is_checked_is_checked_once_and_before_the_decision(may, field, code):
    assert isinstance(may(FILE), Granted)
    assert may(replace(FILE, **{field: DAY})).code == code
    assert may(replace(FILE, decided_on=DAY)).code == "decided"


def test_a_file_is_complete_once():
    assert rules.may_complete(replace(READY, complete_on=DAY)).code == "already-complete"
    assert rules.may_complete(REGISTERED).code == "decided"


@pytest.mark.parametrize(
    ("what", "now", "proof", "code", "law"),
    [
        (BIRTH, "", "d", "proven", "Wet BRP art. 2.8(2)"),
        (BIRTH, "d", "c", "better", "Wet BRP art. 2.8(2)"),
        (BIRTH, "c", "c", "no-better", "Wet BRP art. 2.8(2)"),
        (BIRTH, "c", "d", "no-better", "Wet BRP art. 2.8(2)"),
        (BIRTH, "e", "d", "replaced", "Wet BRP art. 2.8(2)"),
        (BIRTH, "", "e", "not-a-document", "Wet BRP art. 2.8(2)e"),
        (BIRTH, "", "z", "not-a-document", "Wet BRP art. 2.8(2)e"),
        (BIRTH, "", "x", "not-for-this", "Wet BRP art. 2.15"),
        (NATIONALITY, "", "x", "proven", "Wet BRP art. 2.15"),
        (NATIONALITY, "x", "d", "better", "Wet BRP art. 2.15"),
        (NATIONALITY, "", "a", "not-for-this", "Wet BRP art. 2.15"),
        (NAME, "", "c", "unknown-fact", "Wet BRP art. 2.8(2)"),
    ],
)
def test_a_fact_is_taken_from_the_best_document(what, now, proof, code, law):
    file = replace(FILE, facts=(Fact(BIRTH, 1, now), Fact(NATIONALITY, 1, now)))
    decision = rules.may_prove(file, what, 1, proof)
    assert (decision.code, str(decision.clause)) == (code, law)


def test_a_better_document_still_replaces_a_declaration_after_the_registration():
    sworn = replace(REGISTERED, facts=(Fact(BIRTH, 1, "e", True),))
    assert rules.may_prove(sworn, BIRTH, 1, "c").code == "replaced"
    assert rules.may_prove(replace(sworn, registered=False), BIRTH, 1, "c").code == "decided"


@pytest.mark.parametrize(
    ("what", "fact", "said", "code", "law"),
    [
        (BIRTH, {}, {}, "sworn", "Wet BRP art. 2.8(2)e"),
        (BIRTH, {"proof": "d"}, {}, "has-document", "Wet BRP art. 2.8(2)"),
        (BIRTH, {"proof": "e", "sworn": True}, {}, "already-sworn", "Wet BRP art. 2.8(2)e"),
        (BIRTH, {"proof": "c", "sworn": True}, {}, "already-sworn", "Wet BRP art. 2.8(2)e"),
        (BIRTH, {}, {"reason": ""}, "no-reason", "Wet BRP art. 2.8(2)"),
        (BIRTH, {}, {"oath": "handshake"}, "no-reason", "Wet BRP art. 2.8(2)"),
        (BIRTH, {}, {"reason": WAITING}, "sworn", "Wet BRP art. 2.8(2)e"),
        (NAME, {}, {"reason": WAITING}, "sworn", "Wet BRP art. 2.8(2)e"),
        (MARRIAGE, {}, {"reason": WAITING}, "obtainable", "Wet BRP art. 2.10(1)"),
        (DIVORCE, {}, {"reason": WAITING}, "obtainable", "Wet BRP art. 2.10(1)"),
        (DESCENT, {}, {"reason": WAITING}, "obtainable", "Wet BRP art. 2.10(1)"),
        (MARRIAGE, {}, {}, "sworn", "Wet BRP art. 2.8(2)e"),
        (NATIONALITY, {}, {}, "nationality", "Wet BRP art. 2.15"),
        (BIRTH, {}, {"by": PARENT}, "wrong-swearer", "Wet BRP art. 2.8(2)e"),
        (BIRTH, {}, {"verified": False}, "not-verified", "Wet BRP art. 2.10(4)"),
        (BIRTH, {}, {"signed": False}, "not-signed", "Wet BRP art. 2.8(2)e"),
    ],
)
def test_a_declaration_carries_a_fact_only_where_no_document_does(what, fact, said, code, law):
    file = replace(FILE, facts=(BORN,) if what == BIRTH and not fact else (BORN, Fact(what, 2, **fact)))
    decision = rules.may_swear(
        file, what, 1 if (what, 1) == (BIRTH, 1) and not fact else 2, replace(SAID, **said), DESIGNATED
    )
    assert (decision.code, str(decision.clause)) == (code, law)


@pytest.mark.parametrize(
    ("minor", "by", "code"),
    [(False, SELF, "sworn"), (False, PARENT, "wrong-swearer"), (True, PARENT, "sworn"), (True, SELF, "wrong-swearer")],
)
def test_a_parent_declares_for_who_is_younger_than_sixteen(minor, by, code):
    decision = rules.may_swear(replace(FILE, minor=minor), BIRTH, 1, replace(SAID, by=by), DESIGNATED)
    assert decision.code == code


def test_only_a_designated_official_takes_a_declaration_and_only_in_an_open_file():
    assert rules.may_swear(FILE, BIRTH, 1, SAID, NOT_DESIGNATED) is NOT_DESIGNATED
    assert rules.may_swear(FILE, NAME, 1, SAID, DESIGNATED).code == "no-such-fact"
    assert rules.may_swear(replace(FILE, decided_on=DAY), BIRTH, 1, SAID, DESIGNATED).code == "no-such-fact"


@given(st.lists(st.tuples(st.sampled_from(("prove", "swear")), st.sampled_from(tuple(PROOFS)))))
def test_a_fact_never_has_two_declarations_and_what_it_rests_on_only_gets_better(steps):
    fact, declarations = BORN, 0
    for step, proof in steps:
        file = replace(FILE, facts=(fact,))
        before = fact.proof or "z"
        if step == "swear" and isinstance(rules.may_swear(file, BIRTH, 1, SAID, DESIGNATED), Granted):
            declarations, fact = declarations + 1, replace(fact, proof=SWORN, sworn=True)
        elif step == "prove" and isinstance(rules.may_prove(file, BIRTH, 1, proof), Granted):
            fact = replace(fact, proof=proof)
        assert (fact.proof or "z") <= before
    assert declarations <= 1


def test_facts_are_called_by_their_number_from_the_second_on():
    assert [Fact(MARRIAGE, nth).name for nth in (1, 2)] == [FACTS[MARRIAGE], f"{FACTS[MARRIAGE]} 2"]


@pytest.mark.parametrize(
    ("file", "step", "done"),
    [
        (FILE, "verblijf", 1),
        (replace(FILE, residence_on=DAY), "presentievraag", 2),
        (replace(FILE, residence_on=DAY, asked_on=DAY), "document", 3),
        (READY, "compleet", 4),
        (replace(READY, complete_on=DAY), "besluit", 5),
        (REGISTERED, "overzicht", 6),
        (replace(REGISTERED, overview_on=DAY), "", 7),
        (replace(READY, decided_on=DAY), "", 4),
    ],
)
def test_every_phase_has_its_next_step(file, step, done):
    assert next_step(file) == step
    assert [phase.state for phase in phases(file)].count("done") == done
