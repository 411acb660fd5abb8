"""What the clock does for the desk: places for the weeks to come, no-shows, the first free place, erasing."""

from datetime import date, timedelta

import pytest
import time_machine

from noaber.agreement.acting import SYSTEM, Refusal
from noaber.agreement.queries import book_of
from noaber.appointments import acts, clock_actions, desk_actions, rules
from noaber.appointments.models import Hold, Slot, Visit
from noaber.appointments.queries import by_appointment
from noaber.appointments.slots import CLOSED, Deviation
from noaber.appointments.tests.front_desk import CODE, DAY, NAME, OMMEN, at, booked, helped
from noaber.journal.models import CountedLine, Entry
from noaber.parties.scope import set_scope


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Places that an earlier test made are gone with it."""
    monkeypatch.setattr(clock_actions, "_kept", {})


def tick():
    clock_actions.tick(CODE)
    set_scope(OMMEN)


def entries(act):
    return Entry.objects.filter(municipality=OMMEN, act=act.code)


@pytest.mark.parametrize(("clock", "state"), [("10:29:59", rules.BOOKED), ("10:30:00", rules.MISSED)])
def test_who_does_not_come_is_a_no_show_when_the_agreed_minutes_are_over(agreement, clock, state):
    with time_machine.travel(at("08:00"), tick=False):
        visit = booked("10:00")
    with time_machine.travel(at(clock), tick=False):
        tick()
    visit.refresh_from_db()
    assert visit.state == state
    assert [one.actor for one in entries(acts.MISS)] == (["noaber"] if state == rules.MISSED else [])


def test_who_waits_is_no_no_show_and_who_comes_too_late_is_still_helped(agreement, people):
    with time_machine.travel(at("08:00"), tick=False):
        here, gone = booked("10:00"), booked("10:10")
    with time_machine.travel(at("10:00"), tick=False):
        desk_actions.arrive(people["clerk"], CODE, here.number)
    with time_machine.travel(at("10:45"), tick=False):
        tick()
        tick()
    states = dict(Visit.objects.of(OMMEN).values_list("number", "state"))
    assert states == {here.number: rules.ARRIVED, gone.number: rules.MISSED}
    assert entries(acts.MISS).count() == 1, "twice is once"
    with time_machine.travel(at("10:50"), tick=False):
        late = desk_actions.arrive(people["clerk"], CODE, gone.number)
    assert late.state == rules.ARRIVED


def test_whoever_was_signed_in_meanwhile_is_refused_as_a_no_show(agreement, people):
    with time_machine.travel(at("08:00"), tick=False):
        visit = booked("10:00")
    with time_machine.travel(at("10:45"), tick=False):
        desk_actions.arrive(people["clerk"], CODE, visit.number)
        with pytest.raises(Refusal) as refusal:
            clock_actions.miss(CODE, visit.pk)
    assert refusal.value.decision.code == "not-late"


def test_the_first_free_place_is_measured_once_a_working_day_for_every_product(agreement):
    with time_machine.travel(at("08:59:59"), tick=False):
        tick()
        assert not entries(acts.MEASURE).exists()
    with time_machine.travel(at("09:00"), tick=False):
        tick()
        tick()
    entry = entries(acts.MEASURE).get()
    assert entry.object == f"desk:{DAY}"
    book = book_of(agreement)
    lines = CountedLine.objects.filter(entry=entry)
    measured = dict(lines.filter(measure="first_free").values_list("key", "quantity"))
    assert measured.keys() == {product.code for product in by_appointment(book)}
    assert measured["paspoort"] == 0 and measured["naturalisatie"] == 0, "on Tuesday morning both have room"
    norm = lines.get(measure="kpi")
    of_the_desk = len([product for product in by_appointment(book) if product.service == 1])
    assert (norm.key, norm.service, norm.quantity, norm.base) == ("BZ-01", 1, of_the_desk, of_the_desk)


@pytest.mark.parametrize(("closed", "days", "met"), [(5, 5, 1), (6, 6, 0)])
def test_the_norm_is_missed_when_the_first_place_is_later_than_five_working_days(agreement, people, closed, days, met):
    with time_machine.travel(at("07:00"), tick=False):
        working = [DAY + timedelta(days=step) for step in range(12) if (DAY + timedelta(days=step)).weekday() < 5]
        for day in working[:closed]:
            for place in ("ommen", "vriezenveen"):
                value = Deviation(place, CLOSED, *[at("00:00").time()] * 2)
                desk_actions.deviate(people["team_lead"], CODE, day, value, "Verbouwing")
    with time_machine.travel(at("10:00"), tick=False):
        tick()
    lines = CountedLine.objects.filter(entry=entries(acts.MEASURE).get(), service=1)
    assert lines.get(measure="first_free", key="paspoort").quantity == days
    norm = lines.get(measure="kpi")
    assert norm.quantity == met * norm.base and norm.base > 1


def test_nothing_is_measured_on_a_day_off(agreement):
    with time_machine.travel(at("10:00", date(2026, 11, 28)), tick=False):
        tick()
    assert not entries(acts.MEASURE).exists()


def test_with_no_place_at_all_the_first_is_later_than_the_calendar_reaches(agreement):
    with time_machine.travel(at("10:00"), tick=False):
        clock_actions.measure_first_free(CODE)
    lines = CountedLine.objects.filter(entry=entries(acts.MEASURE).get(), measure="first_free")
    assert set(lines.values_list("quantity", flat=True)) == {29}, "six weeks with two holidays on a weekday, and one"


@pytest.mark.parametrize(("days", "kept"), [(30, True), (31, False)])
def test_name_address_and_telephone_are_erased_when_they_were_kept_long_enough(agreement, people, days, kept):
    with time_machine.travel(at("08:00"), tick=False):
        visit, later = booked("10:00"), booked("10:00", day=DAY + timedelta(days=1))
    with time_machine.travel(at("10:00"), tick=False):
        desk_actions.arrive(people["clerk"], CODE, visit.number)
        helped(people["clerk"], visit)
    with time_machine.travel(at("07:00", DAY + timedelta(days=days)), tick=False):
        tick()
        tick()
    visit.refresh_from_db()
    assert (visit.name, bool(visit.email), bool(visit.phone)) == ((NAME, True, True) if kept else ("", False, False))
    assert visit.state == rules.FINISHED and visit.ticket == 1, "the visit stays, without anybody"
    later.refresh_from_db()
    assert later.name == NAME, "whose time has not come is left alone"
    assert entries(acts.ERASE).count() == (0 if kept else 1)


def test_places_are_made_as_far_as_agreed_and_a_new_day_adds_its_own(agreement):
    with time_machine.travel(at("06:00"), tick=False):
        tick()
    reach = set(Slot.objects.filter(municipality=OMMEN).values_list("day", flat=True))
    assert min(reach) == DAY and max(reach) == DAY + timedelta(days=42)
    before = Slot.objects.filter(municipality=OMMEN).count()
    with time_machine.travel(at("06:00", DAY + timedelta(days=1)), tick=False):
        tick()
    added = Slot.objects.filter(municipality=OMMEN, day=DAY + timedelta(days=43))
    assert added.exists() and Slot.objects.filter(municipality=OMMEN).count() == before + added.count()


def test_a_time_that_somebody_let_go_of_is_free_again(agreement):
    with time_machine.travel(at("08:00"), tick=False):
        tick()
        booked("10:00")
        Hold.objects.create(
            municipality_id=OMMEN,
            code_hash="x",
            location="ommen",
            skill="balie",
            first=Slot.objects.filter(municipality=OMMEN, used=1).get().minute,
            count=1,
            length=10,
            products=["vog"],
            persons=1,
            expires_at=at("08:15"),
        )
        Slot.objects.filter(municipality=OMMEN, used=1).update(used=2)
    with time_machine.travel(at("08:15"), tick=False):
        tick()
    assert not Hold.objects.filter(municipality=OMMEN).exists()
    assert Slot.objects.filter(municipality=OMMEN, used__gt=0).values_list("used", flat=True).get() == 1


def test_only_the_clock_measures_and_erases(agreement, people):
    from noaber.agreement.acting import permission
    from noaber.values import Refused

    book = book_of(agreement)
    for act in (acts.MEASURE, acts.ERASE):
        assert isinstance(permission(agreement, book, people["team_lead"], act, DAY), Refused)
        assert not isinstance(permission(agreement, book, SYSTEM, act, DAY), Refused)
