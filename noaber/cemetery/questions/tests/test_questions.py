"""A question is put down and answered in time; what is not public is said to nobody without proof."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from noaber.agreement.acting import Refusal
from noaber.agreement.queries import book_of
from noaber.cemetery.actions import LongAgo, NewPerson, bury_late, register_grave, register_person
from noaber.cemetery.old_days import read_old_day
from noaber.cemetery.questions import actions, rules
from noaber.cemetery.questions.actions import Asked, Told
from noaber.cemetery.questions.models import QuestionRecord
from noaber.cemetery.questions.terms import QuestionTerms
from noaber.journal.models import CountedLine, Entry
from noaber.parties.clock import today
from noaber.values import Clause, Term

CODE, HERE = "ommen-twenterand-2024", "/begraafplaatsen/vragen/"
TERMS = QuestionTerms(Term(5, Clause("voorbeeld-2024", "3.1.3"), date(2024, 1, 1)))
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("entitled", "proof", "grave", "holder", "code"),
    [
        ("anybody", "", False, False, "answered"),
        ("relative", "", True, True, "no-proof"),
        ("relative", "   ", True, True, "no-proof"),
        ("relative", "trouwboekje", True, False, "answered-more"),
        ("relative", "trouwboekje", False, False, "no-grave"),
        ("holder", "paspoort", True, False, "no-holder"),
        ("holder", "paspoort", True, True, "answered-more"),
        ("friend", "paspoort", True, True, "unknown-entitled"),
    ],
)
def test_more_than_is_public_is_for_who_proves_it(entitled, proof, grave, holder, code):
    assert rules.may_answer(entitled, proof, grave, holder, False, 10, TERMS).code == code
    assert rules.may_answer(entitled, proof, grave, holder, True, 10, TERMS).code == "answered"


@pytest.mark.parametrize(("day", "met"), [(date(2026, 11, 30), 1), (date(2026, 12, 1), 0)])
def test_the_fifth_working_day_is_in_time(day, met):
    lines = rules.answered_lines(MONDAY, rules.due_on(MONDAY, TERMS), day, 12, TERMS, 9)
    assert [line.quantity for line in lines if line.measure == "question.in_time"] == [met]
    assert [line.quantity for line in lines if line.measure == "case.minutes"] == [12]


def test_a_question_of_tomorrow_is_not_put_down():
    assert rules.may_register("phone", "relative", MONDAY + timedelta(days=1), MONDAY, TERMS).code == "ahead"
    assert rules.may_register("phone", "relative", MONDAY, MONDAY, TERMS).code == "registered"


@pytest.fixture
def grave(people):
    register_grave(people["clerk"], CODE, "LMH-Q-01", "LMH", "particulier", 2, 0)
    who = register_person(people["clerk"], CODE, NewPerson("Mina", "Voorbeeldlief", died_on=date(2010, 3, 1)))
    told = LongAgo(read_old_day("5-3-2010"), "Uit het oude boek", layer=1)
    bury_late(people["clerk"], CODE, "LMH-Q-01", who.number, told)
    return "LMH-Q-01"


def asked(grave=""):
    return Asked("phone", "relative", "Waar ligt mijn oma?", today(), "A. Vrager", grave)


def test_a_question_is_answered_at_once_and_the_journal_has_no_name_and_no_words(people, agreement, grave):
    row = actions.register(people["clerk"], CODE, asked(grave), Told("In vak Q.", 4))
    assert row.number == f"V-{today().year}-1" and row.answered_on == today()
    entries = Entry.objects.filter(object=f"question:{row.number}").order_by("id")
    assert [entry.act for entry in entries] == ["questions.register", "questions.answer"]
    assert not {"Vrager", "oma", "vak Q"} & {word for word in ("Vrager", "oma", "vak Q") if word in str(
        [entry.facts for entry in entries]
    )}  # fmt: skip
    counted = CountedLine.objects.filter(municipality=agreement.client_id, key=rules.PRODUCT)
    assert {line.measure for line in counted} >= {"case.registered", "case.closed", "case.minutes"}
    assert {line.service for line in counted} == {book_of(agreement).product(rules.PRODUCT).service}


def test_a_refused_answer_leaves_no_question_behind(people, agreement, grave):
    with pytest.raises(Refusal) as refusal:
        actions.register(people["clerk"], CODE, asked(grave), Told("Het recht is van…", 4, "holder", "paspoort"))
    assert refusal.value.decision.code == "no-holder"
    assert not QuestionRecord.objects.of(agreement.client_id).exists()


def test_who_is_of_another_municipality_puts_nothing_down(people, agreement):
    with pytest.raises(Refusal):
        actions.register(people["outsider"], CODE, asked())


def test_the_page_finds_who_lies_where_and_answers(people, agreement, grave, client):
    client.force_login(people["clerk"])
    found = client.post(f"{HERE}nieuw/", {"q": "voorbeeldl", "zoeken": "1", "question": "Half getypt"}).content.decode()
    assert "Mina Voorbeeldlief" in found and grave in found and "05-03-2010" in found and "Half getypt" in found
    assert client.post(f"{HERE}nieuw/", {"q": "v", "zoeken": "1"}).status_code == 422
    typed = {"channel": "mail", "who": "relative", "name": "A. Vrager", "grave": grave.lower()}
    typed |= {"received": f"{today().day}-{today().month}-{today().year}", "question": "Tot wanneer?"}
    typed |= {"answer": "", "entitled": "anybody", "proof": "", "minutes": ""}
    wrong = client.post(f"{HERE}nieuw/", typed | {"grave": "BESTAAT-NIET", "form_token": "a"})
    assert wrong.status_code == 422 and "Tot wanneer?" in wrong.content.decode()
    assert client.post(f"{HERE}nieuw/", typed | {"form_token": "b"}).status_code == 302
    row = QuestionRecord.objects.of(agreement.client_id).get()
    reply = {"answer": "Tot 2030.", "entitled": "relative", "proof": "", "minutes": "10"}
    late = client.post(f"{HERE}{row.number}/", reply | {"form_token": "c"})
    assert late.status_code == 422 and "Tot 2030." in late.content.decode()
    assert client.post(f"{HERE}{row.number}/", reply | {"proof": "Trouwboekje", "form_token": "d"}).status_code == 302
    answered = client.get(f"{HERE}{row.number}/").content.decode()
    assert "Tot 2030." in answered and answered.count("<div") == answered.count("</div>"), "what is opened is closed"
    assert row.number in client.get(f"{HERE}?stand=klaar").content.decode()


def test_the_director_sees_counts_and_days_and_not_what_was_asked(people, agreement, client):
    actions.register(people["clerk"], CODE, replace(asked(), question="Geheime vraag"))
    client.force_login(people["director"])
    shown = client.get(HERE).content.decode()
    assert "1 wacht op antwoord" in shown and "Geheime vraag" not in shown
    assert client.get(f"{HERE}nieuw/").status_code == 403
    stand = client.get("/begraafplaatsen/stand/").content.decode()
    assert "verzoeken zonder antwoord" in stand and "Geheime vraag" not in stand
