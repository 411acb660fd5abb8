"""`noaber cemetery export`: the whole register of a municipality into a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add_commands(what: Any) -> None:
    """Add `export` to what can be done with cemeteries."""
    export = what.add_parser("export", help="het hele register meenemen, om elders weer in te lezen")
    export.add_argument("--client", required=True, metavar="GEMEENTE", help="de gemeente, als ommen of 0175")
    export.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="waar het zipbestand komt")
    export.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    from noaber.agreement.acting import SYSTEM, Refusal
    from noaber.cemetery.places import NoLocal
    from noaber.cemetery.takehome.actions import export

    code = _agreement(arguments.client)
    if code is None:
        sys.stderr.write(f"Voor {arguments.client} wordt hier nu niet gewerkt. Geef een gemeente als ommen of 0175.\n")
        return 2
    try:
        with arguments.out.open("w+b") as file:
            made = export(SYSTEM, code, file, origin="cli")
    except (NoLocal, Refusal, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for one in made:
        rows = "" if one.rows is None else f"{one.rows} rijen, "
        sys.stdout.write(f"{one.name}: {rows}{one.bytes} bytes, {one.sha256}\n")
    return 0


def _agreement(client: str) -> str | None:
    """The agreement under which work is done for a municipality today."""
    from noaber.agreement.queries import agreements_in_use
    from noaber.parties.clock import today

    day = today()
    for one in agreements_in_use():
        named = client.lower() in (one.client.slug, f"{one.client_id:04d}", str(one.client_id))
        if named and one.since <= day and (one.until is None or day <= one.until):
            return one.code
    return None
