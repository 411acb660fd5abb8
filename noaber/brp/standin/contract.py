"""The contract of the stand-in: the OpenAPI description, read as it was published, and what it says of a request.

A request is held against the schema that its `type` names; the general schema would let a wrong number pass.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs

from noaber.brp.paths import ALWAYS

REASONS = {
    "required": "Parameter is verplicht.",
    "pattern": "Waarde voldoet niet aan het patroon.",
    "date": "Waarde is geen geldige datum.",
    "integer": "Waarde is geen geldig getal.",
    "boolean": "Waarde is geen boolean.",
    "array": "Parameter is geen array.",
    "string": "Waarde is geen tekst.",
    "minimum": "Waarde is lager dan toegestaan.",
    "maximum": "Waarde is hoger dan toegestaan.",
    "minItems": "Array bevat te weinig items.",
    "maxItems": "Array bevat te veel items.",
    "fields": "Parameter bevat een niet bestaande veldnaam.",
    "unknownParam": "Parameter is niet verwacht.",
    "value": "Waarde is geen geldig zoek type.",
    "json": "Body is geen geldige JSON.",
}
_NAME = re.compile(r"[a-zA-Z0-9._]{1,30}")
PERSON, FEW, GUARDIANS = "fields-Persoon.csv", "fields-PersoonBeperkt.csv", "gezag"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a request: the parameter and the code."""

    name: str
    code: str


class Contract:
    """What the description asks of requests and promises of answers."""

    def __init__(self, spec: Path) -> None:
        self.document: dict[str, Any] = json.loads(spec.read_text(encoding="utf-8"))
        self.schemas: dict[str, Any] = self.document["components"]["schemas"]
        self.kinds = tuple(self.schemas["PersonenQuery"]["discriminator"]["mapping"])
        self.requests = {kind: self.validator(kind) for kind in self.kinds}
        self.legal = {kind: self._legal(spec.parent, kind) for kind in self.kinds}

    def validator(self, name: str) -> Any:
        """A validator of one schema of the description, with formats."""
        schema = {"$ref": f"#/components/schemas/{name}", "components": self.document["components"]}
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

    def _legal(self, folder: Path, kind: str) -> frozenset[str]:
        person = _paths(folder / PERSON)
        if kind == "RaadpleegMetBurgerservicenummer":
            return person
        few = _paths(folder / FEW)
        if kind == "ZoekMetAdresseerbaarObjectIdentificatie":
            return few | {path for path in person if path.split(".")[0] == GUARDIANS}
        return few

    def mistakes(self, request: Any) -> list[Wrong]:
        """Everything that is wrong with a request; empty where it may be answered."""
        if not isinstance(request, Mapping):
            return [Wrong("body", "json")]
        kind = request.get("type")
        if kind is None or kind == "":
            return [Wrong("type", "required")]
        if kind not in self.requests:
            return [Wrong("type", "value")]
        found = {_wrong(error) for error in self.requests[kind].iter_errors(request)}
        found |= {
            Wrong(name if _NAME.fullmatch(name) else "body", "unknownParam")
            for name in request.keys() - self.parameters(kind)
        }
        found |= {Wrong("fields", "fields") for path in self.asked(request) if path not in self.legal[kind]}
        return sorted(found, key=lambda wrong: (wrong.name, wrong.code))

    def asked(self, request: Mapping[str, Any]) -> list[str]:
        """The paths that a request asks for, as far as they are words."""
        fields = request.get("fields")
        return [path for path in fields if isinstance(path, str)] if isinstance(fields, list) else []

    def parameters(self, kind: str) -> set[str]:
        """The names that a request of this kind may hold."""
        return set(_properties(self.schemas, self.schemas[kind]))


def _properties(schemas: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    names = list(schema.get("properties", ()))
    for part in schema.get("allOf", ()):
        names += _properties(schemas, schemas[part["$ref"].split("/")[-1]] if "$ref" in part else part)
    return names


def _paths(file: Path) -> frozenset[str]:
    with file.open(encoding="utf-8-sig", newline="") as rows:
        found = {row["pad"].strip() for row in csv.DictReader(rows)}
    return frozenset(path for path in found if path and path.split(".")[-1] not in ALWAYS)


def _wrong(error: Any) -> Wrong:
    """An error of the validator as the API names it."""
    path = [str(part) for part in error.instance_path]
    kind = error.kind
    code = str(error.schema_path[-1])
    if code == "required":
        return Wrong(str(kind.property), "required")
    if code == "format":
        code = str(kind.format)
    elif code == "type":
        code = str(getattr(kind, "types", ["string"])[0])
    return Wrong(".".join(path)[:30] or "body", code if code in REASONS else "value")
