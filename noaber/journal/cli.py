"""`noaber journal ...`: seal, write an export, prove one entry, and verify without a database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from noaber.journal import verify


def add_commands(subparsers: Any) -> None:
    """Add `journal` and what can be done with it; each sets `run`: arguments in, exit code out."""
    parser = subparsers.add_parser("journal", help="het journaal verzegelen, ophalen, bewijzen en controleren")
    what = parser.add_subparsers(dest="what", required=True, metavar="OPDRACHT")

    seal = what.add_parser("seal", help="verzegelen wat er sinds de vorige keer bij kwam")
    seal.set_defaults(run=_seal)

    export = what.add_parser("export", help="een log wegschrijven als bestand dat overal te controleren is")
    _log_arguments(export)
    export.add_argument("--to", type=Path, metavar="BESTAND", required=True, help="bestand om te schrijven (.jsonl.gz)")
    export.add_argument("--checkpoint", type=Path, metavar="BESTAND", help="schrijf hier ook het nieuwste controlepunt")
    export.set_defaults(run=_export)

    prove = what.add_parser("prove", help="bewijzen dat een regel in het log staat, of dat er niets veranderde")
    _log_arguments(prove)
    of = prove.add_mutually_exclusive_group(required=True)
    of.add_argument("index", type=int, nargs="?", metavar="plaats", help="de plaats van de regel in het log")
    of.add_argument("--since", type=int, metavar="AANTAL", help="bewijs dat de eerste AANTAL regels dezelfde bleven")
    prove.add_argument(
        "--to", type=Path, metavar="BESTAND", required=True, help="bestand voor het bewijs (.tlog-proof)"
    )
    prove.add_argument("--entry", type=Path, metavar="BESTAND", help="schrijf hier de regel zelf, als JSON")
    prove.set_defaults(run=_prove)

    key = what.add_parser("key", help="de openbare sleutel tonen waarmee controlepunten getekend zijn")
    key.set_defaults(run=_key)

    check = what.add_parser("verify", help="een export of bewijs controleren; hiervoor is geen database nodig")
    verify.add_arguments(check)
    check.set_defaults(run=verify.run, needs_django=False)


def _log_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "municipality", metavar="gemeente", help="korte naam of CBS-code van de opdrachtgever, bijvoorbeeld ommen"
    )
    parser.add_argument("year", type=int, metavar="jaar", help="het jaar van het log")


def _seal(arguments: argparse.Namespace) -> int:
    from noaber.journal import sealing
    from noaber.parties.models import Municipality

    broken = 0
    for client in Municipality.objects.order_by("code"):
        try:
            made = sealing.seal(client.code)
        except sealing.SealBroken as reason:
            print(f"{client.name}: NIET VERZEGELD: {reason}", file=sys.stderr)
            broken = 1
            continue
        if made:
            print(f"{client.name}: verzegeld tot en met {made[-1].size} regels van {made[-1].year}.")
    return broken


def _export(arguments: argparse.Namespace) -> int:
    from noaber.journal.export import origin, write_export
    from noaber.journal.keys import verifier_key
    from noaber.journal.queries import whole_log
    from noaber.parties.scope import reading

    client = _client(arguments.municipality)
    with reading(client):
        records, signed = whole_log(client, arguments.year)
        if not signed:
            print("Dit log is nog nooit verzegeld. Doe eerst: noaber journal seal", file=sys.stderr)
            return 1
        with arguments.to.open("wb") as stream:
            write_export(stream, origin(client, arguments.year), verifier_key(), records, signed)
    if arguments.checkpoint:
        arguments.checkpoint.write_text(signed[-1], encoding="utf-8")
    print(f"Geschreven: {arguments.to}")
    return 0


def _prove(arguments: argparse.Namespace) -> int:
    from noaber.journal import prove
    from noaber.parties.scope import reading

    client, year = _client(arguments.municipality), arguments.year
    with reading(client):
        try:
            if arguments.since is not None:
                proof = prove.of_growth(client, year, arguments.since)
            else:
                proof = prove.of_entry(client, year, arguments.index)
                if arguments.entry:
                    arguments.entry.write_text(prove.entry_text(client, year, arguments.index), encoding="utf-8")
        except prove.NotThere as reason:
            print(reason, file=sys.stderr)
            return 1
    arguments.to.write_text(proof, encoding="utf-8")
    print(f"Geschreven: {arguments.to}")
    return 0


def _key(arguments: argparse.Namespace) -> int:
    from noaber.journal.keys import verifier_key

    print(verifier_key())
    return 0


def _client(asked: str) -> int:
    from noaber.parties.models import Municipality

    found = Municipality.objects.filter(code=int(asked)) if asked.isdigit() else Municipality.objects.filter(slug=asked)
    client = found.first()
    if client is None:
        raise SystemExit(f"Noaber kent geen gemeente “{asked}”.")
    return client.code
