"""The control of real counts: sums from the bottom up, files against each other, seats and people as published."""

from __future__ import annotations

import io
import json
import sys
import tracemalloc
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from shared_elections import ELECTIONS, needs_data

from noaber.cli import main
from noaber.elections import control
from noaber.elections.districts import GroupElected
from noaber.elections.eml.counts import Block, Layout, Row, read_counts
from noaber.elections.eml.header import Election, Header
from noaber.elections.eml.people import Person
from noaber.elections.eml.result import Contest, ElectedList, ElectedPerson, Result
from noaber.elections.eml.source import Unreadable
from noaber.elections.kinds import kind_of
from noaber.elections.osv_csv import read_sheet
from noaber.elections.packages import DEEPEST, files_in
from noaber.elections.report import report
from noaber.elections.seats import Division, LotNeeded

OVERIJSSEL = ELECTIONS / "gr2022_overijssel"
SHEETS = sorted(OVERIJSSEL.glob("*.csv")) if OVERIJSSEL.is_dir() else []
REAL = ELECTIONS / "eml_samples/real"
NATIONAL = ELECTIONS / "EML_bestanden_TK2021_deel_1.zip"


def sheet_of(name):
    return read_sheet((OVERIJSSEL / f"osv4-3_telling_gr2022_{name}.csv").read_bytes())


@needs_data
def test_all_of_overijssel_is_there():
    assert len(SHEETS) == 25


NOT_ADDING_UP = {
    "hengelo_o": [("F.312", "MFA 't Berflo")],
    "ommen": [("F.312", 'Stembureau Restaurant "De Nieuwe Brug"')],
    "twenterand": [("F.312", "Hervormd Centrum Hoofdweg")],
    "zwolle": [("F.312", "Stembureau Wijkcentrum De Bestevaer")],
}
"""The stations of 2022 where voters and ballots differ more than was written down."""


@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_every_total_of_a_real_council_is_the_sum_of_its_stations(path):
    sheet = read_sheet(path.read_bytes())
    assert list(control.check_sums(sheet.contest)) == []
    assert sum(sheet.cast.values()) == sheet.cast_in_all
    errors = [(each.code, each.where) for each in control.check_units(sheet.contest, sheet.cast) if each.is_error]
    assert errors == NOT_ADDING_UP.get(path.stem.removeprefix("osv4-3_telling_gr2022_"), [])


PUBLISHED = {
    # destentor.nl, 17 March 2022: "Feest bij lokale partijen in Ommen"
    "ommen": (17, {"CDA": 4, "LPO": 4, "VOV": 3, "CU": 3, "VVD": 1, "PvdA": 1, "D66": 1}),
    # wijzijndno.nl: "Definitieve uitslag gemeenteraadsverkiezingen Staphorst", established on 21 March 2022
    "staphorst": (17, {"SGP": 6, "CU": 5, "CDA": 3, "GB": 2, "PvdA": 1}),
    # destentor.nl, 17 March 2022: "CDA Hardenberg behoudt zetels"; politiekhardenberg.nl/verkiezingen
    "hardenberg": (33, {"CDA": 11, "OpKoers": 7, "CU": 7, "VVD": 3, "PvdA": 2, "50PLUS": 1, "GL": 1, "D66": 1}),
}
SPELLED = {
    "LPO": "LPO", "VOV": "VOV", "CU": "ChristenUnie", "PvdA": "Partij van de Arbeid", "GB": "Gemeentebelangen",
    "SGP": "SGP", "GL": "GROENLINKS", "OpKoers": "OpKoers",
}  # fmt: skip


def numbers_of(sheet):
    return sheet.contest.total.layout.names


def list_called(sheet, party):
    wanted = (party.lower(), SPELLED.get(party, party).lower())
    found = [number for number, name in numbers_of(sheet).items() if any(each in name.lower() for each in wanted)]
    assert len(found) == 1, (party, numbers_of(sheet))
    return found[0]


@needs_data
@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_the_seats_are_those_that_were_published(name):
    sheet = sheet_of(name)
    seats, parties = PUBLISHED[name]
    outcome = control.recompute(sheet.contest.total, seats, kind_of("GR", seats))
    given = {party: outcome.division.of(list_called(sheet, party)) for party in parties}
    assert given == parties and sum(outcome.division.totals) == seats == sum(parties.values())


