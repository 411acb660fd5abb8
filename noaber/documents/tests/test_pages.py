"""What people see of documents, and do with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.demo.schedule import moment_of
from noaber.documents import actions, rules
from noaber.documents.models import DocumentRecord
from noaber.documents.shown import last_month
from noaber.journal.models import Entry
from noaber.parties.clock import standing_at

CODE = "ommen-twenterand-2024"
TODAY = date(2026, 11, 24)
LONG_AGO = date(2026, 8, 3)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def at(client: Any, settings: Any, people: dict[str, Any]) -> Any:
    settings.DEMO = True
    client.force_login(people["second_line"])
    return client


def asked(people: Any, reference: str, day: date = TODAY, number: int = 1, product: str = "paspoort") -> list[int]:
    with standing_at(moment_of(day, 8)):
        rows = actions.apply(people["clerk"], CODE, product, number, False, "OMM", reference)
    return [row.pk for row in rows]


def ready(people: Any, reference: str, day: date = TODAY, number: int = 1, product: str = "paspoort") -> list[int]:
    keys = asked(people, reference, day, number, product)
    with standing_at(moment_of(day, 9)):
        actions.receive(people["clerk"], CODE, keys)
    return keys


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_clerk_records_an_application_and_what_was_typed_wrong_stays(at: Any) -> None:
    here = reverse("apply-document")
    wrong = {"product": "paspoort", "number": "0", "reference": "123456782", "location": "OMM", "form_token": "a"}
    answer = at.post(here, wrong)
    assert answer.status_code == 422
    assert "burgerservicenummer" in said(answer) and "123456782" in said(answer) and "1 of meer" in said(answer)
    good = wrong | {"number": "2", "reference": "R-100", "urgent": "on", "form_token": "b"}
    assert at.post(here, good).status_code == 302
    assert {(row.urgent, row.location, row.series) for row in DocumentRecord.objects.all()} == {
        (True, "OMM", 1),
        (True, "OMM", 2),
    }
    assert at.post(here, good).status_code == 302 and DocumentRecord.objects.count() == 2


def test_what_is_first_to_be_ready_stands_on_top_and_what_is_late_says_so(at: Any, people: Any) -> None:
    asked(people, "LATER")
    asked(people, "EERDER", date(2026, 11, 16))
    page = said(at.get(reverse("documents")))
    assert page.index("EERDER") < page.index("LATER")
    assert "2 aangevraagd, waarvan 1 te laat" in page and "1 werkdag te laat" in page
    assert "EERDER" not in said(at.get(reverse("documents"), {"product": "rijbewijs"}))
    assert "EERDER" in said(at.get(reverse("documents"), {"zoek": "EERDER", "stand": "klaar"}))


def test_a_delivery_is_ticked_and_handed_out_from_the_list(at: Any, people: Any) -> None:
    first, second = asked(people, "R-100", number=2)
    here = reverse("receive-documents")
    assert "R-100 (2)" in said(at.get(here))
    empty = at.post(here, {"form_token": "a"})
    assert empty.status_code == 422 and "Kruis aan om welke documenten" in said(empty)
    gone = at.post(here, {"documents": [first, 999_999], "form_token": "b"})
    assert gone.status_code == 422 and f'value="{first}" checked' in said(gone)
    assert at.post(here, {"documents": [first, second], "form_token": "c"}).status_code == 302
    listed = said(at.get(reverse("documents"), {"stand": "klaar"}))
    at.force_login(people["clerk"])
    own = said(at.get(reverse("documents"), {"stand": "klaar"}))
    assert "door een collega" in own and reverse("hand-out-document", args=[first]) not in own
    at.force_login(people["second_line"])
    assert "nog 13 weken afhaalbaar" in listed and reverse("hand-out-document", args=[first]) in listed
    assert at.post(reverse("hand-out-document", args=[first]), {"form_token": "d"}).status_code == 302
    assert DocumentRecord.objects.get(pk=first).state == rules.HANDED_OUT
    again = at.post(reverse("hand-out-document", args=[first]), {"form_token": "e"})
    assert again.status_code == 409 and "uitgereikt" in said(again)


def test_what_nobody_collected_is_listed_destroyed_and_the_month_is_checked(at: Any, people: Any) -> None:
    [key] = ready(people, "OUD", date(2026, 7, 20))
    ready(people, "RIJ-OUD", date(2026, 7, 20), product="rijbewijs")
    here = reverse("uncollected-documents")
    page = said(at.get(here))
    assert "2 documenten moeten nu weg" in page and "Paspoortwet art. 42(4)" in page and "RR art. 122(2)" in page
    assert "Controle van oktober 2026 vastleggen" not in page
    too_early = at.post(reverse("check-documents"), {"term": rules.PASSPORT, "form_token": "a"})
    assert too_early.status_code == 409 and "nog één document" in said(too_early)
    assert at.post(here, {"form_token": "b"}).status_code == 422
    assert at.post(here, {"documents": [key], "form_token": "c"}).status_code == 302
    assert "Controle van oktober 2026 vastleggen" in said(at.get(here))
    assert at.post(reverse("check-documents"), {"term": rules.PASSPORT, "form_token": "d"}).status_code == 302
    assert Entry.objects.filter(object="passport.uncollected:2026-10", result="granted").exists()
    assert "De controle van oktober 2026 is vastgelegd" in said(at.get(here))
    assert at.post(reverse("check-documents"), {"term": rules.PASSPORT, "form_token": "f"}).status_code == 409
    assert at.post(reverse("check-documents"), {"term": "iets", "form_token": "e"}).status_code == 404


def test_one_document_says_why_its_day_is_what_it_is_and_lapses_on_its_page(at: Any, people: Any) -> None:
    [key], [lying], [old] = asked(people, "R-1"), ready(people, "R-2"), ready(people, "R-3", LONG_AGO)
    page = said(at.get(reverse("document", args=[key])))
    assert "5 werkdagen na de aanvraag op 24 november 2026" in page
    assert "3 maanden na 24 november 2026" in said(at.get(reverse("document", args=[lying])))
    late = said(at.get(reverse("document", args=[old])))
    assert "geef dit document niet meer mee" in late and reverse("hand-out-document", args=[old]) not in late
    assert at.post(reverse("document", args=[key]), {"form_token": "a"}).status_code == 422
    assert at.post(reverse("document", args=[key]), {"reason": "withdrawn", "form_token": "b"}).status_code == 302
    assert at.post(reverse("send-back-document", args=[lying]), {"form_token": "c"}).status_code == 302
    done = said(at.get(reverse("documents"), {"stand": "afgehandeld"}))
    assert "R-1" in done and "vervallen" in done and "verkeerd gemaakt of beschadigd" in done


def test_the_client_reads_along_and_changes_nothing(at: Any, people: Any) -> None:
    [key], [old] = asked(people, "R-1"), ready(people, "R-OUD", LONG_AGO)
    at.force_login(people["director"])
    page = said(at.get(reverse("documents")))
    assert "R-1" in page and "Levering inboeken" not in page
    uncollected = said(at.get(reverse("uncollected-documents")))
    assert "R-OUD" in uncollected and "vastleggen" not in uncollected
    assert at.get(reverse("receive-documents")).status_code == 403
    at.post(reverse("uncollected-documents"), {"documents": [old], "form_token": "a"})
    at.post(reverse("document", args=[key]), {"reason": "withdrawn", "form_token": "b"})
    assert set(DocumentRecord.objects.values_list("state", flat=True)) == {rules.APPLIED, rules.READY}


def test_somebody_of_a_third_municipality_finds_nothing(at: Any, people: Any) -> None:
    [key] = asked(people, "KANARIE")
    at.force_login(people["outsider"])
    assert at.get(reverse("document", args=[key])).status_code == 404
    for name in ("hand-out-document", "send-back-document"):
        assert at.post(reverse(name, args=[key]), {"form_token": name}).status_code == 404
    for name in ("documents", "receive-documents", "uncollected-documents"):
        answer = at.get(reverse(name))
        assert answer.status_code == 404 or "KANARIE" not in said(answer)
    answer = at.post(reverse("receive-documents"), {"documents": [key], "form_token": "x"})
    assert answer.status_code in (404, 422) and DocumentRecord.objects.get(pk=key).state == rules.APPLIED


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 11, 1), "2026-10"),
        (date(2026, 11, 30), "2026-10"),
        (date(2027, 1, 1), "2026-12"),
        (date(2028, 3, 31), "2028-02"),
    ],
)
def test_the_month_that_is_checked_is_the_one_before(day: date, code: str) -> None:
    assert last_month(day).code == code


QUESTIONS = {"documents": 3, "receive-documents": 1, "uncollected-documents": 2}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_page_asks_as_many_questions_for_forty_documents_as_for_one(name: str, at: Any, people: Any) -> None:
    def questions() -> int:
        at.get(reverse(name))
        with CaptureQueriesContext(connection) as asked_now:
            at.get(reverse(name))
        return len([one for one in asked_now if "documents_documentrecord" in one["sql"]])

    for number in (1, 39):
        for place in range(0, number, 13):
            many = min(13, number)
            asked(people, f"A-{number}-{place}", number=many)
            ready(people, f"O-{number}-{place}", LONG_AGO, many)
        assert questions() == QUESTIONS[name], number
