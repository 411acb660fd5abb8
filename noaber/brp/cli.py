"""`noaber brp ...`: keep the numbers safe; `noaber brp-standin`: a stand-in for the BRP, to try things out."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from noaber.brp.standin import command as standin


def add_commands(subparsers: Any) -> None:
    """Add `brp` and `brp-standin`; each sets `run`: arguments in, exit code out."""
    parser = subparsers.add_parser("brp", help="burgerservicenummers bij zaken beheren")
    what = parser.add_subparsers(dest="what", required=True, metavar="OPDRACHT")
    rotate = what.add_parser("rotate", help="een nieuwe sleutel maken en alle nummers daarmee versleutelen")
    rotate.set_defaults(run=_rotate)
    standin.add_commands(subparsers)


def _rotate(arguments: argparse.Namespace) -> int:
    from noaber.brp.actions import rotate

    for name, rows in rotate().items():
        sys.stdout.write(f"{name}: {rows} nummers opnieuw versleuteld.\n")
    sys.stdout.write("De oude sleutels blijven in brp.keys staan, voor back-ups die ze nog nodig hebben.\n")
    return 0
