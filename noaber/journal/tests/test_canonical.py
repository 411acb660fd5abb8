"""One text for one value."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.journal.canonical import encode

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "é€😀"]}, '{"a":[true,null,"é€😀"],"b":1}'),
        ({"Z": 1, "a": 2, "": 3}, '{"":3,"Z":1,"a":2}'),
        ({"day": date(2026, 2, 9), "at": datetime(2026, 2, 9, 8, tzinfo=UTC)}, None),
        ((1, (2, 3)), "[1,[2,3]]"),
        ('"\\\n\x00', '"\\"\\\\\\n\\u0000"'),
        (-(10**30), "-1000000000000000000000000000000"),
    ],
)
def test_a_value_has_one_text(value: Any, text: str | None) -> None:
    assert encode(value) == (text or '{"at":"2026-02-09T08:00:00+00:00","day":"2026-02-09"}')


@pytest.mark.parametrize("value", [1.0, Decimal("1.10"), float("nan"), {1, 2}, b"x", object()])
def test_what_has_no_one_text_is_refused_wherever_it_stands(value: Any) -> None:
    for place in (value, [value], {"a": {"b": [value]}}):
        with pytest.raises(TypeError):
            encode(place)


def test_a_key_that_is_not_text_is_refused_and_not_made_into_text() -> None:
    with pytest.raises(TypeError):
        encode({1: "a"})


@given(values)
def test_the_text_gives_the_value_back_and_again_the_same_text(value: Any) -> None:
    text = encode(value)
    assert json.loads(text) == value
    assert encode(json.loads(text)) == text
    assert "\n" not in text


@given(st.dictionaries(texts, st.integers()))
def test_the_order_in_which_a_value_was_made_does_not_show(value: dict[str, int]) -> None:
    assert encode(dict(reversed(list(value.items())))) == encode(value)
