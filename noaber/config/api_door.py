"""The door of the API: who shows which key, what it opens, how often, and for one municipality only."""

from __future__ import annotations

import inspect
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.security import HttpBearer

from noaber.config.api_parameters import Paging, links
from noaber.config.api_problem import Answer, InvalidInput
from noaber.parties.models import ApiToken
from noaber.parties.scope import reading
from noaber.parties.tokens import SCOPES, token_of

RATE = 300
"""Requests a minute for each key, counted in each process by itself: with four workers a key gets at most 1,200."""
WINDOW_SECONDS = 60


@dataclass
class Meter:
    """How often each key was used in this minute. Forgets everything when the next minute begins, so it stays small."""

    rate: int = RATE
    window: int = -1
    used: dict[int, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, key: int, seconds: float) -> int:
        """How many seconds a key must wait; 0 when it may go on, which is counted."""
        with self.lock:
            window = int(seconds // WINDOW_SECONDS)
            if window != self.window:
                self.window = window
                self.used.clear()
            self.used[key] = self.used.get(key, 0) + 1
            if self.used[key] <= self.rate:
                return 0
            return math.ceil((window + 1) * WINDOW_SECONDS - seconds) or 1


METER = Meter()


class KeyRequest(HttpRequest):
    """A request with the key that it showed."""

    auth: ApiToken


class Key(HttpBearer):
    """A key of one organisation, shown as `Authorization: Bearer ...`, that must be allowed to read this."""

    def __init__(self, scope: str) -> None:
        assert scope in SCOPES, f"{scope} is no scope"
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The key, if it is known and holds; raises Answer where it may not read this, or too often."""
        found = token_of(token)
        if found is None:
            return None
        if wait := METER.wait(found.pk, time.monotonic()):
            detail = f"Deze sleutel is te vaak gebruikt. Wacht {wait} seconden."
            raise Answer(429, detail, headers={"Retry-After": str(wait)})
        if self.scope not in found.scopes:
            raise Answer(403, f"Deze sleutel mag niet lezen: {SCOPES[self.scope]}. Vraag een andere aan de beheerder.")
        return found


class Shown(msgspec.Struct):
    """What a list gives back: a page of items, and whether there are more."""

    items: list[Any]
    more: bool


class File(msgspec.Struct):
    """A file that is given back as it is; the document knows only XML files."""

    content: bytes
    media_type: str


RETURNS: dict[str, type] = {}
"""What each operation gives back, by its id; the document is drawn up from this."""


def resource(router: Router, path: str, scope: str, returns: type, summary: str) -> Callable[[Any], Any]:
    """Make a function that reads into an address of the API.

    The function gets the request and its typed parameters, and returns a value of type `returns`, Shown for a list with
    paging, or a File. It runs within the rows of the municipality of the key, and may raise Http404 or Answer.
    """

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        names = query_names(view)
        paging = next((name for name, kind in _schemas(view) if issubclass(kind, Paging)), "")

        @wraps(view)
        def read(request: KeyRequest, **typed: Any) -> HttpResponse:
            refuse_unknown(request, names)
            with reading(request.auth.municipality_id):
                value = view(request, **typed)
            if not isinstance(value, Shown):
                return _response(value)
            response = _response(value.items)
            response["Link"] = links(request, typed[paging], value.more)
            return response

        operation = _camel(view.__name__)
        RETURNS[operation] = returns
        return router.get(path, auth=Key(scope), operation_id=operation, summary=summary)(read)

    return register


def query_names(view: Callable[..., Any]) -> set[str]:
    """The query parameters that a function declares."""
    return {field.alias or name for _, kind in _schemas(view) for name, field in kind.model_fields.items()}


def _schemas(view: Callable[..., Any]) -> list[tuple[str, type[Schema]]]:
    parameters = inspect.signature(view).parameters.values()
    return [
        (one.name, one.annotation)
        for one in parameters
        if inspect.isclass(one.annotation) and issubclass(one.annotation, Schema)
    ]


def refuse_unknown(request: HttpRequest, names: set[str]) -> None:
    """Raise Answer for a parameter that is not known, or that stands there twice: a typing mistake must not pass."""
    wrong = [
        InvalidInput("query", name[:60], "Deze parameter bestaat hier niet.")
        for name in request.GET
        if name not in names
    ]
    wrong += [
        InvalidInput("query", name, "Deze parameter staat er vaker dan één keer.")
        for name in sorted(names & set(request.GET))
        if len(request.GET.getlist(name)) > 1
    ]
    if wrong:
        raise Answer(400, "Een of meer parameters kloppen niet. Zie `errors`.", wrong)


def page_of(rows: Any, paging: Paging, item: Callable[[Any], Any]) -> Shown:
    """A page of rows of a query, made into items; one row more is read to know whether there is a next page."""
    found = list(rows[paging.start : paging.stop])
    return Shown([item(row) for row in found[: paging.page_size]], len(found) > paging.page_size)


_ENCODER = msgspec.json.Encoder()


def _response(value: Any) -> HttpResponse:
    if isinstance(value, File):
        return HttpResponse(value.content, content_type=value.media_type)
    return HttpResponse(_ENCODER.encode(value), content_type="application/json")


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
