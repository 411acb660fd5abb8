"""Asking the BRP: one question out, one outcome back; nothing of a person in an address, a log line or an exception."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import httpx

from noaber.brp.breaker import Breaker
from noaber.brp.outcomes import FOUND, OUT_OF_ORDER, Outcome, outcome_of
from noaber.brp.paths import keep
from noaber.brp.patience import AT_THE_DESK, Patience, retry_after
from noaber.brp.purposes import Purpose
from noaber.brp.questions import Question

PERSONS = "/personen"
MOST_BYTES = 2_000_000
CONNECT_SECONDS = 2.0


@dataclass
class Fuse:
    """The breaker of one connection, shared by the threads of a process."""

    state: Breaker = field(default_factory=Breaker)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, moment: float) -> bool:
        """May a question go out now? Then it is on its way."""
        with self.lock:
            if not self.state.lets_through(moment):
                return False
            self.state = self.state.going_out(moment)
            return True

    def tell(self, answered: bool, moment: float) -> None:
        """How it ended."""
        with self.lock:
            self.state = self.state.answered() if answered else self.state.failed(moment)


@dataclass(frozen=True)
class Client:
    """The connection of one municipality: where its BRP answers, and its own key (its own authorisation)."""

    address: str
    key: str = field(repr=False)
    fuse: Fuse = field(default_factory=Fuse, repr=False)
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def would_ask(self) -> bool:
        """Does a question go out now, or do we not wait for the BRP at the moment?"""
        return self.fuse.state.lets_through(self.clock())

    def ask(
        self,
        question: Question,
        purpose: Purpose,
        case: str,
        fields: tuple[str, ...] | None = None,
        patience: Patience = AT_THE_DESK,
    ) -> Outcome:
        """Ask for the fields of a purpose (or for fewer of them), for a case.

        Only 429, 5xx and silence are tried again, within the patience. What comes back holds no other fields than were
        asked, whatever the server sent.
        """
        assert case, "nothing is asked without a case"
        paths = purpose.fields if fields is None else fields
        body = json.dumps(question.body(paths)).encode()
        outcome = self._tried(body, purpose.code, patience)
        if outcome.code != FOUND:
            return outcome
        return replace(outcome, persons=tuple(keep(person, paths) for person in outcome.persons))

    def _tried(self, body: bytes, purpose: str, patience: Patience) -> Outcome:
        began, tried = self.clock(), 0
        with httpx.Client(follow_redirects=False, trust_env=False) as connection:
            while True:
                if not self.fuse.take(self.clock()):
                    return Outcome(OUT_OF_ORDER, "resting")
                tried += 1
                left = patience.budget - (self.clock() - began)
                outcome, asked_wait = self._once(connection, body, purpose, max(0.1, min(patience.read, left)))
                self.fuse.tell(outcome.code != OUT_OF_ORDER, self.clock())
                if outcome.code != OUT_OF_ORDER:
                    return outcome
                # Chance spreads tries in time; nobody gains from guessing it.
                wait = patience.wait(tried, random.random(), asked_wait)  # noqa: S311
                if not patience.goes_on(tried, self.clock() - began, wait):
                    return outcome
                self.sleep(wait)

    def _once(
        self, connection: httpx.Client, body: bytes, purpose: str, seconds: float
    ) -> tuple[Outcome, float | None]:
        """One try: how it ended, and how long the server asks us to wait. The seconds are for all of it."""
        headers = {
            "content-type": "application/json; charset=utf-8",
            "accept": "application/json, application/problem+json",
            "x-api-key": self.key,
            "x-doelbinding": purpose,
        }
        until = self.clock() + seconds
        timeout = httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
        try:
            with connection.stream(
                "POST", f"{self.address}{PERSONS}", content=body, headers=headers, timeout=timeout
            ) as answer:
                outcome = outcome_of(answer.status_code, self._read(answer, until))
                asked = retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
        except httpx.TimeoutException:
            return Outcome(OUT_OF_ORDER, "timeout"), None
        except httpx.HTTPError:
            return Outcome(OUT_OF_ORDER, "unreachable"), None
        return outcome, asked

    def _read(self, answer: httpx.Response, until: float) -> Any:
        """The JSON of an answer; None for what is too long or is no JSON. A trickle is a timeout."""
        found = bytearray()
        for part in answer.iter_bytes():
            found += part
            if len(found) > MOST_BYTES:
                return None
            if self.clock() > until:
                raise httpx.ReadTimeout("too slow")
        try:
            return json.loads(found)
        except (ValueError, RecursionError):
            return None
