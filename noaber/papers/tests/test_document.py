"""The PDF says what the paper says, to who sees it and to who hears it, and the same paper gives the same bytes."""

from __future__ import annotations

import io

import pikepdf
import pytest

from noaber.papers.document import words, write_pdf
from noaber.papers.paper import with_personal
from noaber.papers.tests.example_papers import FOLDERS, book_at, example, typed
from noaber.web.typeset import can_show

BOOKS = {folder: book_at(folder) for folder in FOLDERS}
ALL = [(folder, kind) for folder, book in BOOKS.items() for kind in book.papers.texts]
ADDRESS = ("De heer Ş. Öztürk", "Kerkstraat 1", "7731 AA Ommen")


def whole(folder: str, kind: str):
    text = BOOKS[folder].papers.texts[kind]
    return with_personal(example(BOOKS[folder], text), typed(text, True))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    found: list[str] = []

    def walk(node) -> None:
        if isinstance(node, pikepdf.Array):
            for part in node:
                walk(part)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node["/S"])[1:])
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.Root.StructTreeRoot["/K"])
    return found


@pytest.mark.parametrize(("folder", "kind"), ALL)
def test_every_paper_is_tagged_has_its_language_and_its_title(folder, kind):
    paper = whole(folder, kind)
    with pikepdf.open(io.BytesIO(write_pdf(paper, ADDRESS))) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL" and bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]) == paper.title and bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1" and metadata["pdfaid:part"] == "2"
        found = tags(pdf)
    headings = sum(block.kind == "heading" for block in paper.blocks)
    assert found.count("H1") == 1 and found.count("H2") == headings
    assert found.count("LI") == sum(len(block.rows) for block in paper.blocks if block.kind == "list")


def test_the_same_paper_gives_the_same_bytes():
    paper = whole(FOLDERS[0], "weigering")
    assert write_pdf(paper, ADDRESS) == write_pdf(paper, ADDRESS)
    assert write_pdf(paper, ADDRESS) != write_pdf(paper)


def test_a_paper_with_something_open_is_never_drawn():
    text = BOOKS[FOLDERS[0]].papers.texts["bevestiging-verhuizing"]
    with pytest.raises(AssertionError, match="nieuw_adres"):
        write_pdf(example(BOOKS[FOLDERS[0]], text))


@pytest.mark.parametrize(
    ("text", "can"), [("Ş. Öztürk", True), ("Δημήτρης", True), ("Иванов", True), ("€ 84,20", True), ("naam 🙂", False)]
)
def test_what_the_fonts_cannot_show_is_known_before_it_is_drawn(text, can):
    assert can_show(text) is can


def test_signs_that_typst_reads_as_markup_stay_text():
    text = BOOKS[FOLDERS[0]].papers.texts["weigering"]
    paper = with_personal(example(BOOKS[FOLDERS[0]], text), {})
    typed_in = "#panic(1) *vet* [x] $y$ = kop @ <a>"
    assert write_pdf(paper, (typed_in,)).startswith(b"%PDF-")
    assert words(paper, (typed_in,))["addressee"] == [typed_in]


def test_each_client_has_a_colour_of_its_own():
    colours = {book.papers.house.colour for book in BOOKS.values()}
    assert len(colours) == len(BOOKS)
