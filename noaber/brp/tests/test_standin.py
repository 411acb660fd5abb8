"""The stand-in keeps to the contract: what it takes, what it refuses, and what it answers."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.brp.paths import ALWAYS
from noaber.brp.standin.app import PATH
from noaber.brp.standin.command import PERSONS
from noaber.brp.standin.persons import answer_of, date_of, read
from noaber.brp.tests.brp_data import KINDS, stand_in, strict, there, validator

DAY = date(2026, 12, 1)
BY_NUMBER = {"type": "RaadpleegMetBurgerservicenummer", "fields": ["naam"], "burgerservicenummer": ["999993653"]}
ALLOWED = re.compile(r"[^a-zA-Z0-9À-ž .\-'(),]")


def plain(value: Any) -> Any:
    """A value in which every letter is one that the contract allows: some published names have others."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return ALLOWED.sub("x", value)[:80].replace(",", "") if isinstance(value, str) else value


@there
def test_every_person_is_answered_as_the_contract_says():
    components = strict(stand_in().contract.document)
    whole = validator(components, "RaadpleegMetBurgerservicenummerResponse")
    persons = [answer_of(plain(one), DAY) for one in read(PERSONS)]
    assert len(persons) == 739
    answer = {"type": "RaadpleegMetBurgerservicenummer", "personen": persons}
    assert [(list(error.instance_path), error.message[:200]) for error in whole.iter_errors(answer)] == []


@there
def test_the_referee_sees_a_date_without_a_day():
    components = strict(stand_in().contract.document)
    broken = {"type": "RaadpleegMetBurgerservicenummer", "personen": [{"geboorte": {"datum": {"type": "Datum"}}}]}
    assert not validator(components, "RaadpleegMetBurgerservicenummerResponse").is_valid(broken)


@there
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_question_answers_every_legal_field_as_the_contract_says(kind):
    app = stand_in()
    fields = sorted(path for path in app.contract.legal[kind] if "." not in path)
    answer = app.ask({"type": kind, "fields": fields} | KINDS[kind])
    assert answer.status == 200 and answer.body["personen"]
    errors = validator(strict(app.contract.document), f"{kind}Response").iter_errors(answer.body)
    assert [error.message[:200] for error in errors] == []


@there
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_an_answer_has_no_path_that_was_not_asked(data):
    app = _APP.setdefault("app", stand_in())
    person = data.draw(st.sampled_from(app.persons))
    legal = sorted(app.contract.legal["RaadpleegMetBurgerservicenummer"])
    asked = data.draw(st.lists(st.sampled_from(legal), min_size=1, max_size=6))
    answer = app.ask(BY_NUMBER | {"fields": asked, "burgerservicenummer": [person["burgerservicenummer"]]})
    plain_asked = [path.replace("Binnenland", "", 1) for path in asked]
    groups = {path.rpartition(".")[0] for path in plain_asked}
    for one in answer.body["personen"]:
        for path in _leaves(one):
            whole_date = any(f"{path}.".startswith(f"{group}.") for group in groups if _is_date(one, group))
            kind = path.endswith(".type")
            assert whole_date or kind or any(f"{path}.".startswith(f"{part}.") for part in plain_asked), (path, asked)


_APP: dict[str, Any] = {}


def _leaves(group: Any, above: str = "") -> list[str]:
    """The paths of an answer that hold a value, without what always comes along."""
    found = []
    for name, value in group.items():
        if name in ALWAYS:
            continue
        for one in value if isinstance(value, list) else [value]:
            found += _leaves(one, f"{above}{name}.") if isinstance(one, dict) else [f"{above}{name}"]
    return found


def _is_date(person: Any, path: str) -> bool:
    """Is a group somewhere in the answer a date, which never comes in parts?"""
    values = [person]
    for name in path.split("."):
        inner = [value[name] for value in values if isinstance(value, dict) and name in value]
        values = [one for value in inner for one in (value if isinstance(value, list) else [value])]
    return any(isinstance(value, dict) and "langFormaat" in value for value in values)


