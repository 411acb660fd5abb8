"""The whole register goes out in open files, and comes back the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from cemetery_law import ROOT
from test_actions import CANARY, CODE, GRAVE, Yard, at, refused, take_in, wanted

from noaber.cemetery import actions
from noaber.cemetery.actions import LongAgo, NewPerson
from noaber.cemetery.csv_table import as_text, from_text
from noaber.cemetery.maps.actions import make_schematic
from noaber.cemetery.maps.actions import take_in as take_map_in
from noaber.cemetery.maps.models import GraveShape
from noaber.cemetery.maps.ranges import read_ranges
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident, RightEvent
from noaber.cemetery.old_days import read_old_day
from noaber.cemetery.register_files import EVENTS_FILE, FILES
from noaber.cemetery.rules import EXPIRED
from noaber.cemetery.takehome.actions import export
from noaber.cemetery.taking_in import import_register
from noaber.cli import main
from noaber.journal.models import Entry, Payload
from noaber.parties.clock import standing_at
from noaber.parties.scope import set_scope

THERE = "demo-hellendoorn-almelo-2025"
OURS, THEIRS = 175, 163
MODELS = (Grave, Resident, GraveRight, Interment, RightEvent)
MEASURED = f"grafnummer;x;y;hoek;breedte;lengte\n{GRAVE};223603;504104;12;1,1;2,4\n"


@pytest.fixture
def two_registers(tmp_path: Path, settings: Any) -> None:
    """Both agreements with the local data of Ommen, so that what goes out of one can go into the other."""
    for code in (CODE, THERE):
        shutil.copytree(ROOT / "agreements" / code, tmp_path / code)
    shutil.copytree(ROOT / "agreements" / CODE / "cemetery", tmp_path / THERE / "cemetery")
    settings.AGREEMENTS_DIR = tmp_path


@pytest.fixture
def lead_there(people: Any) -> Any:
    """Somebody who may take a register in there."""
    from noaber.agreement.models import Agreement
    from noaber.parties.models import Position

    contractor = Agreement.objects.values_list("contractor_id", flat=True).get(code=THERE)
    person = people["outsider"]
    Position.objects.create(person=person, function="team_lead", organisation_id=contractor, since=date(2023, 1, 1))
    return person


def rows(client: int) -> dict[str, list[dict[str, Any]]]:
    """Every row with everything in it, and the numbers of the rows that it points at in place of their keys."""
    set_scope(client)
    found = {}
    for model in MODELS:
        fields = [one for one in model._meta.concrete_fields if one.name not in ("id", "entry", "municipality")]
        points = {one.name for one in fields if one.remote_field}
        names = [f"{one.name}__number" if one.name in points else one.name for one in fields]
        found[model.__name__] = list(model.objects.of(client).order_by("id").values(*names))
    return found


def taken_home(person: Any) -> dict[str, bytes]:
    file = io.BytesIO()
    export(person, CODE, file)
    with zipfile.ZipFile(file) as zip_file:
        return {name: zip_file.read(name) for name in zip_file.namelist()}


def brought_back(person: Any, files: dict[str, bytes]) -> Any:
    opened = {part: io.BytesIO(files[name]) for part, name in (FILES | {"events": EVENTS_FILE}).items()}
    return import_register(person, THERE, opened)


def there_and_back(yard: Any, lead: Any) -> None:
    before = rows(OURS)
    files = taken_home(yard.lead)
    brought_back(lead, files)
    assert rows(THEIRS) == before


@pytest.fixture
def lived(people: Any) -> Yard:
    """A yard in which about everything happened that a register can hold."""
    yard = Yard(people)
    with standing_at(at(date(2026, 12, 2))):
        jan = actions.register_person(yard.clerk, CODE, NewPerson("Jan", CANARY, died_on=date(2026, 12, 1)))
        ask = wanted(date(2026, 12, 4), date(2026, 12, 1), renewal=True)
        actions.bury(yard.clerk, CODE, GRAVE, jan.number, ask, "REG-1")
        # A half-known day, and a mother with her child.
        for layer, shared, day in ((2, False, "omstreeks 1908"), (2, True, "1908-02"), (None, False, "onbekend")):
            old = actions.register_person(yard.clerk, CODE, NewPerson("Renée", "'t Hart"))
            told = LongAgo(read_old_day(day), "uit het oude boek", layer is None, layer, shared)
            actions.bury_late(yard.clerk, CODE, GRAVE, old.number, told)
        actions.transfer(
            yard.clerk,
            CODE,
            yard.right.number,
            yard.holder.number,
            yard.cousin.number,
            "brief 7",
            identity="paspoort gezien",
        )
        actions.ask_renounce(yard.clerk, CODE, yard.right.number, yard.cousin.number, "paspoort gezien")
        actions.register_grave(yard.clerk, CODE, "LMH-X-02", "LMH", "algemeen", 2, 0)
        actions.grant_right(yard.clerk, CODE, "LMH-X-02", yard.cousin.number, 10, "GA-2")
    with standing_at(at(date(2036, 12, 3))):
        two = GraveRight.objects.get(grave__number="LMH-X-02")
        actions.lapse(yard.lead, CODE, two.number, EXPIRED)
        actions.grant_right(yard.clerk, CODE, "LMH-X-02", yard.cousin.number, 10, "GA-3")
    with standing_at(at(date(2037, 1, 4))):
        # The right is renewed after the burial: what the burial says of its end then stays.
        actions.renew(yard.clerk, CODE, yard.right.number, yard.cousin.number, 10, identity="paspoort gezien")
    return yard


def test_a_register_in_which_everything_happened_comes_back_the_same(lived, lead_there, two_registers):
    assert GraveRight.objects.exclude(ended_on=None).count() == 1 and RightEvent.objects.count() >= 8
    with standing_at(at(date(2037, 2, 1))):
        there_and_back(lived, lead_there)


def test_the_fictional_register_comes_back_the_same(people, lead_there, two_registers):
    with standing_at(at(date(2026, 12, 1))):
        take_in(people["team_lead"])
        before = rows(OURS)
        brought_back(lead_there, taken_home(people["team_lead"]))
        assert rows(THEIRS) == before and len(before["Grave"]) == 360


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60)
ODD = NAMES.map(lambda text: text.strip(" \u00a0")).filter(lambda text: text != "")
DAYS = st.sampled_from(["", "onbekend", "1908", "1908-02", "2-1908", "circa 1908", "± 1908", "2-2-1908", "1908-02-29"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people_=st.lists(st.tuples(ODD, ODD, DAYS, DAYS), min_size=1, max_size=4), reason=ODD.filter(str.strip))
@example(people_=[("=1+1", "'=x", "1908", ""), ("-", '@a;"b"\r\n\'', "± 1908", "")], reason="\t=2")
def test_odd_names_and_days_come_back_the_same(people, lead_there, two_registers, people_, reason):
    with transaction.atomic(), standing_at(at(date(2026, 12, 1))):
        clerk = people["clerk"]
        actions.register_grave(clerk, CODE, GRAVE, "LMH", "particulier", 2, 4)
        for given_names, surname, born, died in people_:
            who = actions.register_person(clerk, CODE, NewPerson(given_names, surname, city=given_names))
            told = LongAgo(read_old_day(died), reason, urn=True, registration=surname[:40].strip(" \u00a0"))
            actions.bury_late(clerk, CODE, GRAVE, who.number, told)
            _known(clerk, who, born, died)
        before = rows(OURS)
        brought_back(lead_there, taken_home(clerk))
        after = rows(THEIRS)
        transaction.set_rollback(True)
    assert after == before


def _known(clerk: Any, who: Resident, born: str, died: str) -> None:
    """What is known of somebody's days, as an import keeps it."""
    from noaber.agreement.acting import acting
    from noaber.cemetery import acts, rules
    from noaber.values import grant

    days = {}
    for name, text in (("born", born), ("died", died)):
        read = read_old_day(text)
        assert read is not None
        days |= {f"{name}_on": read.day, f"{name}_text": "" if read.whole else read.text}
    with acting(clerk, CODE) as act:
        entry = act.record(acts.REGISTER_PERSON, grant("x", rules.REGISTER, "ja"), "resident:x")
        who.change(entry, **days)


