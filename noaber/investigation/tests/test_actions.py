"""Investigations from the signal to the reporter, with what the journal, the case and the duties say."""

from datetime import date

import pytest
import time_machine

from noaber.agreement.acting import Refusal
from noaber.agreement.queries import book_of
from noaber.cases.actions import close_case, decide_case, register_case
from noaber.cases.models import Case
from noaber.cases.queries import to_pass
from noaber.duties.models import Duty
from noaber.investigation import actions, laa, signals
from noaber.investigation import file as steps
from noaber.investigation.models import Investigation, Signal
from noaber.investigation.queries import investigation_of, tally
from noaber.journal.models import CountedLine, Entry
from noaber.parties.scope import set_scope

CODE = "ommen-twenterand-2024"


def on(*day):
    return time_machine.travel(f"{date(*day)}T10:00:00+00:00", tick=False)


def registered(people, product="adresonderzoek"):
    return register_case(people["second_line"], CODE, product, date(2026, 3, 2)).number


@pytest.fixture
def who(people):
    return people["second_line"]


@pytest.fixture
def running(people, who):
    """An investigation after a citizen's word, with both letters and another source behind it."""
    with on(2026, 3, 2):
        number = registered(people)
        actions.begin(who, CODE, number, steps.CITIZEN, steps.GONE)
        actions.take(who, CODE, number, steps.TRIAGED, date(2026, 3, 2))
        actions.annotate(who, CODE, number, "081100")
        actions.take(who, CODE, number, steps.LETTER_1, date(2026, 3, 2))
    with on(2026, 3, 17):
        actions.take(who, CODE, number, steps.LETTER_2, date(2026, 3, 17))
        actions.take(who, CODE, number, steps.CONSULTED, date(2026, 3, 17))
    return number


def acts_of(number):
    found = Entry.objects.filter(object=f"case:{number}", result="granted").order_by("id")
    return list(found.values_list("act", flat=True))


def clock_of(number):
    return Case.objects.get(number=number).clock


def test_the_results_are_outcomes_of_the_product_in_every_agreement(agreement):
    from noaber.agreement.models import Agreement

    for code in (CODE, "demo-hellendoorn-almelo-2025"):
        product = book_of(Agreement.objects.get(code=code)).product("adresonderzoek")
        assert set(product.outcomes) == set(steps.RESULTS.values())
    book = book_of(agreement)
    assert set(book.product("laa-signaal").outcomes) == set(laa.OUTCOMES.values())
    assert actions.IN_PROGRESS in book.product("terugmelding").outcomes


def test_the_clock_of_the_phase_is_that_of_the_case_and_never_counts_as_a_miss(running, who, agreement):
    assert clock_of(running) == date(2026, 4, 9)
    assert to_pass(agreement.client_id, date(2026, 6, 1)) == []
    with on(2026, 4, 1):
        actions.announce(who, CODE, running, steps.VOW, date(2026, 4, 1))
    assert clock_of(running) == date(2026, 4, 22)


def test_departure_unknown_is_entered_from_the_day_of_the_intention_that_nobody_types(running, who, agreement):
    with on(2026, 4, 1):
        actions.announce(who, CODE, running, steps.VOW, date(2026, 4, 1))
    with on(2026, 4, 16):
        actions.decide(who, CODE, running, steps.VOW, ended=True)
    row = investigation_of(agreement.client_id, running)
    assert row.value.departure == date(2026, 4, 1) and row.annotation_ended == date(2026, 4, 16)
    case = Case.objects.get(number=running)
    assert (case.state, case.outcome, case.clock) == ("decided", "vertrokken onbekend waarheen", None)
    assert case.signature == "namens het college van burgemeester en wethouders van Ommen"
    entry = Entry.objects.get(object=f"case:{running}", act="investigation.decide")
    assert entry.facts == {
        "result": "vow",
        "declared": False,
        "annotation_ended": "2026-04-16",
        "departure": "2026-04-01",
    }
    assert list(Duty.objects.filter(done_on=None).values_list("code", "due")) == [
        ("adresonderzoek-melder", date(2026, 4, 23))
    ]
    with on(2026, 4, 17):
        actions.inform(who, CODE, running)
        actions.close(who, CODE, running)
    assert not Duty.objects.filter(done_on=None).exists()
    assert Case.objects.get(number=running).state == "closed"
    assert acts_of(running) == [
        "cases.register",
        "investigation.open",
        "investigation.triage",
        "investigation.annotate",
        "investigation.letter_1",
        "investigation.letter_2",
        "investigation.consult",
        "investigation.announce",
        "investigation.decide",
        "cases.decide",
        "investigation.inform",
        "investigation.close",
        "cases.close",
    ]
    told = Entry.objects.get(object=f"case:{running}", act="investigation.inform")
    assert told.facts == {"result": "vow"}


