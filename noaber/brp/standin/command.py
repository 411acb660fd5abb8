"""`noaber brp-standin`: the stand-in as a process of its own, on this machine only, without a database."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from noaber.brp.standin.app import OPTIONS, PATH, Options

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data" / "burgerzaken" / "brp"
PERSONS = DATA / "testdata" / "testpersonen.json"
SPEC = DATA / "specs" / "personen-bevragen-2.x-openapi.json"


def add_commands(subparsers: Any) -> None:
    """Add the command; it needs no Django."""
    parser = subparsers.add_parser("brp-standin", help="een nagebootste BRP met testpersonen, op deze machine")
    persons, spec = os.environ.get("NOABER_BRP_PERSONS", PERSONS), os.environ.get("NOABER_BRP_SPEC", SPEC)
    parser.add_argument("--port", type=int, default=5010, help="poort (standaard: %(default)s)")
    parser.add_argument("--persons", type=Path, default=persons, help="bestand met de testpersonen van RvIG (JSON)")
    parser.add_argument("--spec", type=Path, default=spec, help="OpenAPI-beschrijving (JSON), met de fields-bestanden")
    parser.add_argument("--key", default="proef", help="sleutel die een vraag moet meesturen (standaard: %(default)s)")
    parser.add_argument("--delay", type=float, default=0, help="seconden wachten voor elk antwoord")
    parser.add_argument("--fail-rate", type=float, default=0, help="deel van de vragen dat mislukt, van 0 tot en met 1")
    parser.add_argument("--limit", type=int, default=0, help="hooguit zo veel vragen per minuut; 0: geen grens")
    parser.add_argument(
        "--fields-denied", nargs="*", default=[], metavar="PAD", help="gegevens waarvoor niemand geautoriseerd is"
    )
    parser.set_defaults(run=_run, needs_django=False)


def _run(arguments: argparse.Namespace) -> int:
    """Replace this process by the server, so that stopping it stops everything."""
    if missing := _missing(arguments):
        sys.stderr.write("\n".join(missing) + "\n")
        return 2
    options = Options(
        str(arguments.persons.resolve()),
        str(arguments.spec.resolve()),
        arguments.key,
        arguments.delay,
        arguments.fail_rate,
        arguments.limit,
        tuple(arguments.fields_denied),
    )
    print(f"De nagebootste BRP antwoordt op http://localhost:{arguments.port}{PATH.removesuffix('/personen')}")
    print(f"Gebruik in Noaber: NOABER_BRP_URL met dit adres, en NOABER_BRP_KEYS=0175:{arguments.key}")
    sys.stdout.flush()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1"]
    command += ["--port", str(arguments.port), "--workers", "1", "--blocking-threads", "8", "--log-level", "error"]
    command += ["--no-ws", "noaber.brp.standin.app:serve"]
    os.execve(sys.executable, command, os.environ | {OPTIONS: options.as_text()})  # noqa: S606  our own interpreter


def _missing(arguments: argparse.Namespace) -> list[str]:
    """What is not there or cannot be, each with what to do."""
    found = []
    if not arguments.persons.is_file():
        found.append(f"De testpersonen ontbreken: {arguments.persons}. Haal testpersonen.json op bij RvIG; --persons.")
    if not arguments.spec.is_file():
        found.append(f"De beschrijving van de API ontbreekt: {arguments.spec}. Wijs haar aan met --spec.")
    else:
        lists = [arguments.spec.parent / name for name in ("fields-Persoon.csv", "fields-PersoonBeperkt.csv")]
        found += [f"Naast de beschrijving ontbreekt {path.name}." for path in lists if not path.is_file()]
    if not 0 <= arguments.fail_rate <= 1:
        found.append("--fail-rate ligt van 0 tot en met 1.")
    if arguments.delay < 0 or arguments.limit < 0:
        found.append("--delay en --limit zijn niet lager dan 0.")
    return found
