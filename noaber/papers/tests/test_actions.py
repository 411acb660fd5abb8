"""A paper is written with an entry that says what and not who, and drawn again from what was kept."""

from __future__ import annotations

import json
from datetime import date

import pytest
import time_machine

from noaber.agreement.acting import AlreadyDone, Once, Refusal
from noaber.cases import actions as cases
from noaber.cases import objecting
from noaber.journal.models import Entry
from noaber.papers import actions
from noaber.papers.document import write_pdf
from noaber.papers.models import PaperRecord
from noaber.parties.clock import today

CODE = "ommen-twenterand-2024"
NEEDED = {"ontbreekt": ("een kopie van het huurcontract",), "uiterlijk": date(2026, 12, 9)}


@pytest.fixture
def case(people, agreement):
    return cases.register_case(people["clerk"], CODE, "briefadres", today())


def suspended(people, case):
    cases.suspend_case(people["clerk"], CODE, case.number)
    return case


def test_a_paper_is_kept_with_an_entry_that_knows_it_by_its_digest(people, case):
    suspended(people, case)
    written = actions.write(people["clerk"], CODE, case.number, "verzoek-aanvulling", NEEDED)
    entry = Entry.objects.get(pk=written.entry_id)
    assert (entry.act, entry.object, entry.mandate) == ("papers.write", f"case:{case.number}", "college-brieven")
    assert json.loads(entry.payload.body) == {"kind": "verzoek-aanvulling", "digest": written.digest}
    again = PaperRecord.objects.get(pk=written.pk).value
    assert again.digest == written.digest
    assert again.closing[1] == "namens het college van burgemeester en wethouders van Ommen,"
    assert write_pdf(again) == write_pdf(again)


def test_a_decision_is_signed_as_it_was_taken(people, case):
    cases.decide_case(people["second_line"], CODE, case.number, "geweigerd")
    facts = {"reden": ("Er is geen toestemming van de hoofdbewoner.",)}
    written = actions.write(people["clerk"], CODE, case.number, "weigering", facts)
    case.refresh_from_db()
    assert written.value.closing == ("Met vriendelijke groet,", f"{case.signature},", "medewerker tweede lijn")


def test_a_paper_that_does_not_fit_is_refused_and_the_journal_says_so(people, case):
    with pytest.raises(Refusal) as refusal:
        actions.write(people["clerk"], CODE, case.number, "weigering", {})
    assert refusal.value.decision.code == "not-decided" and refusal.value.entry.result == "refused"
    assert not PaperRecord.objects.exists()


def test_who_has_no_mandate_writes_nothing(people, case):
    suspended(people, case)
    with pytest.raises(Refusal) as refusal:
        actions.write(people["controller"], CODE, case.number, "verzoek-aanvulling", NEEDED)
    assert refusal.value.decision.code == "no-function"


def test_a_fact_that_was_not_given_is_a_mistake_of_the_caller(people, case):
    suspended(people, case)
    with pytest.raises(actions.NotFilledIn, match="ontbreekt, uiterlijk"):
        actions.write(people["clerk"], CODE, case.number, "verzoek-aanvulling", {})
    assert not PaperRecord.objects.exists()


def test_a_form_that_is_sent_twice_makes_one_paper(people, case):
    suspended(people, case)
    once = Once.of("a" * 24, [("ontbreekt", "x")])
    actions.write(people["clerk"], CODE, case.number, "verzoek-aanvulling", NEEDED, once)
    with pytest.raises(AlreadyDone):
        actions.write(people["clerk"], CODE, case.number, "verzoek-aanvulling", NEEDED, once)
    assert PaperRecord.objects.count() == 1


def test_the_words_that_were_kept_do_not_change_with_the_case(people, case):
    suspended(people, case)
    written = actions.write(people["clerk"], CODE, case.number, "verzoek-aanvulling", NEEDED)
    before = PaperRecord.objects.get(pk=written.pk).content
    cases.resume_case(people["clerk"], CODE, case.number)
    assert PaperRecord.objects.get(pk=written.pk).content == before


@pytest.mark.parametrize(
    ("came_in", "with_paper", "without"),
    [
        (date(2027, 1, 4), "in-time", "in-time"),
        (date(2027, 1, 5), "in-time", "late"),
        (date(2027, 1, 8), "in-time", "late"),
        (date(2027, 1, 9), "late", "late"),
    ],
)
@pytest.mark.parametrize("written", [True, False])
def test_the_term_for_objecting_runs_from_the_day_on_which_the_decision_was_sent(
    people, agreement, came_in, with_paper, without, written
):
    """Awb 6:8: decided on Monday 23 November, sent on Friday 27 November."""
    clerk = people["clerk"]
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        number = cases.register_case(clerk, CODE, "briefadres", date(2026, 11, 2)).number
        cases.decide_case(clerk, CODE, number, "geweigerd")
    if written:
        with time_machine.travel("2026-11-27 10:00+01:00", tick=False):
            paper = actions.write(clerk, CODE, number, "weigering", {"reden": ("Daarom.",)})
            assert "8 januari 2027" in paper.content
    with time_machine.travel("2027-01-20 10:00+01:00", tick=False):
        row = objecting.register_objection(people["second_line"], CODE, number, came_in, committee=False)
    entry = Entry.objects.get(pk=row.entry_id)
    assert entry.reason == (with_paper if written else without)
