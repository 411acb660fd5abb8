"""One way to write a value as text, so that its hash can be computed again: JSON with sorted keys and no spaces.

Keys are sorted by code point; text stays as it is (UTF-8, no `\\u` escapes where JSON does not need them). Numbers are
whole: a float has no one way to be written, so it is refused rather than rounded.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

_PLAIN = frozenset({str, int, bool, type(None)})


def encode(value: Any) -> str:
    """The canonical text of a value; raises TypeError for what the journal does not hold (floats, decimals, sets)."""
    _refuse_what_is_not_exact(value)
    return _ENCODER.encode(value)


def _refuse_what_is_not_exact(value: Any) -> None:
    if type(value) in _PLAIN:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if type(key) is not str:
                raise TypeError(f"a key in the journal is text, not {type(key).__name__}: {key!r}")
            _refuse_what_is_not_exact(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_what_is_not_exact(item)
    elif not isinstance(value, str | int | date):
        raise TypeError(f"the journal holds no {type(value).__name__}: {value!r}")


def _day(value: Any) -> str:
    """A date or moment, as ISO text; anything else was refused before."""
    assert isinstance(value, date)
    return value.isoformat()


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False, default=_day
)