@needs_data
def test_who_came_in_by_preference_in_hardenberg_is_as_published():
    """Four people came in who would not have by the order of their list (politiekhardenberg.nl/verkiezingen)."""
    sheet = sheet_of("hardenberg")
    outcome = control.recompute(sheet.contest.total, 33, kind_of("GR", 33))
    jumped = {
        (sheet.people[each.list, number].split(",")[0].removeprefix("van den "), outcome.lists[each.list].votes[number])
        for each in outcome.elected.lists
        for number in each.preferential
        if number > each.seats
    }
    assert jumped == {("Berg", 469), ("Bruinsma", 457), ("Strijker", 451), ("Wiet", 394)}


@needs_data
def test_the_second_of_the_list_took_the_seat_of_d66_in_ommen():
    """As rtvvechtdal.nl reported in March 2022."""
    sheet = sheet_of("ommen")
    outcome = control.recompute(sheet.contest.total, 17, kind_of("GR", 17))
    number = list_called(sheet, "D66")
    elected = next(each for each in outcome.elected.lists if each.list == number)
    assert [sheet.people[number, each].split(",")[0] for each in elected.elected] == ["Wernars"]
    assert elected.preferential == (2,)


def by_hand(votes, seats):
    """Another way to the same: all seats by averages from nineteen on, greatest remainders below; without lots."""
    if seats >= 19:
        averages = sorted(
            ((Fraction(vote, step), -number) for number, vote in votes.items() for step in range(1, seats + 1)),
            reverse=True,
        )
        won = [-number for _, number in averages[:seats]]
        return {number: won.count(number) for number in votes}
    everything = sum(votes.values())
    full = {number: vote * seats // everything for number, vote in votes.items()}
    may = [number for number, vote in votes.items() if vote * seats * 4 >= everything * 3]
    may.sort(key=lambda number: -(votes[number] * seats % everything))
    left = seats - sum(full.values())
    for number in may[:left]:
        full[number] += 1
    return full if left <= len(may) else None


@needs_data
@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_another_calculation_gives_a_real_council_the_same_seats(path):
    block = read_sheet(path.read_bytes()).contest.total
    votes = block.lists()
    compared = 0
    for seats in range(9, 47, 2):
        division = control.recompute(block, seats, kind_of("GR", seats)).division
        other = by_hand(votes, seats)
        majority = max(votes.values()) * 2 > sum(votes.values())
        if other is None or majority or isinstance(division, LotNeeded):
            continue
        if any(other[each.number] > each.candidates for each in division.lists):
            continue
        compared += 1
        assert {each.number: division.of(each.number) for each in division.lists} == other
    assert compared >= 10


@needs_data
def test_the_eml_and_the_csv_of_one_municipality_say_the_same():
    counts = read_counts((REAL / "Telling_GR2022_WestMaasenWaal.eml.xml").read_bytes()).contests[0]
    sheet = read_sheet((REAL / "osv4-3_telling_gr2022_westmaasenwaal.csv").read_bytes())
    assert list(control.check_against(counts, sheet.contest, ("de EML", "de CSV"))) == []
    assert counts.total.layout == sheet.contest.total.layout and len(counts.units) == 21


@needs_data
def test_every_csv_is_checked_and_an_eml_only_against_that_of_its_own_municipality():
    paths = [path for path in SHEETS if path.stem.endswith(("_dalfsen", "_ommen", "_twenterand"))]
    paths += [REAL / "Telling_GR2022_WestMaasenWaal.eml.xml", REAL / "osv4-3_telling_gr2022_westmaasenwaal.csv"]
    found = report([(path.name, path.read_bytes()) for path in paths])
    errors = [(each.code, each.where) for each in found.remarks if each.is_error]
    assert errors == NOT_ADDING_UP["ommen"] + NOT_ADDING_UP["twenterand"]


def test_a_number_that_was_changed_is_found_in_the_sum_and_against_the_other_file():
    if not REAL.is_dir():
        pytest.skip("../shared/data/elections is not there")
    contest = read_counts((REAL / "Telling_GR2022_WestMaasenWaal.eml.xml").read_bytes()).contests[0]
    unit = contest.units[3]
    votes = (unit.block.votes[0] + 1, *unit.block.votes[1:])
    wrong = replace(
        contest, units=(*contest.units[:3], replace(unit, block=replace(unit.block, votes=votes)), *contest.units[4:])
    )
    assert [each.code for each in control.check_sums(wrong)] == ["SOM"]
    assert [each.where for each in control.check_against(contest, wrong, ("a", "b"))] == [unit.name]
    assert {"F.202", "F.402"} <= {each.code for each in control.check_units(wrong)}
    missing = replace(contest, units=contest.units[1:])
    assert [each.code for each in control.check_against(contest, missing, ("a", "b"))] == ["VERSCHIL"]


@needs_data
def test_the_tweede_kamer_of_2021_is_reproduced_from_its_files():
    files = list(files_in("tk2021.zip", NATIONAL.read_bytes()))
    found = report(files)
    assert len(found.files) == 42 and not any(each.findings for each in found.files)
    assert isinstance(found.outcome.division, Division) and found.outcome.division.seats == 150
    errors = {(each.code, each.where) for each in found.remarks if each.is_error}
    assert errors == {("VERSCHIL", "Kieskring Haarlem"), ("VERSCHIL", "Kieskring 's-Gravenhage")}, (
        "only the voters that the Kiesraad's own remarks say are missing in two district files"
    )


@needs_data
def test_a_result_with_other_seats_is_noticed():
    package = ZipFile(NATIONAL)
    names = [name for name in package.namelist() if name.startswith(("Totaal", "Resultaat", "Verkiezings"))]
    files = [(name, package.read(name)) for name in names]
    assert report(files).is_right
    result = next(data for _, data in files if b'Id="520"' in data)
    second, third = (result.index(b'<Selection><AffiliationIdentifier Id="%d">' % number) for number in (2, 3))
    cut = result[:second] + result[third:]
    changed = [(name, cut if data is result else data) for name, data in files]
    errors = {(each.code, each.where) for each in report(changed).remarks if each.is_error}
    assert errors == {("ZETELS", "Lijst 2"), ("GEKOZEN", "Lijst 2")}


def test_differences_stand_in_the_order_of_the_file():
    reasons, codes = [f"reden {at}" for at in range(12)], [f"Code{at}" for at in range(12)]
    layout = Layout((Row(1), *(Row(1, 0, code) for code in codes)), {1: "A"})
    one = Block(layout, (12, *[1] * 12), 20, 12, 0, 0, dict.fromkeys(reasons, 1))
    other = replace(one, votes=(24, *[2] * 12), others=dict.fromkeys(reversed(reasons), 2))
    texts = [each.text for each in control.differences(one, other, "VERSCHIL", "Totaal", ("a", "b"))]
    assert [text.partition(":")[0] for text in texts[:12]] == reasons
    assert [text.split()[1] for text in texts[13:]] == codes


def test_people_of_a_list_who_are_elected_in_more_districts_are_compared_together():
    contests = tuple(
        Contest(str(at), "", (ElectedList(1, "A", (ElectedPerson(Person(1, code, short_code=code), 2),)),))
        for at, code in enumerate("ab", 1)
    )
    result = Result(Header("520"), Election("TK", "TK", "TK", "TK", date(2030, 3, 20)), contests)
    groups = {1: GroupElected((), ("a", "b"), {1: 1, 2: 1})}
    assert list(control.check_groups(groups, result)) == [] and result.seats() == {1: 2}


def zipped(files, packing=ZIP_DEFLATED):
    out = io.BytesIO()
    with ZipFile(out, "w", packing) as package:
        for name, data in files:
            package.writestr(name, data)
    return out.getvalue()


def test_a_zip_within_a_zip_is_opened_and_one_deeper_is_not():
    data = b"<a/>"
    for _ in range(DEEPEST):
        data = zipped([("Telling.zip" if data[:2] == b"PK" else "a.xml", data), ("Model.pdf", b"%PDF")])
    assert [name for name, _ in files_in("x.zip", data)] == ["a.xml"]
    with pytest.raises(Unreadable):
        list(files_in("x.zip", zipped([("y.zip", data)])))


def test_a_small_zip_with_a_mountain_in_it_stops_at_the_bounds():
    mountain = zipped([(f"{number}.xml", b" " * (60 << 20)) for number in range(10)])
    with pytest.raises(Unreadable) as wrong:
        sum(len(data) for _, data in files_in("x.zip", mountain))
    assert wrong.value.findings[0].code == "too-large"
    with pytest.raises(Unreadable):
        list(files_in("x.zip", zipped([(f"{number}.xml", b"") for number in range(501)])))


@pytest.mark.parametrize("packing", [ZIP_BZIP2, ZIP_LZMA])
def test_a_zip_that_says_less_than_the_mountain_it_holds_is_not_opened(packing):
    data = bytearray(zipped([("a.xml", b" " * (40 << 20))], packing))
    for head, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        size = data.index(head) + at
        data[size : size + 4] = (10).to_bytes(4, "little")
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable) as wrong:
            list(files_in("x.zip", bytes(data)))
        assert tracemalloc.get_traced_memory()[1] < 5 << 20
    finally:
        tracemalloc.stop()
    assert wrong.value.findings[0].code == "packing"


