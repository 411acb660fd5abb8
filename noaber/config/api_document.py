"""The document of the API (OpenAPI 3.1), drawn up from the functions that answer and the values they give back."""

from __future__ import annotations

from typing import Any

import msgspec
from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from noaber.config.api_door import RETURNS, File
from noaber.config.api_problem import MEDIA_TYPE, TITLES, Problem

VERSION = "1.0.0"
BASE = "/api/v1"
_REF = "#/components/schemas/{name}"
_VERSION_HEADER = {
    "API-Version": {
        "description": "De volledige versie van de API",
        "schema": {"type": "string", "examples": [VERSION]},
    }
}
_EXTRA_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"description": "Hoe een sleutel getoond wordt", "schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "Zoveel seconden wachten", "schema": {"type": "integer"}}},
}
_LINK = {"Link": {"description": "Eerste, vorige en volgende bladzijde (RFC 8288)", "schema": {"type": "string"}}}


def document(api: NinjaAPI) -> dict[str, Any]:
    """The whole document as data."""
    drawn = dict(OpenAPISchema(api, ""))
    values = {name: kind for name, kind in RETURNS.items() if kind is not File}
    schemas, components = msgspec.json.schema_components([*values.values(), Problem], ref_template=_REF)
    answers = dict(zip(values, schemas, strict=False))
    for methods in drawn["paths"].values():
        for operation in methods.values():
            _complete(operation, answers.get(operation["operationId"]))
    drawn["components"]["schemas"] |= components
    drawn["components"]["responses"] = {f"Problem{status}": _problem(status) for status in (400, 401, 403, 404, 429)}
    drawn["tags"] = [{"name": name} for name in sorted({tag for _, tag in _tags(drawn)})]
    drawn["servers"] = [{"url": f"{settings.BASE_URL}{BASE}"}]
    return drawn


def _complete(operation: dict[str, Any], answer: dict[str, Any] | None) -> None:
    """Add what every operation has: its answer (none for a file), the version header, the problems it may end in."""
    listed = answer is not None and answer.get("type") == "array"
    content = (
        {"application/json": {"schema": answer}} if answer else {"application/xml": {"schema": {"type": "string"}}}
    )
    parameters = operation["parameters"]
    found = {
        "description": "Gelukt",
        "headers": _VERSION_HEADER | (_LINK if listed else {}),
        "content": content,
    }
    statuses = [400, 401, 403, 429]
    if any(parameter["in"] == "path" for parameter in parameters):
        statuses.append(404)
    operation["responses"] = {"200": found} | {
        str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(statuses)
    }
    for parameter in parameters:
        parameter["schema"] = _without_null(parameter["schema"])


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What a parameter may be when it is there; that it may be left out is said by `required`."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    kept = {name: value for name, value in schema.items() if name not in ("anyOf", "title") and value is not None}
    return kept | kinds[0] if len(kinds) == 1 else kept


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": TITLES[status],
        "headers": _VERSION_HEADER | _EXTRA_HEADERS.get(status, {}),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _tags(drawn: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (path, tag)
        for path, methods in drawn["paths"].items()
        for operation in methods.values()
        for tag in operation.get("tags", ())
    ]
