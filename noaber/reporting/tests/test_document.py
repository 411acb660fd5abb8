"""The paper says what the report says, to who sees it and to who hears it, and takes any text as only text."""

import io
from dataclasses import replace

import pikepdf
import pytest

from noaber.reporting.definitions import Remark
from noaber.reporting.document import paper, write_pdf
from noaber.reporting.report import compose
from noaber.reporting.tests import example_report as example
from noaber.web.typeset import can_show


def structure(report) -> list[tuple[str, str]]:
    """The tags of the paper in order, with the text that stands in for a picture."""
    found = []

    def walk(node) -> None:
        if isinstance(node, pikepdf.Array):
            for part in node:
                walk(part)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node["/S"])[1:], str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(io.BytesIO(write_pdf(report))) as pdf:
        walk(pdf.Root.StructTreeRoot["/K"])
    return found


def test_every_picture_says_in_words_what_it_shows_and_every_table_has_a_head():
    tags = structure(example.report())
    pictures = [words for tag, words in tags if tag == "Figure"]
    assert len(pictures) > 30 and all(pictures)
    assert any("2e kw. 2026: 2.084" in words for words in pictures)
    names = [tag for tag, _ in tags]
    assert names.count("Table") == names.count("THead") > 15
    assert names.count("H1") == 8 and "TOC" in names, "seven chapters and the table of contents"


@pytest.mark.parametrize(("period", "shown"), [("2026-Q1", False), ("2026-Q2", True), ("2026-Q3", False)])
def test_money_is_on_the_paper_of_the_second_and_the_fourth_quarter(period, shown):
    report = example.report(period)
    assert (paper(report)["finance"] is not None) is shown
    assert len([tag for tag, _ in structure(report) if tag == "H1"]) == 7 + shown


def test_the_paper_has_the_sentences_the_seal_and_a_row_for_every_service_and_norm():
    report = example.report()
    words = paper(report)
    assert words["sentences"] == [sentence.text for sentence in report.sentences]
    assert words["checkpoint"] == report.head.checkpoint.splitlines()
    assert [row["name"] for row in words["services"]] == [part.name for part in report.services]
    norms = [row["code"] for part in words["parts"] for row in part["norms"]] + [
        row["code"] for row in words["general"]
    ]
    assert sorted(norms) == sorted(row.code for row in example.KPIS)


def test_a_missed_norm_has_its_cause_action_owner_and_day_or_says_that_nobody_wrote_them():
    rows = {row["code"]: row for part in paper(example.report())["parts"] for row in part["norms"]}
    assert rows["BZ-03"]["story"][0].startswith("De leverancier") and rows["BZ-03"]["story"][3] == "di 1 sep 2026"
    assert rows["BG-01"]["story"] == ["nog niet ingevuld", "–", "–", "–"]
    assert rows["BZ-04"]["story"] is None


def test_a_report_without_anything_in_it_can_still_be_drawn():
    empty = compose(example.head(), [], replace(example.DEFINITIONS, services=(), kpis=(), plans=()), example.terms())
    assert write_pdf(replace(empty, head=replace(empty.head, checkpoint=""))).startswith(b"%PDF")


@pytest.mark.parametrize("words", ["#panic()", "*x* _y_ $z$ @w [v] \\", "<b>&amp;</b>", '"]}', "regel 1\nregel 2"])
def test_what_people_write_is_only_text(words):
    remarks = (Remark(words, words, words, kpi="BZ-03"), Remark(words, service=2), Remark(words))
    report = compose(example.head(), example.sums(), example.DEFINITIONS, example.terms(), remarks)
    assert write_pdf(report).startswith(b"%PDF")
    assert can_show(words)


@pytest.mark.parametrize(("words", "fits"), [("Łódź, € 3 − ≥ 95 %", True), ("😀", False), ("中文", False), ("", True)])
def test_a_sign_that_no_font_has_is_found_before_it_is_on_paper(words, fits):
    assert can_show(words) is fits
