"""The API as a client municipality's system uses it: whose data, with which key, page by page, and what it proves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noaber.cases import actions as cases
from noaber.config import api_door
from noaber.config.api import finished
from noaber.config.api_door import Meter
from noaber.config.tests.issued import RECORD, UBL, issued_invoice, sealed_in_a_test
from noaber.journal.actions import append
from noaber.journal.checkpoint import open_note
from noaber.journal.merkle import node_hash
from noaber.parties.clock import now
from noaber.parties.models import ApiToken, Municipality
from noaber.parties.scope import set_scope
from noaber.parties.tokens import SCOPES, make_token, revoke_token
from noaber.values import Line

CODE = "ommen-twenterand-2024"
OMMEN, HELLENDOORN = 175, 163
READ = sorted(SCOPES)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A Tuesday in November."""
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def meter(monkeypatch: pytest.MonkeyPatch) -> Meter:
    """A meter of this test only."""
    fresh = Meter()
    monkeypatch.setattr(api_door, "METER", fresh)
    return fresh


Ask = Callable[..., Any]


@pytest.fixture
def seal(agreement: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Seals the journal of Ommen."""
    return sealed_in_a_test(monkeypatch)


@pytest.fixture
def ask(agreement: Any) -> Ask:
    """Asks the API for an address with a key of a municipality; `key=None` shows none."""

    def asked(address: str, municipality: int = OMMEN, scopes: list[str] = READ, key: str | None = "") -> Any:
        if key == "":
            key, _ = make_token(Municipality.objects.get(pk=municipality), scopes, 30, "toets")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return Client().get(f"/api/v1{address}", headers=headers, secure=True)

    return asked


@pytest.fixture
def work(people: dict[str, Any]) -> list[str]:
    """Three cases of Ommen, the last of them decided."""
    clerk = people["clerk"]
    numbers = [
        cases.register_case(clerk, CODE, product, date(2026, 11, day), reference).number
        for product, day, reference in (
            ("uittreksel-brp", 20, "Z-1"),
            ("verhuizing", 23, "Z-2"),
            ("uittreksel-brp", 24, "Z-3"),
        )
    ]
    cases.decide_case(clerk, CODE, numbers[2], "verstrekt")
    return numbers


def numbers_of(response: Any) -> list[str]:
    return [item["number"] for item in response.json()]


def test_a_key_opens_the_cases_of_its_own_municipality(ask: Ask, work: list[str]) -> None:
    response = ask("/cases")
    assert (response.status_code, response["API-Version"]) == (200, "1.0.0")
    assert numbers_of(response) == work[::-1]
    first = response.json()[0]
    assert (first["state"], first["outcome"], first["received"], first["normDue"]) == (
        "decided",
        "verstrekt",
        "2026-11-24",
        "2026-11-27",
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=open", [1, 0]),
        ("state=decided", [2]),
        ("product=verhuizing", [1]),
        ("reference=Z-1", [0]),
        ("service=2", [1]),
        ("receivedSince=2026-11-23", [2, 1]),
        ("receivedUntil=2026-11-23", [1, 0]),
        ("receivedSince=2026-11-21&receivedUntil=2026-11-23", [1]),
        ("state=closed", []),
    ],
)
def test_cases_are_narrowed_by_what_is_asked(ask: Ask, work: list[str], query: str, expected: list[int]) -> None:
    assert numbers_of(ask(f"/cases?{query}")) == [work[place] for place in expected]


def test_pages_follow_each_other_by_the_link_header(ask: Ask, work: list[str]) -> None:
    seen, address = [], "/cases?pageSize=1&product=uittreksel-brp"
    while address:
        response = ask(address)
        seen += numbers_of(response)
        found = {part.split('rel="')[1][:-1]: part.split(">")[0][1:] for part in response["Link"].split(", ")}
        address = found.get("next", "").removeprefix("https://testserver/api/v1")
        assert not address or "product=uittreksel-brp" in address
    assert seen == [work[2], work[0]]
    assert set(found) == {"first", "prev"}


ADDRESSES = [
    "/agreements",
    f"/agreements/{CODE}",
    f"/agreements/{CODE}/clauses",
    f"/agreements/{CODE}/clauses/3.7",
    "/cases",
    "/extra-work",
    "/journal-entries",
    "/journal-entries/2026/0",
    "/journal-entries/2026/0/proof",
    "/checkpoints",
    "/reports",
    "/reports/2026-Q4",
    "/invoices",
    "/invoices/DVO-2026-0010",
    "/invoices/DVO-2026-0010/ubl",
]


@pytest.fixture
def sealed(work: list[str], seal: Callable[[], None]) -> None:
    """The cases and an invoice of Ommen, and its journal sealed."""
    issued_invoice()
    seal()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers_its_own_municipality(ask: Ask, sealed: None, address: str) -> None:
    assert ask(address).status_code == 200


@pytest.mark.parametrize("address", ["/cases/{}", *ADDRESSES])
def test_another_municipality_sees_nothing_of_it(ask: Ask, sealed: None, work: list[str], address: str) -> None:
    """A key of Hellendoorn: lists of Ommen's things are empty or about Hellendoorn, single things are not there."""
    response = ask(address.format(work[0]), municipality=HELLENDOORN)
    assert response.status_code in (200, 404)
    said = response.content.decode()
    assert not any(number in said for number in work)
    assert "Ommen" not in said and "GM0175" not in said and "ommen" not in said


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_key_nothing_opens(ask: Ask, sealed: None, address: str) -> None:
    response = ask(address, key=None)
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"].startswith("Bearer") and response["API-Version"] == "1.0.0"


@pytest.mark.parametrize("key", ["onbekend", "noaber_" + "A" * 43, "é\x00", " "])
def test_an_unknown_key_opens_nothing(ask: Ask, work: list[str], key: str) -> None:
    assert ask("/cases", key=key).status_code == 401


def test_a_key_opens_nothing_from_the_moment_it_expires(
    ask: Ask, work: list[str], clock: time_machine.Traveller
) -> None:
    key, _ = make_token(Municipality.objects.get(pk=OMMEN), ["cases"], 1, "een dag")
    clock.move_to("2026-11-25T08:59:59+01:00")
    assert ask("/cases", key=key).status_code == 200
    clock.move_to("2026-11-25T09:00:00+01:00")
    assert ask("/cases", key=key).status_code == 401


def test_a_revoked_key_opens_nothing(ask: Ask, work: list[str]) -> None:
    key, token = make_token(Municipality.objects.get(pk=OMMEN), ["cases"], 30, "weg")
    assert ask("/cases", key=key).status_code == 200
    revoke_token(token)
    assert ask("/cases", key=key).status_code == 401


@pytest.mark.parametrize(
    ("address", "scope"),
    [
        ("/agreements", "agreement"),
        ("/cases", "cases"),
        ("/extra-work", "extrawork"),
        ("/journal-entries", "journal"),
        ("/checkpoints", "journal"),
        ("/reports", "reports"),
        ("/invoices", "invoices"),
    ],
)
def test_a_key_opens_only_what_its_scopes_name(ask: Ask, work: list[str], address: str, scope: str) -> None:
    assert ask(address, scopes=[scope]).status_code == 200
    response = ask(address, scopes=[other for other in READ if other != scope])
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert "Vraag een andere" in response.json()["detail"]


def test_only_the_fingerprint_of_a_key_is_kept(ask: Ask, work: list[str]) -> None:
    key, token = make_token(Municipality.objects.get(pk=OMMEN), ["cases"], 30, "toets")
    kept = " ".join(str(value) for value in ApiToken.objects.filter(pk=token.pk).values().get().values())
    assert key not in kept and key.removeprefix("noaber_") not in kept
    assert hashlib.sha256(key.encode()).hexdigest() in kept


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("pagina=2", [("query", "pagina")]),
        ("page=1&page=2", [("query", "page")]),
        ("page=0", [("query", "page")]),
        ("page=100001", [("query", "page")]),
        ("pageSize=101", [("query", "pageSize")]),
        ("page=1.0&pageSize=1_0", [("query", "page"), ("query", "pageSize")]),
        ("state=weg", [("query", "state")]),
        ("receivedSince=0", [("query", "receivedSince")]),
        ("receivedSince=2026-02-30", [("query", "receivedSince")]),
        ("product=%00", [("query", "product")]),
        ("page_size=10", [("query", "page_size")]),
    ],
)
def test_wrong_parameters_are_all_named_at_once(
    ask: Ask, work: list[str], query: str, wrong: list[tuple[str, str]]
) -> None:
    response = ask(f"/cases?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    problem = response.json()
    assert problem["status"] == 400 and problem["title"] and problem["detail"]
    assert [(one["in"], one["name"]) for one in problem["errors"]] == wrong
    assert all(one["detail"] for one in problem["errors"])


@pytest.mark.parametrize("query", ["page=1&pageSize=1", "page=100000&pageSize=100"])
def test_the_bounds_themselves_are_allowed(ask: Ask, work: list[str], query: str) -> None:
    assert ask(f"/cases?{query}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/nergens",
        "/cases/",
        "/cases/2026-XXXXXX",
        "/cases/a%00b",
        "/agreements/geen-2024/clauses",
        f"/agreements/{CODE}/clauses/99.9",
        "/journal-entries/2026/999999",
        "/journal-entries/2026/-1",
        "/journal-entries/1999/0",
        "/reports/2026-Q5",
        "/reports/1999-Q1",
        "/reports/2027-Q1",
        "/invoices/DVO-2026-0011",
        "/invoices/DVO-2026-0011/ubl",
    ],
)
def test_what_is_not_there_is_a_problem_in_json(ask: Ask, sealed: None, address: str) -> None:
    response = ask(address)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response["API-Version"] == "1.0.0"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(ask: Ask, work: list[str], method: str) -> None:
    response = getattr(Client(), method)("/api/v1/cases", secure=True)
    assert (response.status_code, response["Allow"]) == (405, "GET")
    assert response["Content-Type"] == "application/problem+json"