@given(start=st.text("'=+-@\t\r", max_size=3), rest=st.text(st.characters(codec="utf-8"), max_size=8))
def test_no_cell_can_run_and_each_comes_back(start, rest):
    cell = start + rest
    made = as_text(cell)
    assert from_text(made) == cell and not made.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_name_with_an_apostrophe_stays_as_people_write_it():
    assert as_text("'t Hart") == "'t Hart" == from_text("'t Hart")


def test_the_files_open_in_a_spreadsheet_and_the_list_has_their_digests(lived):
    files = taken_home(lived.clerk)
    assert set(files) == {*FILES.values(), EVENTS_FILE, "graven.geojson", "inhoud.json"}
    listed = json.loads(files["inhoud.json"])["bestanden"]
    assert {one["bestand"]: one["sha256"] for one in listed} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "inhoud.json"
    }
    for name in (*FILES.values(), EVENTS_FILE):
        text = files[name].decode("utf-8")
        assert text.startswith("\ufeff")
        read = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))
        assert len({len(row) for row in read}) == 1
        assert next(one["rijen"] for one in listed if one["bestand"] == name) == len(read) - 1


def test_the_map_goes_along_and_is_read_back(lived, lead_there, two_registers):
    take_map_in(lived.lead, CODE, "kaart.csv", io.BytesIO(MEASURED.encode()))
    make_schematic(lived.clerk, CODE, "LMH", read_ranges("rij 0, plek 0"))
    before = list(GraveShape.objects.of(OURS).order_by("grave__number").values("grave__number", "geometry", "origin"))
    files = taken_home(lived.clerk)
    with standing_at(at(date(2037, 2, 1))):
        brought_back(lead_there, files)
        take_map_in(lead_there, THERE, "graven.geojson", io.BytesIO(files["graven.geojson"]))
    set_scope(THEIRS)
    after = GraveShape.objects.of(THEIRS).order_by("grave__number").values("grave__number", "geometry", "origin")
    assert list(after) == before and len({one["origin"] for one in before}) == 2


