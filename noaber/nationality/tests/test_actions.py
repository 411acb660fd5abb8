"""Files from opening to handing over, with their duties, the clocks of their cases, and what the journal says."""

from datetime import date

import pytest
import time_machine

from noaber.agreement.acting import Refusal
from noaber.cases import actions as cases
from noaber.cases.models import Case
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine, Entry
from noaber.nationality import actions, ceremony_actions
from noaber.nationality.file import ADULT, HEARD, OBJECTS, ORAL, UNDER_16, UNDER_18
from noaber.nationality.models import CallRecord, ChildRecord, FileRecord
from noaber.parties.scope import set_scope

CODE = "ommen-twenterand-2024"


@pytest.fixture
def clock(people, agreement):
    """A clock that stands still on a Monday, and can be put forward."""
    with time_machine.travel("2026-01-12T10:00:00+01:00", tick=False) as clock:
        yield clock


def on(clock, day):
    """Put the clock on another day, and the rows of Ommen in sight again."""
    clock.move_to(f"{day}T10:00:00+02:00")
    set_scope(175)


def opened(people, product, ground="", ages=()):
    case = cases.register_case(people["clerk"], CODE, product, date(2026, 1, 12))
    actions.open_file(people["second_line"], CODE, case.number, ADULT, ground, ages)
    return case.number


def open_duties(number):
    rows = Duty.objects.of(175).filter(about=f"case:{number}", done_on=None)
    return sorted(rows.values_list("code", "due"))


def refused(act, code, clause):
    """The act is refused with this code and this article."""
    with pytest.raises(Refusal) as refusal:
        act()
    assert (refusal.value.decision.code, str(refusal.value.decision.clause)) == (code, clause)
    set_scope(175)


def test_an_option_goes_from_the_desk_to_the_ceremony(clock, people):
    who = people["second_line"]
    number = opened(people, "optie", "a", [UNDER_16, UNDER_18])
    assert open_duties(number) == [("nationaliteit-leges", date(2026, 1, 26))]
    actions.pay(who, CODE, number, date(2026, 1, 12))
    assert open_duties(number) == []
    refused(lambda: cases.decide_case(who, CODE, number, "bevestigd"), "not-heard", "RWN art. 2(4)")
    actions.hear(who, CODE, number, 1, HEARD)
    actions.hear(who, CODE, number, 2, HEARD)
    refused(lambda: cases.decide_case(who, CODE, number, "bevestigd"), "not-agreed", "RWN art. 6(8)")
    actions.agree(who, CODE, number, 2, True)
    on(clock, "2026-03-02")
    cases.decide_case(who, CODE, number, "bevestigd")
    assert open_duties(number) == [
        ("nederlanderschap-uitreiken", date(2026, 5, 4)),
        ("nederlanderschap-vervalt", date(2027, 3, 2)),
    ]
    held = ceremony_actions.plan(who, CODE, date(2026, 4, 20), "Raadzaal", 8)
    ceremony_actions.call(who, CODE, number, held.pk)
    on(clock, "2026-04-20")
    refused(lambda: ceremony_actions.hand_over(who, CODE, number), "not-present", "BVVN art. 60a(1)")
    ceremony_actions.attend(who, CODE, number, True)
    refused(lambda: ceremony_actions.hand_over(who, CODE, number), "not-pledged", "RWN art. 6(2)")
    refused(lambda: ceremony_actions.pledge(who, CODE, number, ORAL, False), "not-everybody", "BVVN art. 60a(3)")
    ceremony_actions.pledge(who, CODE, number, ORAL, True)
    file = ceremony_actions.hand_over(who, CODE, number)
    assert file.handed_on == date(2026, 4, 20) and CallRecord.objects.get().people == 3
    assert open_duties(number) == [("minister-berichten", date(2026, 4, 21))]
    entries = Entry.objects.filter(object=f"case:{number}", result="granted").order_by("id")
    assert list(entries.values_list("act", "clause")) == [
        ("cases.register", "3.1.1.4"),
        ("nationality.open", "RWN 6(1)"),
        ("nationality.pay", "BVVN 8"),
        ("nationality.hear", "RWN 2(4)"),
        ("nationality.hear", "RWN 2(4)"),
        ("nationality.agree", "RWN 6(8)"),
        ("cases.decide", "3.1.1.4"),
        ("nationality.call", "BVVN 60a(2)"),
        ("nationality.attend", "BVVN 60a(10)"),
        ("nationality.pledge", "BVVN 60a(4)"),
        ("nationality.hand_over", "BVVN 60a(1)"),
    ]
    assert entries.get(act="nationality.pledge").mandate == "nationaliteit"
    assert list(CountedLine.objects.filter(municipality=175, measure="kpi").values_list("key", "quantity")) == [
        ("BZ-10", 1)
    ]


