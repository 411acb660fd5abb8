"""How often one address may search: a count a minute, in memory, under a digest that means nothing to anybody later."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import Counter

MOST_ADDRESSES = 10_000
_SALT = secrets.token_bytes(16)


class Pace:
    """Counts what happened within the minute that runs."""

    def __init__(self) -> None:
        self._minute, self._counts = 0, Counter[bytes]()

    def goes_on(self, address: str, per_minute: int, now: float | None = None) -> bool:
        """May this address search once more? Where there are more addresses than we keep, all count as one."""
        minute = int((time.monotonic() if now is None else now) // 60)
        if minute != self._minute:
            self._minute, self._counts = minute, Counter()
        key = hashlib.blake2b(address.encode(), digest_size=8, key=_SALT).digest()
        if key not in self._counts and len(self._counts) >= MOST_ADDRESSES:
            key = b""
        self._counts[key] += 1
        return self._counts[key] <= per_minute


PACE = Pace()
