"""What the API says when it says no: problem+json (RFC 9457), in Dutch, with what to do."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Verzoek klopt niet",
    401: "Geen geldige sleutel",
    403: "Mag niet met deze sleutel",
    404: "Niet gevonden",
    405: "Alleen lezen",
    429: "Te veel verzoeken",
    500: "Er ging iets mis bij ons",
}


class InvalidInput(msgspec.Struct, rename="camel"):
    """One thing that is wrong with a request: where it stands, under which name, and what to do."""

    in_: str = msgspec.field(name="in")
    name: str
    detail: str


class Problem(msgspec.Struct, rename="camel", omit_defaults=True):
    """Why a request gets no answer. `errors` names everything that is wrong with it."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    errors: list[InvalidInput] = []


class Answer(Exception):
    """Ends a request with a problem."""

    def __init__(
        self, status: int, detail: str, errors: list[InvalidInput] | None = None, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors or [], headers or {}


def problem(status: int, detail: str, errors: list[InvalidInput] | None = None) -> HttpResponse:
    """The problem as a response."""
    body = Problem(title=TITLES[status], status=status, detail=detail, errors=errors or [])
    return HttpResponse(msgspec.json.encode(body), content_type=MEDIA_TYPE, status=status)


def answered(answer: Answer) -> HttpResponse:
    """The response that ends a request."""
    response = problem(answer.status, answer.detail, answer.errors)
    for name, value in answer.headers.items():
        response[name] = value
    return response


def wrong_input(errors: list[dict[str, Any]]) -> HttpResponse:
    """What is wrong with the parameters of a request, all at once; a wrong address is one that does not exist."""
    found = [InvalidInput(str(error["loc"][0]), str(error["loc"][-1]), _sentence(error)) for error in errors]
    if any(one.in_ == "path" for one in found):
        return problem(404, "Dit adres bestaat niet.")
    return problem(400, "Een of meer parameters kloppen niet. Zie `errors`.", found)


def _sentence(error: dict[str, Any]) -> str:
    context = error.get("ctx", {})
    return {
        "greater_than_equal": f"Kies een getal van {context.get('ge')} of hoger.",
        "less_than_equal": f"Kies een getal van {context.get('le')} of lager.",
        "literal_error": f"Kies uit: {context.get('expected')}.".replace(" or ", " of "),
        "string_too_long": f"Gebruik ten hoogste {context.get('max_length')} tekens.",
        "string_pattern_mismatch": "Deze waarde heeft niet de vorm die hier hoort.",
        "value_error": str(context.get("error", "")),
    }.get(error.get("type", ""), "Deze waarde heeft niet de vorm die hier hoort.")