def test_a_mistake_of_ours_is_a_problem_with_a_trace_and_no_more(
    ask: Ask, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from noaber.config import api_cases

    def broken(*_: Any) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr(api_cases, "page_of", broken)
    response = ask("/cases")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert "geheim" not in response.content.decode() and response["X-Trace"]


def test_a_key_that_asks_too_often_is_told_how_long_to_wait(ask: Ask, work: list[str], meter: Meter) -> None:
    meter.rate = 2
    key, _ = make_token(Municipality.objects.get(pk=OMMEN), ["cases"], 30, "druk")
    answers = [ask("/cases", key=key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert ask("/cases").status_code == 200


@pytest.mark.parametrize(
    ("moments", "waits"),
    [
        ([0, 1, 2], [0, 0, 58]),
        ([58, 59, 59.5, 60], [0, 0, 1, 0]),
        ([0, 0, 59.999], [0, 0, 1]),
    ],
)
def test_the_meter_forgets_when_the_next_minute_begins(moments: list[float], waits: list[int]) -> None:
    meter = Meter(rate=2)
    assert [meter.wait(7, moment) for moment in moments] == waits
    assert meter.wait(8, moments[-1]) == 0


def test_entries_stand_in_the_order_of_the_journal_and_match_their_fingerprint(ask: Ask, sealed: None) -> None:
    entries = ask("/journal-entries?pageSize=100").json()
    assert [entry["index"] for entry in entries] == list(range(len(entries)))
    for entry in entries:
        assert hashlib.sha256(b"\x00" + entry["header"].encode()).hexdigest() == entry["leafHash"]
    acts = [json.loads(entry["header"])["act"] for entry in entries]
    assert acts.count("cases.register") == 3 and acts.count("cases.decide") == 1
    found = ask("/journal-entries?act=cases.decide").json()
    assert [json.loads(entry["header"])["act"] for entry in found] == ["cases.decide"]


def test_pages_of_the_journal_are_ranges_of_places(ask: Ask, sealed: None) -> None:
    everything = ask("/journal-entries?pageSize=100").json()
    pages = [ask(f"/journal-entries?pageSize=2&page={number}").json() for number in range(1, len(everything) // 2 + 2)]
    assert [entry for page in pages for entry in page] == everything


def test_a_proof_leads_from_the_entry_to_a_root_that_was_signed(ask: Ask, sealed: None) -> None:
    entry = ask("/journal-entries/2026/1").json()
    proof = ask("/journal-entries/2026/1/proof").json()
    assert proof["leafHash"] == entry["leafHash"]
    note = proof["proof"].split("\n\n", 1)[1]
    checkpoint = open_note(note, proof["verifierKey"])
    assert checkpoint.size == proof["treeSize"]
    assert _root(1, proof["treeSize"], entry["leafHash"], proof["hashes"]) == checkpoint.root


def _root(index: int, size: int, leaf: str, hashes: list[str]) -> bytes:
    """RFC 9162, section 2.1.3.2."""
    value, place, last = bytes.fromhex(leaf), index, size - 1
    for step in hashes:
        if place & 1 or place == last:
            value = node_hash(bytes.fromhex(step), value)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            value = node_hash(value, bytes.fromhex(step))
        place, last = place >> 1, last >> 1
    return value


def test_checkpoints_are_there_to_be_kept(ask: Ask, sealed: None) -> None:
    (found,) = ask("/checkpoints?year=2026").json()
    assert found["note"].startswith("noaber/GM0175/2026\n") and len(bytes.fromhex(found["root"])) == 32
    assert ask("/checkpoints?year=2025").json() == []


def test_a_report_has_its_sentences_norms_and_figures(ask: Ask, sealed: None) -> None:
    assert ask("/reports").json()[0]["quarter"] == "2026-Q4"
    report = ask("/reports/2026-Q4").json()
    assert report["client"] == "Ommen" and len(report["sentences"]) == 3
    registered = [row for row in report["figures"] if row["name"] == "binnengekomen" and not row["row"]]
    assert registered[0]["number"] == "3"


def test_extra_work_is_read_with_its_amounts_in_cents(ask: Ask, people: dict[str, Any]) -> None:
    from noaber.extrawork.actions import report_calamity
    from noaber.extrawork.job import Emergency
    from noaber.values import Euro

    storm = Emergency(9, "Stormschade", "Bomen", Euro.of(18_000), date(2026, 11, 24), True)
    row = report_calamity(people["team_lead"], CODE, storm)
    (found,) = ask("/extra-work?kind=calamity").json()
    assert (found["reference"], found["estimateCents"], found["startedOn"]) == (row.reference, 1_800_000, "2026-11-24")
    assert ask(f"/extra-work/{row.reference}").json() == found
    assert ask(f"/extra-work/{row.reference}", municipality=HELLENDOORN).status_code == 404
    assert ask("/extra-work?kind=custom").json() == []


PAYROLL = replace(RECORD, act="staffing.import_payroll", mandate="loon-en-formatie")


def test_an_invoice_has_its_lines_with_their_articles_and_its_file(ask: Ask, sealed: None) -> None:
    (found,) = ask("/invoices?month=2026-10").json()
    assert (found["number"], found["netCents"], found["payableCents"]) == ("DVO-2026-0010", 100_000, 121_000)
    assert ask("/invoices?month=2026-09").json() == []
    (line,) = ask("/invoices/DVO-2026-0010").json()["lines"]
    assert (line["clause"], line["netCents"], line["vatPercent"], line["service"]) == ("3.6", 100_000, "21", 9)
    file = ask(found["ubl"].removeprefix("https://testserver/api/v1"))
    assert (file.content, file["Content-Type"], file["API-Version"]) == (UBL, "application/xml", "1.0.0")


def test_wages_of_too_few_people_stay_out_of_the_journal_of_the_api(ask: Ask, seal: Callable[[], None]) -> None:
    """One person behind an amount: the header is withheld, its fingerprint is not."""
    with transaction.atomic():
        set_scope(OMMEN)
        for persons in (1, 3):
            line = Line("wage", date(2026, 10, 31), 412_345, "cents", 10, "2026-10", persons, "4.10")
            append(replace(PAYROLL, object=f"payroll:{persons}", at=now(), lines=[line]))
    seal()
    address = "/journal-entries?act=staffing.import_payroll"
    withheld, shown = ask(address, scopes=["journal"]).json()
    assert withheld["header"] is None and "412345" in shown["header"]
    whole, _ = ask(address, scopes=["journal", "wages"]).json()
    assert "412345" in whole["header"] and whole["leafHash"] == withheld["leafHash"]


def test_the_day_of_use_is_noted_once_a_day(ask: Ask, work: list[str]) -> None:
    key, token = make_token(Municipality.objects.get(pk=OMMEN), ["cases"], 30, "toets")
    ask("/cases", key=key)
    token.refresh_from_db()
    assert token.last_used_on == date(2026, 11, 24)
    with CaptureQueriesContext(connection) as asked:
        ask("/cases", key=key)
    assert not [query for query in asked.captured_queries if "UPDATE" in query["sql"]]


def test_the_document_is_there_for_everybody(agreement: Any) -> None:
    response = Client().get("/api/v1/openapi.json", secure=True)
    assert (response.status_code, response["API-Version"]) == (200, "1.0.0")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["openapi"].startswith("3.1")


def test_the_finishing_touch_is_on_every_address() -> None:
    from noaber.config import api

    for pattern in [*api._patterns, *api.urlpatterns]:
        callback = getattr(pattern, "callback", None)
        assert callback is None or callback.__wrapped__ is not finished
        assert callback is None or callback.functions == ()
