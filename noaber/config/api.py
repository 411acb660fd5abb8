"""The API for the client municipality's own systems: read only, one key per organisation, OpenAPI 3.1."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from noaber.agreement.access import everybody
from noaber.config import api_agreement, api_cases, api_extrawork, api_invoices, api_journal, api_reports
from noaber.config.api_document import VERSION, document
from noaber.config.api_door import RATE
from noaber.config.api_problem import Answer, answered, problem, wrong_input

_CONTACT = settings.DEFAULT_FROM_EMAIL if "." in settings.DEFAULT_FROM_EMAIL else "beheer@noaber.example"
"""Where users of the API write to; an installation without mail has an example."""

api = NinjaAPI(
    title="Noaber",
    version=VERSION,
    description=(
        "Wat een gemeente mag weten van het werk dat voor haar wordt gedaan: zaken, meerwerk, rapporten, facturen, de "
        "overeenkomst en het journaal met zijn bewijzen. Alleen lezen. Er staan geen persoonsgegevens in. "
        f"Een sleutel geldt voor één gemeente en voor {RATE} verzoeken per minuut; vraag hem aan bij de beheerder."
    ),
    openapi_url=None,
    docs_url=None,
    openapi_extra={
        "info": {
            "contact": {
                "name": "Beheer van Noaber",
                "email": _CONTACT,
                "url": settings.BASE_URL,
            },
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        }
    },
)
for part in (api_agreement, api_cases, api_extrawork, api_invoices, api_journal, api_reports):
    api.add_router("", part.router)


@api.exception_handler(Answer)
def _answer(request: HttpRequest, answer: Answer) -> HttpResponse:
    return answered(answer)


@api.exception_handler(ValidationError)
def _wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return wrong_input(error.errors)


@api.exception_handler(AuthenticationError)
def _no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    detail = "Toon een geldige sleutel als `Authorization: Bearer ...`. Vraag er een aan bij de beheerder."
    response = problem(401, detail)
    response["WWW-Authenticate"] = 'Bearer realm="Noaber"'
    return response


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "Dit is er niet, of niet voor deze gemeente.")


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logging.getLogger("noaber.api").exception("api", exc_info=error)
    return problem(500, "Dit ligt aan ons. Probeer het later opnieuw, of meld het met de kop X-Trace.")


def finished(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """The last touch on every answer: its version, and a problem where the method or the address is unknown."""

    @everybody
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = view(request, *args, **kwargs)
        except Http404:
            response = problem(404, "Dit adres bestaat niet.")
        if response.status_code == 405:
            allowed = response["Allow"]
            response = problem(405, f"Hier kan alleen: {allowed}.")
            response["Allow"] = allowed
        response["API-Version"] = VERSION
        return response

    return csrf_exempt(answer)  # no cookies are read here, only keys


@lru_cache(maxsize=1)
def _document() -> bytes:
    return json.dumps(document(api), ensure_ascii=False).encode()


def openapi(request: HttpRequest) -> HttpResponse:
    """The document of the API, for everybody."""
    if request.method not in ("GET", "HEAD"):
        response = HttpResponse(status=405)
        response["Allow"] = "GET"
        return response
    response = HttpResponse(_document(), content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    """Any other address."""
    raise Http404


_patterns, _application, _namespace = api.urls
for _pattern in _patterns:
    assert isinstance(_pattern, URLPattern) and _pattern.callback is not None
    _pattern.callback = finished(_pattern.callback)

urlpatterns = [
    path("openapi.json", finished(openapi), name="api-document"),
    path("", (_patterns, _application, _namespace)),
    re_path(r"^.*$", finished(nowhere)),
]
