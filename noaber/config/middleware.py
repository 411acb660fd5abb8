"""What every request gets before anybody looks at it: a trace, and headers that keep pages out of caches."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from noaber.parties.trace import trace


class Tracing:
    """Give the request a trace id that its log lines and journal entries carry; pages are never stored by browsers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = trace.set(secrets.token_hex(8))
        structlog.contextvars.bind_contextvars(trace=trace.get())
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response["X-Trace"] = trace.get()
        trace.reset(token)
        return response