def test_advice_adds_four_weeks_and_an_extension_thirteen_weeks_to_the_term_of_an_option(clock, people):
    number = opened(people, "optie", "e")
    actions.pay(people["second_line"], CODE, number, date(2026, 1, 12))
    case = Case.objects.get(number=number)
    assert case.due == date(2026, 4, 13)
    actions.ask_advice(people["second_line"], CODE, number)
    case.refresh_from_db()
    assert case.due == case.clock == date(2026, 5, 11)
    cases.extend_case(people["second_line"], CODE, number, date(2026, 1, 12), True)
    case.refresh_from_db()
    assert case.due == date(2026, 8, 10)
    refused(
        lambda: cases.extend_case(people["second_line"], CODE, number, date(2026, 1, 12), True),
        "exhausted",
        "Rijkswet op het Nederlanderschap art. 6, vijfde lid",
    )


def test_the_term_of_a_naturalisation_runs_from_payment_and_the_norm_from_the_complete_file(clock, people):
    who, number = people["second_line"], opened(people, "naturalisatie")
    case = Case.objects.get(number=number)
    assert (case.due, case.norm_due, case.clock) == (None, None, None)
    refused(lambda: actions.complete(who, CODE, number), "not-paid", "BVVN art. 34(2)")
    on(clock, "2026-01-19")
    actions.pay(who, CODE, number, date(2026, 1, 16))
    case.refresh_from_db()
    assert (case.due, case.norm_due) == (date(2027, 1, 16), None)
    refused(lambda: cases.decide_case(who, CODE, number, "dossier naar IND"), "not-complete", "BVVN art. 37")
    on(clock, "2026-02-02")
    actions.complete(who, CODE, number)
    case.refresh_from_db()
    assert (case.complete_on, case.norm_due, case.clock) == (date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 9))


@pytest.mark.parametrize(("sent", "met"), [("2026-02-09", 1), ("2026-02-10", 0)])
def test_bz_09_counts_from_the_complete_file_to_sending_it(clock, people, sent, met):
    who, number = people["second_line"], opened(people, "naturalisatie")
    actions.pay(who, CODE, number, date(2026, 1, 12))
    on(clock, "2026-02-02")
    actions.complete(who, CODE, number)
    on(clock, sent)
    cases.decide_case(who, CODE, number, "dossier naar IND")
    lines = CountedLine.objects.filter(municipality=175, measure="kpi")
    assert list(lines.values_list("key", "quantity", "base")) == [("BZ-09", met, 1)]
    assert open_duties(number) == [("naturalisatie-besluit", date(2027, 1, 12))]


def test_a_file_that_was_never_sent_counts_as_missed_the_day_after_the_norm(clock, people):
    number = opened(people, "naturalisatie")
    actions.pay(people["second_line"], CODE, number, date(2026, 1, 12))
    on(clock, "2026-02-02")
    actions.complete(people["second_line"], CODE, number)
    key = Case.objects.get(number=number).pk
    on(clock, "2026-02-09")
    with pytest.raises(Refusal):
        cases.pass_term(CODE, key)
    on(clock, "2026-02-10")
    cases.pass_term(CODE, key)
    lines = CountedLine.objects.filter(municipality=175, measure="kpi")
    assert list(lines.values_list("key", "quantity", "base")) == [("BZ-09", 0, 1)]


def test_a_decision_that_is_held_is_waited_for_half_a_year_longer(clock, people):
    who, number = people["second_line"], opened(people, "naturalisatie")
    actions.pay(who, CODE, number, date(2026, 1, 12))
    actions.complete(who, CODE, number)
    cases.decide_case(who, CODE, number, "dossier naar IND")
    for due in (date(2027, 7, 12), date(2028, 1, 12)):
        actions.hold(who, CODE, number)
        assert open_duties(number) == [("naturalisatie-besluit", due)]
    refused(lambda: actions.hold(who, CODE, number), "exhausted", "RWN art. 9(4)")


def decreed(clock, people, ages=()):
    """A request for naturalisation with a decree of 7 September 2026."""
    who, number = people["second_line"], opened(people, "naturalisatie", "", ages)
    actions.pay(who, CODE, number, date(2026, 1, 12))
    actions.complete(who, CODE, number)
    cases.decide_case(who, CODE, number, "dossier naar IND")
    on(clock, "2026-09-14")
    actions.receive_decree(who, CODE, number, date(2026, 9, 7), True)
    return number


