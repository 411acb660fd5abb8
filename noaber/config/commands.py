"""Commands that set up and run the product: migrate, serve, worker, demo, check."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any


def add_commands(subparsers: Any) -> None:
    """Add the commands of this module to the command line."""
    migrate = subparsers.add_parser("migrate", help="maak de database klaar of breng haar bij")
    migrate.set_defaults(run=_migrate)
    serve = subparsers.add_parser(
        "serve", help="bedien de pagina's (en doe het achtergrondwerk, als dat zo is ingesteld)"
    )
    serve.add_argument("--host", default="127.0.0.1", help="adres waarop geluisterd wordt (standaard: %(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="poort (standaard: %(default)s)")
    serve.add_argument("--workers", type=int, default=0, help="aantal processen; 0 kiest zelf, op SQLite altijd 1")
    serve.set_defaults(run=_serve)
    worker = subparsers.add_parser("worker", help="doe het achtergrondwerk in een eigen proces")
    worker.set_defaults(run=_worker)
    demo = subparsers.add_parser("demo", help="vul een lege database met de fictieve demo")
    demo.add_argument("--months", type=int, default=18, help="hoeveel maanden werk (standaard: %(default)s)")
    demo.add_argument("--share", type=int, default=100, help="procent van het gewone werk (standaard: %(default)s)")
    demo.set_defaults(run=_demo)
    check = subparsers.add_parser("check", help="controleer de instellingen van deze installatie")
    check.set_defaults(run=_check)
    manage = subparsers.add_parser("manage", help="beheeropdrachten van Django, voor wie bouwt")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)


def _migrate(arguments: argparse.Namespace) -> int:
    from django.core.management import call_command

    from noaber.config.database import refuse_unsafe

    call_command("migrate", verbosity=0, interactive=False)
    refuse_unsafe()
    print("De database is bij.")
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    """Serve in this process, so that stopping it stops everything."""
    from django.conf import settings
    from django.db import connection

    from noaber.config.database import refuse_unsafe
    from noaber.config.server import serve
    from noaber.config.static_files import collect_static

    refuse_unsafe()
    collect_static()
    workers = 1 if connection.vendor == "sqlite" else arguments.workers or os.cpu_count() or 1
    if settings.DEMO:
        print(f"Noaber draait op http://localhost:{arguments.port} (demo met fictieve mensen; stoppen met Ctrl+C)")
    sys.stdout.flush()
    serve(arguments.host, arguments.port, workers)
    return 0


def _worker(arguments: argparse.Namespace) -> int:
    from noaber.config.database import refuse_unsafe
    from noaber.config.worker import run_forever

    refuse_unsafe()
    run_forever()
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    if not settings.DEMO:
        print("De demo kan alleen met NOABER_DEMO=true, en nooit naast echt werk.", file=sys.stderr)
        return 2
    from noaber.demo.fill import fill

    return fill(arguments.months, arguments.share)


def _check(arguments: argparse.Namespace) -> int:
    from django.core.management import call_command

    from noaber.config.database import unsafe_settings

    findings = unsafe_settings()
    for finding in findings:
        print(finding, file=sys.stderr)
    call_command("check", deploy=True)
    return 1 if findings else 0


def _manage(arguments: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["noaber manage", *arguments.rest])
    return 0
