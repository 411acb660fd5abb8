"""What is put down at a grave: by whom, what the journal says of it, what the office hears, and what never changes."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

sys.path.insert(0, str(Path(__file__).parent))
from day_yard import CANARY, CLIENT, CODE, DAY, GRAVE, LEFT, NUMBER, RIGHT, Yard, on, refused

from noaber.cemetery import planned
from noaber.cemetery.daysheet import actions
from noaber.cemetery.daysheet.models import Step
from noaber.cemetery.daysheet.queries import job_of, jobs, open_signals
from noaber.cemetery.models import Interment
from noaber.cemetery.planned import Carried, Planned, Source
from noaber.duties.models import Duty
from noaber.journal.models import Entry, Payload
from noaber.parties.clock import AMSTERDAM


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def checked(yard: Yard, typed: str = NUMBER, papers: bool = True) -> None:
    """The grave and the coffin, on the day itself."""
    with on(9):
        actions.confirm_grave(yard.keeper, CODE, yard.key, GRAVE.lower())
        actions.check(yard.keeper, CODE, yard.key, typed, papers)


def test_a_planned_burial_stands_on_the_sheet_with_its_neighbours(yard):
    (job,) = jobs(CLIENT, DAY, DAY)
    assert (job.planned.key, job.planned.work, job.planned.grave, job.planned.layer) == (yard.key, "burial", GRAVE, 1)
    assert job.left is not None and (job.left.number, job.left.surnames) == (LEFT, ())
    assert job.right is not None and (job.right.number, job.right.surnames) == (RIGHT, ("Buurman",))
    assert job.lying == () and job.standing.state("burial") == "todo"


def test_the_sheet_is_in_order_of_time_with_what_has_no_time_at_the_end_of_its_day(yard, monkeypatch):
    late, early = (datetime(2026, 11, 9, hour, tzinfo=AMSTERDAM) for hour in (15, 9))
    rows = [
        Planned("proef", "1", "ashes", DAY, "LMH"),
        Planned("proef", "2", "ashes", DAY, "LMH", at=late),
        Planned("proef", "3", "ashes", DAY, "LMH", at=early),
        Planned("proef", "4", "ashes", DAY.replace(day=8), "LMH"),
    ]
    monkeypatch.setitem(planned.SOURCES, "proef", Source("proef", lambda *_: rows, lambda *_: None))
    found = [job.planned.key for job in jobs(CLIENT, DAY, DAY)]
    assert found == ["proef.4", "proef.3", yard.key, "proef.2", "proef.1"]
    monkeypatch.delitem(planned.SOURCES, "proef")
    assert jobs(CLIENT, DAY.replace(day=10), DAY.replace(day=20)) == []


def test_a_burial_goes_through_every_tap_and_the_journal_says_who_and_under_which_mandate(yard):
    checked(yard)
    with on(9, 12):
        actions.complete(yard.keeper, CODE, yard.key, 1)
    entries = list(Entry.objects.filter(object=f"daysheet:{yard.key}").order_by("id"))
    assert [(one.act, one.reason, one.clause) for one in entries] == [
        ("daysheet.confirm_grave", "right-grave", "Wlb 27"),
        ("daysheet.check", "matched", "Wlb 8"),
        ("daysheet.complete", "done", "Wlb 27"),
    ]
    assert {(one.actor, one.function, one.mandate) for one in entries} == {
        (yard.keeper.pseudonym, "keeper", "dagblad-begraafplaats")
    }
    assert job_of(CLIENT, yard.key).standing.done and open_signals(CLIENT) == []


def test_the_wrong_grave_is_refused_and_the_refusal_is_journalled_without_what_was_typed(yard):
    with refused("wrong-grave"), on(9):
        actions.confirm_grave(yard.keeper, CODE, yard.key, f"{CANARY} 1")
    entry = Entry.objects.get(object=f"daysheet:{yard.key}")
    assert (entry.result, entry.reason) == ("refused", "wrong-grave")
    assert CANARY not in json.dumps(entry.payload.body) and not Step.objects.of(CLIENT).exists()


@pytest.mark.parametrize(("typed", "papers"), [("REG-000000", True), (NUMBER, False), ("", True)])
def test_a_mismatch_stops_the_burial_and_is_a_duty_of_the_clerk_for_today(yard, typed, papers):
    checked(yard, typed, papers)
    duty = Duty.objects.of(CLIENT).get(code="dagblad-klopt-niet")
    assert (duty.holder, duty.due, duty.done_on, duty.about) == ("clerk", DAY, None, f"daysheet:{yard.key}")
    with refused("doubt"), on(9, 11):
        actions.complete(yard.keeper, CODE, yard.key, 1)
    assert Step.objects.of(CLIENT).get(what="check").typed == typed


def test_two_persons_take_the_doubt_away_and_their_names_stay_out_of_the_journal(yard):
    checked(yard, "REG-000000")
    with refused("one-person"), on(9):
        actions.identify(yard.keeper, CODE, yard.key, (CANARY, CANARY.upper()))
    with on(9, 12):
        actions.identify(yard.keeper, CODE, yard.key, (f"Een {CANARY}", f"Twee {CANARY}"))
        actions.complete(yard.keeper, CODE, yard.key, 1)
    assert Step.objects.of(CLIENT).get(what="identity").second_name == f"Twee {CANARY}"
    facts = [json.dumps(one.body) for one in Payload.objects.filter(entry__object=f"daysheet:{yard.key}")]
    assert facts and not any(CANARY in one for one in facts)
    assert [one.code for one in open_signals(CLIENT)] == ["dagblad-klopt-niet"]


def test_the_clerk_settles_what_the_sheet_told_with_a_sentence_and_once(yard):
    checked(yard, "REG-000000")
    with on(9, 13):
        with refused("no-note"):
            actions.settle(yard.clerk, CODE, yard.key, " ")
        actions.settle(yard.clerk, CODE, yard.key, "Het nummer in het register was fout.")
        with refused("nothing-open"):
            actions.settle(yard.clerk, CODE, yard.key, "Nog eens.")
    assert open_signals(CLIENT) == [] and Duty.objects.of(CLIENT).get(code="dagblad-klopt-niet").done_on == DAY


def test_another_layer_is_asked_recorded_and_what_the_register_says_from_then_on(yard):
    checked(yard)
    with on(9, 12):
        with refused("why-layer"):
            actions.complete(yard.keeper, CODE, yard.key, 2)
        actions.complete(yard.keeper, CODE, yard.key, 2, "er stond water")
    row = Interment.objects.of(CLIENT).get(number=yard.interment.number)
    step = Step.objects.of(CLIENT).get(what="done")
    assert (row.layer, step.layer, step.planned_layer, step.text) == (2, 2, 1, "er stond water")
    assert row.entry.act == "daysheet.complete" and '"planned_layer": 1' in json.dumps(
        json.loads(row.entry.payload.body)
    )
    assert [one.code for one in open_signals(CLIENT)] == ["dagblad-anders"]


def test_a_layer_in_which_somebody_lies_is_refused(yard):
    with on(5):
        yard.long_ago(GRAVE, "Onder", 2)
    checked(yard)
    with refused("layer-taken"), on(9, 12):
        actions.complete(yard.keeper, CODE, yard.key, 2, "vergist")


def test_nothing_is_checked_before_its_day_and_nothing_is_signed_off_twice(yard):
    with refused("too-early"), on(6):
        actions.check(yard.keeper, CODE, yard.key, NUMBER, True)
    checked(yard)
    with on(9, 12):
        actions.complete(yard.keeper, CODE, yard.key, 1)
        with refused("already-done"):
            actions.complete(yard.keeper, CODE, yard.key, 1)


def test_without_a_recorded_number_the_office_is_asked_for_it(people):
    yard = Yard(people, registration="")
    checked(yard, "REG-7")
    assert [one.code for one in open_signals(CLIENT)] == ["dagblad-zonder-nummer"]
    with on(9, 12):
        actions.complete(yard.keeper, CODE, yard.key, 1)


@pytest.mark.parametrize("role", ["clerk", "team_lead", "director", "controller", "administrator", "outsider"])
def test_nobody_else_checks_at_the_grave(yard, people, role):
    with refused("no-function"), on(9):
        actions.check(people[role], CODE, yard.key, NUMBER, True)


@pytest.mark.parametrize("role", ["keeper", "director", "outsider"])
def test_field_staff_write_no_notes_and_settle_nothing(yard, people, role):
    checked(yard, "REG-000000")
    with on(9):
        with refused("no-function"):
            actions.note(people[role], CODE, yard.key, "x")
        with refused("no-function"):
            actions.settle(people[role], CODE, yard.key, "x")


def test_field_staff_have_no_other_mandate_than_these_four_acts(agreement):
    from noaber.agreement.queries import book_of

    mandates = [one for one in book_of(agreement).mandates if "keeper" in one.functions]
    allowed = {"daysheet.confirm_grave", "daysheet.check", "daysheet.identify", "daysheet.complete"}
    assert len(mandates) == 2 and all(one.functions == ("keeper",) and set(one.acts) == allowed for one in mandates)


def test_what_is_not_planned_cannot_be_put_down(yard, people):
    for key in ("bezorging.B-1900-1", "nergens.1", "bezorging"):
        with pytest.raises(actions.NotPlanned):
            actions.check(yard.keeper, CODE, key, NUMBER, True)
    other = f"bezorging.{yard.beside.number}"
    with pytest.raises(actions.NotPlanned):
        actions.check(yard.keeper, CODE, other, NUMBER, True)


@pytest.mark.parametrize("statement", ["UPDATE daysheet_step SET typed = 'x'", "DELETE FROM daysheet_step"])
def test_what_was_put_down_does_not_change_whoever_asks(yard, statement):
    checked(yard)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_another_part_plans_warns_and_hears_what_was_done(yard, monkeypatch):
    heard: list[tuple[str, Carried]] = []
    scattering = Planned("proef", "7", "scattering", DAY, "LMH", registration="A-1", name="Iemand Fictief")

    def done(_: Any, __: Any, ref: str, carried: Carried) -> None:
        heard.append((ref, carried))

    source = Source("proef", lambda *_: [scattering], lambda _, ref: scattering if ref == "7" else None, done)
    monkeypatch.setitem(planned.SOURCES, "proef", source)
    monkeypatch.setattr(planned, "WARNINGS", [lambda _, graves: {one: ["Licht het monument."] for one in graves}])
    assert [job.warnings for job in jobs(CLIENT, DAY, DAY)] == [("Licht het monument.",), ()]
    with on(9):
        actions.check(yard.keeper, CODE, "proef.7", "a 1", True)
        actions.complete(yard.keeper, CODE, "proef.7")
    assert heard == [("7", Carried(DAY, None))]
