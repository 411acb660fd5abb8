"""A folder with a fault is told so, with the file, the line and what to do; a whole folder becomes a document."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noaber.agreement.book import Book
from noaber.agreement.checks import Folder, check, gaps, wrong_value
from noaber.agreement.loader import digest, kept_text, read
from noaber.agreement.places import places
from noaber.agreement.sections import MANY, ONCE
from noaber.agreement.tests.small_agreement import ABLE, FILES, ToyTerms, write
from noaber.agreement.writing import FILES as WRITTEN
from noaber.agreement.writing import as_toml, write_folder
from noaber.values import Euro, MissingTerm, Period


def checked(folder: Path) -> Folder:
    return check(read(folder), ABLE)


def spoiled(folder: Path, file: str, old: str, new: str) -> Folder:
    assert FILES[file].count(old) == 1, f"{old!r} must stand once in {file}"
    return checked(write(folder, FILES | {file: FILES[file].replace(old, new)}))


def test_a_whole_folder_has_no_findings_and_becomes_a_book(tmp_path: Path) -> None:
    found = checked(write(tmp_path, FILES))
    assert found.findings == []
    book = Book.from_document(found.document)
    assert (book.client, book.contractor, book.since) == (175, 1700, date(2024, 1, 1))
    terms = ToyTerms.fill(book.term, date(2024, 7, 1))
    assert (terms.limit.value, terms.days.value, terms.share.value) == (Euro(10_050), 5, Fraction(1, 8))
    assert ToyTerms.fill(book.term, date(2024, 6, 30)).days.value == 3
    with pytest.raises(MissingTerm):
        book.term("toy.days", date(2023, 12, 31))


@dataclass(frozen=True)
class Spoil:
    """One thing that is wrong: replace `old` by `new`; the finding stands on the line of `at`."""

    code: str
    file: str
    old: str
    new: str
    at: str
    blocks: bool = True


SPOILS = [
    Spoil("toml-syntax", "terms.toml", 'value = "100.50"', 'value = "100.50', 'value = "100.50'),
    Spoil("unknown-section", "kpis.toml", "[[kpi]]", "[[kpis]]", "[[kpis]]"),
    Spoil("unknown-field", "terms.toml", 'value = "100.50"', 'value = "100.50"\nvalues = 3', "values = 3"),
    Spoil("missing-field", "clauses.toml", 'text = "Klein betaalt Groot."\n', "", '[[clause]]\nnumber = "2"'),
    Spoil("wrong-shape", "mandates.toml", "[acts]", "[[acts]]", "[[acts]]"),
    Spoil("wrong-shape", "duties.toml", "[[duty]]", "[duty]", "[duty]"),
    Spoil("wrong-shape", "agreement.toml", "[agreement]", "[[agreement]]", "[[agreement]]"),
    Spoil("double", "clauses.toml", 'number = "2"', 'number = "1"', 'number = "1"\ntitle = "Geld"'),
    Spoil("unknown-clause", "terms.toml", 'value = 5\nclause = "1"', 'value = 5\nclause = "7"', 'clause = "7"'),
    Spoil("unknown-clause", "mandates.toml", '"toy.play" = "1"', '"toy.play" = "7"', '"toy.play" = "7"'),
    Spoil("unknown-clause", "kpis.toml", 'clauses = ["1"]', 'clauses = ["1", "7"]', "clauses ="),
    Spoil("unknown-act", "duties.toml", '"toy.play"', '"toy.pay"', "done_by", blocks=False),
    Spoil("unknown-act", "mandates.toml", 'acts = ["toy.*"]', 'acts = ["toy.*", "boy.*"]', "acts =", blocks=False),
    Spoil("unknown-act", "kpis.toml", '"norm"', '"toy.pay"', "measured_by", blocks=False),
    Spoil("act-without-clause", "mandates.toml", '"toy.stop" = "1"\n', "", "[acts]", blocks=False),
    Spoil("act-without-mandate", "mandates.toml", '"toy.*"', '"toy.play"', "acts =", blocks=False),
    Spoil("term-overlap", "terms.toml", "since = 2024-07-01", "since = 2024-06-30", "since = 2024-06-30"),
    Spoil(
        "term-overlap",
        "terms.toml",
        "since = 2024-07-01\n",
        "",
        '[[term]]\nname = "toy.days"\nunit = "workdays"\nvalue = 5',
    ),
    Spoil("term-unread", "terms.toml", 'name = "toy.share"', 'name = "toy.shade"', 'name = "toy.shade"', blocks=False),
    Spoil(
        "term-unfilled",
        "terms.toml",
        "since = 2024-07-01",
        "since = 2024-07-02",
        '[[term]]\nname = "toy.days"\nunit = "workdays"\nvalue = 5',
        blocks=False,
    ),
    Spoil("wrong-unit", "terms.toml", 'unit = "percent"\nvalue = "12.5"', 'unit = "days"\nvalue = 12', 'unit = "days"'),
    Spoil("bad-value", "terms.toml", 'unit = "percent"', 'unit = "procent"', 'unit = "procent"'),
    Spoil("bad-value", "terms.toml", 'value = "12.5"', "value = 12.5", "value = 12.5"),
    Spoil("bad-value", "terms.toml", 'value = "12.5"', 'value = "101"', 'value = "101"'),
    Spoil("bad-value", "terms.toml", 'value = "100.50"', 'value = "100.505"', 'value = "100.505"'),
    Spoil("bad-value", "terms.toml", 'value = "100.50"', 'value = "-1"', 'value = "-1"'),
    Spoil("bad-value", "terms.toml", "value = 3", "value = true", "value = true"),
    Spoil(
        "bad-value", "clauses.toml", 'kind = "rule"\ntext = "Klein', 'kind = "regel"\ntext = "Klein', 'kind = "regel"'
    ),
    Spoil("bad-value", "agreement.toml", "since = 2024-01-01", 'since = "1 januari"', "since ="),
    Spoil("bad-value", "agreement.toml", '"klein-groot-2024"', '"klein-groot"', "code ="),
    Spoil("bad-value", "agreement.toml", "NL27TEST0000000175", "NL28TEST0000000175", "iban ="),
    Spoil("bad-value", "agreement.toml", "00000003900001750000", "0000000390000175000", "oin ="),
    Spoil("bad-value", "services.toml", "number = 8, ", "", "span ="),
    Spoil("bad-value", "services.toml", '["gezet", "geweigerd"]', "[]", "outcomes ="),
    Spoil("bad-value", "services.toml", '"college"', '"raad"', "organ ="),
    Spoil("bad-value", "addenda/2024.toml", 'percent = "21"', 'percent = "veel"', "percent ="),
    Spoil("bad-value", "addenda/2024.toml", '"1/2"', '"1/0"', "compensable ="),
    Spoil("bad-value", "mandates.toml", '["clerk"]', "[]", "functions ="),
    Spoil("bad-value", "mandates.toml", '["clerk"]', "1", "functions ="),
    Spoil("bad-value", "mandates.toml", '["clerk"]', '[["clerk"]]', "functions ="),
    Spoil("unknown-function", "mandates.toml", '"clerk"', '"baas"', "functions ="),
    Spoil("unknown-service", "services.toml", "service = 1", "service = 2", "service = 2"),
    Spoil("unknown-service", "addenda/2024.toml", "service = 0", "service = 2", "service = 2"),
    Spoil("unknown-product", "kpis.toml", '"stempel"', '"zegel"', "products ="),
    Spoil("kpi-not-countable", "services.toml", "norm_workdays = 3\n", "", ""),
    Spoil("kpi-without-products", "kpis.toml", 'products = ["stempel"]\n', "", "measured_by ="),
    Spoil("until-before-since", "terms.toml", "until = 2024-06-30", "until = 2023-06-30", "until ="),
    Spoil("duty-due", "duties.toml", "workdays = 10\n", "", "[[duty]]"),
    Spoil("duty-due", "duties.toml", "workdays = 10", "workdays = 10\ndays = 3", "[[duty]]"),
    Spoil("duty-due", "duties.toml", "workdays = 10", "month = 2\nday = 30", "month ="),
    Spoil("duty-anchor", "duties.toml", '"month"', '"six-weeks"', "rhythm ="),
    Spoil("parties", "agreement.toml", '"contractor"', '"client"', 'role = "client"\noin'),
    Spoil("no-agreement", "agreement.toml", "[agreement]", "[overeenkomst]", ""),
]


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: f"{spoil.code}: {spoil.new[:30]!r}")
def test_each_fault_is_named_with_its_file_and_line(spoil: Spoil, tmp_path: Path) -> None:
    found = spoiled(tmp_path, spoil.file, spoil.old, spoil.new)
    named = [finding for finding in found.findings if finding.code == spoil.code]
    assert named, [str(finding) for finding in found.findings]
    assert {finding.blocks for finding in named} == {spoil.blocks}
    if spoil.at:
        text = (tmp_path / spoil.file).read_text(encoding="utf-8")
        line = text[: text.index(spoil.at)].count("\n") + 1
        assert (spoil.file, line) in [(finding.file, finding.line) for finding in named]


def test_every_fault_of_a_folder_is_reported_at_once(tmp_path: Path) -> None:
    files = dict(FILES)
    files["clauses.toml"] += "\n[[clause]]\n[[clause]\n"
    files["kpis.toml"] = files["kpis.toml"].replace('"%"', "5").replace('"95"', "95.5").replace("T-01", "t1")
    files["services.toml"] = files["services.toml"].replace('"week"', '"weken"')
    files["vreemd.toml"] = "niets = 1\n"
    found = checked(write(tmp_path, files))
    said = {(finding.file, finding.line, finding.code) for finding in found.findings}
    assert said >= {
        ("clauses.toml", 14, "toml-syntax"),
        ("kpis.toml", 2, "bad-value"),
        ("kpis.toml", 5, "bad-value"),
        ("kpis.toml", 7, "bad-value"),
        ("services.toml", 13, "bad-value"),
        ("vreemd.toml", 1, "unknown-section"),
    }
    assert found.findings == sorted(found.findings)


def test_a_file_that_cannot_be_read_hides_only_what_depends_on_it(tmp_path: Path) -> None:
    files = dict(FILES)
    files["clauses.toml"] += "nog = [\n"
    files["mandates.toml"] = files["mandates.toml"].replace('"clerk"', '"baas"')
    files["terms.toml"] = files["terms.toml"].replace("since = 2024-07-01", "since = 2024-08-01")
    said = {finding.code for finding in checked(write(tmp_path, files)).findings}
    assert said == {"toml-syntax", "unknown-function", "term-unfilled"}


BITS = [
    "",
    " ",
    "\n",
    "[",
    "]",
    '"',
    "=",
    "-1",
    "true",
    "2024-13-01",
    "é",
    '"x"',
    "[[term]]\n",
    "1.5",
    "{}",
    "[1]",
    "#",
    "x = 1\n",
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(FILES)), st.integers(0, 2_000), st.integers(0, 12), st.sampled_from(BITS))
def test_whatever_is_wrong_the_loader_says_so_and_what_it_lets_through_is_a_book(
    tmp_path: Path, name: str, place: int, gone: int, bit: str
) -> None:
    text = FILES[name]
    at = place % len(text)
    found = checked(write(tmp_path, FILES | {name: text[:at] + bit + text[at + gone :]}))
    for finding in found.findings:
        assert finding.text and 1 <= finding.line <= 200
    if not found.faults:
        assert Book.from_document(json.loads(kept_text(found.document))).code == found.document["agreement"]["code"]


def test_an_empty_folder_and_a_file_that_is_no_text_are_told_so(tmp_path: Path) -> None:
    assert [finding.code for finding in read(tmp_path).findings] == ["no-agreement"]
    write(tmp_path, FILES)
    (tmp_path / "terms.toml").write_bytes(b'[[term]]\nname = "caf\xe9"\n')
    assert ("terms.toml", 2, "not-utf-8") in {(one.file, one.line, one.code) for one in read(tmp_path).findings}


def test_the_same_act_in_two_files_is_double(tmp_path: Path) -> None:
    found = checked(write(tmp_path, FILES | {"meer.toml": '[acts]\n"toy.play" = "2"\n'}))
    double = [finding for finding in found.findings if finding.code == "double"]
    assert len(double) == 1 and "toy.play" in double[0].text


def test_a_term_that_people_apply_needs_no_rule(tmp_path: Path) -> None:
    more = '\n[[term]]\nname = "notice.months"\nunit = "months"\nvalue = 18\nclause = "2"\n'
    files = FILES | {"terms.toml": FILES["terms.toml"] + more}
    assert [finding.code for finding in checked(write(tmp_path, files)).findings] == ["term-unread"]
    files["terms.toml"] += "by_people = true\n"
    assert checked(write(tmp_path, files)).findings == []


def test_an_agreement_that_is_only_read_needs_no_mandates(tmp_path: Path) -> None:
    head = FILES["agreement.toml"].replace("since = 2024-01-01\n", "since = 2024-01-01\nreading_only = true\n")
    bare = {"agreement.toml": head, "clauses.toml": FILES["clauses.toml"]}
    assert checked(write(tmp_path, bare)).findings == []


def test_what_is_written_out_reads_back_as_the_same_document(tmp_path: Path) -> None:
    document = checked(write(tmp_path / "een", FILES)).document
    write_folder(document, tmp_path / "twee")
    again = checked(tmp_path / "twee")
    assert again.findings == []
    assert again.document == document and digest(again.document) == digest(document)
    with pytest.raises(FileExistsError):
        write_folder(document, tmp_path / "twee")


def test_every_section_is_written_to_some_file() -> None:
    assert {section for sections in WRITTEN.values() for section in sections} == {*ONCE, *MANY, "acts"}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives_being_written_and_read(text: str) -> None:
    row = {"number": "1", "title": text, "kind": "rule", "text": text}
    assert tomllib.loads(as_toml({"clause": [row]})) == {"clause": [row]}


def test_the_line_of_a_key_is_found_past_long_strings_and_lists() -> None:
    text = '[[a]]\nx = """\n[[a]]\ny = 1\n"""\ny = [\n  "[[a]]",\n  "]",\n]\nz = "[["\n\n[[a]]\ny = 2\n'
    assert tomllib.loads(text)["a"][1] == {"y": 2}
    first, second = places("f", text)["a"]
    assert (first.line, first.at("x"), first.at("y"), first.at("z")) == (1, 2, 6, 10)
    assert (second.line, second.at("y"), second.at("nergens")) == (12, 13, 12)


@pytest.mark.parametrize(
    ("unit", "value", "good"),
    [
        ("euro", "0", True), ("euro", "0.01", True), ("euro", "0.001", False), ("euro", "-0.01", False),
        ("euro", 5, True), ("euro", 5.0, False), ("euro", "1.000,00", False),
        ("percent", "0", True), ("percent", "100", True), ("percent", "100.01", False), ("percent", "-1", False),
        ("workdays", 0, True), ("workdays", -1, False), ("workdays", "3", False), ("workdays", True, False),
        ("flag", True, True), ("flag", 1, False), ("text", "", True), ("text", 1, False),
    ],
)  # fmt: skip
def test_a_value_fits_its_unit(unit: str, value: object, good: bool) -> None:
    assert (wrong_value(unit, value) == "") is good


day = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(st.lists(day, max_size=8).map(sorted), day)
def test_gaps_and_periods_together_are_the_whole_and_share_no_day(ends: list[date], last: date) -> None:
    pairs = list(zip(ends[::2], ends[1::2], strict=False))
    periods = [Period(since, until) for since, until in pairs]
    apart = [period for place, period in enumerate(periods) if not place or period.since > periods[place - 1].until]
    whole = Period(date(2024, 1, 1), last)
    for one in whole:
        covered = sum(one in period for period in apart)
        assert covered + sum(one in gap for gap in gaps(apart, whole)) == 1


@pytest.mark.parametrize(
    ("before", "after", "code", "text"),
    [
        ('span = { number = 8, unit = "week" }', 'term = "optie"', "bad-value", "Bedoel je option"),
        ('span = { number = 8, unit = "week" }', 'term = "option"\nlaw = "x"', "said-twice", "Haal law weg"),
    ],
)
def test_a_product_names_a_term_of_law_that_exists_and_says_nothing_twice(tmp_path, before, after, code, text):
    files = FILES | {"services.toml": FILES["services.toml"].replace(before, after)}
    findings = check(read(write(tmp_path / "klein-groot-2024", files)), ABLE).findings
    assert [(finding.file, finding.code) for finding in findings] == [("services.toml", code)]
    assert text in findings[0].text and findings[0].line >= 12
