"""`noaber cemetery file`: make the file for the grave rights from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def add_to(what: Any) -> None:
    """Add `file` to the commands of cemeteries."""
    file = what.add_parser("file", help="het bestand voor de boekhouding maken van wat is vastgesteld")
    file.add_argument("--client", default="ommen-twenterand-2024", metavar="CODE", help="de overeenkomst")
    file.add_argument("--profile", metavar="BESTAND", type=Path, help="een andere indeling, als JSON")
    file.add_argument("--out", metavar="MAP", type=Path, help="schrijf het bestand en zijn manifest in deze map")
    file.set_defaults(run=_file)


def _file(arguments: argparse.Namespace) -> int:
    from noaber.agreement.acting import SYSTEM, Refusal
    from noaber.agreement.models import Agreement
    from noaber.cemetery.charges import file_actions, layout, queries
    from noaber.parties.scope import reading

    found = Agreement.objects.filter(code=arguments.client).first()
    if found is None:
        sys.stderr.write(f"{arguments.client} is niet in gebruik.\n")
        return 2
    chosen = None
    if arguments.profile is not None:
        try:
            chosen = layout.from_data(json.loads(arguments.profile.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            sys.stderr.write(f"De indeling is niet te lezen ({error}).\n")
            return 2
        if wrong := layout.mistakes(chosen):
            sys.stderr.write("".join(f"{one}\n" for one in wrong))
            return 2
    with reading(found.client_id):
        last = queries.last_file(found.client_id)
    try:
        row = file_actions.make_file(SYSTEM, arguments.client, last, chosen=chosen, origin="cli")
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.decision.text}\n")
        return 1
    except layout.TooWide as error:
        sys.stderr.write(f"{error}\n")
        return 2
    totals = row.totals
    sys.stdout.write(
        f"{row.number}, na {row.predecessor or 'geen'}\n{totals.lines} regels, {totals.debtors} debiteuren\n"
    )
    sys.stdout.write(f"debet {totals.debit}, credit {totals.credit}, saldo {totals.net}\nsha256 {row.digest}\n")
    if arguments.out is not None:
        arguments.out.mkdir(parents=True, exist_ok=True)
        (arguments.out / row.name).write_bytes(bytes(row.content))
        (arguments.out / f"grafrechten-{row.number}.json").write_bytes(bytes(row.manifest))
    return 0
