"""What people see of the agreement and of its journal, and what they do not."""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.agreement.acting import Refusal, acting
from noaber.agreement.journal_views import MEASURES
from noaber.cases import acts
from noaber.journal import sealing, verify
from noaber.journal.checkpoint import open_note
from noaber.journal.keys import verifier_key
from noaber.journal.merkle import leaf_hash, verify_inclusion
from noaber.journal.models import Checkpoint, Entry
from noaber.parties.functions import FUNCTIONS
from noaber.values import Euro, Line, Refused, grant

OMMEN = "ommen-twenterand-2024"
Opened = Callable[..., Any]


@pytest.fixture
def opened(people: dict[str, Any], settings: Any) -> Opened:
    """Open an address as somebody; the answer. In the demo no second factor is asked for."""
    settings.DEMO = True

    def open_as(who: str, name: str, *arguments: Any, query: str = "") -> Any:
        browser = Client()
        browser.force_login(people[who])
        return browser.get(reverse(name, args=arguments) + (f"?{query}" if query else ""), secure=True)

    return open_as


@pytest.fixture
def record(people: dict[str, Any]) -> Callable[..., Entry]:
    """Record an act of the clerk with these lines."""

    def recorded(*lines: Line, about: str = "case:2026-TEST22", who: str = "clerk", number: str = "3.1.1") -> Entry:
        with acting(people[who], OMMEN) as act:
            return act.record(
                acts.REGISTER, grant("registered", act.clause(number), "Ja."), about, {"aantal": 1}, lines
            )

    return recorded


