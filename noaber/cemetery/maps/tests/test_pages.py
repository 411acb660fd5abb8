"""What people see and do on the pages of maps, and what visitors see."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import SHARED
from test_actions import CANARY, CODE, GRAVE, Yard, refused

from noaber.cemetery import actions
from noaber.cemetery.maps.actions import make_schematic
from noaber.cemetery.maps.actions import take_in as take_map_in
from noaber.cemetery.maps.models import SCHEMATIC, SURVEY, GraveShape
from noaber.cemetery.maps.queries import graves_on_map
from noaber.cemetery.maps.ranges import read_ranges
from noaber.cemetery.models import Grave, Interment
from noaber.cemetery.queries import grave_file
from noaber.journal.models import Entry

BASE = "/begraafplaatsen/kaarten/"
HEAD = "grafnummer;x;y;hoek;breedte;lengte\n"


def text(answer: Any) -> str:
    return answer.content.decode()


def upload(rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("kaart.csv", (HEAD + rows).encode())


@pytest.fixture
def yard(people: Any) -> Yard:
    made = Yard(people)
    for place in range(2, 5):
        actions.register_grave(made.clerk, CODE, f"LMH-X-{place:02d}", "LMH", "particulier", 2, 4)
    return made


@pytest.fixture
def placed(yard: Any, monkeypatch: Any) -> Any:
    """The graves of the yard in row 1 and 2 of section X."""
    monkeypatch.setattr(Grave, "add", classmethod(_in_section(Grave.add.__func__)), raising=True)
    for row, place in ((1, 1), (1, 2), (2, 1), (2, 10), (2, 2)):
        actions.register_grave(yard.clerk, CODE, f"S-{row}-{place}", "LMH", "particulier", 2, 4)
    return yard


def _in_section(add: Any) -> Any:
    def added(cls: Any, entry: Any, **fields: Any) -> Any:
        _, row, place = fields["number"].split("-")
        return add(cls, entry, section="X", row=row, place=place, **fields)

    return added


def test_places_are_reported_first_and_taken_in_when_accepted(yard, people, client):
    client.force_login(people["team_lead"])
    file = lambda: upload(f"{GRAVE};223603,5;504104.5;0;1,1;2,4\nX;1;2;0;1;2\n".replace("X;1;2", "X;223603;504104"))  # noqa: E731
    report = client.post(f"{BASE}inlezen/", {"file": file(), "accuracy_cm": "5", "form_token": "a"})
    assert report.status_code == 200 and "De plekken kunnen op de kaart" in text(report)
    assert "X staat niet in het register" in text(report) and not GraveShape.objects.exists()
    sent = {"file": file(), "accuracy_cm": "5", "form_token": "a", "inlezen": "1"}
    assert client.post(f"{BASE}inlezen/", sent).status_code == 302
    shape = GraveShape.objects.get()
    assert (shape.grave.number, shape.origin, shape.accuracy_cm) == (GRAVE, SURVEY, 5)
    assert shape.box.middle == pytest.approx((223603.5, 504104.5), abs=0.01)


def test_a_file_with_a_mistake_changes_nothing_even_when_it_is_accepted(yard, people, client):
    client.force_login(people["team_lead"])
    sent = {"file": upload(f"{GRAVE};52,5;6,4;0;1;2\n"), "inlezen": "1", "form_token": "a"}
    answer = client.post(f"{BASE}inlezen/", sent)
    assert answer.status_code == 422 and "omgedraaid" in text(answer)
    assert not GraveShape.objects.exists()


def test_the_door_refuses_a_file_with_a_mistake_and_journals_it(yard):
    with refused("not-in-order"):
        take_map_in(yard.lead, CODE, "kaart.csv", upload(f"{GRAVE};52,5;6,4;0;1;2\n").file)
    assert Entry.objects.filter(act="maps.take_in", result="refused").count() == 1


def test_a_schematic_map_is_shown_first_and_then_made(placed, client):
    client.force_login(placed.clerk)
    typed = {"cemetery": "LMH", "ranges": "vak X, rij 1-2, plek 1-2", "form_token": "a"}
    shown = client.post(f"{BASE}schema/", typed)
    assert "4 graven komen op de kaart" in text(shown) and "S-2-10" in text(shown)
    assert not GraveShape.objects.exists()
    assert client.post(f"{BASE}schema/", typed | {"maken": "1"}).status_code == 302
    assert GraveShape.objects.filter(origin=SCHEMATIC).count() == 4
    wrong = client.post(f"{BASE}schema/", typed | {"ranges": "vak X rij"})
    assert wrong.status_code == 422 and "niet te lezen" in text(wrong) and "vak X rij" in text(wrong)


def test_a_scheme_never_replaces_what_was_surveyed_and_a_survey_replaces_a_scheme(placed):
    make_schematic(placed.clerk, CODE, "LMH", read_ranges("vak X, rij 1, plek 1-2"))
    take_map_in(placed.lead, CODE, "kaart.csv", upload("S-1-1;223603;504104;0;1;2\n").file)
    assert GraveShape.objects.get(grave__number="S-1-1").origin == SURVEY
    laid = make_schematic(placed.clerk, CODE, "LMH", read_ranges("vak X, rij 1-2, plek 1-2"))
    assert laid.surveyed == 1 and GraveShape.objects.get(grave__number="S-1-1").origin == SURVEY
    assert GraveShape.objects.filter(origin=SCHEMATIC).count() == 3
    take_map_in(placed.lead, CODE, "kaart.csv", upload("S-1-2;223605;504104;0;1;2\n").file)
    with refused("surveyed"):
        make_schematic(placed.clerk, CODE, "LMH", read_ranges("vak X, rij 1, plek 1-2"))


def test_the_section_shows_every_grave_in_row_order_on_the_map_and_in_the_table(placed, client):
    make_schematic(placed.clerk, CODE, "LMH", read_ranges("vak X, rij 1-2, plek 1-10"))
    client.force_login(placed.clerk)
    page = text(client.get(f"{BASE}LMH/X/"))
    drawing, _, table = page.partition('id="lijst"')
    order = ["S-1-1", "S-1-2", "S-2-1", "S-2-2", "S-2-10"]
    for part, before in ((drawing, "<title>"), (table, '/">')):
        assert [one for one in order if f"{before}{one}" in part] == order
        places = [part.index(f"{before}{one}") for one in order]
        assert places == sorted(places)
    assert "<title>S-1-1, vrij</title>" in page and "vrij (5)" in page and CANARY not in page
    assert "Vak X" in text(client.get(BASE)) and "5 van de 9 graven" in text(client.get(BASE))
    assert client.get(f"{BASE}LMH/Q/").status_code == 404


def test_a_section_without_a_map_is_a_list(yard, client):
    client.force_login(yard.clerk)
    page = text(client.get(f"{BASE}LMH/-/"))
    assert "nog niet op de kaart" in page and GRAVE in page and "<svg" not in page.partition("<main")[2]


def test_a_section_asks_the_same_few_questions_however_many_graves_there_are(placed, agreement):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            graves_on_map(agreement.client_id, "LMH", "X")
        return len(caught)

    few = asked()
    make_schematic(placed.clerk, CODE, "LMH", read_ranges("vak X, rij 1-2, plek 1-10"))
    assert few == asked() == 4


@pytest.fixture
def fictional(people: Any) -> Any:
    if not (SHARED / "ommen_fictional").is_dir():
        pytest.skip("the shared data are not here")
    from test_actions import take_in

    take_in(people["team_lead"])
    with (SHARED / "ommen_fictional/graven_rd.geojson").open("rb") as file:
        take_map_in(people["team_lead"], CODE, "graven_rd.geojson", file)
    return people


def test_every_standing_on_the_map_is_that_of_the_page_of_the_grave(fictional, agreement):
    client = agreement.client_id
    sections = set(Grave.objects.of(client).values_list("cemetery", "section"))
    on_map = {one.number: one.standing for key in sections for one in graves_on_map(client, *key)}
    assert len(on_map) == Grave.objects.of(client).count() > 300 and len(set(on_map.values())) >= 4
    for number in list(on_map)[::7]:
        assert on_map[number] == grave_file(client, number).state[0], number


def test_the_open_layer_has_places_and_kinds_and_nothing_else(fictional, agreement, client):
    answer = client.get("/ommen/begraafplaatsen/graven.geojson")
    assert answer["Content-Type"] == "application/geo+json" and "noindex" in answer["X-Robots-Tag"]
    document = json.loads(answer.content)
    assert len(document["features"]) == Grave.objects.of(agreement.client_id).count()
    assert {tuple(one["properties"]) for one in document["features"]} == {("grafnummer", "vak", "soort")}
    lon, lat = document["features"][0]["geometry"]["coordinates"][0][0]
    assert 6.3 < lon < 6.6 and 52.4 < lat < 52.6
    metres = json.loads(client.get("/ommen/begraafplaatsen/graven.geojson?stelsel=rd").content)
    x, _ = metres["features"][0]["geometry"]["coordinates"][0][0]
    assert 220_000 < x < 240_000 and "28992" in metres["crs"]["properties"]["name"]


def test_a_visitor_finds_the_way_to_a_grave_and_no_name(fictional, agreement, client):
    body = Interment.objects.of(agreement.client_id).select_related("resident", "grave").first()
    dutch = client.get(f"/ommen/begraafplaatsen/graf/{body.grave.number}/")
    assert dutch.status_code == 200 and "noindex" in dutch["X-Robots-Tag"] and "Set-Cookie" not in dutch
    assert body.resident.surname not in text(dutch) and "Zo loopt u erheen" in text(dutch)
    assert text(dutch).count("map-here") == 1 and "uitgegeven" not in text(dutch)
    assert "How to get there" in text(client.get(f"/ommen/en/cemeteries/grave/{body.grave.number}/"))
    assert client.get("/ommen/begraafplaatsen/graf/NIETS/").status_code == 404
    assert client.get(f"/hellendoorn/begraafplaatsen/graf/{body.grave.number}/").status_code == 404


def test_a_clerk_of_elsewhere_sees_no_map_of_ours(placed, people, client):
    make_schematic(placed.clerk, CODE, "LMH", read_ranges("vak X, rij 1-2, plek 1-10"))
    client.force_login(people["outsider"])
    assert client.get(f"{BASE}LMH/X/").status_code == 404
    client.force_login(people["director"])
    assert client.get(f"{BASE}LMH/X/").status_code == 200
    assert client.get(f"{BASE}schema/").status_code == 403


def test_the_whole_page_of_four_hundred_graves_stays_within_120_kb(placed, client):
    from noaber.agreement.acting import acting
    from noaber.cemetery import acts, rules
    from noaber.values import grant

    with acting(placed.clerk, CODE) as act:
        entry = act.record(acts.REGISTER_GRAVE, grant("registered", rules.REGISTER, "ja"), "grave:x")
        made = [
            Grave(
                entry=entry,
                municipality_id=entry.municipality_id,
                number=f"LMH-Y-{row:02d}-{place:02d}",
                cemetery="LMH",
                section="Y",
                row=str(row),
                place=str(place),
                kind="particulier" if place % 5 else "kindergraf",
                layers_max=2,
                urns_max=4,
                blocked="wortels" if place % 7 == 0 else "",
            )
            for row in range(1, 21)
            for place in range(1, 21)
        ]
        Grave.objects.bulk_create(made)
    make_schematic(placed.clerk, CODE, "LMH", read_ranges("vak Y, rij 1-20, plek 1-20"))
    client.force_login(placed.clerk)
    content = client.get(f"{BASE}LMH/Y/").content
    assert content.count(b"<title>LMH-Y") == content.count(b"<tr><td><a href") == 400
    assert len(content) <= 120_000
