"""`noaber elections ...`: control of files, seats of cases, and the calendar; without a database."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any


def add_commands(subparsers: Any) -> None:
    """Add `elections` and what can be done with it; each sets `run`: arguments in, exit code out."""
    parser = subparsers.add_parser("elections", help="verkiezingen: nakijken, zetels verdelen")
    what = parser.add_subparsers(dest="what", required=True, metavar="OPDRACHT")
    seats = what.add_parser("seats", help="zetels van een of meer zaken in JSON, één regel per zaak")
    seats.add_argument("file", type=Path, metavar="ZAKEN", help="JSON: een zaak, een rij zaken, of {cases: [...]}")
    seats.set_defaults(run=_seats, needs_django=False)
    check = what.add_parser("check", help="bestanden van een verkiezing nakijken: EML, CSV, zips of een map")
    check.add_argument("files", type=Path, nargs="+", metavar="BESTAND", help="EML, CSV, zip of map")
    check.add_argument("--seats", type=int, metavar="N", help="het aantal zetels, zonder verkiezingsdefinitie")
    check.add_argument("--draws", type=_numbers, default=(), metavar="1,2", help="de lijsten die geloot zijn")
    check.add_argument("--candidate-draws", type=_numbers, default=(), metavar="1,2", help="de gelote kandidaten")
    check.add_argument("--json", action="store_true", help="het verslag als JSON")
    check.set_defaults(run=_check, needs_django=False)
    days = what.add_parser("calendar", help="alle dagen van de wet voor een verkiezing")
    days.add_argument("kind", metavar="SOORT", help="TK, EP, PS, AB of GR; een referendum met --rules")
    days.add_argument("day", type=_day, metavar="DAG", help="de dag van stemming, als 2030-03-20")
    days.add_argument("--client", default="", metavar="GEMEENTE", help="voor wie; staat erbij")
    days.add_argument("--rules", type=Path, metavar="BESTAND", help="eigen regels, van een referendumverordening")
    days.set_defaults(run=_calendar, needs_django=False)


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(each) for each in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is geen rij nummers. Schrijf 3,1.") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is geen dag. Schrijf hem als 2030-03-20.") from None


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2


def _seats(arguments: argparse.Namespace) -> int:
    from noaber.elections.seats import WrongDraw
    from noaber.elections.vectors import FaultyCase, answer

    try:
        given = json.loads(arguments.file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return _complain(f"{arguments.file} kan niet gelezen worden: {error}")
    cases = given.get("cases", [given]) if isinstance(given, dict) else given
    if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
        return _complain(f"{arguments.file} is geen zaak en geen rij van zaken.")
    wrong = 0
    for number, case in enumerate(cases, 1):
        try:
            sys.stdout.write(json.dumps(answer(case), ensure_ascii=False) + "\n")
        except (FaultyCase, WrongDraw) as error:
            wrong += 1
            name = case.get("name") or f"zaak {number}"
            sys.stdout.write(json.dumps({"name": name, "outcome": "faulty", "message": str(error)}) + "\n")
    return 1 if wrong else 0


def _check(arguments: argparse.Namespace) -> int:
    from noaber.elections.eml.source import Unreadable
    from noaber.elections.packages import files_in
    from noaber.elections.report import report
    from noaber.elections.seats import WrongDraw

    files: list[tuple[str, bytes]] = []
    try:
        for path in _paths(arguments.files):
            files += files_in(path.name, path.read_bytes())
    except (OSError, Unreadable) as error:
        return _complain(str(error))
    if not files:
        return _complain("Er zijn geen EML- of CSV-bestanden gevonden.")
    try:
        found = report(files, arguments.seats, arguments.draws, arguments.candidate_draws)
    except WrongDraw as error:
        return _complain(str(error))
    write = _as_json if arguments.json else _as_text
    sys.stdout.write(write(found))
    return 0 if found.is_right else 1


def _paths(given: list[Path]) -> list[Path]:
    """The files themselves; of a folder what may be of an election, in the order of their names."""
    from noaber.elections.packages import WANTED

    paths: list[Path] = []
    for path in given:
        if path.is_dir():
            paths += sorted(each for each in path.rglob("*") if each.suffix.lower() in WANTED)
        else:
            paths.append(path)
    return paths


def _as_text(found: Any) -> str:
    from noaber.elections.report import TITLES

    lines = ["CONTROLEBEREKENING: dit is geen officiële vaststelling.", ""]
    for each in found.files:
        lines.append(f"{each.name}: {TITLES.get(each.kind, 'niet te lezen')}")
        lines.append(f"  {' '.join(each.code)}")
        lines += [f"  {finding}" for finding in each.findings]
    lines += ["", *(str(remark) for remark in found.remarks)]
    if not found.remarks:
        lines.append("Alles wat is nagekeken klopt.")
    if found.unknown:
        lines.append(f"Zetels zijn niet nagerekend. Daarvoor is nodig: {' en '.join(found.unknown)}.")
    lines += ["", *(str(sentence) for sentence in found.sentences)] if found.sentences else []
    return "\n".join(lines) + "\n"


def _as_json(found: Any) -> str:
    from noaber.elections.vectors import division_shown, elected_shown

    shown: dict[str, Any] = {
        "files": [
            {
                "name": each.name,
                "code": " ".join(each.code),
                "kind": each.kind,
                "findings": [{"line": f.line, "code": f.code, "text": f.text} for f in each.findings],
            }
            for each in found.files
        ],
        "remarks": [{"code": each.code, "where": each.where, "text": each.text} for each in found.remarks],
        "steps": [{"article": str(each.clause), "text": each.text} for each in found.sentences],
        "needed": list(found.unknown),
    }
    if found.outcome is not None:
        shown["division"] = division_shown(found.outcome.division)
        if found.outcome.elected is not None:
            shown["elected"] = elected_shown(found.outcome.elected)
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _calendar(arguments: argparse.Namespace) -> int:
    import tomllib

    from noaber.elections.calendar import ACTORS, calendar_of, explain_day, law_rules, rules_in

    rules = law_rules()
    if arguments.rules is not None:
        try:
            rules = rules_in(tomllib.loads(arguments.rules.read_text(encoding="utf-8")), "Verordening")
        except (OSError, ValueError) as error:
            return _complain(f"{arguments.rules} kan niet gelezen worden: {error}")
    try:
        calendar = calendar_of(arguments.kind.upper(), arguments.day, rules)
    except (OverflowError, ValueError):
        return _complain(f"De dagen van {arguments.day} lopen voorbij de kalender.")
    if not calendar.days:
        return _complain(f"Er zijn geen regels voor {arguments.kind} op {arguments.day}. Geef een bestand met --rules.")
    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    writer.writerow(("dag", "wat", "artikel", "waarom", "wie", "stuk", "voor"))
    for each in calendar.days:
        why, who = explain_day(each, calendar), ACTORS.get(each.rule.actor, "")
        what = (each.rule.title, str(each.rule.clause), why, who, each.rule.paper, arguments.client)
        writer.writerow((each.day, *what))
    for rule in calendar.open:
        why, who = "De dag waarvan dit telt is nog niet bekend.", ACTORS.get(rule.actor, "")
        writer.writerow(("", rule.title, str(rule.clause), why, who, rule.paper, arguments.client))
    return 0
