"""`noaber cemetery ...`: the windows of all rights, from the files of a register or from the register itself."""

from __future__ import annotations

import argparse
import csv
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

HEAD = ("recht", "graf", "soort", "einde", "klok", "wat", "artikel", "vanaf", "tot_en_met", "stand")


def add_commands(subparsers: Any) -> Any:
    """Add `cemetery` and what can be done with it; each sets `run`: arguments in, exit code out.

    Returns where the parts of the cemetery add their own.
    """
    parser = subparsers.add_parser("cemetery", help="de termijnen van graven")
    what = parser.add_subparsers(dest="what", required=True, metavar="OPDRACHT")
    windows = what.add_parser("windows", help="alle termijnen van alle rechten op een dag")
    windows.add_argument("--on", type=_day, required=True, metavar="DAG", help="de dag, als 2026-12-01")
    windows.add_argument("--csv", action="store_true", help="als CSV met puntkomma's; anders met tabs")
    windows.add_argument("--agreement", default="ommen-twenterand-2024", metavar="CODE", help="de overeenkomst")
    windows.add_argument("--register", type=Path, metavar="MAP", help="map met de vier bestanden; anders het register")
    windows.set_defaults(run=_windows)
    check = what.add_parser("check", help="de plaatselijke regels en tarieven nakijken")
    check.add_argument("--agreement", default="ommen-twenterand-2024", metavar="CODE", help="de overeenkomst")
    check.set_defaults(run=_check)
    return what


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is geen dag. Schrijf hem als 2026-12-01.") from None


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2


def _windows(arguments: argparse.Namespace) -> int:
    from noaber.cemetery.law import FaultyRules, NoLaw, law_on
    from noaber.cemetery.places import NoLocal, local_of

    try:
        local = local_of(arguments.agreement)
        law = law_on(arguments.on, local.rules)
    except (FaultyRules, NoLaw, NoLocal) as error:
        return _complain(str(error))
    if arguments.register is not None:
        rights = _from_files(arguments.register, arguments.on, local, law)
    else:
        rights = _from_register(arguments.agreement)
    if rights is None:
        return 1
    writer = csv.writer(sys.stdout, delimiter=";" if arguments.csv else "\t", lineterminator="\n")
    writer.writerow(HEAD)
    for number, grave, right in rights:
        _write(writer, number, grave, right, arguments.on, law)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from noaber.cemetery.law import FaultyRules
    from noaber.cemetery.places import NoLocal, local_of

    try:
        local = local_of(arguments.agreement)
    except NoLocal as error:
        return _complain(str(error))
    except FaultyRules as faulty:
        for mistake in faulty.mistakes:
            _complain(mistake)
        return 1
    draft = sum(row.draft for row in local.tariffs)
    words = f"{len(local.kinds)} soorten graven, {len(local.tariffs)} tarieven ({draft} nog niet nagegaan)"
    sys.stdout.write(f"{arguments.agreement}: in orde ({words}).\n")
    return 0


def _write(writer: Any, number: str, grave: str, right: Any, on: date, law: Any) -> None:
    from noaber.cemetery.windows import KINDS, STATES, windows_of

    for window in windows_of(right, law):
        since, until, stand = window.since or "", window.until or "", STATES[window.state(on)]
        what = (window.clock, window.title, window.clause, since, until, stand)
        writer.writerow((number, grave, KINDS[right.kind], right.ends_on or "onbepaald", *what))


def _from_files(folder: Path, on: date, local: Any, law: Any) -> list[tuple[str, str, Any]] | None:
    from noaber.cemetery.register_files import FILES, read_register

    with ExitStack() as stack:
        paths = {part: folder / name for part, name in FILES.items() if (folder / name).is_file()}
        register = read_register(
            {part: stack.enter_context(path.open("rb")) for part, path in paths.items()}, on, local, law
        )
    if not register.good:
        for finding in register.found.kept:
            _complain(str(finding)) if finding.blocks else None
        return None
    last = register.last_bodies()
    return [(right.number, right.grave, register.days_of(right, last)) for right in register.rights.values()]


def _from_register(agreement: str) -> list[tuple[str, str, Any]] | None:
    from noaber.agreement.models import Agreement
    from noaber.cemetery.queries import all_days
    from noaber.parties.scope import reading

    found = Agreement.objects.filter(code=agreement).first()
    if found is None:
        _complain(f"{agreement} is niet in gebruik. Geef een map met --register, of lees de overeenkomst eerst in.")
        return None
    with reading(found.client_id):
        rights = all_days(found.client_id)
    return [(right.number, right.grave.number, right.days(last)) for right, last in rights]
