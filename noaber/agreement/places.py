"""On which line something stands in a TOML file: the standard reader does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[(\[)?\s*([A-Za-z0-9_.\"-]+)\s*\]?\]\s*(#.*)?$")
_KEY = re.compile(r"\s*(\"[^\"]+\"|'[^']+'|[A-Za-z0-9_-]+)\s*=")
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its file, the line of its header, and the lines of its keys."""

    file: str
    line: int
    keys: Mapping[str, int] = field(default_factory=dict)

    def at(self, key: str = "") -> int:
        """The line of a key; of the header where the key is not there."""
        return self.keys.get(key, self.line)


def places(file: str, text: str) -> dict[str, list[Place]]:
    """The blocks of a file by the name of their section, in order; keys before any header are under the empty name.

    A small scanner, meant for text that the TOML reader has accepted: it skips strings and arrays of several lines.
    """
    found: dict[str, list[Place]] = {}
    keys: dict[str, int] = {}
    found[""] = [Place(file, 1, keys)]
    depth, quote = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if quote:
            quote = "" if line.count(quote) % 2 else quote
            continue
        bare = depth == 0
        if bare and (header := _HEADER.match(line)):
            keys = {}
            found.setdefault(header[2], []).append(Place(file, number, keys))
            continue
        if bare and (key := _KEY.match(line)):
            keys.setdefault(key[1].strip("\"'"), number)
        quote = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
        if not quote:
            naked = _STRING.sub("", line)
            depth += naked.count("[") - naked.count("]")
    return {name: blocks for name, blocks in found.items() if name or blocks[0].keys}
