"""What a clerk sees and does with papers: the panel of a case, writing one, and drawing it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.agreement.queries import book_of
from noaber.cases import actions as cases
from noaber.journal.models import Entry
from noaber.papers.forms import PaperFacts
from noaber.papers.models import PaperRecord
from noaber.parties.clock import today

CODE = "ommen-twenterand-2024"


@pytest.fixture
def case(people, agreement):
    return cases.register_case(people["clerk"], CODE, "briefadres", today())


@pytest.fixture
def clerk(people, client):
    client.force_login(people["clerk"])
    return client


def body(answer) -> str:
    return answer.content.decode()


def new(case, kind: str) -> str:
    return f"/brieven/{case.number}/nieuw/{kind}/"


def test_after_an_act_the_page_of_the_case_offers_the_paper_that_belongs_to_it(people, case, clerk):
    here = f"/zaken/{case.number}/"
    assert new(case, "ontvangstbevestiging") in body(clerk.get(here))
    cases.suspend_case(people["clerk"], CODE, case.number)
    page = body(clerk.get(here))
    assert f'<a class="nb-button nb-button--quiet" href="{new(case, "verzoek-aanvulling")}">' in page
    typed = {"ontbreekt": "een kopie", "uiterlijk": "9-12-2026", "form_token": "a"}
    clerk.post(new(case, "verzoek-aanvulling"), typed)
    page = body(clerk.get(here))
    assert '<a class="nb-button nb-button--quiet" href="/brieven' not in page, "it was written"
    assert "Uw aanvraag is nog niet compleet" in page and "Test clerk" in page
    cases.resume_case(people["clerk"], CODE, case.number)
    cases.decide_case(people["clerk"], CODE, case.number, "geweigerd")
    assert f'<a class="nb-button nb-button--quiet" href="{new(case, "weigering")}">' in body(clerk.get(here))


def test_the_text_stands_beside_the_form_with_what_noaber_knows_and_what_is_missing(people, case, clerk):
    cases.suspend_case(people["clerk"], CODE, case.number)
    page = body(clerk.get(new(case, "verzoek-aanvulling")))
    assert "Briefadres" in page and "Tot wanneer hebt u de tijd?" in page
    assert '<mark class="nb-gap">Wat ontbreekt er?</mark>' in page
    assert "college-brieven" in page and "nog niet nagekeken door Ommen" in page


def test_the_preview_follows_what_is_typed_and_writes_nothing(people, case, clerk):
    cases.suspend_case(people["clerk"], CODE, case.number)
    typed = {"ontbreekt": "een kopie\n\neen pasfoto", "uiterlijk": "9-12-2026", "preview": "1", "form_token": "a"}
    part = body(clerk.post(new(case, "verzoek-aanvulling"), typed, headers={"HX-Request": "true"}))
    assert part.startswith('<article class="nb-letter" id="voorbeeld"')
    assert "<li>een kopie</li><li>een pasfoto</li>" in part and "9 december 2026" in part
    whole = body(clerk.post(new(case, "verzoek-aanvulling"), typed | {"uiterlijk": "31-2-2026"}))
    assert "bestaat niet" in whole and "een pasfoto" in whole, "without scripts the page says what is wrong"
    assert not PaperRecord.objects.exists() and not Entry.objects.filter(act="papers.write").exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"ontbreekt": "", "uiterlijk": "9-12-2026"}, "Vul “Wat ontbreekt er?” in."),
        ({"ontbreekt": "een kopie", "uiterlijk": "31-2-2026"}, "bestaat niet"),
        ({"ontbreekt": "bsn 999990019 staat erop", "uiterlijk": "9-12-2026"}, "burgerservicenummer"),
        ({"ontbreekt": "een pasfoto 🙂", "uiterlijk": "9-12-2026"}, "niet op papier"),
        ({"ontbreekt": "x" * 3_001, "uiterlijk": "9-12-2026"}, "3000"),
    ],
)
def test_a_mistake_is_told_and_nothing_that_was_typed_is_lost(people, case, clerk, typed, says):
    cases.suspend_case(people["clerk"], CODE, case.number)
    answer = clerk.post(new(case, "verzoek-aanvulling"), typed | {"form_token": "a"})
    assert answer.status_code == 422
    assert says in body(answer) and all(value in body(answer) for value in typed.values())
    assert not PaperRecord.objects.exists()


def test_a_paper_that_does_not_fit_says_why_and_what_comes_first(case, clerk):
    page = body(clerk.get(new(case, "weigering")))
    assert "Leg eerst het besluit vast" in page and "Brief maken" not in page
    answer = clerk.post(new(case, "weigering"), {"reden": "Daarom.", "form_token": "a"})
    assert answer.status_code == 409 and not PaperRecord.objects.exists()


def test_a_paper_that_does_not_exist_is_not_found(case, clerk):
    assert clerk.get(new(case, "liefdesbrief")).status_code == 404
    assert clerk.get("/brieven/2026-ZZZZZZ/nieuw/weigering/").status_code == 404
    assert clerk.get(f"/brieven/{case.number}/999999/").status_code == 404


@pytest.fixture
def move(people, agreement):
    found = cases.register_case(people["clerk"], CODE, "verhuizing", today())
    return cases.decide_case(people["clerk"], CODE, found.number, "verwerkt")


def test_what_is_personal_goes_onto_paper_and_is_kept_nowhere(move, clerk, caplog):
    made = clerk.post(new(move, "bevestiging-verhuizing"), {"per": "20-11-2026", "form_token": "a"})
    here = made["Location"]
    page = body(clerk.get(here))
    assert "(alleen op papier)" in page and "PDF ophalen" in page
    secret = "Geheimstraat 7391"
    typed = {"addressee": "De heer J. Jansen\nGeheimstraat 7391", "oud_adres": "Oudweg 1", "nieuw_adres": secret}
    answer = clerk.post(here, typed | {"personen": "J. Jansen"})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"] and "Jansen" not in answer["Content-Disposition"]
    row = PaperRecord.objects.get()
    kept = row.content + "".join(entry.payload.body or "" for entry in Entry.objects.select_related("payload"))
    assert secret not in kept and "Jansen" not in kept and secret not in caplog.text


def test_a_paper_is_not_drawn_with_something_open(move, clerk):
    here = clerk.post(new(move, "bevestiging-verhuizing"), {"per": "20-11-2026", "form_token": "a"})["Location"]
    answer = clerk.post(here, {"addressee": "De heer J. Jansen", "oud_adres": "Oudweg 1"})
    assert answer.status_code == 422 and "Vul “Nieuw adres” in." in body(answer) and "Oudweg 1" in body(answer)


def test_an_address_that_does_not_fit_in_the_window_is_told(move, clerk):
    here = clerk.post(new(move, "bevestiging-verhuizing"), {"per": "20-11-2026", "form_token": "a"})["Location"]
    answer = clerk.post(here, {"addressee": "\n".join("abcdefg")})
    assert answer.status_code == 422 and "passen 6 regels" in body(answer)


def test_somebody_of_a_third_municipality_finds_no_paper_of_ours(people, move, clerk, client):
    here = clerk.post(new(move, "bevestiging-verhuizing"), {"per": "20-11-2026", "form_token": "a"})["Location"]
    client.force_login(people["outsider"])
    assert client.get(here).status_code == 404
    assert client.get(new(move, "mededeling")).status_code == 404


@pytest.mark.parametrize(
    ("day", "typed", "said"),
    [(date(2024, 6, 1), "€\u00a083,87", "€\u00a083,87"), (date(2022, 6, 1), "83,87", "€\u00a083,87")],
    ids=["from the tariffs", "typed where they say nothing"],
)
def test_the_fee_comes_from_the_tariffs_of_the_day_where_they_have_one(agreement, day, typed, said):
    book = book_of(agreement)
    tariffs = book.catalogue.tariffs_of("paspoort", day)
    form = PaperFacts(book.papers.texts["ontvangst-afhalen"], tariffs, {"kosten": typed, "afhalen_vanaf": "9-12-2026"})
    assert form.is_valid(), form.errors
    assert str(form.typed()["kosten"]) == said


def test_the_page_of_a_case_asks_one_question_for_its_papers(people, case, clerk):
    cases.suspend_case(people["clerk"], CODE, case.number)
    for number in range(3):
        typed = {"ontbreekt": "een kopie", "uiterlijk": "9-12-2026", "form_token": str(number)}
        clerk.post(new(case, "verzoek-aanvulling"), typed)
    with CaptureQueriesContext(connection) as asked:
        clerk.get(f"/zaken/{case.number}/")
    assert sum("papers_paperrecord" in one["sql"] for one in asked.captured_queries) == 1
