"""EML that is right is read, written and the same again; EML that is wrong is told what is wrong and on which line."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))
from shared_elections import ELECTIONS, needs_data

from noaber.elections.eml import counts, definition, lists, result, stations
from noaber.elections.eml.header import other_election
from noaber.elections.eml.source import LARGEST, Unreadable, opened

SAMPLES = ELECTIONS / "eml_samples"
NATIONAL = ELECTIONS / "EML_bestanden_TK2021_deel_1.zip"
READERS = {
    "110a": (definition.read_definition, definition.write_definition, "110a-electionevent"),
    "110b": (stations.read_stations, stations.write_stations, "110b-electionevent"),
    "230b": (lists.read_lists, lists.write_lists, "230-candidatelist"),
    "230c": (lists.read_lists, lists.write_lists, "230-candidatelist"),
    "510": (counts.read_counts, counts.write_counts, "510-count"),
    "520": (result.read_result, result.write_result, "520-result"),
}
NAMED = re.compile(r"eml(\d{3}[a-d]?)")
BAD = {
    "eml110a_invalid_election_category_and_sub_category_mismatch": {"subcategory", "seats"},
    "eml110a_invalid_election_date_format": {"day"},
    "eml110a_invalid_election_date_nomination_format": {"day"},
    "eml110a_invalid_election_mismatch_preference_threshold": {"preference"},
    "eml110a_invalid_election_mismatch_preference_threshold_small_election": {"preference"},
    "eml110a_invalid_election_missing_election_domain": {"domain"},
    "eml110a_invalid_election_missing_election_tree": {"missing"},
    "eml110a_invalid_election_missing_nomination_date": {"missing"},
    "eml110a_invalid_election_missing_number_of_seats": {"number"},
    "eml110a_invalid_election_missing_preference_threshold": {"number"},
    "eml110a_invalid_election_missing_region": {"regions"},
    "eml110a_invalid_election_missing_subcategory": {"missing"},
    "eml110a_invalid_election_number_of_seats": {"seats", "preference"},
    "eml110a_invalid_election_number_of_seats_out_of_range": {"seats"},
    "eml110a_invalid_election_subcategory": {"seats"},
    "eml110a_invalid_election_voting_method": {"method"},
    "eml110a_invalid_xml": {"broken"},
    "eml110b_empty_polling_station": {"stations"},
    "eml110b_invalid_number_of_voters": {"number"},
    "eml110b_invalid_polling_station_number_of_voters": {"number"},
    "eml230b_invalid_document_type": {"kind"},
    "eml230b_invalid_empty_affiliates": {"lists"},
    "eml230b_invalid_empty_candidates": {"candidates"},
    "eml230b_invalid_incorrect_election_date": {"nomination"},
    "eml230b_invalid_incorrect_election_type": {"subcategory"},
    "eml230b_invalid_missing_authority": {"authority"},
    "eml230b_invalid_missing_election_domain": {"domain"},
}
"""What is wrong with a sample, by its name. Other samples are about one program's limits, and good EML."""


def name_of(path):
    return path.name.removesuffix(".xml").removesuffix(".eml")


def reader_of(name, data):
    kind = NAMED.match(name)
    kind = kind[1] if kind else re.search(rb'<EML[^>]* Id="(\w+)"', data)[1].decode()
    return READERS[kind] if kind in READERS else READERS[kind[:3]]


def samples(bad):
    paths = sorted(SAMPLES.rglob("*.xml")) if SAMPLES.is_dir() else []
    return [path for path in paths if (name_of(path) in BAD) == bad]


def ids(paths):
    return ["/".join(path.parts[-2:]) for path in paths]


_SCHEMAS = {}


def is_valid(data, schema):
    if schema not in _SCHEMAS:
        path = ELECTIONS / "eml_xsd" / f"{schema}-kiesraad-strict.xsd"
        _SCHEMAS[schema] = etree.XMLSchema(etree.parse(str(path)))
    valid = _SCHEMAS[schema].validate(etree.fromstring(data))
    assert valid, str(_SCHEMAS[schema].error_log)[:800]
    return valid


def goes_round(name, data):
    read, write, schema = reader_of(name, data)
    first = read(data)
    if isinstance(first, stations.Stations):
        first = replace(first, election=replace(first.election, nomination=None))
    written = write(first)
    assert is_valid(written, schema)
    assert read(written) == first
    assert write(read(written)) == written


@needs_data
def test_there_are_good_and_bad_samples():
    assert len(samples(bad=False)) == 32 and len(samples(bad=True)) == 34


