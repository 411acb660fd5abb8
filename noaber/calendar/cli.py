"""`noaber term ...`: the last day of a term and why, or of a whole file of terms; without a database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

HELP = (
    "De laatste dag van een termijn, bijvoorbeeld: noaber term 2026-12-24 3 days. De dag van de gebeurtenis telt niet "
    "mee. Eenheden: hours, days, weeks, months, years, workdays; ook in het enkelvoud."
)


def add_commands(subparsers: Any) -> None:
    """Add `term`; it sets `run`: arguments in, exit code out."""
    parser = subparsers.add_parser("term", help="de laatste dag van een termijn, en waarom", description=HELP)
    parser.add_argument("start", nargs="?", help="de dag van de gebeurtenis, als 2026-12-24")
    parser.add_argument("number", nargs="?", help="hoeveel")
    parser.add_argument("unit", nargs="?", help="waarvan: hours, days, weeks, months, years of workdays")
    parser.add_argument("--back", action="store_true", help="tel terug vanaf de gebeurtenis")
    parser.add_argument(
        "--outside-atw", action="store_true", help="de termijn staat niet in een wet of algemene maatregel van bestuur"
    )
    parser.add_argument(
        "--suspend",
        action="append",
        default=[],
        metavar="VAN..TOT",
        help="opgeschort: de dag van de uitnodiging en de dag waarop de termijn weer liep; de dagen daartussen tellen "
        "niet mee. Mag vaker",
    )
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.add_argument(
        "--batch", type=Path, metavar="BESTAND", help="een CSV met start, n, eenheid, terug en bron; - leest de invoer"
    )
    parser.set_defaults(run=_run, needs_django=False)


def _run(arguments: argparse.Namespace) -> int:
    return _batch(arguments) if arguments.batch is not None else _one(arguments)


def _complain(*texts: str) -> int:
    sys.stderr.write("".join(f"{text}\n" for text in texts))
    return 2


def _one(arguments: argparse.Namespace) -> int:
    from noaber.calendar.awb import Suspension
    from noaber.calendar.deadlines import Span
    from noaber.calendar.explained import explain
    from noaber.calendar.words import unit_of

    if arguments.unit is None:
        return _complain("Geef een dag, een getal en een eenheid: noaber term 2026-12-24 3 days.")
    wrong, suspensions = [], []
    start, unit = _day(arguments.start), unit_of(arguments.unit)
    if start is None:
        wrong.append(f"“{arguments.start}” is geen dag. Schrijf hem als 2026-12-24.")
    if not (arguments.number.isascii() and arguments.number.isdigit() and len(arguments.number) < 10):
        wrong.append(f"“{arguments.number}” is geen heel getal van nul of hoger. Terugtellen gaat met --back.")
    if not unit:
        wrong.append(f"“{arguments.unit}” is geen eenheid. Kies hours, days, weeks, months, years of workdays.")
    for written in arguments.suspend:
        first, _, rest = written.partition("..")
        since, until = _day(first), _day(rest)
        if since is None or until is None:
            wrong.append(f"“{written}” is geen opschorting. Schrijf haar als 2026-10-06..2026-10-20.")
        elif until < since:
            wrong.append(f"De opschorting {written} eindigt voor zij begint. Draai de dagen om.")
        else:
            suspensions.append(Suspension(since, until))
    if wrong or start is None:
        return _complain(*wrong)
    source = "other" if arguments.outside_atw else "law"
    try:
        found = explain(start, Span(int(arguments.number), unit, source, arguments.back), suspensions)
    except ValueError as error:
        return _complain(str(error))
    sys.stdout.write(_json(found) if arguments.json else _words(found))
    return 0


def _day(text: str) -> date | None:
    """A day as 2026-12-24; none for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _words(found: Any) -> str:
    from noaber.calendar.words import short_day

    lines = [f"{found.last_day} ({short_day(found.last_day)})"]
    for reason in found.reasons:
        article = f" ({reason.clause})" if reason.clause else ""
        lines.append(f"  {short_day(reason.day)}: {reason.text}{article}.")
    return "\n".join([*lines, ""])


def _json(found: Any) -> str:
    told = {
        "start": found.start.isoformat(),
        "number": found.span.number,
        "unit": found.span.unit,
        "back": found.span.backwards,
        "outside_atw": found.span.source == "other",
        "raw_end": found.raw_end.isoformat(),
        "suspended_days": found.suspended,
        "moved_days": found.moved,
        "last_day": found.last_day.isoformat(),
        "reasons": [
            {"day": reason.day.isoformat(), "text": reason.text, "article": str(reason.clause or "")}
            for reason in found.reasons
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _batch(arguments: argparse.Namespace) -> int:
    from noaber.calendar.batch import FaultyBatch, worked_out

    if arguments.start is not None or arguments.suspend or arguments.back or arguments.outside_atw or arguments.json:
        return _complain("--batch staat alleen: de dagen en hun termijnen komen uit het bestand.")
    try:
        raw = sys.stdin.buffer.read() if str(arguments.batch) == "-" else arguments.batch.read_bytes()
        sys.stdout.write(worked_out(raw.decode("utf-8")))
    except OSError as error:
        return _complain(f"{arguments.batch} is niet te lezen: {error.strerror}.")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _complain(f"regel {line}: Bewaar het bestand als UTF-8: hier staat een vreemd teken.")
    except FaultyBatch as faulty:
        return _complain(*map(str, faulty.mistakes))
    return 0
