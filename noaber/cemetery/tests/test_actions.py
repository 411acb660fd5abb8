"""Graves and rights: what is done, by whom, and what the journal says of it."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from cemetery_law import SHARED

from noaber.agreement.acting import Refusal
from noaber.cemetery import actions
from noaber.cemetery.actions import LongAgo, NewPerson
from noaber.cemetery.burial import Wanted
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident, RightEvent
from noaber.cemetery.old_days import read_old_day
from noaber.cemetery.register_files import FILES
from noaber.cemetery.rules import EXPIRED, NOT_TRANSFERRED
from noaber.cemetery.taking_in import import_register
from noaber.cli import main
from noaber.journal.models import CountedLine, Entry, Payload
from noaber.parties.clock import AMSTERDAM, standing_at

CODE = "ommen-twenterand-2024"
CANARY = "KanarieFictief"
GRAVE = "LMH-X-01"


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=AMSTERDAM)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.decision.code == code)


class Yard:
    """A grave with a right of ten years that was granted on 2 November 2026, and its holder."""

    def __init__(self, people: Any) -> None:
        self.clerk, self.lead = people["clerk"], people["team_lead"]
        with standing_at(at(date(2026, 11, 2))):
            self.holder = actions.register_person(self.clerk, CODE, NewPerson("Cora", CANARY))
            self.cousin = actions.register_person(self.clerk, CODE, NewPerson("Piet", CANARY))
            actions.register_grave(self.clerk, CODE, GRAVE, "LMH", "particulier", 2, 4)
            self.right = actions.grant_right(self.clerk, CODE, GRAVE, self.holder.number, 10, "GA-1")

    def row(self) -> GraveRight:
        return GraveRight.objects.select_related("holder").get(pk=self.right.pk)


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def test_a_right_is_granted_from_the_day_for_the_years(yard):
    row = yard.row()
    assert (row.granted_on, row.ends_on, row.kind) == (date(2026, 11, 2), date(2036, 11, 2), "exclusive")
    assert [one.what for one in RightEvent.objects.filter(right=row)] == ["granted"]


@pytest.mark.parametrize(("years", "deed", "code"), [(10, "GA-2", "right-runs"), (12, "GA-2", "right-runs")])
def test_a_second_right_on_a_grave_is_refused(yard, years, deed, code):
    with refused(code), standing_at(at(date(2026, 11, 3))):
        actions.grant_right(yard.clerk, CODE, GRAVE, yard.cousin.number, years, deed)


@pytest.mark.parametrize(("years", "deed", "code"), [(12, "GA-2", "no-such-term"), (10, " ", "no-deed")])
def test_a_right_has_a_term_of_the_municipality_and_stands_in_writing(yard, years, deed, code):
    with standing_at(at(date(2026, 11, 3))):
        actions.register_grave(yard.clerk, CODE, "LMH-X-02", "LMH", "particulier", 2, 4)
        with refused(code):
            actions.grant_right(yard.clerk, CODE, "LMH-X-02", yard.holder.number, years, deed)


@pytest.mark.parametrize(
    ("number", "cemetery", "kind", "layers", "code"),
    [
        (GRAVE, "LMH", "particulier", 2, "double"),
        ("Y-1", "LMH", "koningsgraf", 2, "no-kind"),
        ("Y-1", "BZH", "particulier", 2, "too-deep"),
    ],
)
def test_a_grave_is_registered_once_and_as_deep_as_its_kind(yard, number, cemetery, kind, layers, code):
    with refused(code):
        actions.register_grave(yard.clerk, CODE, number, cemetery, kind, layers, 4)


def wanted(day: date, died: date, **more: Any) -> Wanted:
    return Wanted(at(day, 11), at(died, 9), **({"age": 80, "permit": "V-1", "consent": True} | more))


def test_a_burial_renews_the_right_with_it_and_each_is_an_act(yard):
    dead = actions.register_person(yard.clerk, CODE, NewPerson("Jan", CANARY, died_on=date(2026, 12, 1)))
    ask = wanted(date(2026, 12, 4), date(2026, 12, 1))
    with standing_at(at(date(2026, 12, 2))):
        with refused("renew-first"):
            actions.bury(yard.clerk, CODE, GRAVE, dead.number, ask)
        assert not Interment.objects.exists()
        ask = wanted(date(2026, 12, 4), date(2026, 12, 1), renewal=True)
        row = actions.bury(yard.clerk, CODE, GRAVE, dead.number, ask, "REG-1")
    assert (row.layer, row.buried_on, row.term_until) == (1, date(2026, 12, 4), date(2037, 11, 2))
    assert yard.row().ends_on == date(2037, 11, 2)
    done = Entry.objects.filter(result="granted").order_by("-id").values_list("act", flat=True)[:2]
    assert set(done) == {"cemetery.bury", "cemetery.renew"}


def test_the_journal_has_numbers_and_no_names(yard):
    dead = actions.register_person(yard.clerk, CODE, NewPerson("Jan", CANARY, died_on=date(2026, 12, 1)))
    with standing_at(at(date(2026, 12, 2))):
        ask = wanted(date(2026, 12, 4), date(2026, 12, 1), renewal=True)
        actions.bury(yard.clerk, CODE, GRAVE, dead.number, ask)
        actions.transfer(
            yard.clerk,
            CODE,
            yard.right.number,
            yard.holder.number,
            yard.cousin.number,
            "brief 1",
            identity="paspoort gezien",
        )
        with refused("not-the-holder"):
            actions.ask_renounce(yard.clerk, CODE, yard.right.number, dead.number, "paspoort")
    told = [*Entry.objects.values_list("header", flat=True), *Payload.objects.values_list("body", flat=True)]
    assert told and not any(CANARY.lower() in json.dumps(one, default=str).lower() for one in told)


def test_the_holder_is_buried_in_the_own_grave_without_consent(yard):
    with standing_at(at(date(2026, 12, 2))):
        ask = wanted(date(2026, 12, 4), date(2026, 12, 1), renewal=True, consent=False)
        row = actions.bury(yard.clerk, CODE, GRAVE, yard.holder.number, ask)
    assert row.resident_id == yard.holder.pk and row.permit == "V-1"


def test_a_right_is_renewed_in_its_window_by_its_holder_alone(yard):
    day = date(2034, 11, 2)
    with standing_at(at(day - timedelta(days=1))), refused("too-early"):
        actions.renew(yard.clerk, CODE, yard.right.number, yard.holder.number, 10, identity="paspoort gezien")
    with standing_at(at(day)):
        with refused("not-the-holder"):
            actions.renew(yard.clerk, CODE, yard.right.number, yard.cousin.number, 10, identity="paspoort gezien")
        with refused("no-such-term"):
            actions.renew(yard.clerk, CODE, yard.right.number, yard.holder.number, 7, identity="paspoort gezien")
        actions.write(yard.clerk, CODE, yard.right.number)
        actions.renew(yard.clerk, CODE, yard.right.number, yard.holder.number, 10, identity="paspoort gezien")
    row = yard.row()
    assert (row.ends_on, row.letter_on) == (date(2046, 11, 2), None)


def test_a_renewal_and_a_transfer_ask_how_it_was_seen_who_asks(yard: Yard) -> None:
    number = yard.right.number
    with standing_at(at(date(2035, 1, 10))):
        with refused("no-identity"):
            actions.renew(yard.clerk, CODE, number, yard.holder.number, 10, identity=" ")
        with refused("no-identity"):
            actions.transfer(yard.clerk, CODE, number, yard.holder.number, yard.cousin.number, "brief")
        actions.renew(yard.clerk, CODE, number, yard.holder.number, 10, identity="paspoort gezien")
    facts = Payload.objects.filter(entry__act="cemetery.renew").order_by("-entry").first()
    assert facts is not None and json.loads(facts.body)["identity"] == "paspoort gezien"


def test_a_letter_is_put_down_once_and_not_before_its_window(yard):
    with standing_at(at(date(2034, 11, 1))), refused("too-early"):
        actions.write(yard.clerk, CODE, yard.right.number)
    with standing_at(at(date(2034, 11, 2))):
        actions.write(yard.clerk, CODE, yard.right.number)
        with refused("written"):
            actions.write(yard.clerk, CODE, yard.right.number)


def test_somebody_with_the_same_surname_renounces_nothing(yard):
    with standing_at(at(date(2026, 11, 9))), refused("not-the-holder") as refusal:
        actions.ask_renounce(yard.clerk, CODE, yard.right.number, yard.cousin.number, "paspoort")
    assert refusal.value.entry.result == "refused" and yard.row().renounce_asked_on is None


def test_a_right_is_renounced_after_fourteen_days_by_a_colleague(yard):
    number = yard.right.number
    with standing_at(at(date(2026, 11, 9))):
        with refused("no-identity"):
            actions.ask_renounce(yard.clerk, CODE, number, yard.holder.number, " ")
        actions.ask_renounce(yard.clerk, CODE, number, yard.holder.number, "paspoort gezien aan de balie")
    with standing_at(at(date(2026, 11, 23))), refused("cooling-off"):
        actions.renounce(yard.lead, CODE, number)
    with standing_at(at(date(2026, 11, 24))):
        with refused("four-eyes"):
            actions.renounce(yard.clerk, CODE, number)
        actions.renounce(yard.lead, CODE, number)
    row = yard.row()
    assert (row.ended_on, row.end_reason) == (date(2026, 11, 24), "afstand")
    with refused("ended"):
        actions.renounce(yard.lead, CODE, number)


def test_a_wish_to_renounce_is_taken_back_by_the_holder(yard):
    number = yard.right.number
    with standing_at(at(date(2026, 11, 9))):
        actions.ask_renounce(yard.clerk, CODE, number, yard.holder.number, "paspoort")
        with refused("not-the-holder"):
            actions.withdraw_renounce(yard.clerk, CODE, number, yard.cousin.number)
        actions.withdraw_renounce(yard.clerk, CODE, number, yard.holder.number)
    with standing_at(at(date(2026, 12, 24))), refused("not-asked"):
        actions.renounce(yard.lead, CODE, number)


def test_a_right_is_written_over_by_its_holder_or_after_the_death_in_time(people):
    yard = Yard(people)
    number = yard.right.number
    with standing_at(at(date(2026, 11, 9))):
        with refused("not-the-holder"):
            actions.transfer(
                yard.clerk, CODE, number, yard.cousin.number, yard.cousin.number, "brief", identity="paspoort gezien"
            )
        with refused("same-holder"):
            actions.transfer(
                yard.clerk, CODE, number, yard.holder.number, yard.holder.number, "brief", identity="paspoort gezien"
            )
        dead = actions.register_person(yard.clerk, CODE, NewPerson("Ida", CANARY, died_on=date(2026, 11, 15)))
        actions.transfer(yard.clerk, CODE, number, yard.holder.number, dead.number, "brief", identity="paspoort gezien")
    with standing_at(at(date(2027, 5, 16))), refused("too-late"):
        actions.transfer(
            yard.clerk, CODE, number, yard.cousin.number, yard.cousin.number, "akte", identity="paspoort gezien"
        )
    with standing_at(at(date(2027, 5, 15))):
        with refused("not-over"):
            actions.lapse(yard.lead, CODE, number, NOT_TRANSFERRED)
        actions.transfer(
            yard.clerk,
            CODE,
            number,
            yard.cousin.number,
            yard.cousin.number,
            "akte van erfrecht",
            identity="paspoort gezien",
        )
    assert yard.row().holder == yard.cousin


def test_a_right_lapses_the_day_after_its_end_and_not_before(yard):
    with standing_at(at(date(2036, 11, 2))), refused("not-over"):
        actions.lapse(yard.lead, CODE, yard.right.number, EXPIRED)
    with standing_at(at(date(2036, 11, 3))):
        actions.lapse(yard.lead, CODE, yard.right.number, EXPIRED)
    assert yard.row().end_reason == EXPIRED


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"reason": " "}, "no-reason"),
        ({"layer": None}, "which-layer"),
        ({"layer": 3}, "no-layer"),
        ({"day": "2026-11-01"}, "too-early"),
    ],
)
def test_a_burial_of_before_needs_a_reason_and_a_place(yard, told, code):
    dead = actions.register_person(yard.clerk, CODE, NewPerson("Jan", CANARY, died_on=date(2026, 11, 1)))
    given = {"day": "1908", "reason": "gevonden in het oude boek", "layer": 1} | told
    day = read_old_day(given.pop("day"))
    with refused(code):
        actions.bury_late(yard.clerk, CODE, GRAVE, dead.number, LongAgo(day, **given))


def test_a_burial_of_before_is_taken_with_what_is_known_of_its_day(yard):
    dead = actions.register_person(yard.clerk, CODE, NewPerson("Jan", CANARY))
    told = LongAgo(read_old_day("omstreeks 1908"), "gevonden in het oude boek", layer=1)
    row = actions.bury_late(yard.clerk, CODE, GRAVE, dead.number, told)
    assert (row.buried_text, row.late_reason, row.layer) == ("omstreeks 1908", "gevonden in het oude boek", 1)
    child = actions.register_person(yard.clerk, CODE, NewPerson("Ida", CANARY))
    with refused("taken"):
        actions.bury_late(yard.clerk, CODE, GRAVE, child.number, told)
    assert actions.bury_late(yard.clerk, CODE, GRAVE, child.number, replace(told, shared=True)).shared


def test_nobody_of_another_municipality_touches_a_right(yard, people):
    for name in ("outsider", "director"):
        with refused("no-function"):
            actions.lapse(people[name], CODE, yard.right.number, EXPIRED)


def fictional() -> Path:
    folder = SHARED / "ommen_fictional"
    if not folder.is_dir():
        pytest.skip("the data of cemeteries are not beside this checkout")
    return folder


def take_in(person: Any, **other: bytes) -> Any:
    import io

    files = {part: io.BytesIO(other.get(part) or (fictional() / name).read_bytes()) for part, name in FILES.items()}
    return import_register(person, CODE, files)


def test_the_fictional_register_is_taken_in_whole_under_one_entry(people):
    with standing_at(at(date(2026, 12, 1))):
        with refused("no-function"):
            take_in(people["clerk"])
        take_in(people["second_line"])
        with refused("not-empty"):
            take_in(people["second_line"])
    counts = [model.objects.count() for model in (Grave, GraveRight, Interment, Resident)]
    assert counts == [360, 250, 282, 532]
    assert Entry.objects.filter(act="cemetery.import", result="granted").count() == 1


def test_a_register_with_one_mistake_leaves_nothing_behind(people):
    graves = (fictional() / "graven.csv").read_bytes().replace(b";2;4;vrij", b";9;4;vrij", 1)
    with standing_at(at(date(2026, 12, 1))), refused("mistakes"):
        take_in(people["second_line"], graves=graves)
    assert [model.objects.count() for model in (Grave, GraveRight, Interment, Resident)] == [0, 0, 0, 0]


def test_the_register_says_the_same_windows_as_its_files(people, capsys):
    with standing_at(at(date(2026, 12, 1))):
        take_in(people["second_line"])
    assert main(["cemetery", "windows", "--on", "2026-12-01", "--csv", "--register", str(fictional())]) == 0
    files = capsys.readouterr().out
    assert main(["cemetery", "windows", "--on", "2026-12-01", "--csv"]) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(files.splitlines())


def owed(about: str) -> list[tuple[str, str, int, int]]:
    lines = CountedLine.objects.filter(measure="grave.charge", entry__object=about).order_by("id")
    return [(line.entry.act, line.key, line.quantity, line.base) for line in lines]


def test_granting_and_renewing_leave_a_line_for_what_is_owed_and_who_pays(yard):
    assert owed(f"grave:{GRAVE}") == [("cemetery.grant", "grant-lmh-10", 122_500, 1)]
    facts = Entry.objects.get(act="cemetery.grant", object=f"grave:{GRAVE}").facts
    assert (facts["payer"], facts["charged_grave"]) == (yard.holder.number, GRAVE)
    with standing_at(at(date(2035, 1, 10))):
        actions.renew(yard.clerk, CODE, yard.right.number, yard.holder.number, 10, identity="paspoort gezien")
    [(act, tariff, cents, years)] = owed(f"right:{yard.right.number}")
    assert (act, tariff, years) == ("cemetery.renew", "renew-lmh", 10) and cents % 10 == 0


def test_a_burial_and_the_renewal_that_it_asks_each_leave_their_own_line(yard):
    with standing_at(at(date(2030, 5, 1))):
        dead = actions.register_person(yard.clerk, CODE, NewPerson("Ans", CANARY, died_on=date(2030, 5, 1)))
        wanted = Wanted(at(date(2030, 5, 6)), at(date(2030, 5, 1), 8), age=80, consent=True, renewal=True, permit="V-1")
        actions.bury(yard.clerk, CODE, GRAVE, dead.number, wanted, "REG1")
    assert owed(f"grave:{GRAVE}")[1:] == [("cemetery.bury", "burial-12", 91_700, 1)]
    assert [(line[0], line[3]) for line in owed(f"right:{yard.right.number}")] == [("cemetery.renew", 4)]
    told = Entry.objects.get(act="cemetery.bury", object=f"grave:{GRAVE}").facts
    assert [line["tariff"] for line in told["price"]] == ["burial-12"]
    assert CANARY not in json.dumps(told)
