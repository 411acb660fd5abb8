"""The days of an election: as in municipal calendars, moved where they must be, on both sides of a change."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from shared_elections import ELECTIONS, needs_data

from noaber.calendar.working_days import is_working_day
from noaber.cli import main
from noaber.elections.calendar import (
    ACTORS,
    FaultyCalendar,
    calendar_of,
    explain_day,
    law_rules,
    rules_in,
)

COUNCIL = calendar_of("GR", date(2026, 3, 18))
CHAMBER = calendar_of("TK", date(2025, 10, 29))


@pytest.mark.parametrize(
    ("key", "council", "chamber"),
    [
        ("name_registration", date(2025, 12, 22), date(2025, 8, 4)),
        ("names_published", date(2025, 12, 24), None),
        ("nomination_notice", date(2026, 1, 12), date(2025, 8, 25)),
        ("deposit", date(2026, 1, 19), date(2025, 9, 1)),
        ("support_from", date(2026, 1, 19), date(2025, 9, 1)),
        ("nomination", date(2026, 2, 2), date(2025, 9, 15)),
        ("reference_date", date(2026, 2, 2), date(2025, 9, 15)),
        ("cso_decision", date(2026, 2, 2), date(2025, 9, 15)),
        ("lists_examined", date(2026, 2, 3), date(2025, 9, 16)),
        ("repair_until", date(2026, 2, 5), date(2025, 9, 18)),
        ("lists_decided", date(2026, 2, 6), None),
        ("abroad_permanent", None, date(2025, 9, 17)),
        ("abroad_temporary", None, date(2025, 10, 1)),
        ("poll_card", date(2026, 3, 4), date(2025, 10, 15)),
        ("hours_notice", date(2026, 3, 4), date(2025, 10, 15)),
        ("written_requests", date(2026, 3, 13), date(2025, 10, 24)),
        ("oral_requests", date(2026, 3, 17), date(2025, 10, 28)),
        ("invalid_cards", date(2026, 3, 17), date(2025, 10, 28)),
        ("election", date(2026, 3, 18), date(2025, 10, 29)),
        ("gsb_session", date(2026, 3, 19), date(2025, 10, 30)),
        ("reports_until", date(2026, 3, 24), None),
        ("csb_session", date(2026, 3, 26), None),
        ("appointment", date(2026, 3, 27), None),
        ("admission", date(2026, 3, 31), None),
        ("new_council", date(2026, 4, 1), None),
        ("destroy", date(2026, 6, 30), None),
    ],
)
def test_the_days_are_those_of_municipal_calendars(key, council, chamber):
    for calendar, day in ((COUNCIL, council), (CHAMBER, chamber)):
        assert [each.day for each in calendar.days if each.rule.key == key] == ([day] if day else [])


def test_a_saturday_moves_to_monday_also_when_it_was_counted_back():
    lists = COUNCIL.of("candidate_lists")
    assert (lists.counted, lists.day) == (date(2026, 3, 14), date(2026, 3, 16)) and lists.moved
    assert "za 14 mrt 2026 (weekend)" in explain_day(lists, COUNCIL) and "Z 12" in explain_day(lists, COUNCIL)


def test_easter_monday_moves_the_last_day_to_accept():
    accept = COUNCIL.of("acceptance")
    assert (accept.counted, accept.day) == (date(2026, 4, 6), date(2026, 4, 7))
    assert "Tweede Paasdag" in explain_day(accept, COUNCIL)


def test_what_depends_on_an_unknown_day_stays_open_until_it_is_known():
    assert {rule.key for rule in CHAMBER.open} == {"reports_until", "appointment", "acceptance", "destroy"}
    known = {"csb_session": date(2025, 11, 7), "admission": date(2025, 11, 11)}
    calendar = calendar_of("TK", date(2025, 10, 29), known=known)
    assert calendar.open == () and calendar.of("appointment").day == date(2025, 11, 10)
    assert calendar.of("destroy").day == date(2026, 2, 11)
    assert "csb_session" not in explain_day(calendar.of("appointment"), calendar)


def test_a_day_that_is_fixed_otherwise_comes_in_the_place_of_the_rule():
    calendar = calendar_of("GR", date(2026, 3, 18), known={"csb_session": date(2026, 3, 30)})
    assert calendar.of("csb_session").day == date(2026, 3, 30)
    assert calendar.of("appointment").day == date(2026, 3, 31)


def test_why_a_day_is_that_day_is_said_in_words():
    assert explain_day(COUNCIL.of("deposit"), COUNCIL) == "14 dagen voor kandidaatstelling (ma 2 feb 2026)."
    assert explain_day(COUNCIL.of("poll_card"), COUNCIL) == "14 dagen voor de stemming (wo 18 mrt 2026)."
    assert explain_day(COUNCIL.of("oral_requests"), COUNCIL).startswith("1 dag voor de stemming")
    assert explain_day(COUNCIL.of("destroy"), COUNCIL).startswith("3 maanden na geloofsbrieven onderzocht")
    assert explain_day(COUNCIL.of("election"), COUNCIL).startswith("Op de dag van de stemming")


def test_who_acts_sees_the_task_before_its_day():
    poll_card = COUNCIL.of("poll_card")
    assert poll_card.rule.actor in ACTORS and poll_card.remind_on == date(2026, 2, 4)
    assert COUNCIL.of("deposit").remind_on is None


@needs_data
def test_our_rules_are_those_of_the_facts():
    facts = json.loads((ELECTIONS / "calendar_rules.json").read_text(encoding="utf-8"))["rules"]
    ours = {rule.key: rule for rule in law_rules()}
    assert list(ours) == [row["key"] for row in facts]
    for row in facts:
        rule = ours[row["key"]]
        kinds = {"TK", "EP", "PS", "AB", "GR"} if row["elections"] == "all" else set(row["elections"].split())
        assert (rule.after, rule.clause.number, rule.elections) == (row["relative_to"], row["article"], kinds)
        assert rule.checked == row["verified"] and rule.source == row["source"]
        assert rule.days == (row["offset_days"] or 0) and (rule.months == 3) == (row["offset_days"] is None)


RULE = {"key": "a", "title": "A", "days": 1, "after": "election", "article": "1", "elections": ["REF"]}
RULE |= {"since": date(2026, 1, 1), "source": "verordening", "checked": "ordinance"}


@pytest.mark.parametrize(("voting", "days"), [(date(2026, 6, 30), 1), (date(2026, 7, 1), 2)])
def test_a_rule_holds_for_votes_up_to_the_day_on_which_it_changed(voting, days):
    rules = rules_in(
        {"rule": [RULE | {"until": date(2026, 6, 30), "still": True}]}, "Referendumverordening"
    ) + rules_in({"rule": [RULE | {"since": date(2026, 7, 1), "days": 2, "still": True}]}, "Referendumverordening")
    calendar = calendar_of("REF", voting, rules)
    assert [each.day - voting for each in calendar.days] == [timedelta(days=days)]
    assert str(calendar.days[0].rule.clause) == "Referendumverordening art. 1"


@pytest.mark.parametrize(
    "rows",
    [
        [RULE | {"after": "nothing"}],
        [RULE | {"after": "b"}, RULE | {"key": "b", "after": "a"}],
        [RULE | {"actor": "nobody"}],
        [RULE | {"elections": ["QQ"]}],
        [RULE | {"checked": "perhaps"}],
        [RULE | {"months": 1}],
        [RULE | {"since": "2026-01-01"}],
        [RULE | {"days": "1"}],
        [{"key": "a"}],
        RULE,
    ],
)
def test_a_file_of_rules_that_cannot_be_right_is_refused(rows):
    with pytest.raises(FaultyCalendar):
        rules_in({"rule": rows})


@given(st.dates(date(2023, 1, 1), date(2060, 12, 31)), st.sampled_from(["TK", "EP", "PS", "AB", "GR"]))
def test_every_day_that_may_move_is_a_working_day_and_none_moves_back(voting, kind):
    calendar = calendar_of(kind, voting)
    for each in calendar.days:
        assert each.rule.still or is_working_day(each.day)
        assert each.day >= each.counted and (each.day - each.counted).days <= 5
        assert explain_day(each, calendar)
    assert [each.day for each in calendar.days] == sorted(each.day for each in calendar.days)
    assert len({each.rule.key for each in calendar.days}) == len(calendar.days)
    assert len(calendar.days) + len(calendar.open) == sum(rule.holds(kind, voting) for rule in law_rules())


def test_a_still_day_does_not_move():
    rule = replace(rules_in({"rule": [RULE | {"days": 0}]})[0], still=True)
    sunday = date(2026, 3, 15)
    assert calendar_of("REF", sunday, [rule]).days[0].day == sunday
    assert calendar_of("REF", sunday, [replace(rule, still=False)]).days[0].day == date(2026, 3, 16)


def test_the_command_prints_every_day_with_its_article(capsys):
    assert main(["elections", "calendar", "GR", "2030-03-20", "--client", "ommen"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[:3] == ["dag", "wat", "artikel"] and len(lines) > 20
    assert any(line.startswith("2030-02-04\tKandidaatstelling") and "J 1, F 1" in line for line in lines)
    assert main(["elections", "calendar", "REF", "2030-03-20"]) == 2
    assert main(["elections", "calendar", "GR", "9999-12-30"]) == 2


def test_the_command_reads_the_rules_of_a_municipality_and_says_what_is_wrong_with_them(tmp_path, capsys):
    path = tmp_path / "referendum.toml"
    rows = {**RULE, "since": "SINCE"}
    text = "[[rule]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in rows.items())
    path.write_text(text.replace('"SINCE"', "2026-01-01"), encoding="utf-8")
    command = ["elections", "calendar", "REF", "2030-03-20", "--rules", str(path)]
    assert main(command) == 0 and "Verordening art. 1" in capsys.readouterr().out
    path.write_text(text, encoding="utf-8")
    assert main(command) == 2 and "a: since kan zo niet" in capsys.readouterr().err