@pytest.mark.parametrize("at", [30, 60, 100])
def test_a_zip_that_is_damaged_is_a_finding(at):
    data = bytearray(zipped([("a.xml", b"<a/>" * 500)]))
    data[at % len(data)] ^= 0xFF
    try:
        assert list(files_in("x.zip", bytes(data)))
    except Unreadable as wrong:
        assert wrong.findings[0].code == "broken"


@needs_data
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("Gebiednummer", "Gebied"), "missing"),
        (lambda text: text.replace(";8996;", ";8996,0;"), "number"),
        (lambda text: text.replace(";8996;", ";-1;"), "number"),
        (lambda text: text.replace(";8996;", ";8996;1;"), "columns"),
        (lambda text: text.replace(";blanco stembiljetten", ";blanko"), "missing"),
        (lambda text: text.replace("2022-03-16", "16 maart"), "day"),
        (lambda text: text.replace("2;LPO", "1;LPO").replace("2;", "1;"), "double"),
        (lambda text: text.replace("2;LPO", "9" * 5000 + ";LPO"), "rows"),
        (lambda text: text.replace(";;1;Bongers", f";;{'9' * 5000};Bongers"), "rows"),
        (lambda text: text.replace("2;LPO", ";LPO").replace(";;1;Bongers", "2;;1;Bongers"), "rows"),
        (lambda text: "", "missing"),
    ],
)
def test_a_csv_that_is_wrong_is_told_what_is_wrong(change, code):
    text = (OVERIJSSEL / "osv4-3_telling_gr2022_ommen.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(Unreadable) as wrong:
        read_sheet(change(text).encode())
    assert code in {finding.code for finding in wrong.value.findings}


@needs_data
@pytest.mark.parametrize("cut", range(0, 9_000, 701))
def test_a_csv_that_breaks_off_is_read_or_told_to_be_wrong(cut):
    data = (OVERIJSSEL / "osv4-3_telling_gr2022_ommen.csv").read_bytes()[:cut]
    try:
        read_sheet(data)
    except Unreadable as wrong:
        assert wrong.findings


@pytest.mark.parametrize("data", [b"\xff\xfe", b'"open', b"\x00"])
def test_bytes_that_are_no_csv_are_a_finding(data):
    with pytest.raises(Unreadable):
        read_sheet(data)


@needs_data
def test_the_command_checks_a_folder_and_says_that_it_is_no_official_result(capsys):
    assert main(["elections", "check", str(REAL), "--seats", "17"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("CONTROLEBEREKENING") and "uitslag" not in out.lower().replace("officiële vaststelling", "")
    assert "Restzetel 1 gaat naar lijst 7 (Sociaal Maas en Waal)" in out and "66e0 ef10" in out
    assert main(["elections", "check", str(OVERIJSSEL / "osv4-3_telling_gr2022_ommen.csv"), "--json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in shown["remarks"] if each["code"][0] == "F"] == ["F.312"] and shown["needed"]


@needs_data
def test_the_command_says_what_cannot_be_read(tmp_path, capsys):
    bad = tmp_path / "a.xml"
    bad.write_bytes(b"<EML")
    assert main(["elections", "check", str(bad)]) == 1 and "geen goede XML" in capsys.readouterr().out
    assert main(["elections", "check", str(tmp_path / "none.xml")]) == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["elections", "check", str(empty)]) == 2


def test_the_command_divides_seats_of_cases(tmp_path, capsys):
    case = {"name": "klein", "election": "GR", "seats": 4}
    case["lists"] = [{"number": number, "candidate_votes": [60, 40]} for number in (1, 2, 3)]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"cases": [case, case | {"draws": [{"for": "list", "drawn": 3}]}]}))
    assert main(["elections", "seats", str(path)]) == 0
    asked, drawn = map(json.loads, capsys.readouterr().out.splitlines())
    assert asked["lots"]["options"] == [1, 2, 3] and drawn["total_seats"] == [1, 1, 2]
    path.write_text(json.dumps(case | {"draws": [{"for": "list", "drawn": 9}]}))
    assert main(["elections", "seats", str(path)]) == 1 and "faulty" in capsys.readouterr().out
    path.write_text("[1]")
    assert main(["elections", "seats", str(path)]) == 2
