"""Where the contract and the test persons lie, beside the checkout; tests without them say so and are skipped."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import jsonschema_rs
import pytest

from noaber.brp.standin.app import Options, StandIn
from noaber.brp.standin.command import PERSONS, SPEC

there = pytest.mark.skipif(
    not (PERSONS.is_file() and SPEC.is_file()),
    reason="the test persons and the OpenAPI description of the BRP do not lie beside this checkout",
)
KINDS = {
    "ZoekMetGeslachtsnaamEnGeboortedatum": {"geslachtsnaam": "Moulin", "geboortedatum": "1985-12-01"},
    "ZoekMetNaamEnGemeenteVanInschrijving": {
        "geslachtsnaam": "Moulin",
        "voornamen": "Suzanne",
        "gemeenteVanInschrijving": "0599",
    },
    "RaadpleegMetBurgerservicenummer": {"burgerservicenummer": ["999993653"]},
    "ZoekMetPostcodeEnHuisnummer": {"postcode": "3077AW", "huisnummer": 31},
    "ZoekMetStraatHuisnummerEnGemeenteVanInschrijving": {
        "straat": "Boterdiep",
        "huisnummer": 31,
        "gemeenteVanInschrijving": "0599",
    },
    "ZoekMetNummeraanduidingIdentificatie": {"nummeraanduidingIdentificatie": "0599200000219678"},
    "ZoekMetAdresseerbaarObjectIdentificatie": {"adresseerbaarObjectIdentificatie": "0599010000208579"},
}
"""One question of each kind that finds Suzanne Moulin, the person that RvIG shows in its own examples."""


def stand_in(**options: Any) -> StandIn:
    """The application within this process."""
    return StandIn(Options(str(PERSONS), str(SPEC), **options))


def strict(document: Mapping[str, Any]) -> dict[str, Any]:
    """The components of the description, in which a base schema means one of its kinds, by its `type`.

    JSON Schema does not know the discriminator of OpenAPI: a date of the kind `Datum` without a day would pass.
    """
    components = deepcopy(dict(document["components"]))
    schemas = components["schemas"]
    bases = {name: schema for name, schema in schemas.items() if "discriminator" in schema}
    for name, base in bases.items():
        mapping = base.pop("discriminator")["mapping"]
        schemas[f"{name}Basis_"] = base
        for target in mapping.values():
            for part in schemas[target.split("/")[-1]]["allOf"]:
                if part.get("$ref") == f"#/components/schemas/{name}":
                    part["$ref"] = f"#/components/schemas/{name}Basis_"
        kinds = [
            {"allOf": [{"$ref": target}, {"properties": {"type": {"const": kind}}}]} for kind, target in mapping.items()
        ]
        schemas[name] = {"oneOf": kinds}
    return components


def validator(components: Mapping[str, Any], name: str) -> Any:
    """A validator of one schema of these components."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": components}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
