"""What a letter about a grave says, in whose name, and how a batch is printed."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from cemetery_law import law

from noaber.agreement.book import Book
from noaber.agreement.loader import read
from noaber.agreement.paper_texts import PaperText
from noaber.cemetery.letters import AboutGrave, compose, head_of
from noaber.papers.document import write_batch, write_pdf
from noaber.papers.paper import Paper

DAY = date(2026, 12, 1)
ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("ommen-twenterand-2024", "demo-hellendoorn-almelo-2025")
BOOKS = {name: Book.from_document(read(ROOT / "agreements" / name).document) for name in FOLDERS}
ABOUT = AboutGrave(
    "BR-2026-1",
    "LMH-A-01",
    "Laarmanshoek",
    "R0001",
    date(2028, 3, 1),
    "Ommen",
    "Twenterand",
    ("Chevalleraustraat 2", "7731 EE Ommen"),
    "het college van Ommen",
    "namens het college van Ommen",
    "medewerker burgerzaken",
)


def written(text: PaperText, folder: str = FOLDERS[0]) -> Paper:
    said = {fact.name: (f"eerste {fact.name}",) if fact.kind == "lines" else fact.name for fact in text.facts}
    return compose(text, BOOKS[folder].papers, ABOUT, said, DAY, law())


def words(paper: Paper) -> str:
    return "\n".join("".join(map(str, row)) for block in paper.blocks for row in block.rows)


@pytest.mark.parametrize(
    ("folder", "kind"), [(name, kind) for name, book in BOOKS.items() for kind in book.papers.graves]
)
def test_every_letter_about_a_grave_is_whole_and_names_the_grave(folder: str, kind: str) -> None:
    paper = written(BOOKS[folder].papers.graves[kind], folder)
    assert paper.open == [] and "LMH-A-01" in words(paper)
    assert paper.closing[-1] == "medewerker burgerzaken"
    with pikepdf.open(io.BytesIO(write_pdf(paper, ("Cora Fictief",), head_of(paper, "LMH-A-01")))) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"]) == ("1", "2")


def test_what_is_left_empty_takes_its_paragraph_with_it() -> None:
    text = BOOKS[FOLDERS[0]].papers.graves["einde-grafrecht"]
    said = {"aanvragen_van": "1 maart 2026", "ophalen": "13 weken", "verlengen_met": ("5 jaar",)}
    paper = compose(text, BOOKS[FOLDERS[0]].papers, ABOUT, said, DAY, law())
    assert paper.open == [] and "Als wij niets van u horen" not in words(paper)


def test_a_decision_says_until_when_somebody_can_object() -> None:
    text = replace(BOOKS[FOLDERS[0]].papers.graves["einde-algemeen-graf"], decision=True, remedy="bezwaar")
    assert "12 januari 2027" in words(written(text))


def test_a_batch_is_one_print_in_which_every_letter_counts_its_own_pages() -> None:
    paper = written(BOOKS[FOLDERS[0]].papers.graves["einde-grafrecht"])
    one = write_pdf(paper, ("Cora Fictief",), head_of(paper, "LMH-A-01"))
    three = write_batch("Partij 1", [(paper, ("Cora Fictief",), head_of(paper, "LMH-A-01"))] * 3)
    with pikepdf.open(io.BytesIO(one)) as first, pikepdf.open(io.BytesIO(three)) as pdf:
        assert len(pdf.pages) == 3 * len(first.pages)
        assert str(pdf.docinfo["/Title"]) == "Partij 1"
