"""Where the BRP answers is a setting, and a careless one is refused before anything starts."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from noaber.brp.connection import connection_of
from noaber.brp.key_list import keys_by_municipality
from noaber.cli import main
from noaber.config.environment import Environment

KEY = "zeer-geheim-7391"


@pytest.mark.parametrize(
    "address",
    ["", "https://brp.example/api", "http://localhost:5010/x", "http://127.0.0.1:5010/x", "http://[::1]:5010/x"],
)
def test_a_line_that_nobody_else_reads_is_taken(address: str):
    assert Environment(brp_url=address).brp_url == address


@pytest.mark.parametrize(
    "address", ["http://brp.example/api", "ftp://brp.example", "brp.example", "http://localhost.example/x"]
)
def test_a_line_that_others_read_is_refused(address: str):
    with pytest.raises(ValidationError, match="https://"):
        Environment(brp_url=address)


def test_every_municipality_has_a_key_of_its_own(settings: Any):
    assert keys_by_municipality(f"0175:{KEY} 1700:a:b") == {175: KEY, 1700: "a:b"}
    settings.BRP_URL, settings.BRP_KEYS = "https://brp.example/api/", f"0175:{KEY} 0163:andere"
    ommen, hellendoorn = connection_of(175), connection_of(163)
    assert ommen and hellendoorn and connection_of(1700) is None
    assert (ommen.key, hellendoorn.key, ommen.address) == (KEY, "andere", "https://brp.example/api")
    assert connection_of(175) is ommen and ommen.fuse is not hellendoorn.fuse


@pytest.mark.parametrize("text", [KEY, f"Ommen:{KEY}", f"0175: {KEY}", f"0175,{KEY}"])
def test_keys_of_another_shape_are_refused_without_the_key_in_the_message(text: str):
    with pytest.raises(ValueError, match="gemeentecode:sleutel") as wrong:
        keys_by_municipality(text)
    assert KEY not in str(wrong.value)
    with pytest.raises(ValidationError) as refused:
        Environment(brp_keys=text)
    assert "gemeentecode:sleutel" in str(refused.value) and KEY not in str(refused.value)


def test_the_command_rotates_and_says_how_many(people: Any, capsys: Any):
    assert main(["brp", "rotate"]) == 0
    said = capsys.readouterr().out
    assert "Ommen: 0 nummers opnieuw versleuteld." in said and "brp.keys" in said