def test_departure_unknown_before_the_intention_is_refused_with_its_article_and_changes_nothing(
    running, who, agreement
):
    with on(2026, 4, 16), pytest.raises(Refusal) as refusal:
        actions.decide(who, CODE, running, steps.VOW, ended=True)
    assert str(refusal.value.decision.clause) == "Wet BRP art. 2.22" and refusal.value.entry.result == "refused"
    set_scope(agreement.client_id)
    assert Case.objects.get(number=running).state == "open"
    assert investigation_of(agreement.client_id, running).decided is None


def test_an_intention_that_was_wrong_is_withdrawn_and_a_new_one_has_a_day_of_its_own(running, who, agreement):
    with on(2026, 4, 1):
        actions.announce(who, CODE, running, steps.INSIDE, date(2026, 4, 1))
    with on(2026, 4, 3):
        actions.withdraw(who, CODE, running)
        actions.announce(who, CODE, running, steps.VOW, date(2026, 4, 3))
    row = investigation_of(agreement.client_id, running)
    assert (row.published, row.intended) == (date(2026, 4, 3), "vow")
    gone = Entry.objects.get(object=f"case:{running}", act="investigation.withdraw")
    assert gone.facts == {"on": "2026-04-01", "intended": "inside"}


def test_the_case_itself_is_not_decided_or_closed_beside_its_file(running, who, agreement):
    for refused in (
        lambda: decide_case(who, CODE, running, "vertrokken onbekend waarheen"),
        lambda: close_case(who, CODE, running),
    ):
        with pytest.raises(Refusal) as refusal:
            refused()
        assert refusal.value.decision.code == "by-file"
        set_scope(agreement.client_id)
    assert Case.objects.get(number=running).state == "open"


@pytest.mark.parametrize(("day", "met"), [((2026, 3, 9), 1), ((2026, 3, 10), 0)])
def test_a_report_that_is_taken_into_investigation_is_answered_for_bz_07(people, who, agreement, day, met):
    """Five working days after Monday 2 March is Monday 9 March."""
    with on(2026, 3, 2):
        report, number = registered(people, "terugmelding"), registered(people)
        actions.begin(who, CODE, number, steps.TMV, steps.GONE, report)
        actions.take(who, CODE, number, steps.TRIAGED, date(2026, 3, 2))
    with on(*day):
        actions.annotate(who, CODE, number, "081100")
    case = Case.objects.get(number=report)
    assert (case.state, case.outcome) == ("decided", "in onderzoek")
    (line,) = CountedLine.objects.filter(measure="kpi", key="BZ-07")
    assert (line.quantity, line.base) == (met, 1)


def test_a_report_is_answered_again_when_the_reporter_hears_the_result(people, who, agreement):
    with on(2026, 3, 2):
        report, number = registered(people, "terugmelding"), registered(people)
        actions.begin(who, CODE, number, steps.TMV, steps.GONE, report.lower())
        actions.take(who, CODE, number, steps.TRIAGED, date(2026, 3, 2))
        actions.annotate(who, CODE, number, "081100")
    with on(2026, 3, 5):
        actions.decide(who, CODE, number, steps.SAME, ended=True)
        actions.inform(who, CODE, number)
    assert Case.objects.get(number=report).state == "closed"


def test_a_report_that_was_answered_otherwise_stays_as_it_is(people, who, agreement):
    with on(2026, 3, 2):
        report, number = registered(people, "terugmelding"), registered(people)
        decide_case(who, CODE, report, "geen wijziging")
        actions.begin(who, CODE, number, steps.TMV, steps.GONE, report)
        actions.take(who, CODE, number, steps.TRIAGED, date(2026, 3, 2))
        actions.annotate(who, CODE, number, "081100")
    assert Case.objects.get(number=report).outcome == "geen wijziging"