@pytest.mark.parametrize("path", samples(bad=False), ids=ids(samples(bad=False)))
def test_a_good_file_is_read_written_by_the_schema_and_read_the_same(path):
    goes_round(name_of(path), path.read_bytes())


@pytest.mark.parametrize("path", samples(bad=True), ids=ids(samples(bad=True)))
def test_a_bad_file_is_told_what_is_wrong(path):
    data = path.read_bytes()
    with pytest.raises(Unreadable) as wrong:
        reader_of(name_of(path), data)[0](data)
    assert {finding.code for finding in wrong.value.findings} == BAD[name_of(path)]
    assert all(finding.line > 0 for finding in wrong.value.findings)


def in_the_zip():
    return [name for name in ZipFile(NATIONAL).namelist() if name.endswith(".xml")] if NATIONAL.is_file() else []


FEW = [name for name in in_the_zip() if re.search(r"Amsterdam|Rotterdam|Bonaire|Resultaat|definitie", name)]


@pytest.mark.parametrize("name", FEW)
def test_a_file_of_the_tweede_kamer_of_2021_goes_round(name):
    goes_round(name, ZipFile(NATIONAL).read(name))


@pytest.mark.nightly
@pytest.mark.parametrize("name", [name for name in in_the_zip() if name not in FEW])
def test_every_file_of_the_tweede_kamer_of_2021_goes_round(name):
    goes_round(name, ZipFile(NATIONAL).read(name))


@needs_data
def test_another_election_is_noticed():
    one, other = (
        lists.read_lists((SAMPLES / "abacus" / f"eml230b_{name}.eml.xml").read_bytes()).election
        for name in ("test", "invalid_incorrect_election")
    )
    assert other_election(one, one) == ()
    assert {finding.code for finding in other_election(one, other)} == {"other-election"}


SMALL = b"""<?xml version="1.0" encoding="UTF-8"?>
<EML xmlns="urn:oasis:names:tc:evs:schema:eml" xmlns:kr="http://www.kiesraad.nl/extensions" Id="510b" SchemaVersion="5">
<TransactionId>1</TransactionId>
<ManagingAuthority><AuthorityIdentifier Id="0042">Juinen</AuthorityIdentifier><AuthorityAddress/></ManagingAuthority>
<kr:CreationDateTime>2026-03-19T12:00:00</kr:CreationDateTime>
<Count><EventIdentifier/><Election><ElectionIdentifier Id="GR2026_Juinen"><ElectionCategory>GR</ElectionCategory>
<kr:ElectionSubcategory>GR1</kr:ElectionSubcategory><kr:ElectionDate>2026-03-18</kr:ElectionDate></ElectionIdentifier>
<Contests><Contest><ContestIdentifier Id="geen"/><ReportingUnitVotes>
<ReportingUnitIdentifier Id="0042::SB1">Raadhuis</ReportingUnitIdentifier>
<Selection><AffiliationIdentifier Id="1"><RegisteredName>A</RegisteredName></AffiliationIdentifier>
<ValidVotes>7</ValidVotes></Selection>
<Selection><Candidate><CandidateIdentifier Id="1"/></Candidate><ValidVotes>7</ValidVotes></Selection>
<Cast>10</Cast><TotalCounted>7</TotalCounted><RejectedVotes ReasonCode="ongeldig">0</RejectedVotes>
<RejectedVotes ReasonCode="blanco">1</RejectedVotes></ReportingUnitVotes></Contest></Contests></Election></Count></EML>
"""


def codes(data):
    with pytest.raises(Unreadable) as wrong:
        counts.read_counts(data)
    return {finding.code for finding in wrong.value.findings}


def test_the_small_count_is_good():
    block = counts.read_counts(SMALL).contests[0].units[0].block
    assert block.lists() == {1: 7} and block.candidates(1) == {counts.Row(1, 1): 7}
    assert (block.eligible, block.counted, block.blank, block.invalid) == (10, 7, 1, 0)


@pytest.mark.parametrize(("written", "yes"), [(b"true", True), (b"1", True), (b"false", False), (b"0", False)])
def test_an_investigation_says_yes_in_both_ways_of_xml(written, yes):
    looked_into = b'<kr:Investigation ReasonCode="x">%s</kr:Investigation>' % written
    looked_into = b"<kr:ReportingUnitInvestigations>%s</kr:ReportingUnitInvestigations>" % looked_into
    read = counts.read_counts(SMALL.replace(b"</ReportingUnitVotes>", looked_into + b"</ReportingUnitVotes>"))
    assert read.contests[0].units[0].investigations == (("x", yes),)


BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SMALL.replace(b"<EML", BOMB + b"<EML", 1), "doctype"),
        (SMALL.replace(b"<EML", OUTSIDE + b"<EML", 1), "doctype"),
        (SMALL.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "broken"),
        (SMALL.replace(b"UTF-8", b"ISO-8859-1", 1), "encoding"),
        (SMALL.replace(b"schema:eml", b"schema:lme", 1), "no-eml"),
        (b"<a/>", "no-eml"),
        (b"", "broken"),
        (b"PK\x03\x04", "broken"),
        (SMALL.replace(b"<TransactionId>", b"<a>" * 300 + b"</a>" * 300 + b"<TransactionId>", 1), "broken"),
        (b" " * (LARGEST + 1), "too-large"),
        (SMALL.replace(b'Id="510b"', b'Id="520"', 1), "kind"),
        (SMALL.replace(b">7<", b">-7<", 1), "number"),
        (SMALL.replace(b">7<", b">7.0<", 1), "number"),
        (SMALL.replace(b">7<", b"><", 1), "number"),
        (SMALL.replace(b">7<", b">7_0<", 1), "number"),
        (SMALL.replace(b">7<", b">+7<", 1), "number"),
        (SMALL.replace(b">7<", ">\uff17<".encode(), 1), "number"),
        (SMALL.replace(b">7<", b">100000000<", 1), "number"),
        (SMALL.replace(b">7<", b">" + b"9" * 5000 + b"<", 1), "number"),
        (SMALL.replace(b"<Cast>10</Cast>", b"", 1), "number"),
        (SMALL.replace(b'"blanco"', b'"ongeldig"', 1), "double"),
        (SMALL.replace(b"<ValidVotes>7</ValidVotes>", b"", 1), "rows"),
        (SMALL.replace(b'<Candidate><CandidateIdentifier Id="1"/></Candidate>', b"", 1), "rows"),
        (SMALL.replace(b'<CandidateIdentifier Id="1"/>', b'<CandidateIdentifier Id="x"/>', 1), "number"),
        (SMALL.replace(b"<Contests>", b"<Contests/><Other>", 1).replace(b"</Contests>", b"</Other>"), "contests"),
    ],
)  # fmt: skip
def test_what_is_dangerous_or_wrong_is_a_finding(data, code):
    assert code in codes(data)


def test_a_row_that_stands_there_twice_is_a_finding():
    row = b'<Selection><Candidate><CandidateIdentifier Id="1"/></Candidate><ValidVotes>7</ValidVotes></Selection>'
    assert "double" in codes(SMALL.replace(row, row * 2, 1))
    unit = SMALL[SMALL.index(b"<ReportingUnitVotes>") : SMALL.index(b"</Contest>")]
    assert "double" in codes(SMALL.replace(unit, unit * 2, 1))


def test_stations_with_as_many_candidates_but_other_people_are_not_taken_for_one():
    unit = SMALL[SMALL.index(b"<ReportingUnitVotes>") : SMALL.index(b"</Contest>")]
    coded = [
        unit.replace(b'<CandidateIdentifier Id="1"/>', b'<CandidateIdentifier Id="1" ShortCode="%s"/>' % code)
        .replace(b"0042::SB1", b"HSB" + code)
        for code in (b"A", b"B")
    ]  # fmt: skip
    read = counts.read_counts(SMALL.replace(unit, b"".join(coded)))
    assert [each.block.layout.rows[1].short_code for each in read.contests[0].units] == ["A", "B"]


def test_all_that_is_wrong_is_said_at_once():
    many = SMALL.replace(b"<Cast>10</Cast>", b"", 1).replace(b">7<", b">x<").replace(b'"blanco"', b'"ongeldig"', 1)
    with pytest.raises(Unreadable) as wrong:
        counts.read_counts(many)
    assert len(wrong.value.findings) >= 4


@pytest.mark.parametrize("at", range(0, len(SMALL) - 2, 37))
def test_a_file_that_breaks_off_is_a_finding(at):
    assert codes(SMALL[:at]) == {"broken"}


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_file_with_bytes_changed_is_read_or_told_to_be_wrong(data):
    changed = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=4))
    for read, _, _ in READERS.values():
        try:
            read(bytes(changed))
        except Unreadable as wrong:
            assert wrong.findings


@given(st.binary(max_size=200))
def test_any_bytes_are_no_eml(data):
    with pytest.raises(Unreadable):
        opened(data)
