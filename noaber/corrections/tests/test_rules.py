"""Corrections and source documents: what may be extended, how it is refused, and how long documents are kept."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.corrections import documents, rules
from noaber.corrections.documents import SourceRequest
from noaber.corrections.rules import Correction
from noaber.values import Granted

DAY = date(2026, 3, 6)


def said(decision):
    return decision.code, str(decision.clause)


@pytest.mark.parametrize(
    ("category", "answer"),
    [
        (rules.CIVIL_STATUS, ("extendable", "Wet BRP art. 2.58, derde lid")),
        (rules.NATIONALITY, ("extendable", "Wet BRP art. 2.58, derde lid")),
        (rules.RESIDENCE, ("other-data", "Wet BRP art. 2.58, derde lid")),
        (rules.OTHER, ("other-data", "Wet BRP art. 2.58, derde lid")),
    ],
)
def test_only_civil_status_and_nationality_are_extended_wet_brp_2_58(category, answer):
    assert said(rules.may_extend(Correction(category))) == answer
    assert rules.may_extend(Correction(category, rules.CORRECTED, DAY)).code == "decided"


@pytest.mark.parametrize(
    ("known", "category", "code"),
    [
        (False, rules.NATIONALITY, "begun"),
        (True, rules.NATIONALITY, "known"),
        (False, "schoenmaat", "unknown-category"),
    ],
)
def test_a_request_is_taken_up_once_with_what_it_is_about(known, category, code):
    assert rules.may_begin(known, category).code == code


@pytest.mark.parametrize(
    ("correction", "outcome", "ground", "answer"),
    [
        (Correction(rules.OTHER), rules.CORRECTED, "", ("corrected", "Wet BRP art. 2.58")),
        (Correction(rules.OTHER), rules.REFUSED, "right", ("refused", "Wet BRP art. 2.60")),
        (Correction(rules.OTHER), rules.REFUSED, "", ("no-ground", "Awb art. 3:46")),
        (Correction(rules.OTHER), rules.REFUSED, "daarom", ("no-ground", "Awb art. 3:46")),
        (Correction(rules.OTHER), "misschien", "", ("unknown-outcome", "Wet BRP art. 2.58")),
        (Correction(rules.OTHER, rules.CORRECTED, DAY), rules.CORRECTED, "", ("decided", "Wet BRP art. 2.58")),
    ],
)
def test_a_refusal_equals_a_decision_and_says_why_wet_brp_2_60(correction, outcome, ground, answer):
    decision = rules.may_decide(correction, outcome, ground, DAY)
    assert said(decision) == answer
    if isinstance(decision, Granted):
        (duty,) = decision.duties
        assert (duty.due, duty.done_by) == (date(2026, 3, 6), "corrections.tell")


def test_what_is_decided_on_a_saturday_is_told_on_monday():
    (duty,) = rules.may_decide(Correction(rules.OTHER), rules.CORRECTED, "", date(2026, 3, 7)).duties
    assert duty.due == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 3, 5), "told-outside"),
        (date(2026, 3, 6), "told"),
        (date(2026, 3, 10), "told"),
        (date(2026, 3, 11), "told-outside"),
    ],
)
def test_the_result_is_told_between_the_decision_and_today(on, code):
    decided = Correction(rules.OTHER, rules.CORRECTED, DAY)
    assert rules.may_tell(decided, on, date(2026, 3, 10)).code == code
    assert rules.may_tell(replace(decided, told=DAY), on, date(2026, 3, 10)).code == "told"
    assert not isinstance(rules.may_tell(replace(decided, told=DAY), on, date(2026, 3, 10)), Granted)
    assert rules.may_tell(Correction(rules.OTHER), on, date(2026, 3, 10)).code == "no-result"


@given(category=st.sampled_from(list(rules.CATEGORIES)), decided=st.none() | st.just(DAY))
def test_what_is_extended_is_open_and_about_civil_status_or_nationality(category, decided):
    granted = isinstance(rules.may_extend(Correction(category, decided=decided)), Granted)
    assert granted == (category in ("civil-status", "nationality") and decided is None)


def test_every_kind_of_document_has_its_years_and_a_source():
    years = Counter(row.years for row in documents.documents().values())
    assert set(years) == {110, 20, 16, 10, 5, 1}
    assert all(row.source for row in documents.documents().values())
    assert documents.documents()["marriage"].years == 110 and documents.documents()["dutch-deed"].years == 1


@pytest.mark.parametrize(
    ("known", "asker", "document", "code"),
    [
        (False, "municipality", "marriage", "asked"),
        (False, "consulate", "travel", "asked"),
        (True, "municipality", "marriage", "known"),
        (False, "buurman", "marriage", "unknown-asker"),
        (False, "municipality", "boek", "unknown-document"),
    ],
)
def test_a_document_is_asked_by_a_municipality_or_a_consulate(known, asker, document, code):
    assert documents.may_ask(known, asker, document).code == code


@pytest.mark.parametrize(
    ("found", "answered", "search", "answer"),
    [
        (None, None, "searched", "not-searched"),
        (True, None, "searched", "answered"),
        (False, None, "searched", "answered"),
        (True, DAY, "answered", "answered"),
    ],
)
def test_a_request_is_answered_after_looking_and_once(found, answered, search, answer):
    request = SourceRequest("marriage", found, answered)
    assert (documents.may_search(request).code, documents.may_answer(request).code) == (search, answer)
    assert isinstance(documents.may_answer(request), Granted) == (found is not None and answered is None)
    assert isinstance(documents.may_search(request), Granted) == (answered is None)
