"""What people see and do on the pages of graves."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

sys.path.insert(0, str(Path(__file__).parent))
from cemetery_law import law
from test_actions import CANARY, CODE, GRAVE, Yard, at, fictional, take_in

from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery import actions
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.models import Grave, GraveRight
from noaber.cemetery.names import keys_of, search_key
from noaber.cemetery.queries import board, board_counts
from noaber.cemetery.register_files import COLUMNS, FILES
from noaber.cemetery.views import TABS
from noaber.cemetery.windows import RightDays, windows_of
from noaber.parties.clock import standing_at

DAY = date(2026, 12, 1)
BASE = "/begraafplaatsen/"
QUESTION = {
    "what": "body",
    "died_on": "1-12-2026",
    "died_time": "9:00",
    "buried_on": "4-12-2026",
    "buried_time": "11.00",
    "age": "80",
    "consent": "on",
    "permit": "V-1",
}


def text(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


@pytest.fixture
def clerk(client: Any, people: Any) -> Any:
    client.force_login(people["clerk"])
    return client


def test_one_box_finds_a_grave_and_a_person_and_no_name_is_in_an_address(yard, clerk):
    answer = clerk.post(BASE, {"q": "lmh-x"})
    assert GRAVE in text(answer) and answer.status_code == 200
    answer = clerk.post(BASE, {"q": f"cora {CANARY.lower()}"})
    assert f"Cora {CANARY}" in text(answer) and f"{BASE}graf/{GRAVE}/" in text(answer)
    assert "rechthebbende" in text(answer)
    assert CANARY not in text(clerk.get(BASE, {"q": CANARY}))
    assert 'method="post"' in text(clerk.get(BASE))


@pytest.mark.parametrize("typed", ["", "k", "?!"])
def test_less_than_two_signs_is_no_search(yard, clerk, typed):
    assert clerk.post(BASE, {"q": typed}).status_code == 422


def test_who_does_not_work_with_names_sees_none(yard, client, people):
    client.force_login(people["director"])
    assert "Cora" not in text(client.post(BASE, {"q": CANARY[:8]}))
    page = text(client.get(f"{BASE}graf/{GRAVE}/"))
    assert GRAVE in page and CANARY not in page
    with standing_at(at(date(2035, 10, 15))):
        board_page = text(client.get(f"{BASE}termijnwacht/"))
    assert GRAVE in board_page and CANARY not in board_page
    assert client.get(f"{BASE}personen/nieuw/").status_code == 403


def test_a_controller_and_another_municipality_do_not_get_in(yard, client, people):
    client.force_login(people["controller"])
    assert client.get(BASE).status_code == 403
    client.force_login(people["outsider"])
    assert client.get(f"{BASE}graf/{GRAVE}/").status_code == 404
    assert "Hier is nog niets" in text(client.get(BASE))
    assert "Hier is nog niets" in text(client.get(f"{BASE}termijnwacht/"))


def test_the_question_is_answered_on_the_page_of_the_grave(yard, clerk):
    with standing_at(at(date(2026, 12, 2))):
        page = text(clerk.post(f"{BASE}graf/{GRAVE}/", QUESTION))
        assert "Verleng het recht tegelijk met 1 jaar" in page and "Wlb art.\xa016" in page
        assert "1 jaar x" in page and "Voorlopig" in page and "1.014,00" in page
        page = text(clerk.post(f"{BASE}graf/{GRAVE}/", QUESTION | {"renewal": "on"}))
        assert "Alles is in orde" in page
    assert Grave.objects.get().interments.count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"died_time": "negen"}, "Schrijf de tijd als 14:30"),
        ({"died_on": "31-2-2026"}, "bestaat niet"),
        ({"buried_on": "30-11-2026"}, "ligt voor het overlijden"),
        ({"layer": "4"}, "hoogstens 3 is"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(yard, clerk, wrong, said):
    answer = clerk.post(f"{BASE}graf/{GRAVE}/", QUESTION | wrong)
    assert answer.status_code == 422 and said in text(answer) and 'value="V-1"' in text(answer)


def test_a_burial_and_its_person_are_registered_from_the_pages(yard, clerk):
    with standing_at(at(date(2026, 12, 2))):
        person = {"given_names": "Jan", "surname": CANARY, "died_on": "1-12-2026", "form_token": "a"}
        answer = clerk.post(f"{BASE}personen/nieuw/", person, follow=True)
        assert "Het nummer van deze persoon is P-2026-3" in text(answer)
        typed = QUESTION | {"renewal": "on", "deceased": "P-2026-9", "registration": "REG-1", "form_token": "b"}
        answer = clerk.post(f"{BASE}graf/{GRAVE}/begraven/", typed)
        assert answer.status_code == 422 and "staat niet in het register" in text(answer)
        typed |= {"deceased": "P-2026-3", "form_token": "c"}
        assert clerk.post(f"{BASE}graf/{GRAVE}/begraven/", typed).status_code == 302
        page = text(clerk.get(f"{BASE}graf/{GRAVE}/"))
    assert f"Jan {CANARY}" in page and "Recht verlengd" in page and "2 nov 2037" in page


def test_a_grave_is_registered_and_given_out_from_the_pages(yard, clerk):
    typed = {"number": "lmh-x-07", "place": "LMH/particulier", "layers": "2", "urns": "4", "form_token": "a"}
    assert clerk.post(f"{BASE}graven/nieuw/", typed).status_code == 302
    page = text(clerk.get(f"{BASE}graf/LMH-X-07/"))
    assert "vrij" in page and "Graf uitgeven" in page
    typed = {"holder": yard.cousin.number, "years": "0", "deed": "GA-7", "form_token": "b"}
    assert clerk.post(f"{BASE}graf/LMH-X-07/uitgeven/", typed).status_code == 302
    assert "onbepaalde tijd" in text(clerk.get(f"{BASE}graf/LMH-X-07/"))
    assert clerk.post(f"{BASE}graf/LMH-X-07/uitgeven/", typed | {"form_token": "c"}).status_code == 409


def test_renouncing_from_the_pages_asks_who_and_takes_a_colleague(yard, clerk, client, people):
    place = f"{BASE}recht/{yard.right.number}/"
    with standing_at(at(date(2026, 11, 9))):
        typed = {"applicant": "-", "identity": "paspoort of identiteitskaart gezien", "form_token": "a"}
        answer = clerk.post(f"{place}afstand/", typed)
        assert answer.status_code == 409 and "achternaam is niet genoeg" in text(answer)
        typed |= {"applicant": yard.holder.number, "form_token": "b"}
        assert clerk.post(f"{place}afstand/", typed).status_code == 302
    with standing_at(at(date(2026, 11, 24))):
        assert clerk.post(f"{place}afstand-uitvoeren/", {"form_token": "c"}).status_code == 409
        client.force_login(people["team_lead"])
        assert client.post(f"{place}afstand-uitvoeren/", {"form_token": "d"}).status_code == 302
    assert "zonder recht" in text(client.get(f"{BASE}graf/{GRAVE}/")) or "vrij" in text(
        client.get(f"{BASE}graf/{GRAVE}/")
    )


def test_a_burial_of_before_is_registered_from_the_page(yard, clerk):
    place = f"{BASE}graf/{GRAVE}/achteraf/"
    typed = {"what": "body", "deceased": yard.cousin.number, "day": "02-02-08", "layer": "1", "reason": "oud boek"}
    answer = clerk.post(place, typed | {"form_token": "a"})
    assert answer.status_code == 422 and "niet te lezen als dag" in text(answer) and "02-02-08" in text(answer)
    assert clerk.post(place, typed | {"day": "2-1908", "form_token": "b"}).status_code == 302
    assert "2-1908" in text(clerk.get(f"{BASE}graf/{GRAVE}/"))


def test_renewing_and_granting_name_their_prices(yard, clerk):
    page = text(clerk.get(f"{BASE}recht/{yard.right.number}/verlengen/"))
    assert "10 jaar: €\xa0970,00 (10 jaar x €\xa097,00)" in page
    clerk.post(
        f"{BASE}graven/nieuw/",
        {"number": "Q-1", "place": "HBW/particulier", "layers": "1", "urns": "0", "form_token": "a"},
    )
    assert "10 jaar: geen bedrag in de tabel" in text(clerk.get(f"{BASE}graf/Q-1/uitgeven/"))


def test_every_step_of_a_right_has_its_page(yard, clerk):
    for what in ("aanschrijven", "verlengen", "overschrijven", "afstand", "afstand-intrekken", "vervallen"):
        assert clerk.get(f"{BASE}recht/{yard.right.number}/{what}/").status_code == 200
    assert clerk.get(f"{BASE}recht/R-1900-1/verlengen/").status_code == 404


def test_a_letter_moves_a_right_to_done_on_the_board(yard, clerk):
    with standing_at(at(date(2035, 10, 15))):
        assert GRAVE in text(clerk.get(f"{BASE}termijnwacht/"))
        assert clerk.post(f"{BASE}recht/{yard.right.number}/aanschrijven/", {"form_token": "a"}).status_code == 302
        assert GRAVE not in text(clerk.get(f"{BASE}termijnwacht/"))
        assert GRAVE in text(clerk.get(f"{BASE}termijnwacht/", {"stand": "done"}))


@pytest.mark.parametrize(
    ("day", "stand"),
    [(date(2027, 4, 14), "open"), (date(2027, 4, 15), "laatste maand"), (date(2027, 5, 16), "gemist")],
)
def test_a_right_whose_holder_died_stands_with_its_own_window(yard, clerk, day, stand):
    with standing_at(at(date(2026, 11, 20))):
        dead = actions.register_person(yard.clerk, CODE, NewPerson("Ida", CANARY, died_on=date(2026, 11, 15)))
        assert "Niets in deze stand" in text(clerk.get(f"{BASE}termijnwacht/", {"stand": "died"}))
        actions.transfer(
            yard.clerk, CODE, yard.right.number, yard.holder.number, dead.number, "brief", identity="paspoort gezien"
        )
    with standing_at(at(day)):
        page = text(clerk.get(f"{BASE}termijnwacht/", {"stand": "died"}))
    assert GRAVE in page and f">{stand}<" in page
    assert "15 mei 2027" in page


def files() -> dict[str, Any]:
    return {part: (fictional() / name).open("rb") for part, name in FILES.items()}


def test_a_register_is_reported_first_and_written_when_somebody_says_so(client, people):
    client.force_login(people["clerk"])
    assert client.get(f"{BASE}inlezen/").status_code == 403
    client.force_login(people["second_line"])
    answer = client.post(f"{BASE}inlezen/", files() | {"form_token": "a"})
    assert answer.status_code == 200 and "360 graven" in text(answer) and "bsn" in text(answer)
    assert Grave.objects.count() == 0
    assert client.post(f"{BASE}inlezen/", files() | {"form_token": "b", "inlezen": "1"}).status_code == 302
    assert Grave.objects.count() == 360


def test_a_register_with_mistakes_is_refused_with_row_and_column(client, people):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(people["second_line"])
    graves = ";".join(COLUMNS["graves"]) + "\nLMH-1;Laarmanshoek;A;1;1;particulier;9;4;vrij\n"
    given = files() | {"graves": SimpleUploadedFile("graven.csv", graves.encode()), "form_token": "a", "inlezen": "1"}
    answer = client.post(f"{BASE}inlezen/", given)
    assert answer.status_code == 422 and "graven.csv, regel 2, kolom lagen_max" in text(answer)
    assert Grave.objects.count() == 0


@pytest.fixture
def full(people: Any) -> None:
    with standing_at(at(DAY)):
        take_in(people["second_line"])


def queries(client: Any, method: str, place: str, data: dict[str, Any] | None = None) -> int:
    getattr(client, method)(place, data or {})
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = getattr(client, method)(place, data or {})
    assert answer.status_code == 200
    asked = [one["sql"].lstrip("(") for one in captured.captured_queries]
    return sum(sql.startswith("SELECT") and "cemetery_" in sql for sql in asked)


def test_the_pages_ask_the_register_a_fixed_number_of_questions(full, clerk):
    with standing_at(at(DAY)):
        assert queries(clerk, "get", BASE) == 1
        assert queries(clerk, "post", BASE, {"q": "fictief"}) == 4
        assert queries(clerk, "get", f"{BASE}termijnwacht/?stand=died") == 5
        assert queries(clerk, "get", f"{BASE}graf/LMH-A-01-02/") == 10
        assert queries(clerk, "post", f"{BASE}graf/LMH-A-01-02/", QUESTION) == 10
        assert [queries(clerk, "get", f"{BASE}termijnwacht/?stand={tab}") for tab in TABS] == [4] * len(TABS)


def test_every_right_of_the_board_stands_where_its_own_window_says(full, agreement):
    client = agreement.client_id
    numbers = law()
    for day in (DAY, date(2027, 2, 28), date(2028, 2, 29), date(2029, 3, 31)):
        counts = board_counts(client, day, numbers)
        assert sum(counts.values()) == GraveRight.objects.filter(ended_on=None, ends_on__isnull=False).count()
        for state in TABS:
            rows = list(board(client, day, state, numbers))
            assert len(rows) == counts[state]
            for row in rows:
                letter = next(one for one in windows_of(row.days(None), numbers) if one.clock in ("A", "B"))
                assert letter.state(day) == state, (row.number, day)


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2028, 2, 29), date(2026, 8, 31), date(2026, 12, 1)])
def test_the_bounds_of_the_board_are_those_of_the_clock_on_every_end(day):
    from noaber.cemetery.queries import bounds

    numbers = law()
    at_bounds = bounds(day, numbers.letter_first, numbers.letter_last)
    for off in range(-45, 46):
        for place in (at_bounds.open_to, at_bounds.last_month_to, at_bounds.missed_to):
            ends = place + timedelta(days=off)
            found = windows_of(RightDays("exclusive", date(2000, 1, 1), ends), numbers)[0]
            expected = (
                "early"
                if ends > at_bounds.open_to
                else "open"
                if ends > at_bounds.last_month_to
                else "last-month"
                if ends > at_bounds.missed_to
                else "missed"
            )
            assert found.state(day) == expected, (day, ends)
    assert raw_end(at_bounds.open_to, Span(24, "month", "other", backwards=True)) <= day


def test_a_name_is_found_as_it_is_typed():
    assert search_key("d'Hont", "Renée") == "dhontrenee"
    assert "hontrenee" in keys_of("Renée Hont") and keys_of("R") == [] and keys_of("ø") == []


def test_a_person_who_is_somewhere_else_is_found_with_no_grave(yard, clerk):
    with standing_at(datetime(2026, 11, 5, 12, 0).astimezone()):
        actions.register_person(yard.clerk, "ommen-twenterand-2024", NewPerson("Los", "Zandkorrel"))
    page = text(clerk.post(BASE, {"q": "zandko"}))
    assert "Los Zandkorrel" in page and "geen" in page