@pytest.fixture
def sealed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal what this test did: it lives in one transaction, and on PostgreSQL the sealer waits until that has ended."""
    monkeypatch.setattr(sealing, "on_postgresql", lambda: False)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", ["agreement", "terms", "mandates", "norms", "products"])
@pytest.mark.parametrize("who", ["clerk", "team_lead", "director", "ciso"])
def test_the_agreement_is_open_to_everybody_who_works_with_it(name: str, who: str, opened: Opened) -> None:
    assert opened(who, name).status_code == 200


def test_every_article_has_a_page_and_the_list_leads_to_it(opened: Opened, agreement: Any) -> None:
    page = text_of(opened("director", "agreement"))
    for row in agreement.data["clause"]:
        assert reverse("clause", args=[row["number"]]) in page
        answer = opened("director", "clause", row["number"])
        assert answer.status_code == 200 and row["title"] in text_of(answer)
    assert opened("director", "clause", "12.3").status_code == 404


def test_the_article_on_calamities_tells_its_ceiling_who_may_and_what_is_measured(opened: Opened) -> None:
    page = text_of(opened("director", "clause", "3.7"))
    for words in ("€ 25.000,00", "voorstel", "Calamiteit melden en beginnen", "teamleider Dienstverlening", "FI-05"):
        assert words in page


def test_an_article_shows_what_was_last_done_under_it_to_those_who_read_the_journal(
    opened: Opened, record: Callable[..., Entry]
) -> None:
    entry = record(number="3.1.1")
    address = reverse("journal-entry", args=[entry.pk])
    assert address in text_of(opened("director", "clause", "3.1.1"))
    assert address not in text_of(opened("clerk", "clause", "3.1.1"))


def test_the_register_tells_who_may_decide_on_whose_behalf(opened: Opened) -> None:
    page = text_of(opened("director", "mandates"))
    assert "namens het college van burgemeester en wethouders van Ommen" in page
    only = text_of(opened("director", "mandates", query="functie=controller"))
    assert "Facturen versturen" in only and "namens de burgemeester van Ommen" not in only


def test_the_terms_of_today_leave_out_what_held_before(opened: Opened) -> None:
    assert text_of(opened("director", "terms")).count("cost.maximum_wages") <= 1
    assert text_of(opened("director", "terms", query="stand=alle")).count("cost.maximum_wages") == 3


def test_somebody_of_a_third_municipality_sees_their_own_agreement_and_nothing_of_this_one(
    opened: Opened, record: Callable[..., Entry]
) -> None:
    entry = record()
    page = text_of(opened("outsider", "agreement"))
    assert "Hellendoorn" in page and "Ommen" not in page and "Twenterand" not in page
    assert opened("outsider", "clause", "3.7").status_code == 404
    assert opened("outsider", "journal-entry", entry.pk).status_code == 404


JOURNAL = [("journal", []), ("journal-lines", []), ("journal-checkpoint", []), ("journal-verifier", [])]
READERS = ("team_lead", "controller", "director", "ciso", "archivist")


@pytest.mark.parametrize("who", [who for who in FUNCTIONS if who != "system"])
@pytest.mark.parametrize(("name", "arguments"), JOURNAL)
def test_the_journal_is_for_those_who_answer_for_it(
    who: str, name: str, arguments: list[Any], opened: Opened, record: Callable[..., Entry]
) -> None:
    record()
    assert opened(who, name, *arguments).status_code == (200 if who in READERS else 403)


def test_a_clerk_reads_what_is_of_the_work_and_their_own_doings_but_not_the_rest(
    opened: Opened, record: Callable[..., Entry], people: dict[str, Any]
) -> None:
    assert opened("clerk", "journal-entry", record(who="team_lead").pk).status_code == 200
    assert opened("clerk", "journal-entry", record(about="desk:2026-01-05", who="team_lead").pk).status_code == 200
    assert opened("clerk", "journal-entry", record(about="payroll:2026-01").pk).status_code == 200
    assert opened("clerk", "journal-entry", record(about="payroll:2026-01", who="team_lead").pk).status_code == 403


def test_the_journal_is_filtered_by_act_result_and_what_it_is_about(
    opened: Opened, record: Callable[..., Entry], people: dict[str, Any]
) -> None:
    mine, other = record(about="case:2026-AAAAAA"), record(about="case:2026-BBBBBB")
    with pytest.raises(Refusal) as refusal, acting(people["clerk"], OMMEN) as act:
        act.record(acts.DECIDE, Refused("no", act.clause("2.1"), "Nee."), "case:2026-AAAAAA")
    refused = refusal.value.entry
    assert refused is not None

    def shown(query: str) -> set[int]:
        page = text_of(opened("director", "journal", query=query))
        return {
            entry.pk
            for entry in (mine, other, refused)
            if f'href="{reverse("journal-entry", args=[entry.pk])}"' in page
        }

    assert shown("") == {mine.pk, other.pk, refused.pk}
    assert shown("uitkomst=refused") == {refused.pk}
    assert shown("handeling=cases.register") == {mine.pk, other.pk}
    assert shown("over=case:2026-BBBBBB") == {other.pk}
    assert shown("over=2026-BBBBBB") == {other.pk}
    assert "Niets gevonden" in text_of(opened("director", "journal", query="over=case:2026-CCCCCC"))


def counts(day: date, number: int, service: int = 1, key: str = "paspoort", measure: str = "case.closed") -> Line:
    return Line(measure, day, number, "count", service, key, 0, "3.1.1.1")


def test_the_lines_under_a_number_add_up_to_it_and_lead_to_their_entry_and_article(
    opened: Opened, record: Callable[..., Entry]
) -> None:
    entry = record(counts(date(2026, 6, 30), 40), counts(date(2026, 7, 1), 1_200), counts(date(2026, 9, 30), 34))
    record(
        counts(date(2026, 8, 1), 5, service=2, key="verhuizing"), counts(date(2026, 8, 1), 7, measure="case.registered")
    )
    page = text_of(
        opened("director", "journal-lines", query="measure=case.closed&period=2026-Q3&service=1&key=paspoort")
    )
    assert "<strong>1.234</strong>" in page
    assert page.count(f' href="{reverse("journal-entry", args=[entry.pk])}"') == 2
    assert reverse("clause", args=["3.1.1.1"]) in page
    by_days = "measure=case.closed&since=2026-06-30&until=2026-07-01&service=1"
    assert "<strong>1.240</strong>" in text_of(opened("director", "journal-lines", query=by_days))
    two = "measure=case.closed&measure=case.registered&period=2026-Q3"
    page = text_of(opened("director", "journal-lines", query=two))
    assert "<strong>1.246</strong>" in page and "Opgeteld per soort" in page


@pytest.mark.parametrize(
    ("name", "arguments"), [("journal", []), ("journal-lines", []), ("agreement", []), ("clause", ["3.1.1"])]
)
def test_a_page_asks_as_much_of_the_database_however_much_there_is_on_it(
    name: str, arguments: list[Any], opened: Opened, record: Callable[..., Entry]
) -> None:
    asked = []
    for number in (2, 20):
        for _ in range(number):
            record(counts(date(2026, 8, 3), 1), wage(3, 5_000, 2))
        with CaptureQueriesContext(connection) as queries:
            assert opened("director", name, *arguments).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_norm_shows_how_many_of_how_many(opened: Opened, record: Callable[..., Entry]) -> None:
    day = date(2026, 8, 3)
    record(*(Line("kpi", day, met, "count", 1, "BZ-03", 1, "3.1.1.1") for met in (1, 1, 0)))
    page = text_of(opened("director", "journal-lines", query="measure=kpi&period=2026-Q3&key=BZ-03"))
    assert "<dt>Totaal</dt><dd><strong>2</strong></dd>" in page and "<dt>Van</dt><dd>3</dd>" in page


@pytest.mark.parametrize("query", ["period=2026-Q5", "period=niets", "since=gisteren", "service=een", "service=-1"])
def test_an_address_that_means_nothing_says_so(query: str, opened: Opened) -> None:
    answer = opened("director", "journal-lines", query=query)
    assert answer.status_code == 422 and "Dit adres klopt niet" in text_of(answer)


def wage(service: int, cents: int, persons: int, month: str = "2026-05", measure: str = "wage") -> Line:
    return Line(measure, date(2026, 5, 31), cents, "cents", service, month, persons, "4.10")


WAGES = (wage(1, 300_001, 3), wage(2, 400_002, 4), wage(3, 300_003, 3), wage(9, 100_009, 1), wage(10, 50_010, 1))


def test_what_one_person_earns_is_for_the_controller_only(opened: Opened, record: Callable[..., Entry]) -> None:
    entry = record(*WAGES, about="payroll:2026-05")
    query = "measure=wage&period=2026-05"
    controller, director = (text_of(opened(who, "journal-lines", query=query)) for who in ("controller", "director"))
    whole = Euro(sum(line.quantity for line in WAGES)).plain
    for line in WAGES:
        assert Euro(line.quantity).plain in controller
        assert (Euro(line.quantity).plain in director) is (line.service in (1, 2)), line
    assert whole in controller and whole in director
    assert "alleen" not in director and "De controller ziet ze wel" in director
    page = text_of(opened("director", "journal-entry", entry.pk))
    assert Euro(100_009).plain not in page and "100009" not in page and Euro(400_002).plain in page
    assert "100009" in text_of(opened("controller", "journal-entry", entry.pk))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("service=9", False), ("service=10", False), ("service=3", False), ("service=1", True), ("service=2", True),
        ("", True), ("key=2026-05", True), ("key=2026-04", True),
    ],
)  # fmt: skip
def test_no_choice_of_lines_gives_away_what_one_person_earns(
    query: str, shown: bool, opened: Opened, record: Callable[..., Entry]
) -> None:
    record(*WAGES, about="payroll:2026-05")
    page = text_of(opened("director", "journal-lines", query=f"measure=wage&period=2026-05&{query}"))
    assert ("<strong>niet getoond</strong>" not in page) is shown


@pytest.mark.usefixtures("sealed_at_once")
def test_an_entry_is_proved_to_stand_in_the_log(opened: Opened, record: Callable[..., Entry], agreement: Any) -> None:
    entry = record()
    assert "nog niet verzegeld" in text_of(opened("director", "journal-entry", entry.pk))
    note = opened("director", "journal-checkpoint").content.decode()
    stated = open_note(note, verifier_key())
    assert stated.origin == f"noaber/GM0175/{entry.year}"
    assert "Bewijs dat deze regel er staat" in text_of(opened("director", "journal-entry", entry.pk))
    proof = opened("director", "journal-proof", entry.pk).content.decode()
    kind, index, *rest = proof.split("\n")
    hashes = [base64.b64decode(line) for line in rest[: rest.index("")]]
    assert kind == "c2sp.org/tlog-proof@v1" and proof.endswith(note)
    leaf = leaf_hash(entry.header.encode())
    assert verify_inclusion(leaf, int(index.split()[1]), stated.size, hashes, stated.root)


@pytest.mark.usefixtures("sealed_at_once")
def test_the_journal_of_a_year_is_fetched_whole_and_that_is_recorded(
    opened: Opened, record: Callable[..., Entry], agreement: Any, people: dict[str, Any]
) -> None:
    entry = record(counts(date(2026, 1, 5), 3))
    answer = opened("director", "journal-export", entry.year)
    rows = [json.loads(line) for line in gzip.decompress(b"".join(answer.streaming_content)).decode().splitlines()]
    assert f"noaber-GM0175-{entry.year}.jsonl.gz" in answer["Content-Disposition"]
    assert entry.header in {row.get("header") for row in rows}
    assert "checkpoint" in rows[-2] and rows[-1]["entries"] == len(rows) - 2 - rows[-1]["checkpoints"]
    last = Entry.objects.filter(act="journal.export").latest("id")
    assert (last.actor, last.object, last.clause) == (people["director"].pseudonym, f"journal:{entry.year}", "8.2")


@pytest.mark.usefixtures("sealed_at_once")
def test_what_the_regisseur_downloads_is_found_whole_by_the_verifier_that_is_handed_out(
    opened: Opened, record: Callable[..., Entry], tmp_path: Path
) -> None:
    entry = record(counts(date(2026, 1, 5), 3))
    held = opened("director", "journal-checkpoint").content
    export = b"".join(opened("director", "journal-export", entry.year).streaming_content)
    files = {"verify.py": opened("director", "journal-verifier").content, "zegel.txt": held, "journaal.gz": export}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "verify.py", "journaal.gz", "--checkpoint", "zegel.txt", "--key", verifier_key()]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.usefixtures("sealed_at_once")
def test_a_year_without_a_journal_is_refused_with_its_article(opened: Opened, record: Callable[..., Entry]) -> None:
    record()
    answer = opened("director", "journal-export", 1999)
    assert answer.status_code == 409 and reverse("clause", args=["8.2"]) in text_of(answer)


def test_the_verifier_that_is_handed_out_is_the_one_that_is_tested(opened: Opened) -> None:
    assert opened("director", "journal-verifier").content == Path(verify.__file__).read_bytes()


@pytest.mark.usefixtures("sealed_at_once")
def test_sealing_that_found_tampering_still_hands_out_the_last_checkpoint(
    opened: Opened, record: Callable[..., Entry], agreement: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    record()
    sealing.seal(agreement.client_id)
    newest = Checkpoint.objects.filter(municipality=agreement.client_id).latest("size").note

    def broken(municipality: int) -> list[Any]:
        raise sealing.SealBroken("anders")

    monkeypatch.setattr(sealing, "seal", broken)
    assert opened("director", "journal-checkpoint").content.decode() == newest


def test_the_measures_have_words() -> None:
    assert all(words and words[0].islower() for words in MEASURES.values())
