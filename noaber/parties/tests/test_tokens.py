"""Keys of the API on the command line: made once, listed without themselves, withdrawn for good."""

from __future__ import annotations

import re
from typing import Any

import pytest

from noaber.cli import main
from noaber.parties.models import ApiToken, Municipality
from noaber.parties.tokens import BadToken, fingerprint, make_token, token_of

NEW = ["token", "new", "--municipality", "ommen", "--scope", "cases", "--scope", "journal", "--days", "90"]


def test_a_key_is_printed_once_and_opens_what_it_says(agreement: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(NEW) == 0
    said = capsys.readouterr()
    key = said.out.strip()
    assert re.fullmatch(r"noaber_[A-Za-z0-9_-]{43}", key)
    assert "Bewaar hem nu" in said.err and key not in said.err
    found = token_of(key)
    assert found is not None and (found.municipality_id, found.scopes) == (175, ["cases", "journal"])
    assert (found.expires_at - found.made_at).days == 90


def test_keys_are_listed_without_themselves_and_withdrawn_by_their_number(
    agreement: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    main(NEW)
    key = capsys.readouterr().out.strip()
    token = ApiToken.objects.get()
    assert main(["token", "revoke", str(token.pk)]) == 0
    assert token_of(key) is None
    main(["token", "list"])
    said = capsys.readouterr().out
    assert "ingetrokken" in said and key not in said and fingerprint(key) not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*NEW[:3], "nergens", *NEW[4:]], "Er is geen gemeente"),
        ([*NEW[:5], "alles", *NEW[6:]], "“alles” is niets om te lezen"),
        ([*NEW[:-1], "0"], "1 tot en met 400 dagen"),
        ([*NEW[:-1], "401"], "1 tot en met 400 dagen"),
        (["token", "revoke", "999"], "Er is geen sleutel 999"),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_to_do(
    agreement: Any, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("days", [1, 400])
def test_the_bounds_of_days_are_allowed(agreement: Any, days: int) -> None:
    make_token(Municipality.objects.get(pk=175), ["cases"], days, "toets")
    assert ApiToken.objects.count() == 1


def test_a_key_without_scopes_is_not_made(agreement: Any) -> None:
    with pytest.raises(BadToken):
        make_token(Municipality.objects.get(pk=175), [], 30, "toets")


def test_no_two_keys_are_alike(agreement: Any) -> None:
    municipality = Municipality.objects.get(pk=175)
    keys = {make_token(municipality, ["cases"], 30, "toets")[0] for _ in range(50)}
    assert len(keys) == 50
