"""Each step of an address investigation on both sides of its boundary, and what can never be reached."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.law_terms import law_term
from noaber.investigation import file as steps
from noaber.investigation import laa, rules
from noaber.investigation.file import File, act_by, answer_until, state_of, weeks_open
from noaber.investigation.terms import InvestigationTerms
from noaber.investigation.timeline import timeline
from noaber.values import Clause, Granted, Term

CLAUSE = Clause("voorbeeld-2024", "3.1")


def terms(**days):
    values = {
        "letter_1_days": 14,
        "letter_2_days": 14,
        "extra_days": 14,
        "intention_days": 14,
        "step_workdays": 5,
        "inform_workdays": 5,
        "long_weeks": 10,
    } | days
    return InvestigationTerms(**{name: Term(value, CLAUSE) for name, value in values.items()})


TERMS = terms()
RECEIVED = date(2026, 3, 2)
ANNOTATED = File(steps.CITIZEN, RECEIVED, triaged=date(2026, 3, 3), annotated=date(2026, 3, 4))
LETTER_1 = replace(ANNOTATED, letter_1=date(2026, 3, 5))
LETTER_2 = replace(LETTER_1, letter_2=date(2026, 3, 20))
THOROUGH = replace(LETTER_2, consulted=date(2026, 3, 23))
ANNOUNCED = replace(THOROUGH, published=date(2026, 4, 7), intended=steps.VOW)
VOW = replace(ANNOUNCED, decided=date(2026, 4, 22), result=steps.VOW)


def said(decision):
    return decision.code, str(decision.clause)


@pytest.mark.parametrize(
    ("source", "signal", "known", "answer"),
    [
        (steps.CITIZEN, "", False, ("opened", "Wet BRP art. 2.26")),
        (steps.TMV, "terugmelding", False, ("opened", "Wet BRP art. 2.26")),
        (steps.LAA, "laa-signaal", False, ("opened", "Wet BRP art. 2.26")),
        (steps.TMV, "", False, ("other-signal", "Wet BRP art. 2.34")),
        (steps.TMV, "laa-signaal", False, ("other-signal", "Wet BRP art. 2.34")),
        (steps.AUTHORITY, "terugmelding", False, ("other-signal", "Wet BRP art. 2.34")),
        (steps.CITIZEN, "", True, ("known", "Wet BRP art. 2.26")),
    ],
)
def test_a_report_and_a_signal_come_with_their_own_case_and_a_file_begins_once(source, signal, known, answer):
    assert said(rules.may_open(source, signal, known)) == answer


@pytest.mark.parametrize(
    ("file", "step", "on", "code"),
    [
        (File(steps.CITIZEN, RECEIVED), steps.TRIAGED, RECEIVED, "triaged"),
        (File(steps.CITIZEN, RECEIVED), steps.TRIAGED, date(2026, 3, 1), "before-last"),
        (File(steps.CITIZEN, RECEIVED), steps.ANNOTATED, date(2026, 3, 3), "order"),
        (ANNOTATED, steps.TRIAGED, date(2026, 3, 5), "taken"),
        (ANNOTATED, steps.LETTER_1, date(2026, 3, 4), "letter-1"),
        (ANNOTATED, steps.LETTER_1, date(2026, 3, 3), "before-last"),
        (ANNOTATED, steps.LETTER_1, date(2026, 5, 2), "day-ahead"),
        (ANNOTATED, steps.LETTER_2, date(2026, 3, 20), "order"),
        (LETTER_1, steps.LETTER_2, date(2026, 3, 19), "can-answer"),
        (LETTER_1, steps.LETTER_2, date(2026, 3, 20), "letter-2"),
        (LETTER_1, steps.CONSULTED, date(2026, 3, 6), "consulted"),
        (LETTER_1, steps.VISITED, date(2026, 3, 5), "visited"),
        (LETTER_1, steps.EXTRA, date(2026, 3, 30), "order"),
        (LETTER_2, steps.EXTRA, date(2026, 4, 3), "can-answer"),
        (LETTER_2, steps.EXTRA, date(2026, 4, 4), "extra"),
        (ANNOUNCED, steps.CONSULTED, date(2026, 4, 8), "announced"),
        (VOW, steps.VISITED, date(2026, 4, 23), "decided"),
    ],
)
def test_steps_come_in_order_once_not_ahead_and_not_before_the_resident_could_answer(file, step, on, code):
    assert rules.may_take(file, step, on, date(2026, 5, 1), TERMS).code == code


@pytest.mark.parametrize(
    ("code", "answer"), [("080000", "annotated"), ("089999", "annotated"), ("010110", "unknown-code")]
)
def test_an_annotation_by_wet_brp_2_26_has_one_of_three_codes(code, answer):
    file = File(steps.CITIZEN, RECEIVED, triaged=RECEIVED)
    assert rules.may_annotate(file, code, RECEIVED, TERMS).code == answer


@pytest.mark.parametrize(
    ("file", "intended", "on", "answer"),
    [
        (THOROUGH, steps.VOW, date(2026, 4, 4), ("announced", "Awb art. 4:8")),
        (THOROUGH, steps.VOW, date(2026, 4, 3), ("can-answer", "Awb art. 4:8")),
        (THOROUGH, steps.VOW, date(2026, 5, 2), ("day-ahead", "Awb art. 4:8")),
        (LETTER_2, steps.VOW, date(2026, 4, 4), ("not-thorough", "Wet BRP art. 2.22")),
        (LETTER_2, steps.INSIDE, date(2026, 4, 4), ("announced", "Awb art. 4:8")),
        (replace(LETTER_2, visited=date(2026, 4, 1)), steps.VOW, date(2026, 4, 4), ("announced", "Awb art. 4:8")),
        (LETTER_1, steps.VOW, date(2026, 4, 4), ("letters-missing", "Wet BRP art. 2.22")),
        (ANNOTATED, steps.INSIDE, date(2026, 4, 4), ("letters-missing", "Wet BRP art. 2.22")),
        (THOROUGH, steps.OTHER, date(2026, 4, 4), ("no-intention", "Awb art. 4:8")),
        (ANNOUNCED, steps.VOW, date(2026, 4, 7), ("already-announced", "Awb art. 4:8")),
        (ANNOUNCED, steps.VOW, date(2026, 4, 8), ("locked", "Wet BRP art. 2.22")),
        (VOW, steps.VOW, date(2026, 4, 23), ("decided", "Awb art. 4:8")),
    ],
)
def test_an_intention_by_awb_4_8_follows_two_letters_without_an_answer_and_its_day_is_locked(
    file, intended, on, answer
):
    assert said(rules.may_announce(file, intended, on, date(2026, 5, 1), TERMS)) == answer


@pytest.mark.parametrize(
    ("file", "result", "declared", "ended", "day", "answer"),
    [
        (ANNOUNCED, steps.VOW, False, True, date(2026, 4, 22), ("decided", "Wet BRP art. 2.22")),
        (ANNOUNCED, steps.VOW, False, True, date(2026, 4, 21), ("can-answer", "Awb art. 4:8")),
        (ANNOUNCED, steps.VOW, False, False, date(2026, 4, 22), ("annotation-open", "Wet BRP art. 2.26")),
        (ANNOUNCED, steps.VOW, True, True, date(2026, 4, 22), ("has-declared", "Wet BRP art. 2.22")),
        (ANNOUNCED, steps.INSIDE, False, True, date(2026, 4, 22), ("other-intention", "Awb art. 4:8")),
        (ANNOUNCED, steps.INSIDE, True, True, date(2026, 4, 8), ("decided", "Wet BRP art. 2.26")),
        (THOROUGH, steps.VOW, False, True, date(2026, 4, 22), ("not-published", "Wet BRP art. 2.22")),
        (LETTER_2, steps.VOW, False, True, date(2026, 4, 22), ("not-thorough", "Wet BRP art. 2.22")),
        (ANNOTATED, steps.VOW, False, True, date(2026, 4, 22), ("not-thorough", "Wet BRP art. 2.22")),
        (LETTER_2, steps.EMIGRATION, False, True, date(2026, 4, 22), ("not-published", "Awb art. 4:8")),
        (LETTER_1, steps.INSIDE, True, True, date(2026, 3, 6), ("decided", "Wet BRP art. 2.26")),
        (LETTER_1, steps.OTHER, False, True, date(2026, 3, 6), ("decided", "Wet BRP art. 2.26")),
        (LETTER_1, steps.SAME, False, True, date(2026, 3, 6), ("decided", "Wet BRP art. 2.26")),
        (LETTER_1, steps.BRIEF, False, True, date(2026, 3, 6), ("no-consent", "Wet BRP art. 2.23")),
        (LETTER_1, steps.BRIEF, True, True, date(2026, 3, 6), ("decided", "Wet BRP art. 2.26")),
        (File(steps.TMV, RECEIVED), steps.SAME, False, False, RECEIVED, ("not-triaged", "Besluit BRP art. 28")),
        (
            File(steps.TMV, RECEIVED, triaged=RECEIVED),
            steps.SAME,
            False,
            False,
            RECEIVED,
            ("decided", "Wet BRP art. 2.26"),
        ),
        (
            File(steps.TMV, RECEIVED, triaged=RECEIVED),
            steps.OTHER,
            True,
            False,
            RECEIVED,
            ("not-annotated", "Wet BRP art. 2.26"),
        ),
        (VOW, steps.SAME, False, True, date(2026, 4, 23), ("decided", "Wet BRP art. 2.26")),
        (LETTER_1, "weg", False, True, date(2026, 3, 6), ("unknown-result", "Wet BRP art. 2.26")),
    ],
)
def test_a_result_asks_what_its_article_asks_wet_brp_2_22(file, result, declared, ended, day, answer):
    assert said(rules.may_decide(file, result, declared, ended, day, TERMS)) == answer


def test_the_refusal_of_a_second_result_is_a_refusal():
    assert not isinstance(rules.may_decide(VOW, steps.SAME, False, True, date(2026, 4, 23), TERMS), Granted)


@pytest.mark.parametrize(
    ("file", "departure"),
    [
        (VOW, date(2026, 4, 7)),
        (replace(VOW, result=steps.EMIGRATION), date(2026, 4, 7)),
        (replace(VOW, result=steps.INSIDE, declared=True), None),
        (replace(VOW, result=steps.SAME), None),
        (ANNOUNCED, None),
    ],
)
def test_a_departure_counts_from_the_day_of_the_intention_wet_brp_2_22(file, departure):
    assert file.departure == departure


@pytest.mark.parametrize(
    ("file", "inform", "close"),
    [
        (ANNOUNCED, "no-result", "no-result"),
        (VOW, "informed", "not-informed"),
        (replace(VOW, informed=date(2026, 4, 23)), "informed", "closed"),
        (replace(VOW, source=steps.EX_OFFICIO), "no-reporter", "closed"),
        (replace(VOW, informed=date(2026, 4, 23), closed=date(2026, 4, 23)), "informed", "closed"),
    ],
)
def test_the_reporter_hears_the_result_before_it_is_closed(file, inform, close):
    assert (rules.may_inform(file, TERMS).code, rules.may_close(file, TERMS).code) == (inform, close)
    assert isinstance(rules.may_inform(file, TERMS), Granted) == (
        file.reported and file.decided is not None and not file.informed
    )
    assert isinstance(rules.may_close(file, TERMS), Granted) == (close == "closed" and file.closed is None)


def test_the_reporter_is_told_the_result_and_nothing_else():
    (duty,) = rules.may_decide(ANNOUNCED, steps.VOW, False, True, date(2026, 4, 22), TERMS).duties
    assert (duty.code, duty.due, duty.done_by) == (rules.TELL_DUTY, date(2026, 4, 30), "investigation.inform")
    assert (
        rules.may_inform(VOW, TERMS).text == "De melder weet de uitkomst, en niets meer: vertrokken onbekend waarheen."
    )
    assert (
        rules.may_decide(
            replace(ANNOUNCED, source=steps.EX_OFFICIO), steps.VOW, False, True, date(2026, 4, 22), TERMS
        ).duties
        == ()
    )


@pytest.mark.parametrize(
    ("source", "clause"),
    [
        (steps.TMV, "Besluit BRP art. 28"),
        (steps.LAA, "Besluit BRP art. 28g, tweede lid"),
        (steps.AUTHORITY, "Wet BRP art. 2.34"),
        (steps.CITIZEN, "art. 3.1"),
    ],
)
def test_each_reporter_is_told_under_its_own_article_besluit_brp_28(source, clause):
    assert str(rules.may_inform(replace(VOW, source=source), TERMS).clause) == clause


@pytest.mark.parametrize(
    ("file", "until", "by"),
    [
        (File(steps.CITIZEN, RECEIVED), None, date(2026, 3, 9)),
        (ANNOTATED, None, date(2026, 3, 11)),
        (LETTER_1, date(2026, 3, 19), date(2026, 3, 26)),
        (LETTER_2, date(2026, 4, 3), date(2026, 4, 13)),  # Easter Monday is no working day
        (replace(LETTER_2, extra=date(2026, 4, 7)), date(2026, 4, 21), date(2026, 4, 29)),  # King's day neither
        (ANNOUNCED, date(2026, 4, 21), date(2026, 4, 29)),
        (VOW, date(2026, 4, 21), None),
    ],
)
def test_the_clock_of_a_phase_is_the_answer_to_its_letter_and_the_working_days_after_it(file, until, by):
    assert (answer_until(file, TERMS), act_by(file, TERMS)) == (until, by)


def test_a_signal_is_judged_within_five_working_days():
    assert law_term("investigation.triage").last_day(date(2026, 4, 3)) == date(2026, 4, 13)
    assert law_term("tmv.answer").span == law_term("investigation.triage").span


def test_a_term_that_is_agreed_anew_moves_the_clock():
    assert answer_until(LETTER_1, terms(letter_1_days=21)) == date(2026, 3, 26)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (File(steps.CITIZEN, RECEIVED), "te beoordelen"),
        (ANNOTATED, "in onderzoek"),
        (LETTER_1, "brief 1"),
        (LETTER_2, "brief 2"),
        (ANNOUNCED, "voornemen"),
        (VOW, "besloten"),
        (replace(VOW, closed=date(2026, 5, 1)), "afgesloten"),
    ],
)
def test_how_it_stands_in_one_word(file, words):
    assert state_of(file)[0] == words


@pytest.mark.parametrize(("day", "weeks"), [(date(2026, 5, 10), 9), (date(2026, 5, 11), 10)])
def test_weeks_are_counted_whole_from_the_signal(day, weeks):
    assert weeks_open(LETTER_2, day) == weeks


@pytest.mark.parametrize(
    ("file", "now"),
    [
        (File(steps.CITIZEN, RECEIVED), steps.TRIAGED),
        (File(steps.CITIZEN, RECEIVED, triaged=RECEIVED), steps.ANNOTATED),
        (ANNOTATED, steps.LETTER_1),
        (LETTER_1, steps.LETTER_2),
        (LETTER_2, steps.CONSULTED),
        (THOROUGH, steps.PUBLISHED),
        (ANNOUNCED, steps.DECIDED),
        (VOW, steps.INFORMED),
        (replace(VOW, source=steps.EX_OFFICIO), steps.CLOSED),
        (replace(VOW, informed=date(2026, 4, 23)), steps.CLOSED),
        (replace(VOW, informed=date(2026, 4, 23), closed=date(2026, 4, 23)), ""),
    ],
)
def test_one_step_comes_next_and_the_timeline_shows_it(file, now):
    assert rules.next_step(file) == now
    shown = timeline(file, TERMS)
    assert [phase.step for phase in shown if phase.state == "now"] == ([now] if now else [])
    done = [phase.on for phase in shown if phase.state == "done"]
    assert done == sorted(done) and len(shown) == len({phase.step for phase in shown})


def test_after_the_result_nothing_is_left_that_leads_to_one():
    assert [phase.step for phase in timeline(VOW, TERMS) if phase.state == "later"] == [steps.CLOSED]


ATTEMPT = st.tuples(
    st.sampled_from([*rules.ORDER, "announce", "withdraw", "decide"]),
    st.integers(0, 40),
    st.sampled_from(list(steps.RESULTS)),
    st.booleans(),
)


def _attempt(file: File, what: str, day: date, result: str, declared: bool) -> File:
    if what == "announce":
        decision = rules.may_announce(file, result, day, day, TERMS)
        return replace(file, published=day, intended=result) if isinstance(decision, Granted) else file
    if what == "withdraw":
        return replace(file, published=None, intended="") if isinstance(rules.may_withdraw(file), Granted) else file
    if what == "decide":
        decision = rules.may_decide(file, result, declared, True, day, TERMS)
        return replace(file, decided=day, result=result, declared=declared) if isinstance(decision, Granted) else file
    return file.taken(what, day) if isinstance(rules.may_take(file, what, day, day, TERMS), Granted) else file


@given(attempts=st.lists(ATTEMPT, max_size=40))
def test_no_way_leads_to_departure_unknown_without_letters_another_source_and_an_intention(attempts):
    file, day = File(steps.CITIZEN, RECEIVED), RECEIVED
    for what, later, result, declared in attempts:
        day += timedelta(days=later)
        file = _attempt(file, what, day, result, declared)
    order = [file.received, file.triaged, file.annotated, file.letter_1, file.letter_2, file.published, file.decided]
    happened = [one for one in order if one is not None]
    assert happened == sorted(happened), "days go forwards"
    if file.result == steps.VOW:
        assert file.thorough and not file.declared and file.departure == file.published
        assert file.letter_2 > file.letter_1 + timedelta(days=14)
        assert file.published > file.letter_2 + timedelta(days=14)
        assert file.decided > file.published + timedelta(days=14)


def test_the_property_can_reach_departure_unknown():
    file, day = File(steps.CITIZEN, RECEIVED), RECEIVED
    way = (steps.TRIAGED, steps.ANNOTATED, steps.LETTER_1, steps.LETTER_2, steps.CONSULTED, "announce", "decide")
    for what in way:
        day += timedelta(days=15)
        file = _attempt(file, what, day, steps.VOW, False)
    assert file.result == steps.VOW


@pytest.mark.parametrize(
    ("received", "status", "result"),
    [
        (date(2026, 3, 2), date(2026, 3, 30), date(2026, 9, 2)),
        (date(2026, 3, 9), date(2026, 4, 7), date(2026, 9, 9)),  # four weeks end on Easter Monday, and move
        (date(2026, 4, 18), date(2026, 5, 18), date(2026, 10, 18)),  # six months may end on a Sunday
        (date(2026, 8, 31), date(2026, 9, 28), date(2027, 2, 28)),
    ],
)
def test_a_signal_has_a_status_in_four_weeks_and_a_result_in_six_months_besluit_brp_28g(received, status, result):
    assert (laa.status_due(received), laa.result_due(received)) == (status, result)
    assert law_term("laa.status").last_day(received) == status and law_term("laa.result").last_day(received) == result


@pytest.mark.parametrize(
    ("status", "wanted", "investigated", "code"),
    [
        (laa.WAITING, laa.IN_BRP, True, "reported"),
        (laa.WAITING, laa.IN_BRP, False, "not-investigated"),
        (laa.WAITING, laa.WITHOUT, False, "reported"),
        (laa.WAITING, laa.WITH, False, "reported"),
        (laa.WAITING, laa.WITHOUT, True, "still-investigated"),
        (laa.IN_BRP, laa.WITH, False, "reported"),
        (laa.IN_BRP, laa.IN_BRP, True, "same-status"),
        (laa.IN_BRP, laa.WAITING, True, "unknown-status"),
        (laa.WITH, laa.WITHOUT, False, "finished"),
        (laa.WITHOUT, laa.IN_BRP, True, "finished"),
    ],
)
def test_a_status_goes_forwards_only(status, wanted, investigated, code):
    assert laa.may_report(status, wanted, investigated).code == code


def test_there_are_eight_kinds_of_signals_and_a_status_is_asked_of_each():
    assert len(laa.TYPES) == 8
    for kind in laa.TYPES:
        (duty,) = laa.may_take_in(kind, False, RECEIVED).duties
        assert duty.due == date(2026, 3, 30)
    assert laa.may_take_in("anders", False, RECEIVED).code == "unknown-type"
    assert laa.may_take_in("movers", True, RECEIVED).code == "known"