def test_a_signal_follows_its_investigation_in_walaa_and_its_duty_is_done(people, who, agreement):
    with on(2026, 3, 2):
        signal, number = registered(people, "laa-signaal"), registered(people)
        signals.take_in(who, CODE, signal, "vow-address")
        duty = Duty.objects.get(code="laa-status")
        assert (duty.due, duty.shown_from, duty.about) == (date(2026, 3, 30), date(2026, 3, 20), f"case:{signal}")
        actions.begin(who, CODE, number, steps.LAA, steps.GONE, signal)
        actions.take(who, CODE, number, steps.TRIAGED, date(2026, 3, 2))
        actions.annotate(who, CODE, number, "089999")
    duty.refresh_from_db()
    assert Signal.objects.get().status == laa.IN_BRP and duty.done_on == date(2026, 3, 2)
    with on(2026, 3, 6):
        with pytest.raises(Refusal) as refusal:
            signals.report_status(who, CODE, signal, laa.WITH)
        assert refusal.value.decision.code == "still-investigated"
        set_scope(agreement.client_id)
        actions.decide(who, CODE, number, steps.INSIDE, declared=True, ended=True)
        actions.inform(who, CODE, number)
    assert Signal.objects.get().status == laa.WITH
    case = Case.objects.get(number=signal)
    assert (case.state, case.outcome, case.due) == ("closed", "gewijzigd", date(2026, 9, 2))


@pytest.mark.parametrize(("wanted", "outcome"), [(laa.WITHOUT, "geen wijziging"), (laa.WITH, "gewijzigd")])
def test_a_signal_without_doubt_is_finished_at_once(people, who, agreement, wanted, outcome):
    with on(2026, 3, 2):
        signal = registered(people, "laa-signaal")
        signals.take_in(who, CODE, signal, "cjib")
        with pytest.raises(Refusal) as refusal:
            signals.report_status(who, CODE, signal, laa.IN_BRP)
        assert refusal.value.decision.code == "not-investigated"
        set_scope(agreement.client_id)
        signals.report_status(who, CODE, signal, wanted)
    assert Case.objects.get(number=signal).outcome == outcome


def test_an_investigation_after_a_signal_that_is_not_put_down_is_refused_with_what_to_do(people, who, agreement):
    with on(2026, 3, 2):
        signal, number = registered(people, "laa-signaal"), registered(people)
        actions.begin(who, CODE, number, steps.LAA, steps.GONE, signal)
        actions.take(who, CODE, number, steps.TRIAGED, date(2026, 3, 2))
        with pytest.raises(Refusal) as refusal:
            actions.annotate(who, CODE, number, "081100")
    assert refusal.value.decision.code == "no-signal"
    set_scope(agreement.client_id)
    assert investigation_of(agreement.client_id, number).annotated is None


@pytest.mark.parametrize(
    ("product", "source", "signal", "code"),
    [
        ("verhuizing", steps.CITIZEN, "", "known"),
        ("adresonderzoek", steps.TMV, "2026-BBBBBB", "unknown-signal"),
        ("adresonderzoek", steps.TMV, "", "other-signal"),
    ],
)
def test_a_file_begins_on_its_own_product_and_with_a_signal_that_is_there(
    people, who, agreement, product, source, signal, code
):
    with on(2026, 3, 2):
        number = registered(people, product)
        with pytest.raises(Refusal) as refusal:
            actions.begin(who, CODE, number, source, steps.GONE, signal)
    assert refusal.value.decision.code == code


def test_a_clerk_of_the_front_desk_does_no_investigation(people, agreement):
    with on(2026, 3, 2):
        number = registered(people)
        with pytest.raises(Refusal) as refusal:
            actions.begin(people["clerk"], CODE, number, steps.CITIZEN, steps.GONE)
    assert refusal.value.decision.code == "no-function"
    set_scope(agreement.client_id)
    assert not Investigation.objects.exists()


@pytest.mark.parametrize(
    ("day", "long", "late"), [((2026, 5, 11), 0, 1), ((2026, 5, 12), 1, 1), ((2026, 4, 9), 0, 0), ((2026, 4, 10), 0, 1)]
)
def test_long_ones_and_late_steps_are_counted(running, agreement, day, long, late):
    found = tally(agreement.client_id, date(*day), 10)
    assert (found.running, found.long, found.late) == (1, long, late)


def test_the_list_and_its_counts_cost_one_query_each(running, agreement, django_assert_num_queries):
    from noaber.investigation.queries import investigations

    with django_assert_num_queries(1):
        assert [row.case.number for row in investigations(agreement.client_id)] == [running]
    with django_assert_num_queries(1):
        tally(agreement.client_id, date(2026, 5, 1), 10)
