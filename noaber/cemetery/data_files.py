"""The data files of a municipality: rows in TOML, read once for as long as a file stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from noaber.cemetery.law import FaultyRules

T = TypeVar("T")


def document_of(content: bytes) -> dict[str, Any]:
    """What stands in a file. Raises FaultyRules where it is no TOML."""
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FaultyRules([f"Dit is geen geldige TOML in UTF-8 ({error})."]) from None


def rows_of(
    document: Mapping[str, Any], section: str, read: Callable[[Mapping[str, Any]], T], mistakes: list[str]
) -> list[T]:
    """The rows of a section that can be read; what is wrong with the others is added to the mistakes."""
    found = []
    for number, row in enumerate(document.get(section, ()), 1):
        try:
            found.append(read(row))
        except KeyError as error:
            mistakes.append(f"[[{section}]] nummer {number}: {error.args[0]} ontbreekt. Vul het aan.")
        except (ValueError, TypeError) as error:
            mistakes.append(f"[[{section}]] nummer {number}: {error}")
    return found


def while_unchanged(read: Callable[[bytes], T]) -> Callable[[Path], T]:
    """Read a file again only once it has changed."""

    @lru_cache(maxsize=16)
    def kept(path: str, _changed: int) -> T:
        return read(Path(path).read_bytes())

    return lambda path: kept(str(path), path.stat().st_mtime_ns)
