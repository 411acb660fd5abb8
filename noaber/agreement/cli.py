"""`noaber agreement ...`: check a folder, take it into use, write it out, compare, and draw up the list of clauses."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = "map met de gegevens van een overeenkomst"
EITHER = "map, of de code van een overeenkomst die in gebruik is"


def add_commands(subparsers: Any) -> None:
    """Add `agreement` and what can be done with it; each sets `run`: arguments in, exit code out."""
    _add_people(subparsers)
    parser = subparsers.add_parser("agreement", help="overeenkomsten nakijken, inlezen, uitschrijven en vergelijken")
    what = parser.add_subparsers(dest="what", required=True, metavar="OPDRACHT")

    check = what.add_parser("check", help="alle fouten in een map noemen, met bestand en regel")
    check.add_argument("folder", type=Path, nargs="+", help=FOLDER)
    check.set_defaults(run=_check)

    load = what.add_parser("load", help="een map in gebruik nemen; twee keer hetzelfde doet niets")
    load.add_argument("folder", type=Path, nargs="+", help=FOLDER)
    load.set_defaults(run=_load)

    dump = what.add_parser("dump", help="de gegevens uitschrijven als TOML")
    dump.add_argument("source", help=EITHER)
    dump.add_argument("--to", type=Path, help="lege map voor de bestanden; anders verschijnt het op het scherm")
    dump.set_defaults(run=_dump)

    diff = what.add_parser("diff", help="zeggen wat er tussen twee versies is veranderd")
    diff.add_argument("before", help=EITHER)
    diff.add_argument("after", help=EITHER)
    diff.set_defaults(run=_diff)

    clauses = what.add_parser("clauses", help="de lijst opmaken van wat elk artikel uitvoert")
    clauses.add_argument("folder", type=Path, help=FOLDER)
    clauses.add_argument("--to", type=Path, help="bestand om te schrijven; anders verschijnt het op het scherm")
    clauses.set_defaults(run=_clauses)

    laws = what.add_parser("laws", help="de lijst opmaken van de wetsartikelen: termijn, regel en toets")
    laws.add_argument("folder", type=Path, help=FOLDER)
    laws.add_argument("--to", type=Path, help="bestand om te schrijven; anders verschijnt het op het scherm")
    laws.set_defaults(run=_laws)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 1


def _cannot(text: str) -> SystemExit:
    """The question cannot be answered: that is another ending than a no."""
    _complain(text)
    return SystemExit(2)


def _found(folder: Path) -> Any:
    from noaber.agreement.checks import check
    from noaber.agreement.declared import declared
    from noaber.agreement.loader import read

    return check(read(folder), declared())


def _check(arguments: argparse.Namespace) -> int:
    from noaber.agreement.wording import counted

    total = 0
    for folder in arguments.folder:
        found = _found(folder)
        total += len(found.findings)
        for finding in found.findings:
            _say(f"{folder}/{finding}")
        if not found.findings:
            parts = ", ".join(
                counted(len(found.document.get(section, ())), one, many)
                for section, one, many in (
                    ("clause", "artikel", "artikelen"),
                    ("term", "bepaling", "bepalingen"),
                    ("mandate", "mandaat", "mandaten"),
                )
            )
            _say(f"{folder}: in orde ({parts}).")
    if total:
        _say(f"{total} {'punt' if total == 1 else 'punten'} om te verbeteren.")
    return 1 if total else 0


def _load(arguments: argparse.Namespace) -> int:
    from noaber.agreement.acting import Refusal
    from noaber.agreement.actions import FaultyFolder, load

    for folder in arguments.folder:
        try:
            done = load(folder)
        except FaultyFolder as faulty:
            for finding in faulty.findings:
                _complain(f"{folder}/{finding}")
            return _complain(f"{folder} is niet ingelezen. Verbeter wat hierboven staat en begin opnieuw.")
        except Refusal as refusal:
            return _complain(f"{folder} is geweigerd: {refusal.decision.text} {refusal.decision.cure}")
        for finding in done.findings:
            _complain(f"let op: {folder}/{finding}")
        words = "in gebruik genomen" if done.changed else "was al in gebruik, niets veranderd"
        _say(f"{done.agreement.code}: {words}.")
    return 0


def _document(source: str) -> Any:
    """The data of a folder, or of an agreement in use. Where there are none it says what to do and ends with 2."""
    folder = Path(source)
    if folder.is_dir():
        found = _found(folder)
        if found.faults:
            raise _cannot("\n".join(f"{folder}/{finding}" for finding in found.faults))
        return found.document
    from noaber.agreement.models import Agreement

    agreement = Agreement.objects.filter(code=source).first()
    if agreement is None:
        known = ", ".join(Agreement.objects.order_by("code").values_list("code", flat=True)) or "geen"
        raise _cannot(f"{source} is geen map en geen overeenkomst die in gebruik is. In gebruik: {known}.")
    return agreement.data


def _dump(arguments: argparse.Namespace) -> int:
    from noaber.agreement.writing import as_toml, write_folder

    document = _document(arguments.source)
    if arguments.to is None:
        _say(as_toml(document))
        return 0
    try:
        written = write_folder(document, arguments.to)
    except FileExistsError as error:
        return _complain(str(error))
    _say(f"{len(written)} bestanden geschreven in {arguments.to}.")
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    from noaber.agreement.book import Book
    from noaber.agreement.changes import changes_between

    before, after = (Book.from_document(_document(source)) for source in (arguments.before, arguments.after))
    changes = changes_between(before, after)
    for change in changes:
        _say(change)
    _say(f"{len(changes)} {'verschil' if len(changes) == 1 else 'verschillen'}." if changes else "Geen verschillen.")
    return 0


def _clauses(arguments: argparse.Namespace) -> int:
    from noaber.agreement.book import Book
    from noaber.agreement.clauses_page import draw_up

    return _write(draw_up(Book.from_document(_document(str(arguments.folder)))), arguments.to)


def _laws(arguments: argparse.Namespace) -> int:
    from noaber.agreement.book import Book
    from noaber.agreement.laws_page import draw_up

    return _write(draw_up(Book.from_document(_document(str(arguments.folder)))), arguments.to)


def _write(text: str, to: Path | None) -> int:
    if to is None:
        _say(text)
    else:
        to.write_text(text, encoding="utf-8")
        _say(f"{to} is bijgewerkt.")
    return 0


def _add_people(subparsers: Any) -> None:
    parser = subparsers.add_parser("person", help="accounts maken en functies toekennen")
    what = parser.add_subparsers(dest="what", required=True, metavar="OPDRACHT")

    new = what.add_parser("new", help="een account maken; het wachtwoord stelt de eigenaar zelf in")
    new.add_argument("email", help="e-mailadres, waarmee iemand zich aanmeldt")
    new.add_argument("name", help="naam, zoals collega's die zien")
    new.add_argument("--employer", required=True, help="korte naam van de gemeente, zoals twenterand")
    new.set_defaults(run=_person_new)

    appoint = what.add_parser("appoint", help="een functie toekennen; het journaal legt dit vast")
    appoint.add_argument("email", help="e-mailadres van het account")
    appoint.add_argument("function", help="code van de functie, zoals clerk, team_lead, controller of director")
    appoint.add_argument("--at", required=True, help="korte naam van de gemeente waar de functie is")
    appoint.add_argument("--since", type=date.fromisoformat, required=True, help="eerste dag, zoals 2026-12-01")
    appoint.add_argument("--until", type=date.fromisoformat, help="laatste dag; leeg is tot nader order")
    appoint.set_defaults(run=_person_appoint)

    shown = what.add_parser("list", help="alle accounts met hun functies")
    shown.set_defaults(run=_person_list)


def _person_new(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from noaber.agreement.people import take_on

    try:
        person = take_on(arguments.email, arguments.name, _municipality(arguments.employer))
    except ValueError as error:
        return _complain(str(error))
    sys.stdout.write(
        f"Account gemaakt voor {person.name}. Een wachtwoord instellen: {settings.BASE_URL}/account/password/reset/\n"
    )
    return 0


def _person_appoint(arguments: argparse.Namespace) -> int:
    from noaber.agreement.acting import SYSTEM, Refusal
    from noaber.agreement.people import appoint
    from noaber.parties.models import Person

    person = Person.objects.filter(email__iexact=arguments.email).first()
    if person is None:
        return _complain(f"Er is geen account met {arguments.email}. Maak het eerst: noaber person new")
    try:
        organisation = _municipality(arguments.at)
        position = appoint(SYSTEM, person, arguments.function, organisation, arguments.since, arguments.until)
    except ValueError as error:
        return _complain(str(error))
    except Refusal as refusal:
        return _complain(f"{refusal.decision.text} {refusal.decision.cure}")
    sys.stdout.write(f"{person.name} is vanaf {position.since:%d-%m-%Y} {position.get_function_display()}.\n")
    return 0


def _person_list(arguments: argparse.Namespace) -> int:
    from noaber.parties.models import Person

    for person in Person.objects.prefetch_related("positions__organisation").order_by("email"):
        held = ", ".join(
            f"{one.get_function_display()} {one.organisation.name} {one.since}/{one.until or '..'}"
            for one in person.positions.all()
        )
        sys.stdout.write(f"{person.email}\t{person.name}\t{held or 'zonder functie'}\n")
    return 0


def _municipality(slug: str) -> Any:
    from noaber.parties.models import Municipality

    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        raise ValueError(f"Er is geen gemeente “{slug}”. Lees eerst haar overeenkomst in.")
    return found