@there
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"burgerservicenummer": ["99999365"]}, {("burgerservicenummer.0", "pattern")}),
        ({"burgerservicenummer": []}, {("burgerservicenummer", "minItems")}),
        ({"burgerservicenummer": ["999993653"] * 21}, {("burgerservicenummer", "maxItems")}),
        ({"burgerservicenummer": "999993653"}, {("burgerservicenummer", "array")}),
        ({"fields": []}, {("fields", "minItems")}),
        ({"fields": ["naam.bestaatNiet"]}, {("fields", "fields")}),
        ({"fields": ["geheimhoudingPersoonsgegevens"]}, {("fields", "fields")}),
        ({"fields": ["partners"], "type": "ZoekMetPostcodeEnHuisnummer"}, None),
        ({"type": "Zoek"}, {("type", "value")}),
        ({"type": ""}, {("type", "required")}),
        ({"leeftijd": 40}, {("leeftijd", "unknownParam")}),
        ({"<b>": 40}, {("body", "unknownParam")}),
        ({"fields": [], "burgerservicenummer": ["1"]}, {("fields", "minItems"), ("burgerservicenummer.0", "pattern")}),
    ],
)
def test_a_wrong_request_is_refused_with_everything_that_is_wrong(change, wrong):
    app = stand_in()
    answer = app.ask(BY_NUMBER | change)
    assert answer.status == 400
    assert validator(app.contract.document["components"], "BadRequestFoutbericht").is_valid(answer.body), answer.body
    found = {(row["name"], row["code"]) for row in answer.body["invalidParams"]}
    assert found == wrong if wrong is not None else ("postcode", "required") in found


@there
def test_more_than_ten_by_name_and_more_than_thirty_at_an_address_are_too_many():
    app = stand_in()
    names = {"type": "ZoekMetNaamEnGemeenteVanInschrijving", "fields": ["naam"], "gemeenteVanInschrijving": "0175"}
    answer = app.ask(names | {"geslachtsnaam": "Jan*", "voornamen": "Jan*"})
    assert answer.status == 200 and len(answer.body["personen"]) <= 10
    app.persons = [one | {"naam": {"geslachtsnaam": "Vol", "voornamen": "Al"}} for one in app.persons if _in_ommen(one)]
    many = app.ask(names | {"geslachtsnaam": "vol", "voornamen": "al"})
    assert (many.status, many.body["code"]) == (400, "tooManyResults")
    assert validator(app.contract.document["components"], "Foutbericht").is_valid(many.body)


def _in_ommen(person: dict[str, Any]) -> bool:
    alive = "opschortingBijhouding" not in person and "overlijden" not in person
    return alive and person.get("gemeenteVanInschrijving", {}).get("code") == "0175"


@there
def test_the_dead_are_found_by_number_and_by_a_search_that_asks_for_them():
    app = stand_in()
    dead = next(one for one in app.persons if one.get("overlijden") and one["geboorte"]["datum"].isdigit())
    number = app.ask(BY_NUMBER | {"burgerservicenummer": [dead["burgerservicenummer"]]})
    assert number.body["personen"][0]["opschortingBijhouding"]["reden"]["code"] == "O"
    born = date_of(dead["geboorte"]["datum"])
    search = {"type": "ZoekMetGeslachtsnaamEnGeboortedatum", "fields": ["naam"], "geboortedatum": born["datum"]}
    search["geslachtsnaam"] = dead["naam"]["geslachtsnaam"]
    assert app.ask(search).body["personen"] == []
    assert app.ask(search | {"inclusiefOverledenPersonen": True}).body["personen"] != []


@there
def test_some_persons_live_in_ommen_and_twenterand_and_every_kind_of_mask_can_be_seen():
    persons = read(PERSONS)
    ours = [one for one in persons if one.get("gemeenteVanInschrijving", {}).get("code") in ("0175", "1700")]
    assert len(ours) > 100 and {one["burgerservicenummer"] for one in ours} <= {
        one["burgerservicenummer"] for one in json.loads(PERSONS.read_text())
    }
    for code in ("0175", "1700"):
        there_ = [one for one in ours if one["gemeenteVanInschrijving"]["code"] == code]
        assert any(one.get("geheimhoudingPersoonsgegevens", "0") != "0" for one in there_)
        assert any("inOnderzoek" in one["verblijfplaats"] for one in there_)
        assert any(one.get("opschortingBijhouding", {}).get("reden") == "O" for one in there_)
        assert any(one["verblijfplaats"].get("functieAdres", {}).get("code") == "B" for one in there_)


