"""Texts of papers: what is filled in, what stays open, and what is wrong with them before they are loaded."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.agreement.checks import check
from noaber.agreement.declared import declared
from noaber.agreement.loader import read
from noaber.agreement.paper_texts import FILLED, MAY_BE_EMPTY, PHASES, Block, Named, blocks_of, fill, names_in

ROOT = Path(__file__).resolve().parents[3]
NAMES = st.sampled_from(["ontvangen", "reden", "ontbreekt", "adres"])
WORDS = st.text(st.characters(exclude_characters="{}#-\n\r", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20)
PIECES = st.lists(st.one_of(WORDS, NAMES.map(lambda name: f"{{{name}}}")), min_size=1, max_size=6).map(" ".join)
LINES = st.tuples(st.sampled_from(["", "## ", "- "]), PIECES).map("".join)
TEXTS = st.lists(LINES, min_size=1, max_size=8).map("\n\n".join)
# What people type may hold braces and names of their own; it stays what it is.
VALUES = st.one_of(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple))


def words_in(blocks: tuple[Block, ...]) -> list[str]:
    return [part for block in blocks for row in block.rows for part in row if isinstance(part, str)]


@given(TEXTS, st.fixed_dictionaries(dict.fromkeys(["ontvangen", "reden", "ontbreekt", "adres"], VALUES)))
def test_no_place_ever_stays_open_once_everything_is_known(text, values):
    filled = fill(blocks_of(text), values)
    assert names_in(filled) == []
    assert not any(isinstance(part, Named) for block in filled for row in block.rows for part in row)


@given(TEXTS, st.dictionaries(NAMES, VALUES))
def test_what_is_not_known_yet_stays_open_and_nothing_else_does(text, values):
    filled = fill(blocks_of(text), values)
    assert set(names_in(filled)) <= set(names_in(blocks_of(text))) - values.keys()
    assert fill(filled, values) == filled, "filling again changes nothing, whatever was typed"


@given(TEXTS)
def test_no_heading_stands_above_nothing(text):
    kinds = [block.kind for block in fill(blocks_of(text), dict.fromkeys(FILLED, ""))]
    assert not kinds or kinds[-1] != "heading"
    assert ("heading", "heading") not in list(pairwise(kinds))


def test_a_text_is_paragraphs_headings_and_lists():
    text = "Eerste regel\nloopt door: {ontvangen}.\n\n## Kop\n\n- {ontbreekt}\n- vast\n\n{Reden}"
    filled = fill(blocks_of(text), {"ontvangen": "1 mei 2026", "ontbreekt": ("a", "b"), "reden": "het kan"})
    assert filled == (
        Block("text", (("Eerste regel loopt door: ", "1 mei 2026", "."),)),
        Block("heading", (("Kop",),)),
        Block("list", (("a",), ("b",), ("vast",))),
        Block("text", (("Het kan",),)),
    )


def test_what_noaber_fills_in_is_known_in_a_phase_that_exists():
    assert set(FILLED.values()) <= set(PHASES) and set(MAY_BE_EMPTY) <= set(FILLED)


AGREEMENT = ROOT / "agreements" / "ommen-twenterand-2024"
GOOD = """
[[paper]]
kind = "proef"
title = "Een proef"
phase = "decided"
decision = true
remedy = "bezwaar"
basis = ["Awb 3:45"]
facts = [{ name = "reden", label = "Waarom?", kind = "long" }]
text = "Op {besloten_op}: {reden}"
"""


@pytest.mark.parametrize(
    ("before", "after", "code", "says"),
    [
        ("{reden}", "{reden} {zaaknumer}", "unknown-name", "zaaknummer"),
        ("{reden}", "{reden} { los }", "stray-brace", "accolade"),
        ("{reden}", "niets", "unused-fact", "reden"),
        ('name = "reden"', 'name = "zaaknummer"', "double-fact", "eigen naam"),
        ("{reden}", "{reden} {bezwaar_tot}", "remedy-in-text", "vanzelf"),
        ("{reden}", "{reden} {vertraagd_tot}", "unknown-yet", "delayed"),
        ('remedy = "bezwaar"\n', "", "decision-without-remedy", "Awb 3:45"),
        ("decision = true\n", "", "remedy-without-decision", "geen besluit"),
        ('remedy = "bezwaar"', 'remedy = "hoger-beroep"', "unknown-remedy", "bestaat niet"),
        ('phase = "decided"', 'phase = "any"', "decision-too-early", "decided"),
        ('phase = "decided"', 'phase = "ooit"', "bad-value", "Kies uit"),
        ('kind = "long"', 'kind = "proza"', "bad-value", "kind is een van"),
        ('kind = "long"', 'kind = "choice"', "bad-value", "options"),
        ("basis", 'products = ["fiets"]\nbasis', "unknown-product", "fiets"),
        ("basis", 'outcomes = ["gevlogen"]\nbasis', "unknown-outcome", "gevlogen"),
        ("basis", 'replaces = ["proef"]\nbasis', "unknown-paper", "proef"),
        ("basis", 'retention = "99.9"\nbasis', "bad-value", "Selectielijst"),
    ],
)
def test_a_mistake_in_a_paper_is_found_before_it_is_loaded(tmp_path, before, after, code, says):
    assert before in GOOD
    found = [one for one in findings(tmp_path, GOOD.replace(before, after)) if one.file == "papers/proef.toml"]
    assert code in {one.code for one in found}
    assert any(says in one.text for one in found if one.code == code)


def test_a_paper_without_mistakes_has_no_findings(tmp_path):
    assert findings(tmp_path, GOOD) == []


def test_a_remedy_says_until_when(tmp_path):
    remedy = '[[remedy]]\ncode = "niets"\ntitle = "Jammer"\nbasis = ["Awb 6:7"]\ntext = "Dan niet."\n'
    assert [one.code for one in findings(tmp_path, remedy)] == ["remedy-incomplete"]


def test_papers_need_a_house_style(tmp_path):
    codes = [one.code for one in findings(tmp_path, GOOD.replace("bezwaar", "eigen"), without="papers/huisstijl.toml")]
    assert "no-house" in codes


GRAVE = """
[[grave_paper]]
kind = "proef"
title = "Een proef"
basis = ["Wlb 28"]
facts = [{ name = "reden", label = "Waarom?", kind = "text" }]
text = "Graf {graf}: {reden}"
"""


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("{reden}", "{reden} {graff}", "unknown-name"),
        ("{reden}", "niets", "unused-fact"),
        ('name = "reden"', 'name = "graf"', "double-fact"),
        ("basis", "decision = true\nbasis", "decision-without-remedy"),
        ("basis", 'remedy = "bezwaar"\nbasis', "remedy-without-decision"),
        ("{reden}", "{reden}", ""),
    ],
)
def test_a_mistake_in_a_letter_about_a_grave_is_found_before_it_is_loaded(tmp_path, before, after, code):
    assert before in GRAVE
    found = {one.code for one in findings(tmp_path, GRAVE.replace(before, after))}
    assert code in found if code else found == set()


def findings(folder: Path, text: str, without: str = ""):
    """What is wrong with the agreement of Ommen when a file with this text stands among its papers."""
    for path in AGREEMENT.rglob("*.toml"):
        name = path.relative_to(AGREEMENT)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if str(name) != without:
            (folder / name).write_bytes(path.read_bytes())
    (folder / "papers" / "proef.toml").write_text(text)
    return check(read(folder), declared()).findings
