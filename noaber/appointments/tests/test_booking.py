"""Keeping, booking, changing and cancelling: what stands in the calendar and the journal afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from noaber.agreement.acting import AlreadyDone, Once, Refusal
from noaber.agreement.link_codes import digest
from noaber.appointments import actions, rules
from noaber.appointments.capacity import free_expired, horizon, keep_slots, shift
from noaber.appointments.models import Hold, Slot, Visit
from noaber.appointments.queries import Asked, days_with_room, first_free, held
from noaber.appointments.slots import Run, minute_of, moment_of
from noaber.appointments.tests.residents import (
    ANNA,
    CODE,
    OMMEN,
    at,
    booked,
    calendar,
    keep,
    terms,
    the_book,
    used,
    wish,
)
from noaber.journal.models import Entry, Payload
from noaber.parties.clock import now, today
from noaber.parties.scope import set_scope

__all__ = ["calendar"]
pytestmark = pytest.mark.usefixtures("calendar")
TUESDAY = at(1, 9)


def test_the_calendar_is_made_once_and_reaches_six_weeks():
    made = Slot.objects.filter(municipality=OMMEN)
    number, days = made.count(), horizon(today(), terms())
    assert number > 1500 and made.order_by("-day")[0].day == days[-1] == today() + timedelta(weeks=6)
    assert keep_slots(OMMEN, the_book(), days) == 0 and made.count() == number


def test_a_day_longer_makes_one_day_of_places(calendar):
    calendar.shift(timedelta(days=1))
    days = horizon(today(), terms())
    assert keep_slots(OMMEN, the_book(), days) == Slot.objects.filter(municipality=OMMEN, day=days[-1]).count() > 0


def test_a_place_that_was_promised_stays_when_the_rules_drop_it():
    visit, tuesday = booked(TUESDAY), moment_of(TUESDAY).date()
    keep_slots(OMMEN, replace(the_book(), openings=()), [tuesday])
    slot = Slot.objects.get(municipality=OMMEN, location="ommen", skill="balie", minute=TUESDAY)
    assert (slot.planned, slot.capacity, slot.used) == (0, 1, 1)
    actions.cancel(CODE, visit.code)
    slot.refresh_from_db()
    assert (slot.capacity, slot.used) == (0, 0), "a place that nobody has any more goes back to the rules"


def test_what_is_kept_takes_its_places_until_it_expires(calendar):
    code = keep(TUESDAY, 3)
    assert [used(TUESDAY + step) for step in (0, 10, 20, 30)] == [1, 1, 1, 0]
    calendar.shift(timedelta(minutes=14, seconds=59))
    assert free_expired(OMMEN, now()) == 0 and held(OMMEN, code) is not None
    calendar.shift(timedelta(seconds=1))
    assert free_expired(OMMEN, now()) == 1 and held(OMMEN, code) is None
    assert [used(TUESDAY + step) for step in (0, 10, 20, 30)] == [0, 0, 0, 0]


def test_the_last_place_is_kept_for_one():
    assert keep(TUESDAY) and keep(TUESDAY) and keep(TUESDAY) is None
    assert used(TUESDAY) == 2
    assert keep(TUESDAY - 10, 2) is None, "a run of which one place is full is not kept at all"
    assert used(TUESDAY + 10) == 0


@pytest.mark.parametrize("first", [TUESDAY + 1, at(1, 12, 30), at(5, 9), at(-1, 9), 0, 999_999_999])
def test_a_time_that_the_calendar_does_not_have_is_not_kept(first):
    assert keep(first) is None


def test_a_time_that_has_begun_is_not_kept(calendar):
    calendar.move_to("2026-11-17T09:00:00+01:00")
    assert keep(TUESDAY) is None and keep(TUESDAY + 10)


def test_a_form_that_is_sent_twice_keeps_one_time():
    token = "a-token-of-a-page-0001"
    assert keep(TUESDAY, token=token) == keep(TUESDAY, token=token)
    assert used(TUESDAY) == 1
    assert keep(TUESDAY, token=token) != keep(TUESDAY + 10, token=token)
    assert keep(TUESDAY, token="short") != keep(TUESDAY + 20, token="short")


def test_choosing_another_time_lets_the_first_one_go():
    first = keep(TUESDAY)
    second = keep(TUESDAY + 10, instead=first)
    assert (used(TUESDAY), used(TUESDAY + 10)) == (0, 1)
    assert held(OMMEN, first) is None and held(OMMEN, second)


def test_booking_moves_what_was_kept_to_the_agenda_and_says_nothing_of_whom_in_the_journal():
    code = keep(TUESDAY)
    visit = actions.book(CODE, code, ANNA)
    assert (visit.state, visit.agreed, visit.code) == (rules.BOOKED, moment_of(TUESDAY), code)
    assert used(TUESDAY) == 1 and not Hold.objects.filter(municipality=OMMEN).exists()
    entry = Entry.objects.get(pk=visit.entry_id)
    assert (entry.act, entry.object, entry.result) == ("appointments.book", f"visit:{visit.number}", "granted")
    said = str(Payload.objects.get(entry=entry).body)
    assert "rijbewijs" in said and "Anna" not in said and "example.nl" not in said
    row = Visit.objects.of(OMMEN).get(pk=visit.pk)
    assert row.code_hash == digest(code) and code not in (row.seed, row.code_hash)


def test_a_time_that_is_not_kept_any_more_is_not_booked(calendar):
    code = keep(TUESDAY)
    calendar.shift(timedelta(minutes=15))
    free_expired(OMMEN, now())
    with pytest.raises(Refusal) as refusal:
        actions.book(CODE, code, ANNA)
    assert refusal.value.decision.code == "hold-over"
    set_scope(OMMEN)
    assert refusal.value.entry.result == "refused" and not Visit.objects.of(OMMEN).exists()


def test_a_late_typist_books_as_long_as_nobody_took_it(calendar):
    code = keep(TUESDAY)
    calendar.shift(timedelta(minutes=40))
    assert actions.book(CODE, code, ANNA).agreed == moment_of(TUESDAY)


def test_a_form_sent_twice_makes_one_appointment():
    code, once = keep(TUESDAY), Once.of("token-of-one-page", [("name", "Anna")])
    visit = actions.book(CODE, code, ANNA, once)
    with pytest.raises(AlreadyDone) as done:
        actions.book(CODE, code, ANNA, once)
    assert done.value.entry.object == f"visit:{visit.number}" and Visit.objects.of(OMMEN).count() == 1


def test_changing_takes_the_new_time_and_lets_the_old_one_go():
    visit = booked(TUESDAY, 2)
    moved = actions.change(CODE, visit.code, "ommen", TUESDAY + 10)
    assert [used(TUESDAY + step) for step in (0, 10, 20)] == [0, 1, 1], "its own places are free for itself"
    assert (moved.sequence, moved.agreed, moved.number) == (1, moment_of(TUESDAY + 10), visit.number)
    there = actions.change(CODE, visit.code, "vriezenveen", at(2, 9))
    assert (there.sequence, there.location) == (2, "vriezenveen") and used(at(2, 9), "vriezenveen") == 1
    assert used(TUESDAY + 10) == 0


def test_an_appointment_keeps_its_time_where_the_new_one_is_taken():
    visit = booked(TUESDAY)
    booked(TUESDAY + 20), booked(TUESDAY + 20)
    with pytest.raises(Refusal) as refusal:
        actions.change(CODE, visit.code, "ommen", TUESDAY + 20)
    assert refusal.value.decision.code == "taken"
    assert (used(TUESDAY), used(TUESDAY + 20)) == (1, 2)
    assert Visit.objects.of(OMMEN).get(pk=visit.pk).agreed == moment_of(TUESDAY)


def test_cancelling_gives_the_time_to_others_once():
    visit = booked(TUESDAY)
    assert actions.cancel(CODE, visit.code).sequence == 1 and used(TUESDAY) == 0
    with pytest.raises(Refusal):
        actions.cancel(CODE, visit.code)
    assert used(TUESDAY) == 0


def test_nothing_is_changed_or_cancelled_once_it_has_begun(calendar):
    visit = booked(TUESDAY)
    calendar.move_to("2026-11-17T09:00:00+01:00")
    for do in (
        lambda: actions.cancel(CODE, visit.code),
        lambda: actions.change(CODE, visit.code, "ommen", TUESDAY + 60),
    ):
        with pytest.raises(Refusal) as refusal:
            do()
        assert refusal.value.decision.code == "begun"


def test_the_database_itself_refuses_one_too_many():
    booked(TUESDAY), booked(TUESDAY)
    slot = Slot.objects.get(municipality=OMMEN, location="ommen", skill="balie", minute=TUESDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(used=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(used=-1)


def test_the_first_free_time_is_the_first_run_that_fits(calendar):
    calendar.move_to("2026-11-17T08:00:00+01:00")
    for minute in (TUESDAY, TUESDAY + 10, TUESDAY + 30):
        booked(minute), booked(minute)
    since = minute_of(now()) + 1
    found = {count: first_free(OMMEN, Asked("balie", count, 10, since)) for count in (1, 2, 3, 17, 18, 22)}
    # A morning has 21 places, of which the last 17 follow each other here; an afternoon has 21; nothing is longer.
    assert {count: found[count].get("ommen", 0) - TUESDAY for count in (1, 2, 3, 17, 18)} == {
        1: 20,
        2: 40,
        3: 40,
        17: 40,
        18: 240,
    }
    assert found[22] == {}


def test_the_times_of_a_day_are_those_that_fit():
    asked = Asked("balie", 2, 10, at(0, 9))
    [monday, *_] = days_with_room(OMMEN, asked, "vriezenveen")
    assert monday.day == today() and monday.minutes[0] == at(0, 9) and monday.minutes[-1] == at(0, 12, 10)


def test_a_run_that_overlaps_itself_is_counted_once():
    run = Run("ommen", "balie", TUESDAY, 2, 10)
    assert shift(OMMEN, [run], []) and shift(OMMEN, [run], [run])
    assert used(TUESDAY) == 1


def test_wishes_say_how_long():
    assert wish("paspoort", "rijbewijs", persons=2).minutes == 30
