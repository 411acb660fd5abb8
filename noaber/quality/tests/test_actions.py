"""Findings on their pages and in the journal; lists that are taken in whole; the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from noaber.agreement.acting import Refusal
from noaber.config.worker import tick
from noaber.demo.schedule import moment_of
from noaber.duties.actions import raise_due
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine, Entry
from noaber.parties.clock import standing_at
from noaber.quality import actions
from noaber.quality.actions import NotReadable
from noaber.quality.models import FindingRecord
from noaber.quality.rules import BCM, Finding
from noaber.values import Period

CODE = "ommen-twenterand-2024"
DAY = date(2026, 11, 24)
OCTOBER, NOVEMBER = Period.month(2026, 10), Period.month(2026, 11)
LIST = b"kenmerk;herkomst;ontvangen\nA-1;BCM;2026-11-02\nA-2;BCM;2026-11-02\n"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def at(client: Any, settings: Any, people: dict[str, Any]) -> Any:
    settings.DEMO = True
    client.force_login(people["second_line"])
    return client


def sums() -> tuple[int, int]:
    lines = CountedLine.objects.filter(key="KW-02")
    return sum(line.quantity for line in lines), sum(line.base for line in lines)


def test_a_list_is_taken_in_once_and_does_the_duty_of_its_month(people: Any) -> None:
    actions.record(people["second_line"], CODE, Finding("A-0", BCM, DAY))
    with standing_at(moment_of(date(2026, 12, 7), 9)):
        raise_due(CODE, date(2026, 12, 7))
        duty = Duty.objects.get(code="bcm-bevindingen", about="findings:2026-11")
        assert duty.due == date(2026, 12, 14) and duty.done_on is None
        actions.import_list(people["second_line"], CODE, NOVEMBER, LIST)
        again = actions.import_list(people["second_line"], CODE, NOVEMBER, LIST)
    duty.refresh_from_db()
    assert duty.done_on == date(2026, 12, 7)
    assert FindingRecord.objects.count() == 3 and again.known == 2 and again.new == ()


def test_of_a_list_with_a_mistake_nothing_is_taken_in(people: Any) -> None:
    with pytest.raises(NotReadable) as wrong:
        actions.import_list(people["second_line"], CODE, OCTOBER, LIST + b"A-3;BCM;ooit\n")
    assert [one.line for one in wrong.value.mistakes] == [4]
    assert not FindingRecord.objects.exists() and not Entry.objects.filter(act="quality.import_list").exists()


def test_a_finding_in_time_and_one_that_ran_out_make_one_of_two(people: Any) -> None:
    for reference in ("A-1", "A-2"):
        actions.record(people["second_line"], CODE, Finding(reference, BCM, DAY))
    first, second = FindingRecord.objects.order_by("reference")
    actions.settle(people["second_line"], CODE, first.pk, "fixed", "")
    with standing_at(moment_of(date(2026, 12, 29), 9)):
        for _ in range(2):
            tick(date(2026, 12, 29))
    assert sums() == (1, 2)
    second.refresh_from_db()
    assert second.passed
    actions.settle(people["second_line"], CODE, second.pk, "no-fault", "Gelijk aan de akte.")
    assert sums() == (1, 2)


def test_a_finding_is_not_recorded_twice_nor_by_the_client(people: Any) -> None:
    actions.record(people["clerk"], CODE, Finding("A-1", BCM, DAY))
    for who, code in (("clerk", "already-known"), ("director", "no-function")):
        with pytest.raises(Refusal) as refusal:
            actions.record(people[who], CODE, Finding("A-1", BCM, DAY))
        assert refusal.value.decision.code == code


def test_the_score_of_a_year_does_its_duty_and_counts_for_kw_01(people: Any) -> None:
    raise_due(CODE, DAY)
    duty = Duty.objects.get(code="zelfevaluatie-brp", about="self-evaluation:2026")
    assert duty.due == date(2026, 12, 31) and duty.done_on is None
    actions.record_score(people["team_lead"], CODE, 2026, 188, 196)
    duty.refresh_from_db()
    assert duty.done_on == DAY
    line = CountedLine.objects.get(key="KW-01")
    assert (line.quantity, line.base) == (188, 196)
    with pytest.raises(Refusal) as refusal:
        actions.record_score(people["team_lead"], CODE, 2026, 190, 196)
    assert refusal.value.decision.code == "already-scored"


def test_the_page_looks_first_and_takes_in_after(at: Any) -> None:
    def sent(content: bytes, token: str, **more: str) -> Any:
        file = SimpleUploadedFile("lijst.csv", content)
        return at.post(reverse("import-findings"), {"month": "10-2026", "file": file, "form_token": token} | more)

    looked = sent(LIST, "a", bekijken="1")
    assert looked.status_code == 200 and "De lijst is goed" in looked.content.decode()
    assert not FindingRecord.objects.exists()
    wrong = sent(LIST + b"A-9;x;ooit\n", "b")
    said = wrong.content.decode()
    assert wrong.status_code == 422 and "Regel 4" in said and "10-2026" in said and not FindingRecord.objects.exists()
    assert sent(LIST, "c").status_code == 302 and FindingRecord.objects.count() == 2


def test_the_list_filters_and_a_finding_is_settled_on_its_page(at: Any, people: Any) -> None:
    row = actions.record(people["second_line"], CODE, Finding("A-1", BCM, DAY))
    here = reverse("findings")
    assert "A-1" in at.get(here).content.decode()
    assert "A-1" not in at.get(here, {"herkomst": "own"}).content.decode()
    assert "A-1" in at.get(here, {"zoek": "A-1", "herkomst": "own"}).content.decode()
    page = reverse("finding", args=[row.pk])
    refused = at.post(page, {"handling": "no-fault", "note": "", "form_token": "a"})
    assert refused.status_code == 409 and "toelichting" in refused.content.decode()
    assert at.post(page, {"handling": "fixed", "note": "", "form_token": "b"}).status_code == 302
    assert "A-1" in at.get(here, {"stand": "afgehandeld"}).content.decode()


def test_a_citizen_number_is_kept_out_and_what_was_typed_stays(at: Any) -> None:
    answer = at.post(
        reverse("new-finding"),
        {"reference": "123456782", "origin": "own", "received": "24-11-2026", "form_token": "a"},
    )
    said = answer.content.decode()
    assert answer.status_code == 422 and "burgerservicenummer" in said and "123456782" in said


def test_somebody_of_a_third_municipality_finds_no_finding(people: Any, at: Any) -> None:
    row = actions.record(people["second_line"], CODE, Finding("A-1", BCM, DAY))
    at.force_login(people["outsider"])
    assert at.get(reverse("finding", args=[row.pk])).status_code == 404
    assert at.post(reverse("finding", args=[row.pk]), {"handling": "fixed", "form_token": "a"}).status_code == 404


@pytest.mark.parametrize("page", ["findings", "duty-calendar"])
def test_a_list_asks_as_many_questions_for_forty_rows_as_for_one(
    page: str, at: Any, people: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    actions.record(people["second_line"], CODE, Finding("A-0", BCM, DAY))
    at.get(reverse(page))
    with CaptureQueriesContext(
        connection,
    ) as one:
        at.get(reverse(page))
    for number in range(1, 40):
        actions.record(people["second_line"], CODE, Finding(f"A-{number}", BCM, DAY))
    with django_assert_num_queries(len(one)):
        at.get(reverse(page))


def test_the_calendar_says_what_is_a_proposal_and_where_it_comes_from(at: Any) -> None:
    said = at.get(reverse("duty-calendar")).content.decode()
    assert "Voorraad rijbewijzen controleren" in said and "Reglement rijbewijzen art. 130" in said
    assert "cyclus van 2018" in said and "voorstel" in said and "31 dec 2026" in said
