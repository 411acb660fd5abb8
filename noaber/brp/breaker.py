"""A circuit breaker: after some failures in a row nobody waits for the BRP any more, until a while has passed.

A pure state machine: the moment is an argument, in seconds of a clock that never goes back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

FAILURES = 5
REST_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Breaker:
    """How it stands: failures in a row, since when it is open, and since when one question is out to try."""

    failures: int = 0
    opened: float | None = None
    trying: float | None = None

    def lets_through(self, moment: float) -> bool:
        """May a question go out? While it is open nothing may, and after the rest only one at a time."""
        if self.opened is None:
            return True
        if moment - self.opened < REST_SECONDS:
            return False
        return self.trying is None or moment - self.trying >= REST_SECONDS

    def going_out(self, moment: float) -> Breaker:
        """A question goes out: of an open breaker it is the one that tries."""
        assert self.lets_through(moment)
        return self if self.opened is None else replace(self, trying=moment)

    def answered(self) -> Breaker:
        """There was an answer, whatever it said."""
        return Breaker()

    def failed(self, moment: float) -> Breaker:
        """There was none: at the last failure that is borne it opens, and a try that fails opens it anew."""
        failures = self.failures + 1
        opens = self.opened is not None or failures >= FAILURES
        return Breaker(failures, moment if opens else None)
