"""The code of a file as on paper, and the two groups that are typed over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from shared_elections import ELECTIONS, needs_data

from noaber.elections.eml.fingerprint import blanked, groups, typed_over

JUINEN = ELECTIONS / "eml_samples/juinen"


@needs_data
@pytest.mark.parametrize("at", [0, 1])
def test_the_codes_of_juinen_are_those_on_paper(at):
    lines = (JUINEN / "Hashcodes-Juinen.txt").read_text(encoding="utf-8-sig").split("\n\n")[at].splitlines()
    assert " ".join(groups((JUINEN / lines[0].split()[1]).read_bytes())) == lines[1].strip()


@given(st.binary(max_size=40))
def test_one_group_of_each_half_is_left_open_and_always_the_same(data):
    code = groups(data)
    first, second = blanked(code)
    assert len(code) == 16 and {len(group) for group in code} == {4}
    assert 0 <= first < 8 <= second < 16 and blanked(groups(data)) == (first, second)
    assert typed_over(code, code[first].upper(), f" {code[second]}")
    assert not typed_over(code, code[second], code[first]) or code[first] == code[second]
    assert not typed_over(code, "", code[second])
