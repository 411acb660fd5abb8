"""The code of a file as it stands on paper: SHA-256 in sixteen groups of four, two of which people type over."""

from __future__ import annotations

import hashlib
import random

GROUPS, WIDTH = 16, 4


def groups(data: bytes) -> tuple[str, ...]:
    """The code of a file as it is printed: 16 groups of 4 signs, over the bytes as they came in."""
    code = hashlib.sha256(data).hexdigest()
    return tuple(code[at : at + WIDTH] for at in range(0, GROUPS * WIDTH, WIDTH))


def blanked(code: tuple[str, ...]) -> tuple[int, int]:
    """Which two groups are left open: one of each half, always the same two for the same file."""
    draw = random.Random("".join(code))  # noqa: S311 - it hides nothing, it only spreads the choice
    return draw.randrange(GROUPS // 2), GROUPS // 2 + draw.randrange(GROUPS // 2)


def typed_over(code: tuple[str, ...], first: str, second: str) -> bool:
    """Are the two groups that were typed over from paper those of this file? Capitals and spaces do not matter."""
    one, other = blanked(code)
    return (_plain(first), _plain(second)) == (code[one], code[other])


def _plain(text: str) -> str:
    return "".join(text.split()).lower()
