"""`noaber ...`: set up, serve, seal, prove. Every command says in Dutch what it does; errors say what to do."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

Run = Callable[[argparse.Namespace], int | None]
DUTCH = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "show this help message and exit": "deze uitleg tonen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "dit ontbreekt nog: %s",
    "one of the arguments %s is required": "geef een van deze: %s",
    "not allowed with argument %s": "kan niet samen met %s",
    "unrecognized arguments: %s": "dit is niet bekend: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r is niet bekend; kies uit %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r kan hier niet",
    "expected one argument": "hier hoort iets achter",
    "expected at least one argument": "hier hoort iets achter",
}
"""What the standard library says of itself, in the language of who works with it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when it is done, 1 when the answer is no, 2 when it could not be asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
    parser = _parser()
    arguments = parser.parse_args(argv)
    if not hasattr(arguments, "run"):
        parser.print_help()
        return 2
    if getattr(arguments, "needs_django", True):
        import django

        django.setup()
    return arguments.run(arguments) or 0


def _parser() -> argparse.ArgumentParser:
    from noaber.agreement import cli as agreement
    from noaber.brp import cli as brp
    from noaber.calendar import cli as calendar
    from noaber.cemetery import cli as cemetery
    from noaber.cemetery.charges import cli as charges
    from noaber.cemetery.takehome import cli as takehome
    from noaber.config import commands
    from noaber.elections import cli as elections
    from noaber.journal import cli as journal
    from noaber.parties import cli as parties

    # argparse looks its own words up under this name, with gettext; a catalogue file for a handful is more to keep.
    vars(argparse)["_"] = lambda text: DUTCH.get(text, text)
    parser = argparse.ArgumentParser(
        prog="noaber", description="Noaber voert dienstverleningsovereenkomsten tussen gemeenten uit."
    )
    subparsers = parser.add_subparsers(title="opdrachten", metavar="opdracht")
    for part in (commands, agreement, journal, parties, brp, calendar, elections):
        part.add_commands(subparsers)
    graves = cemetery.add_commands(subparsers)
    takehome.add_commands(graves)
    charges.add_to(graves)
    return parser


if __name__ == "__main__":
    sys.exit(main())
