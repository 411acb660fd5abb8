"""What administrators and controllers do at the command line, against a database of their own, in real processes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from noaber.journal import verify
from tests.faults.place import ROOT, Place

pytestmark = pytest.mark.alone

OMMEN = ROOT / "agreements" / "ommen-twenterand-2024"
CODE, YEAR = "ommen-twenterand-2024", date.today().year


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The agreement as a folder that may be changed."""
    return shutil.copytree(OMMEN, tmp_path / "overeenkomst")


def does(place: Place, *arguments: object) -> str:
    """Run a command that succeeds; what it printed, with ordinary spaces."""
    done = place.noaber(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.replace("\u00a0", " ")


def refuses(place: Place, *arguments: object, code: int = 1) -> str:
    """Run a command that says no; what it said, without a traceback."""
    done = place.noaber(*arguments)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Change one text of a file; it must be there."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_help_is_dutch_down_to_the_headings(place):
    said = does(place, "--help") + does(place, "journal", "verify", "--help")
    for word in ("gebruik:", "opdrachten:", "opties:", "argumenten:", "deze uitleg tonen", "controleren"):
        assert word in said
    for word in ("usage", "options", "positional", "show this", "arguments"):
        assert word not in said


def test_a_command_that_is_half_says_in_dutch_what_is_missing(place):
    assert "dit ontbreekt nog: jaar, --to" in refuses(place, "journal", "export", "ommen", code=2)
    assert "'opzeggen' is niet bekend; kies uit 'check', 'load'" in refuses(place, "agreement", "opzeggen", code=2)


def test_an_agreement_is_checked_compared_taken_into_use_and_written_out(place, folder, tmp_path):
    assert does(place, "agreement", "check", folder).startswith(f"{folder}: in orde (")
    assert does(place, "agreement", "diff", CODE, folder) == "Geen verschillen.\n"
    assert "was al in gebruik, niets veranderd" in does(place, "agreement", "load", folder)

    edit(folder, "terms.toml", 'value = "25000"', 'value = "20000"')
    said = does(place, "agreement", "diff", CODE, folder)
    assert "calamity.ceiling" in said and "€ 25.000,00" in said and "€ 20.000,00" in said and "1 verschil." in said
    assert f"{CODE}: in gebruik genomen." in does(place, "agreement", "load", folder)

    written = tmp_path / "uitgeschreven"
    does(place, "agreement", "dump", CODE, "--to", written)
    assert does(place, "agreement", "diff", folder, written) == "Geen verschillen.\n"
    assert does(place, "agreement", "diff", CODE, written) == "Geen verschillen.\n"


def test_every_fault_of_a_folder_is_named_with_its_line_and_nothing_is_taken_into_use(place, folder):
    edit(folder, "terms.toml", 'clause = "3.3"', 'clause = "33"')
    edit(folder, "terms.toml", 'unit = "euro"', 'unit = "gulden"')
    lines = (folder / "terms.toml").read_text(encoding="utf-8").splitlines()
    said = refuses(place, "agreement", "check", folder)
    for fault in ('clause = "33"', 'unit = "gulden"'):
        assert f"{folder}/terms.toml:{lines.index(fault) + 1}: " in said
    assert "is niet ingelezen" in refuses(place, "agreement", "load", folder)
    assert does(place, "agreement", "diff", CODE, OMMEN) == "Geen verschillen.\n"


def test_a_sealed_journal_is_exported_and_verified_without_a_database(place, tmp_path):
    place.run("work.py", 3)
    does(place, "journal", "seal")
    assert does(place, "journal", "seal") == "", "a second seal over the same entries is not made"
    export, held = tmp_path / "export.jsonl.gz", tmp_path / "held.txt"
    does(place, "journal", "export", "ommen", YEAR, "--to", export, "--checkpoint", held)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in (export, held, Path(verify.__file__)):
        shutil.copy(file, elsewhere)
    command = [sys.executable, "-I", "verify.py", export.name, "--checkpoint", held.name, "--json", "report.json"]
    alone = subprocess.run(command, cwd=elsewhere, env={}, capture_output=True, text=True)
    assert alone.returncode == 0, alone.stdout + alone.stderr
    assert json.loads((elsewhere / "report.json").read_text(encoding="utf-8"))["verdict"] == "whole"
    assert does(place, "journal", "verify", export, "--checkpoint", held) == alone.stdout


def test_work_after_a_checkpoint_is_sealed_and_the_old_checkpoint_still_holds(place, tmp_path):
    place.run("work.py", 1)
    export, held, later = tmp_path / "export.jsonl.gz", tmp_path / "held.txt", tmp_path / "later.txt"
    does(place, "journal", "export", "ommen", YEAR, "--to", export, "--checkpoint", held)
    place.run("work.py", 2)
    does(place, "journal", "export", "ommen", YEAR, "--to", export, "--checkpoint", later)
    does(place, "journal", "verify", export, "--checkpoint", later, "--older", held)
    before, after = (int(path.read_text(encoding="utf-8").splitlines()[1]) for path in (held, later))
    assert after == before + 4
    does(place, "journal", "prove", "ommen", YEAR, "--since", before, "--to", tmp_path / "growth.txt")
    assert f"old {before}" in (tmp_path / "growth.txt").read_text(encoding="utf-8")


def test_one_entry_is_proved_by_itself_and_a_changed_one_is_not(place, tmp_path):
    place.run("work.py", 2)
    proof, entry, key = tmp_path / "regel.tlog-proof", tmp_path / "regel.json", tmp_path / "key.txt"
    does(place, "journal", "prove", "ommen", YEAR, 2, "--to", proof, "--entry", entry)
    key.write_text(does(place, "journal", "key"), encoding="utf-8")
    asked = ("journal", "verify", "--proof", proof, "--entry", entry, "--key", key)
    assert does(place, *asked).startswith("HEEL")
    edit(tmp_path, "regel.json", "granted", "refused")
    assert "NIET HEEL" in refuses(place, *asked)
    assert "Regel 9999 is er niet" in refuses(place, "journal", "prove", "ommen", YEAR, 9999, "--to", proof)


def test_what_cannot_be_exported_says_why(place, tmp_path):
    assert "nog nooit verzegeld" in refuses(place, "journal", "export", "ommen", 2031, "--to", tmp_path / "x.gz")
    assert "kent geen gemeente “nergens”" in refuses(
        place, "journal", "export", "nergens", YEAR, "--to", tmp_path / "x"
    )


def answer(place: Place, key: str) -> str:
    """What the API answers to a key: the status of a page of cases."""
    asked = f"Client().get('/api/v1/cases', headers={{'authorization': 'Bearer {key}'}}, HTTP_HOST='localhost')"
    script = f"from django.test import Client; print({asked}.status_code)"
    return does(place, "manage", "shell", "-v0", "-c", script).strip().splitlines()[-1]


def test_a_key_for_the_api_opens_until_it_is_withdrawn(place):
    made = place.noaber("token", "new", "--municipality", "ommen", "--scope", "cases", "--days", 30, "--name", "Zaken")
    assert made.returncode == 0 and "geldig tot" in made.stderr
    key = made.stdout.strip()
    assert answer(place, key) == "200"
    shown = does(place, "token", "list")
    assert key not in shown and "Zaken\tgeldig" in shown
    assert "is ingetrokken" in does(place, "token", "revoke", shown.split("\t")[0])
    assert answer(place, key) == "401"
    assert "Zaken\tingetrokken" in does(place, "token", "list")


def test_a_key_that_cannot_be_made_or_withdrawn_says_what_to_do(place):
    assert "Kies uit: agreement" in refuses(place, "token", "new", "--municipality", "ommen", "--scope", "alles")
    assert "Lees eerst haar overeenkomst in" in refuses(
        place, "token", "new", "--municipality", "nergens", "--scope", "cases"
    )
    assert "Er is geen sleutel 99" in refuses(place, "token", "revoke", 99)
