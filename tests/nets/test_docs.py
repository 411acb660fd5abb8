"""What the documents point at is there: links, files, functions, commands and words."""

from __future__ import annotations

import ast
import re
import struct
from functools import lru_cache
from pathlib import Path

import pytest

from noaber.cli import _parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
GENERATED = ROOT / "docs" / "clauses.md"
WRITTEN = [page for page in PAGES if page != GENERATED]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
FUNCTION = re.compile(r"`(\w+)` in \[[^\]]*\]\(([^)]+\.py)\)")
PLACED = re.compile(r"`(\w+)` in `(noaber/[\w/]+\.py)`")
PATH = re.compile(r"`((?:noaber|tests|agreements|docs)/[\w/.*-]+)`")
SETTING = re.compile(r"`NOABER_(\w+)`")
COMMAND = re.compile(r"`(?:\.venv/bin/)?noaber ((?:[a-z]+ ?){1,2})")
WALK_THROUGH = "noaber/keys"
"""The toy subject that CONTRIBUTING makes; it is not there until somebody makes it."""


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@lru_cache
def defined(path: Path) -> frozenset[str]:
    """The functions and classes of a file, and the names that it gives to values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(found)


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_link_of_a_page_leads_to_something(page: Path) -> None:
    links = [link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_function_that_a_page_places_in_a_file_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    placed = [(function, page.parent / file) for function, file in FUNCTION.findall(text)]
    placed += [(function, ROOT / file) for function, file in PLACED.findall(text)]
    assert [(function, name(file)) for function, file in placed if function not in defined(file.resolve())] == []


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = {path for path in PATH.findall(page.read_text(encoding="utf-8")) if not path.startswith(WALK_THROUGH)}
    assert sorted(path for path in named if not list(ROOT.glob(path.rstrip("/")))) == []


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_setting_and_command_that_a_page_names_exists(page: Path) -> None:
    from noaber.config.environment import Environment

    text = page.read_text(encoding="utf-8")
    settings = {setting.lower() for setting in SETTING.findall(text)}
    assert settings - set(Environment.model_fields) == set()
    assert [command for command in COMMAND.findall(text) if not known_command(command.split())] == []


def known_command(words: list[str]) -> bool:
    """Is this a command, and where it has parts, is the next word one of them?"""
    parts = choices_of(_parser())
    for word in words:
        if not parts:
            return True
        if word not in parts:
            return False
        parts = choices_of(parts[word])
    return True


def choices_of(parser: object) -> dict[str, object]:
    actions = getattr(parser, "_actions", [])
    return next((action.choices for action in actions if isinstance(action.choices, dict)), {})


def test_the_readme_has_a_row_for_many_rules_and_a_test_for_each() -> None:
    rows = [row for row in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if FUNCTION.search(row)]
    assert len(rows) >= 15
    assert [row for row in rows if not re.search(r"\((noaber|tests)/\S*test_\w+\.py\)", row)] == []


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "img").glob("*")), ids=name)
def test_a_picture_is_wide_enough_to_read_and_small_enough_to_keep(picture: Path) -> None:
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) <= 300_000
    width, _ = struct.unpack(">II", data[16:24])
    assert width == 1440


@pytest.mark.parametrize("page", DECISIONS, ids=name)
def test_a_decision_asks_chooses_follows_up_and_says_what_would_change_our_mind(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ") and "\nStatus: " in text
    heads = re.findall(r"(?m)^## (.+)$", text)
    assert heads == ["The question", "The choice", "What follows", "What would change our mind"]


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def glossary() -> list[tuple[str, str]]:
    rows = re.findall(r"(?m)^\| (.+?) \| (.+?) \| .+ \|$", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    return [(dutch, word) for dutch, english in rows for word in re.findall(r"`(\w+)`", english)]


@lru_cache
def words_of_the_code() -> frozenset[str]:
    """Every name and part of a name in our own code, in small letters: `team_lead`, `team`, `lead`."""
    found: set[str] = set()
    for path in (ROOT / "noaber").rglob("*.py"):
        if "tests" in path.parts or "node_modules" in path.parts:
            continue
        found |= {path.stem}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [getattr(node, field, None) for field in ("id", "name", "arg", "attr")]
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                names.append(node.value)
            for one in names:
                if isinstance(one, str):
                    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one).lower()
                    found |= {parts, *parts.split("_"), *(part.removesuffix("s") for part in parts.split("_"))}
    return frozenset(found | {path.name for path in (ROOT / "noaber").iterdir()})


@pytest.mark.parametrize(("dutch", "word"), glossary(), ids=lambda value: value)
def test_every_english_word_of_the_glossary_is_used_in_the_code(dutch: str, word: str) -> None:
    assert word in words_of_the_code(), f"{dutch}: the code never says {word}"


def test_a_dutch_term_has_one_line_and_an_english_word_has_one_meaning() -> None:
    rows = glossary()
    assert len({dutch for dutch, _ in rows}) >= 50
    words = [word for _, word in rows]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def test_no_page_names_a_place_on_somebodys_machine() -> None:
    places = re.compile(r"(?<![\w.])/(?:home|root|work|tmp|Users)/")
    texts = [*WRITTEN, ROOT / "publiccode.yaml"]
    assert [name(page) for page in texts if places.search(page.read_text(encoding="utf-8"))] == []


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert re.findall(r"(?m)^(\d+)\.\s?[A-Z]", text) == [str(number) for number in range(1, 16)]
    assert "Compatible Licences" in text and text.endswith("new EUPL version.\n")
