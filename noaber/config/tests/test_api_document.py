"""The document of the API, against the Dutch API Design Rules and against what the API really does.

The rules are those of the linter of Logius (ruleset of May 2026), written out by hand, so that they run where its tool
is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from noaber.cases import actions as cases
from noaber.config import api_door
from noaber.config.api import api
from noaber.config.api_document import document
from noaber.config.api_door import Meter
from noaber.config.tests.issued import issued_invoice, sealed_in_a_test
from noaber.extrawork import actions as extrawork
from noaber.extrawork.job import Emergency
from noaber.parties.clock import today
from noaber.parties.models import Municipality
from noaber.parties.tokens import SCOPES, make_token
from noaber.values import Euro

CODE, OMMEN = "ommen-twenterand-2024", 175
DOCUMENT = document(api)
OPERATIONS = [
    (path, method, operation) for path, methods in DOCUMENT["paths"].items() for method, operation in methods.items()
]
HEADERS = {"X-Forwarded-Proto": "https", "Host": "localhost"}
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    ignored_auth,
)


def resolved(value: dict[str, Any]) -> dict[str, Any]:
    """A part of the document, or what it refers to."""
    if "$ref" not in value:
        return value
    found: Any = DOCUMENT
    for step in value["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def properties() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every property of every value: the name of the value, of the property, and what it is."""
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for key, value in schema.get("properties", {}).items():
            yield name, key, value


def test_it_says_which_version_and_whom_to_ask() -> None:
    assert re.fullmatch(r"3(\.\d+){1,2}", DOCUMENT["openapi"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", DOCUMENT["info"]["version"])
    assert set(DOCUMENT["info"]["contact"]) == {"name", "email", "url"}
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", DOCUMENT["info"]["contact"]["email"])
    assert [re.search(r"/v\d+", server["url"]) is not None for server in DOCUMENT["servers"]] == [True]


def test_operations_and_tags_have_names_of_their_own() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(names)) == len(names)
    tags = [tag["name"] for tag in DOCUMENT["tags"]]
    assert len(set(tags)) == len(tags)
    assert {tag for _, _, operation in OPERATIONS for tag in operation["tags"]} == set(tags)


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_addresses_are_kebab_case_without_a_slash_at_the_end(path: str) -> None:
    assert re.fullmatch(r"(/([a-z0-9-]+|{[^}]+}))+", path)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_operation_keeps_the_rules(path: str, method: str, operation: dict[str, Any]) -> None:
    assert method == "get"
    queries = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
    assert all(re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", name) for name in queries)
    named = re.findall(r"{([^}]+)}", path)
    assert sorted(named) == sorted(one["name"] for one in operation["parameters"] if one["in"] == "path")
    assert "400" in operation["responses"] and operation["security"] == [{"Key": []}]
    for status, answer in operation["responses"].items():
        found = resolved(answer)
        if status[0] in "23":
            assert "API-Version" in found["headers"]
        else:
            (schema,) = [resolved(one["schema"]) for one in found["content"].values()]
            assert set(found["content"]) == {"application/problem+json"}
            assert {"status", "title", "detail"} <= set(schema["properties"])


def test_values_have_pascal_case_names_and_camel_case_properties() -> None:
    for name, key, _ in properties():
        assert re.fullmatch(r"([A-Z][a-z\d]*)+", name), name
        assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", key), key


def test_days_are_days_and_moments_have_a_zone() -> None:
    for name, key, value in properties():
        kinds = [value, *value.get("anyOf", ())]
        formats = {kind.get("format") for kind in kinds} - {None}
        assert not formats & {"date-time-local", "time"}, (name, key)
        if re.search(r"(^date$|[Dd]ate$|^datum$)", key):
            assert formats == {"date"}, (name, key)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests stay within the transaction of the test, as Django's own test client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def every_scope(agreement: Any, one_connection: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """A key of Ommen that reads everything, as often as it likes."""
    monkeypatch.setattr(api_door, "METER", Meter(rate=10**9))
    key, _ = make_token(Municipality.objects.get(pk=OMMEN), sorted(SCOPES), 30, "toets")
    return key


@pytest.fixture
def filled(people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Something under every address; what stands in the addresses of single things."""
    clerk, lead = people["clerk"], people["team_lead"]
    case = cases.register_case(clerk, CODE, "uittreksel-brp", today(), "Z-1")
    cases.decide_case(clerk, CODE, case.number, "verstrekt")
    storm = Emergency(9, "Stormschade", "Bomen op graven", Euro.of(18_000), today(), True)
    job = extrawork.report_calamity(lead, CODE, storm)
    invoice = issued_invoice()
    sealed_in_a_test(monkeypatch)()
    quarter = (today().month + 2) // 3
    return {
        "code": CODE,
        "clause": "3.7",
        "case": case.number,
        "reference": job.reference,
        "year": str(today().year),
        "index": "1",
        "invoice": invoice.number,
        "quarter": f"{today().year}-Q{quarter}",
    }


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=HEADERS)
schema.config.generation.update(with_security_parameters=False)  # the key is ours; ignored_auth asks without one
PLACES = {
    "/agreements": {},
    "/agreements/{code}": {"code": "code"},
    "/agreements/{code}/clauses": {"code": "code"},
    "/agreements/{code}/clauses/{number}": {"code": "code", "number": "clause"},
    "/cases": {},
    "/cases/{number}": {"number": "case"},
    "/extra-work": {},
    "/extra-work/{reference}": {"reference": "reference"},
    "/journal-entries": {},
    "/journal-entries/{year}/{index}": {"year": "year", "index": "index"},
    "/journal-entries/{year}/{index}/proof": {"year": "year", "index": "index"},
    "/checkpoints": {},
    "/reports": {},
    "/reports/{quarter}": {"quarter": "quarter"},
    "/invoices": {},
    "/invoices/{number}": {"number": "invoice"},
    "/invoices/{number}/ubl": {"number": "invoice"},
}


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_what_is_there_looks_as_the_document_says(path: str, filled: dict[str, str], every_scope: str) -> None:
    known = {name: filled[what] for name, what in PLACES[path].items()}
    case = schema[path]["GET"].Case(path_parameters=known, headers=HEADERS | {"Authorization": f"Bearer {every_scope}"})
    response = case.call()
    case.validate_response(response, checks=list(CHECKS[:5]))
    assert response.status_code == 200 and response.content not in (b"[]", b"{}", b"")


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_does_what_its_document_says(case: Any, filled: dict[str, str], every_scope: str) -> None:
    headers = HEADERS | {"Authorization": f"Bearer {every_scope}"}
    case.call_and_validate(headers=headers, checks=list(CHECKS))
