"""Measures and decisions: each boundary on both sides, and what must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.cemetery.law import FaultyRules
from noaber.cemetery.permits import rules
from noaber.cemetery.permits.file import (
    APPROVED,
    CREMATE,
    GRANTED,
    MEND,
    ON_PAPER,
    OTHER,
    OUTSIDE,
    REBURY,
    REFUSED,
    SAID_NO,
    Exhuming,
    File,
    lacks,
    next_step,
    state_of,
)
from noaber.cemetery.permits.measures import (
    BREAKS,
    EXHUMATION,
    FITS,
    FREE,
    MISSING,
    MONUMENT,
    PLANTING,
    VAULT,
    PermitRules,
    Place,
    read_rules,
)
from noaber.cemetery.permits.rules import PRESCRIPTIONS, Judgement
from noaber.values import Clause, Granted

ROOT = Path(__file__).resolve().parents[4]
OMMEN = read_rules((ROOT / "agreements/ommen-twenterand-2024/cemetery/permits.toml").read_bytes())
DAY = date(2026, 11, 3)
BASIS = Clause("Verordening", "19")
LMH, CHILD, BZH = Place("LMH", "A", "particulier"), Place("LMH", "A", "kindergraf"), Place("BZH", "", "kindergraf")
STONE: dict[str, int | str] = {"height": 90, "width": 60, "thickness": 10, "material": "stone", "foundation": "strip"}
MAYOR = Judgement(GRANTED, (), tuple(PRESCRIPTIONS.values()))


def states(kind: str, place: Place, asked: dict[str, int | str]) -> dict[str, str]:
    return {one.what: one.state for one in OMMEN.test(kind, place, asked, DAY)}


def stone(**asked: int | str) -> File:
    return File(MONUMENT, DAY, findings=OMMEN.test(MONUMENT, LMH, STONE | asked, DAY), drawing=True)


def code(file: File, wanted: Judgement, day: date = DAY) -> str:
    return rules.may_decide(file, wanted, OMMEN.grounds_for(file.kind, day), BASIS, day).code


@pytest.mark.parametrize(
    ("what", "value", "state"),
    [
        ("height", 120, FITS),
        ("height", 121, BREAKS),
        ("width", 39, BREAKS),
        ("width", 40, FITS),
        ("width", 90, FITS),
        ("width", 91, BREAKS),
        ("thickness", 7, BREAKS),
        ("thickness", 8, FITS),
        ("material", "plastic", BREAKS),
        ("material", "wood", FITS),
        ("foundation", "none", BREAKS),
        ("foundation", "frame", FITS),
    ],
)
def test_each_measure_is_held_against_its_rule(what, value, state):
    assert states(MONUMENT, LMH, STONE | {what: value})[what] == state


def test_the_more_exact_rule_holds():
    assert states(MONUMENT, CHILD, STONE)["height"] == BREAKS  # at most 80 on a child's grave at Laarmanshoek
    assert states(MONUMENT, BZH, STONE)["height"] == FITS  # elsewhere the rule of the municipality


def test_what_is_needed_and_not_filled_in_is_missing_and_what_is_not_needed_is_left_out():
    found = states(MONUMENT, LMH, {"height": 90})
    assert found["width"] == MISSING and "length" not in found


def test_what_no_rule_is_about_is_free():
    found = {one.what: one.state for one in PermitRules().test(MONUMENT, LMH, STONE, DAY)}
    assert set(found.values()) == {FREE}


@given(height=st.integers(1, 999))
def test_a_height_fits_exactly_up_to_the_most(height):
    assert (states(MONUMENT, LMH, STONE | {"height": height})["height"] == FITS) == (height <= 120)


def test_a_decision_keeps_rule_asked_allowed_and_source():
    kept = OMMEN.test(MONUMENT, LMH, STONE, DAY)[0].kept
    assert kept["asked"] == "90 cm" and kept["allowed"] == "hooguit 120 cm" and kept["proposal"]
    assert "CVDR331048" in kept["clause"] and kept["source"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[measure]]\nwhat = "weight"\nlaw="x"\narticle="1"\nsince=2020-01-01\nsource="x"', "niet bekend"),
        ('[[measure]]\nwhat = "height"\nlaw="x"\narticle="1"\nsince=2020-01-01\nsource="x"', "least of most"),
        ('[[measure]]\nwhat = "height"\nmost=1.5\nlaw="x"\narticle="1"\nsince=2020-01-01\nsource="x"', "heel aantal"),
        ('[[measure]]\nwhat = "material"\nlaw="x"\narticle="1"\nsince=2020-01-01\nsource="x"', "allowed"),
        ('[[measure]]\nwhat = "height"\nmost=1\nlaw="x"\narticle="1"\nsource="x"', "since ontbreekt"),
        ('[[measure]]\nwhat="height"\nmost=5\nleast=9\nlaw="x"\narticle="1"\nsince=2020-01-01\nsource="x"', "meer dan"),
        ('[[ground]]\ncode="x"\ntext="y"\nkinds=["fence"]\nlaw="x"\narticle="1"\nsince=2020-01-01', "kies kinds"),
        ("[[colour]]\nx = 1", "hoort niet"),
        ("[[measure]\n", "geen geldige TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(text, says):
    with pytest.raises(FaultyRules) as faulty:
        read_rules(text.encode())
    assert says in str(faulty.value)


def test_two_rules_for_one_day_are_refused_and_one_after_the_other_is_not():
    row = '[[measure]]\nwhat = "height"\nmost = {most}\nlaw = "x"\narticle = "5"\nsource = "x"\n'
    row += "since = {since}\n{until}\n"
    first = row.format(most=100, since="2020-01-01", until="until = 2025-12-31")
    with pytest.raises(FaultyRules, match="2025-06-01"):
        read_rules((first + row.format(most=120, since="2025-06-01", until="")).encode())
    both = read_rules((first + row.format(most=120, since="2026-01-01", until="")).encode())
    assert both.rules_for(MONUMENT, LMH, date(2025, 12, 31))["height"].most == 100
    assert both.rules_for(MONUMENT, LMH, date(2026, 1, 1))["height"].most == 120


@pytest.mark.parametrize(
    ("kind", "right", "over", "court", "answer"),
    [
        (MONUMENT, "exclusive", False, False, "applied"),
        (MONUMENT, "general", False, False, "applied"),
        (MONUMENT, "", False, False, "no-right"),
        (MONUMENT, "exclusive", True, False, "right-over"),
        (VAULT, "exclusive", False, False, "applied"),
        (VAULT, "general", False, False, "not-private"),
        (EXHUMATION, "", False, False, "applied"),
        (EXHUMATION, "exclusive", False, True, "by-court"),
        ("fence", "exclusive", False, False, "no-kind"),
    ],
)
def test_what_can_be_applied_for(kind, right, over, court, answer):
    assert rules.may_apply(kind, BASIS, right, over, court).code == answer


@pytest.mark.parametrize(
    ("file", "missing"),
    [
        (stone(), ()),
        (replace(stone(), drawing=False), ("drawing",)),
        (replace(stone(), applicant=OTHER), ("consent",)),
        (replace(stone(), applicant=OTHER, consent=ON_PAPER), ()),
        (replace(stone(), applicant=OTHER, consent=SAID_NO), ()),
        (replace(stone(), applicant=OTHER, private=False), ()),
        (File(PLANTING, DAY, findings=OMMEN.test(PLANTING, LMH, {}, DAY)), ("measures",)),
        (File(EXHUMATION, DAY), ("who", "destination")),
        (File(EXHUMATION, DAY, exhuming=Exhuming(True, None, CREMATE, "x")), ("asked-by",)),
    ],
)
def test_what_an_application_lacks(file, missing):
    assert lacks(file, DAY) == missing


BURIED = date(2025, 12, 1)


@pytest.mark.parametrize(
    ("day", "leave", "answer"),
    [
        (date(2026, 11, 30), "", "no-prosecutor"),
        (date(2026, 11, 30), "OvJ-1", "granted"),
        (date(2026, 12, 1), "", "granted"),
    ],
)
def test_cremation_within_a_year_of_the_burial_needs_the_prosecutor_wlb_29_4(day, leave, answer):
    special = Exhuming(True, BURIED, CREMATE, "Crematorium", True, leave)
    assert code(File(EXHUMATION, DAY, exhuming=special), MAYOR, day) == answer


def test_a_year_after_29_february_is_1_march():
    special = Exhuming(True, date(2024, 2, 29), CREMATE)
    assert special.within_a_year(date(2025, 2, 28)) and not special.within_a_year(date(2025, 3, 1))


@pytest.mark.parametrize(
    ("file", "wanted", "answer"),
    [
        (stone(), Judgement(GRANTED), "granted"),
        (stone(height=121), Judgement(GRANTED), "does-not-fit"),
        (stone(height=121), Judgement(GRANTED, reason="Past bij de rij."), "deviation"),
        (replace(stone(), drawing=False), Judgement(GRANTED), "incomplete"),
        (replace(stone(), applicant=OTHER, consent=SAID_NO), Judgement(GRANTED), "holder-said-no"),
        (replace(stone(), outcome=GRANTED), Judgement(GRANTED), "decided"),
        (stone(), Judgement("misschien"), "no-outcome"),
        (stone(), Judgement(REFUSED, (), (), "x"), "no-ground"),
        (stone(), Judgement(REFUSED, ("smaak",), (), "x"), "no-ground"),
        (stone(), Judgement(REFUSED, ("appearance", "smaak"), (), "x"), "no-ground"),
        (stone(), Judgement(REFUSED, ("rules",), (), "x"), "nothing-broken"),
        (stone(), Judgement(REFUSED, ("appearance",), (), " "), "no-reason"),
        (stone(), Judgement(REFUSED, ("appearance",), (), "Fel roze."), "refused"),
        (stone(height=121), Judgement(REFUSED, ("rules",), (), "Te hoog."), "refused"),
        (File(EXHUMATION, DAY), Judgement(REFUSED, ("consent",), (), "x"), "has-consent"),
        (File(EXHUMATION, DAY, OTHER, consent=SAID_NO), Judgement(REFUSED, ("consent",), (), "Zei nee."), "refused"),
        (File(EXHUMATION, DAY, exhuming=Exhuming(True, None, REBURY, "x")), Judgement(GRANTED), "no-conditions"),
    ],
)
def test_what_can_be_decided(file, wanted, answer):
    assert code(file, wanted) == answer


@given(grounds=st.lists(st.text(max_size=12), max_size=3))
def test_nothing_is_refused_on_a_ground_that_neither_ordinance_nor_law_names(grounds):
    known = OMMEN.grounds_for(MONUMENT, DAY)
    answer = code(stone(height=999), Judgement(REFUSED, tuple(grounds), (), "Daarom."))
    assert (answer == "refused") == (bool(grounds) and all(one in known for one in grounds))


UNTIL = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (UNTIL, "time-left"),
        (UNTIL + timedelta(days=1), "left"),
        (UNTIL + timedelta(days=28), "left"),
        (UNTIL + timedelta(days=29), "too-late"),
    ],
)
def test_an_application_is_left_in_the_four_weeks_after_the_time_to_complete_it_awb_4_5_4(day, answer):
    waiting = replace(stone(), drawing=False, asked_on=DAY, asked_until=UNTIL, waiting=True)
    assert code(waiting, Judgement(OUTSIDE), day) == answer


def test_nothing_is_left_that_was_never_asked_for_or_that_came():
    assert code(replace(stone(), drawing=False), Judgement(OUTSIDE)) == "not-asked"
    came = replace(stone(), asked_on=DAY, asked_until=UNTIL)
    assert code(came, Judgement(OUTSIDE), UNTIL + timedelta(days=1)) == "complete"


@pytest.mark.parametrize(("late", "answer"), [(0, "extended"), (1, "too-late")])
def test_the_term_is_extended_while_it_runs_and_once(late, answer):
    due = date(2026, 12, 29)
    assert rules.may_extend(stone(), due, due + timedelta(days=late)).code == answer
    assert rules.may_extend(replace(stone(), extended_on=DAY), due, due).code == "extended-before"


PLACED = replace(stone(), outcome=GRANTED, decided_on=DAY)


@pytest.mark.parametrize(
    ("file", "day", "answer"),
    [
        (PLACED, DAY, "announced"),
        (PLACED, DAY - timedelta(days=1), "day-past"),
        (stone(), DAY, "no-permit"),
        (replace(PLACED, outcome=REFUSED), DAY, "no-permit"),
        (replace(PLACED, checks=((DAY, APPROVED),)), DAY, "approved"),
        (replace(PLACED, checks=((DAY, APPROVED), (DAY, MEND))), DAY, "announced"),
    ],
)
def test_a_placing_is_announced_with_a_permit_for_a_day_to_come(file, day, answer):
    assert rules.may_announce(file, day, DAY, BASIS).code == answer


@pytest.mark.parametrize(
    ("result", "photo", "note", "until", "answer"),
    [
        (APPROVED, True, "", None, APPROVED),
        (APPROVED, False, "", None, "no-photo"),
        (MEND, True, "", None, "no-note"),
        (MEND, True, "scheef", None, "no-note"),
        (MEND, True, "scheef", DAY, "no-time"),
        (MEND, True, "scheef", DAY + timedelta(days=1), MEND),
        ("mooi", True, "", None, "no-result"),
    ],
)
def test_a_check_has_a_photo_and_what_is_to_be_mended_a_note_and_a_day(result, photo, note, until, answer):
    assert rules.may_check(PLACED, result, DAY, photo, note, until, DAY, BASIS).code == answer


@pytest.mark.parametrize(
    ("file", "step", "words"),
    [
        (stone(), "decide", "te beslissen"),
        (replace(stone(), drawing=False), "ask-more", "niet compleet"),
        (replace(stone(), drawing=False, waiting=True, asked_on=DAY, asked_until=DAY), "added", "wacht op aanvulling"),
        (PLACED, "wait", "verleend, nog niet geplaatst"),
        (replace(PLACED, announced_for=DAY), "check", "plaatsing gemeld"),
        (replace(PLACED, checks=((DAY, MEND),)), "wait", "te herstellen"),
        (replace(PLACED, checks=((DAY, APPROVED),)), "close", "geplaatst en goedgekeurd"),
        (replace(PLACED, checks=((DAY, APPROVED),), closed_on=DAY), "done", "geplaatst en goedgekeurd"),
        (replace(stone(), outcome=REFUSED, decided_on=DAY), "close", "geweigerd"),
        (File(EXHUMATION, DAY, outcome=GRANTED, decided_on=DAY), "exhume", "verleend, nog uit te voeren"),
    ],
)
def test_what_comes_next_and_how_it_stands(file, step, words):
    assert (next_step(file, DAY), state_of(file, DAY)[0]) == (step, words)


def test_every_possible_answer_is_a_yes_or_a_no():
    assert isinstance(rules.may_close(replace(stone(), outcome=REFUSED), BASIS), Granted)
    assert rules.may_close(stone(), BASIS).code == "not-decided"
    assert rules.may_close(replace(stone(), outcome=REFUSED, closed_on=DAY), BASIS).code == "closed-already"


@pytest.mark.parametrize(
    ("changes", "on", "by_staff", "answer"),
    [
        ({}, DAY, True, "agreed"),
        ({}, DAY, False, "no-permit"),
        ({}, DAY - timedelta(days=1), True, "day-past"),
        ({"outcome": ""}, DAY, True, "no-permit"),
        ({"carried_out_on": DAY}, DAY, True, "no-permit"),
    ],
)
def test_the_day_of_an_exhumation_is_agreed_by_staff_alone(changes, on, by_staff, answer):
    granted = File(EXHUMATION, DAY, outcome=GRANTED, decided_on=DAY)
    assert rules.may_announce(replace(granted, **changes), on, DAY, BASIS, by_staff).code == answer
