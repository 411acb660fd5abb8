"""The BRP is consulted for a case, for an agreed purpose that fits it, and for no more than that needs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.brp import rules
from noaber.brp.purposes import Purpose
from noaber.brp.rules import Known, Task
from noaber.values import Granted

MOVE = Purpose("verhuizing", "Verhuizing", "Wet BRP art. 2.39", "", frozenset({"verhuizing"}), ("naam", "geslacht"))
TASK = Task("2026-AAAAAA", "verhuizing", True)
NOW = datetime(2026, 12, 8, 12, 0, tzinfo=UTC)
FITS = {
    "task": TASK,
    "purpose": MOVE,
    "agreed": frozenset({"verhuizing"}),
    "fields": MOVE.fields,
    "known": Known(False),
    "typed": True,
}


@pytest.mark.parametrize(
    ("change", "code", "article"),
    [
        ({}, "consulted", "3.8"),
        ({"task": None}, "no-case", "3.8"),
        ({"task": replace(TASK, open=False)}, "case-closed", "3.8"),
        ({"purpose": None}, "no-purpose", "3.8"),
        ({"agreed": frozenset()}, "not-agreed", "3.2"),
        ({"agreed": frozenset({"paspoort"})}, "not-agreed", "3.2"),
        ({"task": replace(TASK, product="paspoort")}, "other-product", "3.8"),
        ({"fields": ()}, "other-fields", "3.2"),
        ({"fields": ("naam", "partners")}, "other-fields", "3.2"),
        ({"fields": ("naam",)}, "consulted", "3.8"),
        ({"fields": ("burgerservicenummer",)}, "consulted", "3.8"),
        ({"typed": False}, "no-number", "3.8"),
        ({"typed": False, "known": Known(True)}, "consulted", "3.8"),
        ({"known": Known(True, same=True)}, "consulted", "3.8"),
        ({"known": Known(True, same=False)}, "other-person", "3.8"),
        ({"known": Known(True, same=False), "typed": False}, "consulted", "3.8"),
    ],
)
def test_each_condition_has_its_own_answer_with_its_article(change, code, article):
    decision = rules.may_consult(**FITS | change)
    assert (decision.code, decision.clause.source, decision.clause.number) == (code, "Wet BRP", article)


@given(
    task=st.sampled_from([None, TASK, replace(TASK, open=False), replace(TASK, product="vog")]),
    purpose=st.sampled_from([None, MOVE]),
    agreed=st.frozensets(st.sampled_from(["verhuizing", "vog"])),
    fields=st.lists(st.sampled_from(["naam", "geslacht", "partners"])).map(tuple),
    known=st.builds(Known, st.booleans(), st.booleans()),
    typed=st.booleans(),
)
def test_nothing_is_granted_without_a_case_a_purpose_and_its_fields(task, purpose, agreed, fields, known, typed):
    if isinstance(rules.may_consult(task, purpose, agreed, fields, known, typed), Granted):
        assert task and task.open and purpose and purpose.code in agreed and task.product in purpose.products
        assert fields and set(fields) <= set(purpose.fields) and (known.kept or typed)


@pytest.mark.parametrize(
    ("tries", "minutes"), [(0, 5), (1, 5), (2, 10), (3, 20), (6, 160), (7, 240), (8, 240), (10_000, 240)]
)
def test_each_wait_is_twice_the_last_up_to_the_agreed_most(tries, minutes):
    assert rules.again_at(NOW, tries, 5, 240) == NOW + timedelta(minutes=minutes)


def test_what_may_no_longer_be_asked_is_let_go():
    assert rules.asks(rules.ask_again(rules.may_consult(**FITS)))
    assert rules.ask_again(rules.may_consult(**FITS | {"task": None})).code == "let-go"


@pytest.mark.parametrize(("kept", "code"), [(True, "forgotten"), (False, "nothing-kept")])
def test_a_number_is_wiped_when_there_is_one(kept, code):
    assert rules.may_forget(kept).code == code
