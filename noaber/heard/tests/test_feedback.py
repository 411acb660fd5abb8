"""A link is made, works once, and what is said stays out of the journal."""

from datetime import timedelta

import pytest
import time_machine

from noaber.agreement.acting import Refusal
from noaber.agreement.queries import book_of
from noaber.cases import actions as cases
from noaber.heard import actions
from noaber.heard.models import Answer, Invitation
from noaber.heard.queries import fingerprint, last_quarters, per_quarter, said
from noaber.heard.terms import HeardTerms
from noaber.journal.models import CountedLine, Entry, Payload
from noaber.parties.clock import today
from noaber.parties.scope import set_scope

CODE = "ommen-twenterand-2024"
WORDS = "Vlot geholpen, dank u wel KANARIE"


@pytest.fixture
def closed(people):
    """A case that is over."""
    case = cases.register_case(people["clerk"], CODE, "verhuizing", today())
    cases.decide_case(people["clerk"], CODE, case.number, "verwerkt")
    cases.close_case(people["clerk"], CODE, case.number)
    return case


def answer(client, code, lang="nl", **typed):
    where = f"/ommen/mening/{code}/" if lang == "nl" else f"/ommen/en/feedback/{code}/"
    return client.post(where, typed)


def test_a_resident_answers_once_without_an_account_and_the_page_leaves_no_cookie(people, agreement, client):
    code = actions.ask_after_visit(people["clerk"], CODE, 1)
    assert len(code) == 22
    asked = client.get(f"/ommen/mening/{code}/")
    assert "Hoe hebben wij u geholpen?" in asked.content.decode() and "no-store" in asked["Cache-Control"]
    assert "Bedankt" in answer(client, code, cijfer="9", toelichting=WORDS + "\x00\r\nTot ziens").content.decode()
    assert not client.cookies
    set_scope(agreement.client_id)
    row = Answer.objects.of(agreement.client_id).get()
    assert (row.grade, row.service, row.words) == (9, 1, WORDS + "\nTot ziens")
    assert row.keep_until == today() + timedelta(days=365)
    again = answer(client, code, cijfer="1")
    assert again.status_code == 410 and "werkt niet meer" in again.content.decode()
    assert Answer.objects.of(agreement.client_id).count() == 1


def test_the_journal_has_the_grade_for_the_norm_and_neither_the_words_nor_the_code(people, agreement):
    code = actions.ask_after_visit(people["clerk"], CODE, 1)
    row = actions.answer(CODE, code, 9, WORDS)
    lines = CountedLine.objects.filter(municipality=agreement.client_id, entry=row.entry_id)
    assert sorted(lines.values_list("measure", "key", "quantity", "base")) == [
        ("feedback", "", 1, 0),
        ("kpi", "BZ-05", 9, 1),
    ]
    bodies = Payload.objects.filter(entry__municipality=agreement.client_id).values_list("body", flat=True)
    written = " ".join(str(bytes(body) if isinstance(body, memoryview) else body) for body in bodies)
    assert "KANARIE" not in written and code not in written and fingerprint(code) not in written
    assert Invitation.objects.of(agreement.client_id).get().fingerprint == fingerprint(code)


def test_a_service_without_the_norm_counts_no_grade(people, agreement):
    row = actions.answer(CODE, actions.ask_after_visit(people["clerk"], CODE, 3), 4, "")
    lines = CountedLine.objects.filter(municipality=agreement.client_id, entry=row.entry_id)
    assert list(lines.values_list("measure", flat=True)) == ["feedback"] and row.keep_until is None


def test_the_second_of_two_answers_at_once_is_refused(people, agreement):
    code = actions.ask_after_visit(people["clerk"], CODE, 1)
    actions.answer(CODE, code, 8, "")
    with pytest.raises(Refusal) as refusal:
        actions.answer(CODE, code, 2, "")
    assert refusal.value.decision.code == "used"


def test_a_link_of_a_case_comes_after_closing_and_a_new_one_takes_the_place_of_the_old(people, agreement, closed):
    open_case = cases.register_case(people["clerk"], CODE, "verhuizing", today())
    with pytest.raises(Refusal) as refusal:
        actions.ask_after_case(people["clerk"], CODE, open_case.number)
    assert refusal.value.decision.code == "not-over"
    lost = actions.ask_after_case(people["clerk"], CODE, closed.number)
    code = actions.ask_after_case(people["clerk"], CODE, closed.number)
    with pytest.raises(Refusal) as refusal:
        actions.answer(CODE, lost, 8, "")
    assert refusal.value.decision.code == "withdrawn"
    assert actions.answer(CODE, code, 8, "").service == closed.service
    with pytest.raises(Refusal) as refusal:
        actions.ask_after_case(people["clerk"], CODE, closed.number)
    assert refusal.value.decision.code == "answered"


