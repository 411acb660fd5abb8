"""A return file of a million rows: stopped at the limit, nothing put down, and little memory taken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SCRIPT = """
import sys
from noaber.cemetery.charges.returned import Sent, read
from noaber.cemetery.csv_table import Findings
from tests.faults.place import megabytes
found, sent = Findings(), {line: Sent(f"p{line}", line) for line in range(1, 20_001)}
with open(sys.argv[1], "rb") as file:
    answer = read("retour.csv", file, sent, found)
kept = sorted(found.counts.items())
print(kept, len(answer.processed), megabytes())
"""


@pytest.mark.parametrize("status", ["verwerkt", "=1+1"])
def test_a_million_rows_are_read_to_the_limit_in_less_than_300_megabytes(tmp_path, status):
    path = tmp_path / "retour.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("regelnummer;post_id;bedrag;status;melding\n")
        file.writelines(
            f"{line};p{line};{line / 100:.2f};{status};\n".replace(".", ",") for line in range(1, 1_000_001)
        )
    out = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)], cwd=ROOT, text=True, capture_output=True, check=True
    )
    told, processed, megabytes = out.stdout.rpartition("]")[0] + "]", *out.stdout.rpartition("]")[2].split()
    assert "('too-many', 1)" in told and int(megabytes) < 300
    assert int(processed) == (20_000 if status == "verwerkt" else 0)