def test_who_misses_two_ceremonies_becomes_dutch_at_the_third(clock, people):
    who, number = people["second_line"], decreed(clock, people)
    assert open_duties(number) == [
        ("ceremonie-oproepen", date(2026, 10, 19)),
        ("nederlanderschap-vervalt", date(2027, 9, 7)),
    ]
    for call_on, held_on in (("2026-09-14", "2026-10-12"), ("2026-10-12", "2026-11-16"), ("2026-11-16", "2026-12-14")):
        on(clock, call_on)
        held = ceremony_actions.plan(who, CODE, date.fromisoformat(held_on), "Raadzaal", 4)
        ceremony_actions.call(who, CODE, number, held.pk)
        assert ("ceremonie-vastleggen", date.fromisoformat(held_on)) in open_duties(number)
        on(clock, held_on)
        ceremony_actions.attend(who, CODE, number, held_on == "2026-12-14")
        asked = [code for code, _ in open_duties(number)]
        assert ("nederlanderschap-uitreiken" in asked) == (held_on == "2026-12-14")
        assert ("ceremonie-oproepen" in asked) == (held_on != "2026-12-14")
    ceremony_actions.pledge(who, CODE, number, ORAL, True)
    ceremony_actions.hand_over(who, CODE, number)
    told = Entry.objects.filter(object=f"case:{number}", act="nationality.call").order_by("id")
    assert [(entry.facts["call"], entry.facts["registered"]) for entry in told] == [(1, False), (2, False), (3, True)]
    assert open_duties(number) == [("minister-berichten", date(2026, 12, 15))]


def test_what_nobody_collects_lapses_by_the_clock_the_day_after_a_year(clock, people, agreement):
    who, number = people["second_line"], decreed(clock, people)
    for call_on, held_on in (("2026-09-14", "2026-10-12"), ("2026-10-12", "2026-11-16"), ("2026-11-16", "2026-12-14")):
        on(clock, call_on)
        held = ceremony_actions.plan(who, CODE, date.fromisoformat(held_on), "Raadzaal", 4)
        ceremony_actions.call(who, CODE, number, held.pk)
        on(clock, held_on)
        ceremony_actions.attend(who, CODE, number, False)
    refused(lambda: ceremony_actions.call(who, CODE, number, held.pk), "three-calls", "BVVN art. 60b(10)")
    on(clock, "2027-09-07")
    assert ceremony_actions.lapse_all(CODE, date(2027, 9, 7)) == 0
    on(clock, "2027-09-08")
    assert ceremony_actions.lapse_all(CODE, date(2027, 9, 8)) == 1
    assert ceremony_actions.lapse_all(CODE, date(2027, 9, 8)) == 0
    set_scope(175)
    assert FileRecord.objects.get().lapsed_on == date(2027, 9, 8)
    assert open_duties(number) == [("minister-berichten", date(2027, 9, 9))]
    entry = Entry.objects.get(object=f"case:{number}", act="nationality.lapse")
    assert (entry.clause, entry.actor, entry.mandate) == ("BVVN 60b(11)", "noaber", "nationaliteit-klok")


def test_the_last_seat_of_a_ceremony_goes_to_one(clock, people):
    who = people["second_line"]
    first, second = decreed(clock, people), None
    on(clock, "2026-01-12")
    second = decreed(clock, people)
    held = ceremony_actions.plan(who, CODE, date(2026, 10, 12), "Raadzaal", 1)
    ceremony_actions.call(who, CODE, first, held.pk)
    refused(lambda: ceremony_actions.call(who, CODE, second, held.pk), "no-seats", "BVVN art. 60b(2)")
    on(clock, "2026-10-12")
    ceremony_actions.attend(who, CODE, first, False)
    ceremony_actions.call(who, CODE, second, held.pk)
    assert CallRecord.objects.count() == 2


def test_a_child_of_sixteen_that_objects_does_not_share(clock, people):
    who, number = people["second_line"], opened(people, "optie", "a", [UNDER_18])
    actions.hear(who, CODE, number, 1, OBJECTS)
    actions.pay(who, CODE, number, date(2026, 1, 12))
    cases.decide_case(who, CODE, number, "bevestigd")
    assert ChildRecord.objects.get().value.shares is False


def test_an_option_is_refused_after_hearing_and_set_aside_without_a_file(clock, people):
    who, number = people["second_line"], opened(people, "optie", "a", [UNDER_16])
    refused(lambda: cases.decide_case(who, CODE, number, "geweigerd"), "not-paid", "BVVN art. 8")
    cases.decide_case(who, CODE, number, "buiten behandeling")
    case = cases.register_case(people["clerk"], CODE, "optie", date(2026, 1, 12))
    refused(lambda: cases.decide_case(who, CODE, case.number, "bevestigd"), "no-file", "RWN art. 6(3)")


def test_the_director_opens_no_file_and_another_municipality_sees_none(clock, people):
    case = cases.register_case(people["clerk"], CODE, "optie", date(2026, 1, 12))
    with pytest.raises(Refusal) as refusal:
        actions.open_file(people["director"], CODE, case.number, ADULT, "a")
    assert refusal.value.decision.code == "no-function"
    with pytest.raises(Case.DoesNotExist):
        actions.open_file(people["outsider"], "demo-hellendoorn-almelo-2025", case.number, ADULT, "a")


def test_no_name_and_no_date_of_birth_is_in_the_journal(clock, people):
    number = opened(people, "optie", "a", [UNDER_16])
    facts = Entry.objects.get(object=f"case:{number}", act="nationality.open").facts
    assert facts == {"ground": "a", "children": 1}
