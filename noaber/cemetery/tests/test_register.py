"""The register keeps its own order: what may not be, the database refuses, whoever writes it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from noaber.agreement.acting import acting
from noaber.cemetery import acts, rules
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident
from noaber.parties.clock import AMSTERDAM
from noaber.values import grant

CODE = "ommen-twenterand-2024"
DIED = datetime(2026, 11, 2, 10, 0, tzinfo=AMSTERDAM)
BURIED = datetime(2026, 11, 6, 11, 0, tzinfo=AMSTERDAM)
FAR = date(2046, 11, 1)


class Bench:
    """Writes rows under one entry, past every rule, so that only the database can say no."""

    def __init__(self, person: Any) -> None:
        self.person, self.number = person, 0

    def write(self, model: Any, **fields: Any) -> Any:
        with acting(self.person, CODE) as act:
            decision = grant("registered", rules.REGISTER, "ja")
            entry = act.record(acts.REGISTER_PERSON, decision, "resident:x")
            self.number += 1
            row = model.add(entry, **({"number": f"N{self.number}"} | fields))
        return row

    def change(self, row: Any, **fields: Any) -> None:
        with acting(self.person, CODE) as act:
            decision = grant("registered", rules.REGISTER, "ja")
            row.change(act.record(acts.REGISTER_PERSON, decision, "resident:x"), **fields)

    def grave(self, **fields: Any) -> Grave:
        given = {"cemetery": "LMH", "kind": "particulier", "layers_max": 2, "urns_max": 4}
        return self.write(Grave, **(given | fields))

    def person_of(self, **fields: Any) -> Resident:
        return self.write(Resident, **({"surname": "Fictief", "search": "fictief"} | fields))

    def right(self, grave: Grave, **fields: Any) -> GraveRight:
        given = {"kind": "exclusive", "granted_on": date(2026, 11, 1), "ends_on": FAR}
        return self.write(GraveRight, grave=grave, **(given | fields))

    def burial(self, of: GraveRight, **fields: Any) -> Interment:
        given = {
            "grave": of.grave,
            "right": of,
            "resident": self.person_of(),
            "kind": "body",
            "layer": 1,
            "buried_on": BURIED.date(),
            "buried_at": BURIED,
            "died_on": DIED.date(),
            "died_at": DIED,
            "term_until": of.ends_on,
        }
        return self.write(Interment, **(given | fields))


@pytest.fixture
def bench(people: Any) -> Bench:
    return Bench(people["clerk"])


def refused(text: str = "(?i)unique") -> Any:
    return pytest.raises(DatabaseError, match=text)


def test_a_grave_has_three_layers_and_never_four(bench):
    bench.grave(layers_max=3)
    with refused("grave_layers"), transaction.atomic():
        bench.grave(layers_max=4)


def test_one_exclusive_right_runs_on_a_grave_and_a_next_one_after_its_end(bench):
    grave = bench.grave()
    first = bench.right(grave)
    with refused(), transaction.atomic():
        bench.right(grave)
    bench.change(first, ended_on=date(2026, 11, 20), end_reason="afstand")
    bench.right(grave)


def test_a_right_that_ended_says_why(bench):
    right = bench.right(bench.grave())
    with refused("right_end"), transaction.atomic():
        bench.change(right, ended_on=date(2026, 11, 20))


def test_a_body_lies_in_a_layer_that_the_grave_has(bench):
    right = bench.right(bench.grave(layers_max=1))
    bench.burial(right, layer=1)
    with refused("no such layer"), transaction.atomic():
        bench.burial(right, layer=2)
    with refused("interment_layer"), transaction.atomic():
        bench.burial(right, layer=0)
    with refused("interment_layer"), transaction.atomic():
        bench.burial(right, kind="urn", layer=1)


def test_a_grave_does_not_lose_a_layer_in_which_somebody_lies(bench):
    grave = bench.grave(layers_max=2)
    bench.burial(bench.right(grave), layer=2)
    with refused("somebody lies in that layer"), transaction.atomic():
        bench.change(grave, layers_max=1)
    bench.change(grave, layers_max=3)


def test_two_bodies_share_a_layer_only_where_it_is_marked_or_the_first_is_gone(bench):
    right = bench.right(bench.grave())
    first = bench.burial(right)
    with refused(), transaction.atomic():
        bench.burial(right)
    bench.burial(right, shared=True)
    bench.change(first, removed_on=date(2040, 1, 1))
    bench.burial(right)


@pytest.mark.parametrize(("hours", "good"), [(36, True), (35, False)])
def test_a_burial_is_36_hours_after_the_death_or_the_mayor_decided_otherwise(bench, hours, good):
    right = bench.right(bench.grave())
    at = DIED + timedelta(hours=hours)
    fields = {"buried_at": at, "buried_on": at.date()}
    if good:
        bench.burial(right, **fields)
        return
    with refused("interment_after_36_hours"), transaction.atomic():
        bench.burial(right, **fields)
    bench.burial(right, exception="B-2026-4", **fields)


def test_a_second_less_than_36_hours_is_too_early(bench):
    right = bench.right(bench.grave())
    with refused("interment_after_36_hours"), transaction.atomic():
        bench.burial(right, buried_at=DIED + timedelta(hours=36, seconds=-1), buried_on=date(2026, 11, 3))


def test_nobody_is_buried_on_the_day_of_death_by_days_alone(bench):
    right = bench.right(bench.grave())
    late = {"late_reason": "oud register", "died_at": None, "buried_at": None, "buried_on": DIED.date()}
    with refused("interment_after_death"), transaction.atomic():
        bench.burial(right, **late)
    bench.burial(right, **(late | {"buried_on": DIED.date() + timedelta(days=1)}))


def test_a_burial_of_today_names_its_moments_and_its_right(bench):
    right = bench.right(bench.grave())
    for lacking in ({"died_at": None}, {"buried_at": None}, {"right": None, "term_until": None}):
        with refused("interment_whole"), transaction.atomic():
            bench.burial(right, **lacking)


@pytest.mark.parametrize(
    ("day", "ends", "good"),
    [
        (date(2026, 11, 6), date(2036, 11, 6), True),
        (date(2026, 11, 6), date(2036, 11, 5), False),
        (date(2028, 2, 29), date(2038, 2, 28), True),
        (date(2028, 2, 29), date(2038, 2, 27), False),
    ],
)
def test_ten_years_of_the_term_are_left_on_the_day_of_burial(bench, day, ends, good):
    right = bench.right(bench.grave(), ends_on=ends)
    at = datetime(day.year, day.month, day.day, 12, 0, tzinfo=AMSTERDAM)
    fields = {"buried_on": day, "buried_at": at, "died_at": at - timedelta(days=3), "died_on": day - timedelta(days=3)}
    if good:
        bench.burial(right, **fields)
        return
    with refused("interment_ten_years_left"), transaction.atomic():
        bench.burial(right, **fields)
    bench.burial(right, late_reason="achteraf gemeld", **fields)


def test_a_right_without_end_is_always_long_enough(bench):
    bench.burial(bench.right(bench.grave(), ends_on=None))


def test_a_burial_names_the_end_that_the_right_has_and_a_right_of_its_own_grave(bench):
    right = bench.right(bench.grave())
    with refused("ends on another day"), transaction.atomic():
        bench.burial(right, term_until=date(2099, 1, 1))
    with refused("ends on another day"), transaction.atomic():
        bench.burial(right, term_until=None)
    with refused("on another grave"), transaction.atomic():
        bench.burial(right, grave=bench.grave())
