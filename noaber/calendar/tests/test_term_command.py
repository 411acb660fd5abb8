"""`noaber term` says on which day a term ends and why, one by one or for a file."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.calendar.awb import Suspension, days_lost
from noaber.calendar.batch import ADDED, FaultyBatch, worked_out
from noaber.calendar.deadlines import Span, applies
from noaber.calendar.explained import explain
from noaber.calendar.working_days import is_working_day
from noaber.cli import main

TABLE = Path(__file__).resolve().parents[3] / "../shared/data/burgerzaken/termijnen/testvectoren.csv"
DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))
UNITS = st.sampled_from(["hour", "day", "week", "month", "year", "workday"])
SPANS = st.builds(Span, number=st.integers(0, 120), unit=UNITS, source=st.sampled_from(["law", "amvb", "other"]))
HEAD = "start,n,eenheid,terug,bron"


def says(capsys, *arguments: str) -> str:
    assert main(["term", *arguments]) == 0
    return capsys.readouterr().out


def refuses(capsys, *arguments: str) -> list[str]:
    assert main(["term", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


@pytest.mark.parametrize(
    ("arguments", "day"),
    [
        ("2026-12-24 3 days", "2026-12-29"),
        ("2026-12-24 3 day --outside-atw", "2026-12-27"),
        ("2026-06-01 4 weeks --back", "2026-05-04"),
        ("2025-12-22 5 workdays", "2025-12-31"),
        ("2025-12-01 6 months", "2026-06-01"),
        ("2025-12-27 1 year", "2026-12-27"),
        ("2025-09-26 13 weeks", "2025-12-26"),
        ("2026-06-01 36 hours", "2026-06-02"),
        ("2025-10-30 8 weeks --suspend 2025-11-06..2025-11-20", "2026-01-07"),
        ("2025-10-30 8 weeks --suspend 2025-11-20..2025-11-25 --suspend 2025-11-06..2025-11-10", "2026-01-05"),
    ],
)
def test_a_term_ends_on_its_day(capsys, arguments, day):
    assert says(capsys, *arguments.split()).startswith(f"{day} (")


def test_why_names_the_article_that_moved_the_day(capsys):
    said = says(capsys, "2026-12-24", "3", "days")
    assert "zo 27 dec 2026" in said and "Algemene termijnenwet art. 2" in said
    said = says(capsys, "2025-11-28", "4", "weeks")
    assert "vr 26 dec 2025 is Tweede Kerstdag (Algemene termijnenwet art. 1)" in said
    assert "Algemene termijnenwet art. 4" in says(capsys, "2025-09-26", "13", "weeks")


def test_json_tells_every_step(capsys):
    told = json.loads(says(capsys, "2025-10-30", "8", "weeks", "--suspend", "2025-11-06..2025-11-20", "--json"))
    assert (told["raw_end"], told["suspended_days"], told["moved_days"]) == ("2025-12-25", 13, 0)
    assert told["last_day"] == "2026-01-07" and [one["article"] for one in told["reasons"]][1] == "Awb art. 4:15"


@pytest.mark.parametrize(
    ("arguments", "mistakes"),
    [
        ("2026-02-30 3 days", 1),
        ("20261224 3 days", 1),
        ("2026-12-24 drie dagen", 2),
        ("2026-12-24", 1),
        ("2026-12-24 3 days --suspend 2026-12-28", 1),
        ("2026-12-24 3 days --suspend 2026-12-28..2026-12-26", 1),
        ("2026-12-24 3 days --suspend 2026-12-20..2026-12-26", 1),
        ("2026-12-24 3 days --suspend 2026-12-28..2026-12-30", 1),
        ("2026-12-24 3 weeks --back --suspend 2026-12-26..2026-12-30", 1),
        ("2026-12-24 3 workdays --back", 1),
        ("2026-12-24 9000 years", 1),
        ("2026-12-24 36601 days", 1),
        ("0001-01-01 1 day --back", 1),
        ("2026-12-24 3 days --batch x.csv", 1),
        ("--batch nergens.csv", 1),
    ],
)
def test_what_cannot_be_counted_is_said_all_at_once(capsys, arguments, mistakes):
    assert len(refuses(capsys, *arguments.split())) == mistakes


def test_it_starts_without_django():
    code = (
        "import sys; from noaber import cli; cli.main('term 2026-12-24 3 days'.split()); print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_the_table_of_terms_comes_out_as_it_should():
    if not TABLE.exists():
        pytest.skip("the table of terms is not beside this checkout")
    rows = list(csv.DictReader(io.StringIO(TABLE.read_text(encoding="utf-8"))))
    known = {row["geval"]: (row.pop("uitkomst"), row.pop("weekdag"))[0] for row in rows}
    written = io.StringIO()
    table = csv.DictWriter(written, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    found = list(csv.DictReader(io.StringIO(worked_out(written.getvalue()))))
    assert len(found) >= 20
    assert {row["geval"]: row[ADDED] for row in found} == known
    assert [{name: row[name] for name in rows[0]} for row in found] == rows


def test_a_file_keeps_its_other_columns_and_the_order_of_its_rows(capsys, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(f'\ufeffwie,{HEAD},"en, wat"\nb,2026-12-24,3,days,0,wet,"x\ny"\n\na,2026-06-01,4,week,1,wet,\n')
    assert says(capsys, "--batch", str(path)) == (
        f'wie,{HEAD},"en, wat",last_day\nb,2026-12-24,3,days,0,wet,"x\ny",2026-12-29\n'
        "a,2026-06-01,4,week,1,wet,,2026-05-04\n"
    )


def test_every_mistake_of_a_file_is_named_with_its_line(capsys, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(
        f"{HEAD},wat\n2026-02-30,3,day,0,wet,\n2026-12-24,x,maand,2,cao,\n2026-12-24,3,day,0,wet,ok\n2026-12-24,3\n"
        f'2026-12-24,3,workday,1,wet,"a\nb"\n2026-12-24,9000,year,0,wet,\n'
    )
    said = refuses(capsys, "--batch", str(path))
    assert [line.partition(":")[0] for line in said] == [f"regel {n}" for n in (2, 3, 3, 3, 3, 5, 6, 8)]


@pytest.mark.parametrize(
    "content",
    ["", "a,b\n", f"{HEAD},start\n", f"{HEAD},last_day\n", f'{HEAD}\n2026-12-24,3,day,0,"wet\n'],
    ids=["empty", "no columns", "double", "already", "open quote"],
)
def test_a_file_that_is_no_table_of_terms_is_refused(content):
    with pytest.raises(FaultyBatch):
        worked_out(content)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(capsys, tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes(f"{HEAD},wat\n2026-12-24,3,day,0,wet,".encode() + b"\xe9\n")
    assert refuses(capsys, "--batch", str(path))[0].startswith("regel 2")


@given(day=DAYS, span=SPANS, later=st.integers(0, 60))
def test_a_term_that_starts_later_does_not_end_earlier(day, span, later):
    assert explain(day, span).last_day <= explain(day + timedelta(days=later), span).last_day


@given(day=DAYS, span=SPANS, more=st.integers(0, 5))
def test_a_longer_term_ends_no_earlier_within_the_reach_of_the_act(day, span, more):
    longer = Span(span.number + more, span.unit, span.source)
    if applies(span) == applies(longer):
        assert explain(day, span).last_day <= explain(day, longer).last_day


@given(day=DAYS, span=SPANS, since=st.integers(0, 3), length=st.integers(0, 90))
def test_a_suspension_adds_exactly_its_days_before_the_shift(day, span, since, length):
    begin = min(day + timedelta(days=since), explain(day, span).raw_end)
    stop = Suspension(begin, begin + timedelta(days=length))
    plain, stopped = explain(day, span), explain(day, span, [stop])
    assert stopped.raw_end == plain.raw_end and stopped.suspended == days_lost([stop]) == max(0, length - 1)
    assert stopped.last_day - timedelta(days=stopped.moved) == plain.raw_end + timedelta(days=stopped.suspended)


@given(day=DAYS, span=SPANS)
def test_no_term_under_the_act_ends_on_a_day_that_does_not_count(day, span):
    found = explain(day, span)
    assert not applies(span) or is_working_day(found.last_day)
    assert found.reasons[-1].day == found.last_day
