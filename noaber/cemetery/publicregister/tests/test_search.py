"""The public register: what anybody finds, and what nobody can."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from test_actions import CANARY, CODE, GRAVE, Yard, at, refused

from noaber.agreement.guards import scoped_models
from noaber.cemetery import actions
from noaber.cemetery.actions import LongAgo, NewPerson
from noaber.cemetery.law import FaultyRules
from noaber.cemetery.models import Interment, Resident
from noaber.cemetery.old_days import read_old_day
from noaber.cemetery.pace import MOST_ADDRESSES, Pace
from noaber.cemetery.publicregister import filling, town_views
from noaber.cemetery.publicregister.actions import hide, show
from noaber.cemetery.publicregister.filling import fill, fill_daily
from noaber.cemetery.publicregister.models import PublicEntry
from noaber.cemetery.publicregister.rules import Known, day_shown, may_hide, may_show, shown_from
from noaber.cemetery.publicregister.search import search
from noaber.cemetery.visitors import SearchRules, read_visitors
from noaber.journal.models import Payload
from noaber.parties.clock import standing_at
from noaber.values import Clause, Period

NL, EN = "/ommen/begraafplaatsen/zoeken/", "/ommen/en/cemeteries/search/"
DAY = date(2026, 12, 1)
PUBLIC = {"id", "municipality_id", "number", "given_names", "surname", "search", "born", "died", "urn", "grave"}


def rules(**changed: Any) -> SearchRules:
    given_ = {"least_letters": 2, "most_hits": 3, "delay_days": 100, "dates": "years", "per_minute": 5}
    return SearchRules(**(given_ | changed), clause=Clause("Wlb", "27"), period=Period(date(2024, 1, 1), None))


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture(autouse=True)
def fresh_pace(monkeypatch: Any) -> None:
    monkeypatch.setattr(town_views, "PACE", Pace())


@pytest.fixture
def buried(people: Any) -> Yard:
    """Two people who were buried long ago, one last month, and a holder who lives."""
    yard = Yard(people)
    with standing_at(at(DAY)):
        for layer, (given_name, surname, buried_on) in enumerate(
            (("Jan", "Oudhof", "1998"), ("Aaltje", "d'Oudhof", "2-3-2001")), 1
        ):
            who = actions.register_person(
                yard.clerk, CODE, NewPerson(given_name, surname, date(1920, 5, 6), date(1998, 1, 2))
            )
            told = LongAgo(read_old_day(buried_on), "oud boek", layer=layer)
            actions.bury_late(yard.clerk, CODE, GRAVE, who.number, told)
        actions.register_grave(yard.clerk, CODE, "LMH-X-02", "LMH", "particulier", 2, 4)
        late = actions.register_person(yard.clerk, CODE, NewPerson("Piet", "Oudhof", died_on=date(2026, 11, 1)))
        told = LongAgo(read_old_day("5-11-2026"), "later gemeld", layer=1)
        actions.bury_late(yard.clerk, CODE, "LMH-X-02", late.number, told)
        fill(CODE)
    return yard


def ask(client: Any, name: str, address: str = NL) -> str:
    with standing_at(at(DAY)):
        return text(client.post(address, {"naam": name}))


def test_somebody_who_was_buried_long_ago_is_found_in_two_languages(buried, client):
    page = ask(client, "oudh")
    assert "Jan Oudhof" in page and GRAVE in page and "1920" in page and "1998" in page
    assert "6-5-1920" not in page and f"/ommen/begraafplaatsen/graf/{GRAVE}/" in page
    assert "Jan Oudhof" in ask(client, "Jan Oudhof") and "Aaltje" in ask(client, "doudhof")
    english = ask(client, "oudhof", EN)
    assert "Found (1)" in english and f"/ommen/en/cemeteries/grave/{GRAVE}/" in english


def test_recent_burials_holders_and_ends_are_not_found(buried, client):
    assert "Piet" not in ask(client, "oudhof")
    assert "Niemand gevonden" in ask(client, CANARY)
    assert "2036" not in ask(client, "oudhof")
    with standing_at(at(DAY + timedelta(days=5 * 366))):
        assert "Piet Oudhof" in text(client.post(NL, {"naam": "oudhof"}))


@pytest.mark.parametrize("typed", ["", "o", "?!", "o'"])
def test_less_than_two_letters_is_no_search(buried, client, typed):
    with standing_at(at(DAY)):
        answer = client.post(NL, {"naam": typed})
    assert answer.status_code == 422 and "ten minste 2 letters" in text(answer) and "Jan" not in text(answer)


def test_a_name_in_the_address_is_no_search_and_nothing_is_listed(buried, client):
    with standing_at(at(DAY)):
        answer = client.get(NL, {"naam": "oudhof"})
    assert answer.status_code == 200 and "Jan" not in text(answer)


def test_robots_are_kept_off_and_no_cookie_is_left(buried, client):
    with standing_at(at(DAY)):
        for address in (NL, EN):
            answer = client.get(address)
            assert "noindex" in answer["X-Robots-Tag"] and '<meta name="robots" content="noindex' in text(answer)
            assert not answer.cookies


def test_a_family_is_left_out_at_once_and_shown_again_after_the_night(buried, client):
    with refused("unknown-grave"):
        hide(buried.clerk, CODE, "NIETS", "familie")
    with refused("no-reason"):
        hide(buried.clerk, CODE, GRAVE, "  ")
    hide(buried.clerk, CODE, GRAVE, f"dochter {CANARY} belde")
    assert "Niemand gevonden" in ask(client, "oudhof")
    assert CANARY not in "".join(Payload.objects.values_list("body", flat=True))
    with standing_at(at(DAY)):
        fill(CODE)
    assert "Niemand gevonden" in ask(client, "oudhof")
    with refused("hidden"):
        hide(buried.clerk, CODE, GRAVE, "nog eens")
    show(buried.clerk, CODE, GRAVE)
    with standing_at(at(DAY)):
        fill(CODE)
    assert "Jan Oudhof" in ask(client, "oudhof")


def test_who_works_with_graves_leaves_one_out_from_the_page(buried, people, client):
    client.force_login(people["clerk"])
    base = "/begraafplaatsen/openbaar/"
    assert "Elk graf is te vinden" in text(client.get(base))
    assert client.post(base, {"grave": "", "reason": "", "form_token": "a"}).status_code == 422
    sent = {"grave": GRAVE.lower(), "reason": "familie vroeg het", "form_token": "b"}
    assert client.post(base, sent).status_code == 302
    assert "familie vroeg het" in text(client.get(base))
    assert client.post(f"{base}{GRAVE}/tonen/", {"form_token": "c"}).status_code == 302
    assert "Elk graf is te vinden" in text(client.get(base))
    client.force_login(people["director"])
    assert client.get(base).status_code == 403


def test_too_many_hits_show_nobody_and_cost_one_query(buried, agreement):
    client = agreement.client_id
    with CaptureQueriesContext(connection) as caught:
        hits = search(client, "oudhof", DAY, rules(most_hits=1))
    assert hits.outcome == "found" and len(caught) == 1
    hits = search(client, "oudhof", DAY + timedelta(days=4_000), rules(most_hits=1))
    assert (hits.outcome, hits.entries) == ("too-many", ())


def test_two_workers_that_fill_at_once_write_everybody_once_and_nobody_of_a_grave_hidden_meanwhile(
    buried, agreement, monkeypatch
):
    write, others = filling._write, []

    def later(*rows: Any) -> None:
        """Before the first writes what it read, a second did the same whole, and a family asked to be left out."""
        monkeypatch.setattr(filling, "_write", write)
        others.append(fill(CODE))
        hide(buried.clerk, CODE, "LMH-X-02", "familie")
        write(*rows)

    PublicEntry.objects.filter(municipality=agreement.client_id).delete()
    monkeypatch.setattr(filling, "_write", later)
    with standing_at(at(DAY)):
        fill(CODE)
    assert others == [3]
    shown = PublicEntry.objects.filter(municipality=agreement.client_id).values_list("grave", flat=True)
    assert sorted(shown) == [GRAVE, GRAVE]


def test_filling_again_changes_nothing_and_follows_what_changed(buried, agreement):
    with standing_at(at(DAY)):
        assert fill(CODE) == 0
        late = Interment.objects.get(grave__number="LMH-X-02")
        who = actions.register_person(buried.clerk, CODE, NewPerson("Klaas", "Nieuw", died_on=date(1990, 1, 1)))
        told = LongAgo(read_old_day("1990"), "oud boek", layer=2)
        actions.bury_late(buried.clerk, CODE, "LMH-X-02", who.number, told)
        assert fill(CODE) == 1
    from noaber.agreement.acting import acting
    from noaber.cemetery import acts
    from noaber.values import grant

    with acting(buried.clerk, CODE) as act:
        entry = act.record(acts.BURY_LATE, grant("x", Clause("Wlb", "27"), "ja"), "grave:x")
        late.change(entry, removed_on=DAY)
    with standing_at(at(DAY)):
        assert fill(CODE) == 1
    assert not PublicEntry.objects.filter(number=late.number).exists()


def test_the_clock_fills_once_a_day(buried):
    with standing_at(at(DAY)):
        fill_daily(CODE, DAY)
        actions.register_grave(buried.clerk, CODE, "LMH-X-09", "LMH", "particulier", 2, 4)
        who = actions.register_person(buried.clerk, CODE, NewPerson("Klaas", "Nieuw", died_on=date(1990, 1, 1)))
        told = LongAgo(read_old_day("1990"), "oud boek", layer=1)
        actions.bury_late(buried.clerk, CODE, "LMH-X-09", who.number, told)
        assert fill_daily(CODE, DAY) == 0
    with standing_at(at(DAY + timedelta(days=1))):
        assert fill_daily(CODE, DAY + timedelta(days=1)) == 1


def test_a_municipality_without_rules_about_visitors_has_no_public_register(agreement, client):
    assert fill_daily("demo-hellendoorn-almelo-2025", DAY) == 0
    assert client.get("/hellendoorn/begraafplaatsen/zoeken/").status_code == 404


def test_the_public_rows_have_no_column_more_and_point_at_nothing_of_the_register():
    columns = {field.attname for field in PublicEntry._meta.concrete_fields}
    assert columns == PUBLIC | {"cemetery", "shown_from"}
    related = {field.related_model.__name__ for field in PublicEntry._meta.get_fields() if field.related_model}
    assert related == {"Municipality"}
    private = {field.attname for field in Resident._meta.concrete_fields} - PUBLIC
    assert {"street", "postcode", "city", "born_on"} <= private and not private & columns


@pytest.mark.only("postgresql")
def test_the_database_shows_one_municipality_alone(agreement):
    assert PublicEntry in scoped_models()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = 'publicregister_publicentry'"
        )
        assert cursor.fetchone() == (True, True)


def test_an_address_that_asks_too_often_waits_a_minute(buried, client):
    answers = [client.post(NL, {"naam": "oudhof"}).status_code for _ in range(21)]
    assert answers[:20] == [200] * 20 and answers[20] == 429
    assert client.post(NL, {"naam": "oudhof"}, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_the_pace_starts_again_with_the_next_minute_and_keeps_few_addresses():
    pace = Pace()
    assert [pace.goes_on("a", 2, now=59.9) for _ in range(3)] == [True, True, False]
    assert pace.goes_on("b", 2, now=59.9) and pace.goes_on("a", 2, now=60.0)
    for number in range(MOST_ADDRESSES + 5):
        pace.goes_on(str(number), 1, now=61)
    assert len(pace._counts) <= MOST_ADDRESSES + 1


@pytest.mark.parametrize(
    ("known", "dates", "shown"),
    [
        (Known(date(1920, 5, 6)), "full", "6-5-1920"),
        (Known(date(1920, 5, 6)), "years", "1920"),
        (Known(date(1920, 5, 6)), "none", ""),
        (Known(date(1908, 1, 1), "omstreeks 1908"), "full", "omstreeks 1908"),
        (Known(date(1908, 1, 1), "omstreeks 1908"), "years", "1908"),
        (Known(None, "onbekend"), "years", ""),
    ],
)
def test_days_are_shown_as_the_municipality_says(known, dates, shown):
    assert day_shown(known, rules(dates=dates)) == shown


@given(buried=st.none() | st.dates(date(1850, 1, 1), date(2030, 1, 1)), died=st.none() | st.dates(date(1850, 1, 1)))
def test_nobody_is_shown_before_the_delay_is_over(buried, died):
    first = shown_from(buried, died if died and died < date(2030, 1, 1) else None, rules(delay_days=100))
    if buried:
        assert first == buried + timedelta(days=100)


@pytest.mark.parametrize(
    ("known", "hidden", "reason", "code"),
    [
        (True, False, "familie", "hidden"),
        (False, False, "familie", "unknown-grave"),
        (True, True, "familie", "hidden"),
        (True, False, " ", "no-reason"),
    ],
)
def test_when_a_grave_is_left_out(known, hidden, reason, code):
    assert may_hide(known, hidden, reason).code == code
    assert may_show(hidden).code == ("shown" if hidden else "not-hidden")


GOOD = b"""[[search]]
least_letters = 2
most_hits = 10
delay_days = 0
dates = "none"
per_minute = 20
law = "Wlb"
article = "27"
since = 2024-01-01
"""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (b"least_letters = 2", b"least_letters = 1", "ten minste 2"),
        (b"most_hits = 10", b"most_hits = 0", "geen heel getal"),
        (b"most_hits = 10", b"", "most_hits ontbreekt"),
        (b'"none"', b'"alles"', "is niet bekend"),
        (b"since = 2024-01-01", b"since = 2024", "nummer 1"),
        (b"[[search]]", b"[[search", "TOML"),
        (b"2024-01-01\n", b"2024-01-01\n" + GOOD, "geldt dubbel"),
    ],
)
def test_faulty_rules_about_visitors_are_refused_with_what_to_do(before, after, words):
    assert read_visitors(GOOD).on(DAY) is not None and read_visitors(GOOD).on(date(2023, 1, 1)) is None
    with pytest.raises(FaultyRules, match=words):
        read_visitors(GOOD.replace(before, after))
