"""`noaber agreement` at the command line: what it prints and how it ends."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from noaber.agreement.cli import add_commands

ROOT = Path(__file__).resolve().parents[3]
OMMEN = ROOT / "agreements" / "ommen-twenterand-2024"


def run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["agreement", *map(str, words)])
    code: int = arguments.run(arguments)
    return code


def copy(folder: Path, name: str, old: str, new: str) -> Path:
    """The folder of Ommen with one text changed."""
    for path in OMMEN.rglob("*.toml"):
        target = folder / path.relative_to(OMMEN)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_check_names_every_fault_with_file_and_line_and_fails(tmp_path: Path, capsys: Any) -> None:
    folder = copy(tmp_path, "terms.toml", 'clause = "3.3"', 'clause = "33"')
    line = (folder / "terms.toml").read_text(encoding="utf-8").splitlines().index('clause = "33"') + 1
    assert run("check", folder) == 1
    said = capsys.readouterr().out
    assert f"{folder}/terms.toml:{line}: Artikel 33 staat niet in clauses.toml." in said
    assert "om te verbeteren" in said.splitlines()[-1]


def test_check_needs_no_database(tmp_path: Path, capsys: Any) -> None:
    run("check", OMMEN)
    assert capsys.readouterr().out


def test_dump_writes_a_folder_that_has_no_differences(tmp_path: Path, capsys: Any) -> None:
    assert run("dump", OMMEN, "--to", tmp_path / "nieuw") == 0
    assert run("diff", OMMEN, tmp_path / "nieuw") == 0
    assert capsys.readouterr().out.endswith("Geen verschillen.\n")
    assert run("dump", OMMEN, "--to", tmp_path / "nieuw") == 1
    assert "Kies een lege map" in capsys.readouterr().err


def test_dump_to_the_screen_is_toml(capsys: Any) -> None:
    import tomllib

    assert run("dump", OMMEN) == 0
    assert tomllib.loads(capsys.readouterr().out)["agreement"]["code"] == "ommen-twenterand-2024"


def test_load_says_whether_anything_changed_and_diff_compares_with_what_is_in_use(
    agreement: Any, tmp_path: Path, capsys: Any
) -> None:
    assert run("load", OMMEN) == 0
    assert "was al in gebruik, niets veranderd" in capsys.readouterr().out
    folder = copy(tmp_path, "terms.toml", 'value = "25000"', 'value = "20000"')
    assert run("diff", "ommen-twenterand-2024", folder) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Bepaling calamity.ceiling vanaf 1 januari 2024: € 25.000,00" in said and "1 verschil." in said
    assert run("load", folder) == 0
    assert "in gebruik genomen" in capsys.readouterr().out


def test_load_of_a_folder_with_faults_loads_nothing(agreement: Any, tmp_path: Path, capsys: Any) -> None:
    folder = copy(tmp_path, "terms.toml", 'unit = "euro"', 'unit = "gulden"')
    assert run("load", folder) == 1
    said = capsys.readouterr()
    assert "terms.toml" in said.err and "is niet ingelezen" in said.err and said.out == ""


def test_load_of_other_parties_is_refused_with_what_to_do(agreement: Any, tmp_path: Path, capsys: Any) -> None:
    assert run("load", copy(tmp_path, "agreement.toml", "code = 1700\n", "code = 1701\n")) == 1
    assert "Maak voor andere partijen een nieuwe map" in capsys.readouterr().err


def test_an_agreement_that_is_not_there_says_which_are(agreement: Any, capsys: Any) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("dump", "nergens-2024")
    assert stopped.value.code == 2
    assert "ommen-twenterand-2024" in capsys.readouterr().err


def test_clauses_writes_the_page(tmp_path: Path, capsys: Any) -> None:
    assert run("clauses", OMMEN, "--to", tmp_path / "clauses.md") == 0
    assert "## 3.7 Calamiteiten" in (tmp_path / "clauses.md").read_text(encoding="utf-8")