def test_taking_it_home_is_journalled_with_its_digest_and_no_names(lived):
    file = io.BytesIO()
    export(lived.clerk, CODE, file)
    entry = Entry.objects.get(act="takehome.export")
    body = Payload.objects.get(entry=entry).body
    assert hashlib.sha256(file.getvalue()).hexdigest() in body and CANARY not in body


def test_the_director_and_the_clerk_take_it_home_from_the_page_and_others_do_not(lived, people, client):
    for who in ("director", "clerk"):
        client.force_login(people[who])
        assert "Register meenemen" in client.get("/begraafplaatsen/meenemen/").content.decode()
        answer = client.post("/begraafplaatsen/meenemen/", {"form_token": who})
        content = b"".join(answer.streaming_content)
        assert answer["Content-Type"] == "application/zip" and zipfile.is_zipfile(io.BytesIO(content))
    client.force_login(people["controller"])
    assert client.post("/begraafplaatsen/meenemen/", {"form_token": "x"}).status_code == 403
    with refused("no-function"):
        export(people["controller"], CODE, io.BytesIO())


def test_the_command_line_writes_the_file(lived, tmp_path, capsys):
    out = tmp_path / "register.zip"
    assert main(["cemetery", "export", "--client", "ommen", "--out", str(out)]) == 0
    assert zipfile.is_zipfile(out) and "graven.csv: 2 rijen" in capsys.readouterr().out
    assert main(["cemetery", "export", "--client", "nergens", "--out", str(out)]) == 2


def test_an_event_of_an_unknown_right_keeps_the_register_out(lived, lead_there, two_registers):
    files = taken_home(lived.clerk)
    files[EVENTS_FILE] = files[EVENTS_FILE].replace(lived.right.number.encode(), b"R-0")
    with refused("mistakes"), standing_at(at(date(2037, 2, 1))):
        brought_back(lead_there, files)