def test_another_town_an_unknown_code_and_an_old_link_show_nothing(people, agreement, client):
    code = actions.ask_after_visit(people["clerk"], CODE, 1)
    assert client.get(f"/hellendoorn/mening/{code}/").status_code == 404
    assert client.get(f"/nergens/mening/{code}/").status_code == 404
    assert client.get(f"/ommen/mening/{'x' * 22}/").status_code == 404
    with time_machine.travel(today() + timedelta(days=31), tick=False):
        assert client.get(f"/ommen/en/feedback/{code}/").status_code == 410


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"toelichting": WORDS}, "Kies een cijfer van 1 tot en met 10."),
        ({"cijfer": "11", "toelichting": WORDS}, "Kies een cijfer van 1 tot en met 10."),
        ({"cijfer": "٨", "toelichting": WORDS}, "Kies een cijfer van 1 tot en met 10."),
        ({"cijfer": "8", "toelichting": WORDS + "x" * 1_000}, "Uw toelichting is te lang"),
    ],
)
def test_a_mistake_is_told_once_and_nothing_that_was_typed_is_lost(people, agreement, client, typed, says):
    code = actions.ask_after_visit(people["clerk"], CODE, 1)
    wrong = answer(client, code, **typed)
    assert wrong.status_code == 422 and says in wrong.content.decode() and WORDS in wrong.content.decode()
    assert "Thank you" in answer(client, code, "en", cijfer="8").content.decode()


def test_a_grade_and_its_words_are_shown_from_twenty_answers_on(people, agreement, client):
    client.force_login(people["director"])
    for number in range(20):
        if number == 19:
            shown = client.get("/gehoord/").content.decode()
            assert "minder dan 20" in shown and "KANARIE" not in shown and "8,0" not in shown
        set_scope(agreement.client_id)
        actions.answer(CODE, actions.ask_after_visit(people["clerk"], CODE, 1), 8, WORDS if number == 3 else "")
    shown = client.get("/gehoord/").content.decode()
    assert "<strong>8,0</strong>" in shown and "KANARIE" in shown
    set_scope(agreement.client_id)
    quarters, terms = last_quarters(today()), HeardTerms.fill(book_of(agreement).term, today())
    rows = per_quarter(agreement.client_id, book_of(agreement), quarters, terms)
    assert [(row.service, row.grades[-1].answers, row.complaints[-1]) for row in rows] == [(1, 20, 0)]
    assert [one.words for one in said(agreement.client_id, rows, quarters)] == [[WORDS]]


def test_words_are_wiped_after_their_day_and_the_grade_stays(people, agreement):
    row = actions.answer(CODE, actions.ask_after_visit(people["clerk"], CODE, 1), 8, WORDS)
    assert actions.forget_words(CODE, row.keep_until) == 0
    assert actions.forget_words(CODE, row.keep_until + timedelta(days=1)) == 1
    row.refresh_from_db()
    assert (row.grade, row.words, row.keep_until) == (8, "", None)
    assert actions.forget_words(CODE, row.answered_on + timedelta(days=900)) == 0


def test_a_clerk_makes_a_link_from_the_page_of_a_closed_case_and_sees_it_with_a_code(people, agreement, client, closed):
    client.force_login(people["clerk"])
    assert "Link maken" in client.get(f"/zaken/{closed.number}/").content.decode()
    made = client.post(f"/gehoord/vragen/{closed.number}/", {"form_token": "a"})
    shown = made.content.decode()
    assert made.status_code == 200 and "/ommen/mening/" in shown and "<svg" in shown and "data:image/png" in shown
    assert client.post(f"/gehoord/vragen/{closed.number}/", {"form_token": "a"}).status_code == 302
    assert client.post("/gehoord/vragen/2026-XXXXXX/", {"form_token": "b"}).status_code == 404
    set_scope(agreement.client_id)
    assert Entry.objects.filter(act="heard.invite", object=f"case:{closed.number}", result="granted").count() == 1


def test_the_desk_makes_a_link_for_a_visitor(people, agreement, client):
    client.force_login(people["clerk"])
    assert client.post("/gehoord/vragen/", {"service": "", "form_token": "a"}).status_code == 422
    made = client.post("/gehoord/vragen/", {"service": "1", "form_token": "b"})
    assert "/ommen/en/feedback/" in made.content.decode()
