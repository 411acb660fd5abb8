"""Accounts and functions: made on the command line, and the journal says who may what from when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from noaber.agreement.acting import SYSTEM, Refusal
from noaber.agreement.people import appoint, take_on
from noaber.agreement.rules import may_appoint
from noaber.cli import main
from noaber.journal.models import Entry
from noaber.parties.models import Municipality, Person, Position
from noaber.values import Clause

CLAUSE = Clause("voorbeeld-2024", "3.2")
DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("function", "until", "held", "code"),
    [
        ("clerk", None, [], "appointed"),
        ("system", None, [], "unknown-function"),
        ("baas", None, [], "unknown-function"),
        ("clerk", date(2026, 11, 30), [], "ends-before-it-begins"),
        ("clerk", DAY, [], "appointed"),
        ("clerk", None, [(date(2026, 1, 1), date(2026, 11, 30))], "appointed"),
        ("clerk", None, [(date(2026, 1, 1), DAY)], "already-held"),
        ("clerk", None, [(date(2026, 1, 1), None)], "already-held"),
    ],
)
def test_a_function_is_one_we_know_and_held_once_on_a_day(function: str, until: Any, held: Any, code: str) -> None:
    assert may_appoint(function, DAY, until, held, CLAUSE).code == code


def test_a_person_is_taken_on_and_appointed_on_the_command_line(agreement: Any, capsys: Any) -> None:
    assert main(["person", "new", "nieuw@example.nl", "Nieuwe Collega", "--employer", "twenterand"]) == 0
    assert main(["person", "appoint", "nieuw@example.nl", "clerk", "--at", "twenterand", "--since", "2026-12-01"]) == 0
    person = Person.objects.get(email="nieuw@example.nl")
    assert [(one.function, one.since) for one in person.positions.all()] == [("clerk", DAY)]
    entry = Entry.objects.order_by("-id").first()
    assert entry is not None and entry.act == "parties.appoint" and entry.object == f"person:{person.pseudonym}"
    assert "Nieuwe Collega" not in entry.header + str(entry.facts)
    assert main(["person", "list"]) == 0
    assert "nieuw@example.nl" in capsys.readouterr().out


def test_the_same_function_twice_is_refused_and_journalled(agreement: Any, capsys: Any) -> None:
    twenterand = Municipality.objects.get(slug="twenterand")
    person = take_on("x@example.nl", "X", twenterand)
    appoint(SYSTEM, person, "clerk", twenterand, DAY)
    with pytest.raises(Refusal):
        appoint(SYSTEM, person, "clerk", twenterand, DAY)
    entry = Entry.objects.order_by("-id").first()
    assert entry is not None and entry.result == "refused" and entry.reason == "already-held"
    assert Position.objects.filter(person=person).count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "clerk@example.nl", "X", "--employer", "twenterand"], "Er is al een account"),
        (["new", "y@example.nl", "Y", "--employer", "nergens"], "Er is geen gemeente"),
        (["appoint", "z@example.nl", "clerk", "--at", "ommen", "--since", "2026-12-01"], "Er is geen account"),
        (["appoint", "clerk@example.nl", "baas", "--at", "twenterand", "--since", "2026-12-01"], "is geen functie"),
    ],
)
def test_bad_input_gets_a_sentence_that_says_what_is_wrong(people: Any, capsys: Any, arguments: Any, said: str) -> None:
    assert main(["person", *arguments]) == 1
    assert said in capsys.readouterr().err
