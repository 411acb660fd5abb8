"""The stand-in itself: a small web application that answers as the BRP does, and fails as the BRP can."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from noaber.brp.paths import keep
from noaber.brp.standin.contract import REASONS, Contract, Wrong
from noaber.brp.standin.persons import answer_of, read
from noaber.brp.standin.search import TooMany, find

PATH = "/haalcentraal/api/brp/personen"
OPTIONS = "NOABER_BRP_STANDIN"
MOST_BYTES = 100_000
_RFC = "https://datatracker.ietf.org/doc/html/rfc7231"
_HERE = f"http://localhost{PATH}"
_AT_HOME = ("verblijfplaatsBinnenland", "adresseringBinnenland")
"""Asked under these names, an address comes only when it is in the Netherlands."""
Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True)
class Options:
    """How the stand-in behaves. `limit` is requests a minute; 0 is none. `fail_rate` is a share of all requests."""

    persons: str
    spec: str
    key: str = "proef"
    delay: float = 0.0
    fail_rate: float = 0.0
    limit: int = 0
    fields_denied: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The options on their way to the process that serves."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Options:
        """The options as they arrived."""
        row = json.loads(text)
        return cls(**row | {"fields_denied": tuple(row["fields_denied"])})


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


class StandIn:
    """A WSGI application."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.contract = Contract(Path(options.spec))
        self.persons = read(Path(options.persons))
        self.lately: deque[float] = deque()
        self.lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._answer(environ)
        kind = "application/json" if answer.status == 200 else "application/problem+json"
        content = json.dumps(answer.body, ensure_ascii=False).encode()
        length = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(content))}
        start_response(f"{answer.status} -", list((length | answer.headers).items()))
        return [content]

    def _answer(self, environ: Environ) -> Answer:
        if environ["PATH_INFO"] != PATH:
            return problem(404, "Niet gevonden.", "notFound")
        if environ["REQUEST_METHOD"] != "POST":
            return problem(405, "Methode is niet toegestaan.", "methodNotAllowed")
        if environ.get("HTTP_X_API_KEY") != self.options.key:
            return problem(401, "Niet correct geauthenticeerd.", "authentication")
        if (seconds := self._too_often()) > 0:
            return problem(429, "Te veel verzoeken.", "tooManyRequests", {"Retry-After": str(seconds)})
        time.sleep(self.options.delay)
        if random.random() < self.options.fail_rate:  # noqa: S311  chance, not a secret
            return problem(503, "Bronservice BRP is tijdelijk niet beschikbaar.", "notAvailable")
        if environ.get("CONTENT_TYPE", "").split(";")[0].strip().lower() != "application/json":
            return problem(415, "Unsupported Media Type.", "unsupported")
        if not _takes_json(environ.get("HTTP_ACCEPT", "*/*")):
            return problem(406, "Gevraagde contenttype wordt niet ondersteund.", "notAcceptable")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > MOST_BYTES:
            return problem(413, "Verzoek is te groot.", "tooLarge")
        return self.ask(_json(environ["wsgi.input"].read(length)))

    def _too_often(self) -> int:
        """How many seconds to wait before the next request; 0 where it may come now."""
        if not self.options.limit:
            return 0
        now = time.monotonic()
        with self.lock:
            while self.lately and now - self.lately[0] >= 60:
                self.lately.popleft()
            if len(self.lately) >= self.options.limit:
                return max(1, round(60 - (now - self.lately[0])))
            self.lately.append(now)
        return 0

    def ask(self, asked: Any) -> Answer:
        """What the BRP says to a request that came in whole."""
        if mistakes := self.contract.mistakes(asked):
            return bad_request(mistakes)
        paths = self.contract.asked(asked)
        if any(_below(path, denied) for path in paths for denied in self.options.fields_denied):
            return problem(403, "U bent niet geautoriseerd voor deze velden.", "unauthorizedField")
        try:
            found = find(self.persons, asked)
        except TooMany as many:
            detail = f"Meer dan maximum van {many.most} gevonden personen."
            return problem(400, "Teveel zoekresultaten.", "tooManyResults", detail=detail)
        return Answer(200, {"type": asked["type"], "personen": [_shown(one, paths) for one in found]})


def _shown(raw: Mapping[str, Any], paths: list[str]) -> dict[str, Any]:
    person = answer_of(raw, _today())
    at_home = person.get("verblijfplaats", {}).get("type") in ("Adres", "Locatie")
    wanted = [path for path in paths if path.split(".")[0] not in _AT_HOME]
    if at_home:
        wanted += [path.replace("Binnenland", "", 1) for path in paths if path.split(".")[0] in _AT_HOME]
    return keep(person, wanted)


def _below(path: str, denied: str) -> bool:
    """Does a path ask for what is denied: itself, a part of it, or a group that it is in?"""
    return f"{path}.".startswith(f"{denied}.") or f"{denied}.".startswith(f"{path}.")


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def _takes_json(accept: str) -> bool:
    kinds = {part.split(";")[0].strip().lower() for part in accept.split(",")}
    return bool(kinds & {"application/json", "application/*", "*/*"})


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def problem(status: int, title: str, code: str, headers: dict[str, str] | None = None, detail: str = "") -> Answer:
    """A problem document (RFC 7807) as the contract asks it."""
    body: dict[str, Any] = {"type": _RFC, "title": title, "status": status, "code": code, "instance": _HERE}
    return Answer(status, body | ({"detail": detail} if detail else {}), headers or {})


def bad_request(mistakes: list[Wrong]) -> Answer:
    """400, with everything that is wrong at once."""
    answer = problem(400, "Een of meerdere parameters zijn niet correct.", "paramsValidation")
    rows = [{"name": one.name, "code": one.code, "reason": REASONS[one.code]} for one in mistakes]
    return Answer(400, answer.body | {"invalidParams": rows})


def serve() -> StandIn:
    """The application that the server process makes, from the options that its command gave."""
    return StandIn(Options.from_text(os.environ[OPTIONS]))
