"""`python -m tests.bench [--quick] [worklist acts desk cemetery start journal]`: measure, print the table, keep JSON.

On SQLite; within `python tests/with_postgres.py -- ...` on PostgreSQL. Returns 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import sys

from tests.bench.figures import Figure, table, write
from tests.bench.measures import everything
from tests.bench.running import FULL, QUICK
from tests.faults.place import ROOT

PARTS = ("worklist", "acts", "desk", "cemetery", "start", "journal")


def main() -> int:
    """Measure what is asked for, everything by default."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, for while you work")
    parser.add_argument("parts", nargs="*", help=f"which of: {', '.join(PARTS)}")
    arguments = parser.parse_args()
    if wrong := set(arguments.parts) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(wrong))}")
    vendor = "postgresql" if os.environ.get("NOABER_DATABASE_URL", "").startswith("postgresql") else "sqlite"
    figures: list[Figure] = []
    before = os.getloadavg()[0]
    for figure in everything(QUICK if arguments.quick else FULL, set(arguments.parts or PARTS)):
        figures.append(figure)
        sys.stderr.write(f"{figure.name}: {figure.value:.3g} {figure.unit}\n")
    sys.stdout.write(f"{vendor}, {os.cpu_count()} cores, load before {before:.1f}\n\n{table(figures)}\n")
    if set(arguments.parts or PARTS) == set(PARTS):
        write(ROOT / "var" / "bench" / f"{vendor}.json", vendor, arguments.quick, figures)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
