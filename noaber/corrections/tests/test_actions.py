"""Corrections and source documents as people handle them, with what the journal, the case and the duties say."""

from datetime import date

import pytest
import time_machine

from noaber.agreement.acting import Refusal
from noaber.agreement.queries import book_of
from noaber.cases.actions import decide_case, extend_case, register_case, suspend_case
from noaber.cases.models import Case
from noaber.cases.objecting import register_objection
from noaber.corrections import actions, answering, documents, rules
from noaber.corrections.models import CorrectionRecord, SourceRequestRecord
from noaber.duties.models import Duty
from noaber.journal.models import Entry
from noaber.parties.scope import set_scope

CODE = "ommen-twenterand-2024"


def on(*day):
    return time_machine.travel(f"{date(*day)}T10:00:00+00:00", tick=False)


@pytest.fixture
def who(people):
    return people["second_line"]


@pytest.fixture
def begun(who):
    """Takes up a correction about something; received on Monday 2 March 2026."""

    def begin(category=rules.CIVIL_STATUS):
        with on(2026, 3, 2):
            number = register_case(who, CODE, "correctie-brp", date(2026, 3, 2)).number
            actions.begin(who, CODE, number, category)
        return number

    return begin


def acts_of(number):
    found = Entry.objects.filter(object=f"case:{number}", result="granted").order_by("id")
    return list(found.values_list("act", flat=True))


def test_the_outcomes_are_those_of_the_products(agreement):
    book = book_of(agreement)
    assert set(book.product("correctie-brp").outcomes) == {rules.CORRECTED, rules.REFUSED}
    assert set(book.product("brondocument").outcomes) == {documents.PROVIDED, documents.ABSENT}


def test_a_correction_is_extended_each_time_by_eight_weeks(begun, who):
    number = begun()
    assert Case.objects.get(number=number).due == date(2026, 3, 30)
    with on(2026, 3, 30):
        actions.extend(who, CODE, number, date(2026, 3, 30))
    assert Case.objects.get(number=number).due == date(2026, 5, 26)  # Whit Monday moves it
    with on(2026, 5, 20):
        actions.extend(who, CODE, number, date(2026, 5, 20))
    case = Case.objects.get(number=number)
    assert (case.due, case.clock, case.extensions) == (date(2026, 7, 20), date(2026, 7, 20), 2)


@pytest.mark.parametrize(
    ("category", "day", "told", "code"),
    [
        (rules.RESIDENCE, (2026, 3, 10), (2026, 3, 10), "other-data"),
        (rules.CIVIL_STATUS, (2026, 3, 31), (2026, 3, 31), "outside-term"),
        (rules.CIVIL_STATUS, (2026, 3, 10), (2026, 3, 11), "told-later"),
    ],
)
def test_an_extension_is_refused_for_other_data_and_after_the_term(begun, who, agreement, category, day, told, code):
    number = begun(category)
    with on(*day), pytest.raises(Refusal) as refusal:
        actions.extend(who, CODE, number, date(*told))
    assert refusal.value.decision.code == code
    assert str(refusal.value.decision.clause) == "Wet BRP art. 2.58, derde lid"
    set_scope(agreement.client_id)
    assert Case.objects.get(number=number).extensions == 0


def test_a_refusal_is_a_decision_told_in_writing_against_which_people_can_object(begun, who, agreement):
    number = begun(rules.RESIDENCE)
    with on(2026, 3, 10):
        actions.decide(who, CODE, number, rules.REFUSED, "right")
    case = Case.objects.get(number=number)
    assert (case.state, case.outcome) == ("decided", "geweigerd")
    assert case.signature == "namens het college van burgemeester en wethouders van Ommen"
    entry = Entry.objects.get(object=f"case:{number}", act="corrections.decide")
    assert (entry.clause, entry.facts) == ("Wet BRP 2.60", {"outcome": "geweigerd", "ground": "right"})
    assert list(Duty.objects.filter(done_on=None).values_list("code", "due")) == [
        ("correctie-meedelen", date(2026, 3, 10))
    ]
    with on(2026, 3, 11):
        actions.tell(who, CODE, number, date(2026, 3, 10))
        register_objection(who, CODE, number, date(2026, 3, 11), False)
    assert not Duty.objects.filter(code="correctie-meedelen", done_on=None).exists()
    assert Case.objects.get(number=number).state == "closed"
    assert acts_of(number) == [
        "cases.register",
        "corrections.begin",
        "corrections.decide",
        "cases.decide",
        "corrections.tell",
        "cases.close",
        "cases.register_objection",
    ]


def test_what_is_corrected_keeps_no_ground(begun, who):
    number = begun()
    with on(2026, 3, 10):
        actions.decide(who, CODE, number, rules.CORRECTED, "right")
    assert CorrectionRecord.objects.get().ground == ""


@pytest.mark.parametrize(
    "beside",
    [
        lambda who, number: decide_case(who, CODE, number, "gecorrigeerd"),
        lambda who, number: extend_case(who, CODE, number, date(2026, 3, 10), True),
    ],
)
def test_nothing_goes_beside_the_file(begun, who, beside):
    number = begun(rules.RESIDENCE)
    with on(2026, 3, 10), pytest.raises(Refusal) as refusal:
        beside(who, number)
    assert refusal.value.decision.code == "by-file"


def test_a_suspended_correction_waits_for_the_applicant(begun, who):
    number = begun()
    with on(2026, 3, 10):
        suspend_case(who, CODE, number)
        with pytest.raises(Refusal) as refusal:
            actions.decide(who, CODE, number, rules.CORRECTED)
    assert str(refusal.value.decision.clause) == "Awb art. 4:15"


@pytest.mark.parametrize(("found", "outcome"), [(True, "verstrekt"), (False, "niet aanwezig")])
def test_a_document_is_asked_searched_and_answered(who, found, outcome):
    with on(2026, 3, 2):
        number = register_case(who, CODE, "brondocument", date(2026, 3, 2)).number
        answering.ask(who, CODE, number, "consulate", "marriage")
        with pytest.raises(Refusal) as refusal:
            answering.answer(who, CODE, number)
        assert refusal.value.decision.code == "not-searched"
    set_scope(175)
    assert Case.objects.get(number=number).clock == date(2026, 3, 30), "four weeks of working days"
    with on(2026, 3, 9):
        answering.search(who, CODE, number, found)
        answering.answer(who, CODE, number)
    case = Case.objects.get(number=number)
    assert (case.state, case.outcome) == ("closed", outcome)
    assert acts_of(number)[1:] == [
        "corrections.ask",
        "corrections.search",
        "corrections.answer",
        "cases.decide",
        "cases.close",
    ]
    assert SourceRequestRecord.objects.get().answered == date(2026, 3, 9)


@pytest.mark.parametrize("product", ["verhuizing", "correctie-brp"])
def test_a_file_begins_on_its_own_product(who, product):
    with on(2026, 3, 2):
        number = register_case(who, CODE, product, date(2026, 3, 2)).number
        with pytest.raises(Refusal) as refusal:
            answering.ask(who, CODE, number, "consulate", "marriage")
    assert refusal.value.decision.code == "known"
