"""Every address says who may open it, and answers nobody else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

sys.path.insert(0, str(Path(__file__).parent))
from addresses import Address, addresses

from noaber.agreement.queries import book_of
from noaber.cases import actions
from noaber.parties.clock import today
from noaber.parties.functions import FUNCTIONS
from tests.people import agreement_of_ommen, make_people

CODE = "ommen-twenterand-2024"
CANARY = "KANARIE-7391"
ROLES = ("clerk", "team_lead", "controller", "director", "ciso", "archivist", "keeper", "outsider")
ALL = addresses()


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name or address.route)
def test_every_address_has_a_name_and_says_who_may_open_it(address: Address):
    assert address.name, f"{address.route} has no name"
    assert hasattr(address.view, "functions"), f"{address.route} has no line that says who may open it"
    assert set(address.view.functions) <= set(FUNCTIONS)


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The people and the objects that all tests here look at; each test takes back only what it wrote itself."""
    outer = transaction.atomic()
    with django_db_blocker.unblock():
        outer.__enter__()
        ommen, found = agreement_of_ommen(), make_people()
        found["objects"] = make_objects(ommen, found)
    yield found
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def people(everybody: dict[str, Any], db: None) -> dict[str, Any]:
    """Somebody for each function."""
    return everybody


@pytest.fixture
def objects(everybody: dict[str, Any], db: None) -> dict[str, Any]:
    """Something of Ommen for every kind of address."""
    return everybody["objects"]


def make_objects(agreement: Any, people: dict[str, Any]) -> dict[str, Any]:
    """Something of Ommen for every kind of address, with a canary in it."""
    product = next(product.code for product in book_of(agreement).products if not product.desk and product.span)
    case = actions.register_case(people["clerk"], CODE, product, today(), CANARY)
    return {
        "case_number": case.number,
        "entry": case.entry_id,
        "quarter": "2026-Q1",
        "month": "2026-01",
        "year": 2026,
        "clause": "3.7",
        "reference": "C-2026-01",
        "pseudonym": people["clerk"].pseudonym,
    }


def filled(address: Address, objects: dict[str, Any]) -> str:
    """The address with the objects of Ommen in the places of its parameters."""
    places = {
        "number": objects["clause"] if address.name == "clause" else objects["case_number"],
        "pk": objects["entry"],
        "quarter": objects["quarter"],
        "month": objects["month"],
        "year": objects["year"],
        "reference": objects["reference"],
        "slug": "medewerker",
        "pseudonym": objects["pseudonym"],
        "key": 1,
        "event": objects["entry"],
        "town": "ommen",
        "product": "paspoort",
        "code": "A" * 22,
        "kind": "ontvangstbevestiging",
        "location": "ommen",
        "what": "beginnen",
    }
    if "<int:number>" in address.route:
        places["number"] = 1
    wanted = {name: places[name] for name in places if f":{name}>" in address.route}
    return reverse(address.name, kwargs=wanted)


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name or address.route)
def test_nobody_gets_in_without_signing_in(address: Address, objects, client):
    answer = client.get(filled(address, objects))
    if address.view.functions == ():
        assert answer.status_code in (200, 302, 404, 405)
    else:
        assert answer.status_code in (302, 405) and (answer.status_code == 405 or "/account/" in answer["Location"])
    assert CANARY not in answer.content.decode(errors="replace")


def test_field_staff_open_the_day_sheet_and_nothing_else():
    mine = {address.name for address in ALL if "keeper" in address.view.functions}
    signed_in = {address.name for address in ALL if set(address.view.functions) == set(FUNCTIONS)}
    assert mine - signed_in == {"day-sheet", "day-sheet-paper", "day-sheet-work", "day-sheet-step"}
    assert signed_in == {"start", "choose-client"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name or address.route)
def test_every_role_gets_what_it_may_and_nothing_of_another_municipality(
    address: Address, role, objects, people, client
):
    client.force_login(people[role])
    answer = client.get(filled(address, objects))
    function = "clerk" if role == "outsider" else role
    allowed = address.view.functions == () or function in address.view.functions
    if not allowed:
        assert answer.status_code in (403, 405), (role, answer.status_code)
    else:
        assert answer.status_code in (200, 302, 404, 405), (role, answer.status_code)
    if role == "outsider":
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert CANARY not in body.decode(errors="replace")
        assert objects["case_number"] not in body.decode(errors="replace").replace(filled(address, objects), "")


@pytest.mark.parametrize("role", ("director", "outsider"))
@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name or address.route)
def test_a_form_that_is_sent_by_somebody_who_may_not_changes_nothing(address: Address, role, objects, people, client):
    from noaber.cases.models import Case
    from noaber.parties.scope import set_scope

    if address.name in ("choose-client", "leave", "be"):
        return
    client.force_login(people[role])
    client.post(filled(address, objects), {"form_token": "x"})
    set_scope(175)
    assert Case.objects.get(number=objects["case_number"]).state == "open"