@there
def test_the_numbers_that_the_manual_names_are_what_it_says_of_them():
    manual = (Path(__file__).parents[3] / "docs" / "handleiding" / "beheer.md").read_text(encoding="utf-8")
    persons = {one["burgerservicenummer"]: one for one in read(PERSONS)}
    named = dict(re.findall(r"(999\d{6})\s+\(([a-z ]+)\)", manual))
    found = {word: answer_of(persons[number], DAY) for number, word in named.items()}
    assert "geheimhoudingPersoonsgegevens" in found["geheim adres"] and "overlijden" in found["overleden"]
    assert found["briefadres"]["verblijfplaats"]["functieAdres"]["code"] == "B"
    assert found["niet op adres"]["verblijfplaats"]["indicatieVastgesteldVerblijftNietOpAdres"]
    assert len(found) == 5 and not found["gewoon"].keys() & {"geheimhoudingPersoonsgegevens", "opschortingBijhouding"}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("19851201", "Datum", "1 december 1985"),
        ("19851200", "JaarMaandDatum", "december 1985"),
        ("19850000", "JaarDatum", "1985"),
        ("00000000", "DatumOnbekend", "onbekend"),
        ("19810230", "JaarMaandDatum", "februari 1981"),
    ],
)
def test_a_date_of_which_a_part_is_not_known_says_so(text, kind, words):
    assert (date_of(text)["type"], date_of(text)["langFormaat"]) == (kind, words)
    assert date_of("") is None is date_of("x")


# Over a real socket.

HEADERS = {"x-api-key": "proef", "content-type": "application/json; charset=utf-8"}


def post(address: str, **more: Any) -> httpx.Response:
    sent = {"headers": HEADERS, "content": json.dumps(BY_NUMBER)} | more
    return httpx.post(f"{address}/personen", trust_env=False, **sent)


def test_it_answers_over_the_wire(standin_with):
    answer = post(standin_with())
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json()["personen"][0]["naam"]["volledigeNaam"] == "Suzanne Moulin"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"headers": HEADERS | {"x-api-key": "fout"}}, 401),
        ({"headers": {"content-type": "application/json"}}, 401),
        ({"headers": HEADERS | {"content-type": "text/plain"}}, 415),
        ({"headers": HEADERS | {"accept": "text/html"}}, 406),
        ({"content": b"{"}, 400),
        ({"content": b"[]"}, 400),
        ({"content": b"x" * 200_000}, 413),
    ],
)
def test_what_is_wrong_about_a_request_as_such_has_its_own_status(standin_with, more, status):
    answer = post(standin_with(), **more)
    assert answer.status_code == status == answer.json()["status"]
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_other_methods_and_places_are_refused(standin_with):
    address = standin_with()
    assert httpx.get(f"{address}/personen", trust_env=False).status_code == 405
    assert httpx.post(f"{address}/x", trust_env=False).status_code == 404
    assert PATH.endswith("/personen")


def test_a_field_outside_the_authorisation_is_refused_wherever_it_hides(standin_with):
    address = standin_with("--fields-denied", "naam.voornamen")
    for fields, status in ((["naam"], 403), (["naam.voornamen"], 403), (["naam.geslachtsnaam"], 200)):
        answer = post(address, content=json.dumps(BY_NUMBER | {"fields": fields}))
        assert answer.status_code == status
    assert answer.json()["personen"]


def test_too_many_requests_are_told_how_long_to_wait(standin_with):
    address = standin_with("--limit", "1")
    answers = [post(address) for _ in range(2)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


def test_it_fails_when_it_must(standin_with):
    assert post(standin_with("--fail-rate", "1")).json()["code"] == "notAvailable"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--persons", "/nergens/x.json"], "De testpersonen ontbreken"),
        (["--spec", "/nergens/x.json"], "De beschrijving van de API ontbreekt"),
        (["--fail-rate", "2"], "--fail-rate ligt van 0 tot en met 1"),
    ],
)
def test_what_is_missing_is_said_in_dutch(options, says):
    command = [sys.executable, "-m", "noaber.cli", "brp-standin", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr
