"""People come, are called, helped and finished; each step is an entry, and the entries count minutes and products."""

from datetime import timedelta

import pytest
import time_machine

from noaber.agreement.acting import AlreadyDone, Once, Refusal
from noaber.appointments import acts, desk_actions, rules
from noaber.appointments.models import Visit
from noaber.appointments.tests.front_desk import CODE, DAY, NAME, OMMEN, at, booked, helped
from noaber.heard import actions as heard
from noaber.heard.models import Invitation
from noaber.heard.queries import fingerprint
from noaber.journal.models import CountedLine, Entry, Payload
from noaber.values import Euro


def lines(entry):
    found = CountedLine.objects.filter(entry=entry).order_by("id")
    return list(found.values_list("measure", "key", "quantity", "base", "service"))


def entry_of(visit, act):
    return Entry.objects.get(object=f"visit:{visit.number}", act=act.code, result="granted")


def test_a_day_of_one_appointment_from_the_door_to_the_count(people, agreement):
    with time_machine.travel(at("08:00"), tick=False):
        visit = booked("10:00")
    with time_machine.travel(at("09:50"), tick=False):
        visit = desk_actions.arrive(people["clerk"], CODE, visit.number)
        assert (visit.state, visit.ticket) == (rules.ARRIVED, 1)
    with time_machine.travel(at("10:06"), tick=False):
        assert desk_actions.call_next(people["clerk"], CODE, "ommen", 2).number == visit.number
    with time_machine.travel(at("10:08"), tick=False):
        desk_actions.start(people["clerk"], CODE, visit.number)
    with time_machine.travel(at("10:20"), tick=False):
        desk_actions.finish(people["clerk"], CODE, visit.number, {"paspoort": (1, Euro(8_387))})
    visit.refresh_from_db()
    assert (visit.state, visit.counter) == (rules.FINISHED, 2)
    assert lines(entry_of(visit, acts.START)) == [
        ("visit.waited", "ommen", 8, 1, 1),
        ("kpi", "BZ-02", 1, 1, 1),
    ]
    assert lines(entry_of(visit, acts.FINISH)) == [
        ("visit.handled", "ommen", 12, 1, 1),
        ("case.registered", "paspoort", 1, 0, 1),
        ("case.closed", "paspoort", 1, 0, 1),
        ("leges", "paspoort", 8_387, 1, 1),
    ]
    done = Entry.objects.filter(object=f"visit:{visit.number}").order_by("id").values_list("act", flat=True)
    assert list(done) == [f"appointments.{verb}" for verb in ("book", "arrive", "call", "start", "finish")]


@pytest.mark.parametrize(("begun", "met"), [("10:10:00", 1), ("10:10:01", 0)])
def test_the_norm_ends_ten_minutes_after_the_agreed_time_to_the_second(people, agreement, begun, met):
    with time_machine.travel(at("08:00"), tick=False):
        visit = booked("10:00")
    with time_machine.travel(at("09:58"), tick=False):
        desk_actions.arrive(people["clerk"], CODE, visit.number)
        desk_actions.call_next(people["clerk"], CODE, "ommen", 1)
    with time_machine.travel(at(begun), tick=False):
        desk_actions.start(people["clerk"], CODE, visit.number)
    assert ("kpi", "BZ-02", met, 1, 1) in lines(entry_of(visit, acts.START))


def test_a_service_without_the_norm_counts_its_wait_alone(people, agreement):
    with time_machine.travel(at("08:00"), tick=False):
        visit = booked("09:00", "naturalisatie")
        desk_actions.arrive(people["clerk"], CODE, visit.number)
        desk_actions.call_next(people["clerk"], CODE, "ommen", 1)
    with time_machine.travel(at("09:30"), tick=False):
        desk_actions.start(people["clerk"], CODE, visit.number)
    assert lines(entry_of(visit, acts.START)) == [("visit.waited", "ommen", 30, 1, 4)]


def test_an_appointment_on_another_day_is_refused_at_the_door(people, agreement):
    with time_machine.travel(at("08:00"), tick=False):
        visit = booked("10:00", day=DAY + timedelta(days=1))
        with pytest.raises(Refusal) as refusal:
            desk_actions.arrive(people["clerk"], CODE, visit.number)
    assert refusal.value.decision.code == "other-day" and refusal.value.entry.result == "refused"
    visit.refresh_from_db()
    assert visit.state == rules.BOOKED


@time_machine.travel(at("10:00"), tick=False)
def test_numbers_run_on_for_each_location_and_begin_again_every_day(people, agreement):
    first, second = (desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["vog"]).ticket for _ in range(2))
    elsewhere = desk_actions.give_ticket(people["clerk"], CODE, "vriezenveen", ["vog"]).ticket
    assert (first, second, elsewhere) == (1, 2, 1)
    with time_machine.travel(at("10:00", DAY + timedelta(days=1)), tick=False):
        assert desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["vog"]).ticket == 1


@time_machine.travel(at("10:00"), tick=False)
def test_a_counter_has_one_visitor_at_a_time_and_an_empty_hall_nobody(people, agreement):
    for _ in range(2):
        desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["vog"])
    assert desk_actions.call_next(people["clerk"], CODE, "ommen", 1).ticket == 1
    with pytest.raises(Refusal) as busy:
        desk_actions.call_next(people["clerk"], CODE, "ommen", 1)
    assert busy.value.decision.code == "counter-busy"
    assert desk_actions.call_next(people["second_line"], CODE, "ommen", 2).ticket == 2
    with pytest.raises(Refusal) as empty:
        desk_actions.call_next(people["clerk"], CODE, "ommen", 3)
    assert empty.value.decision.code == "nobody-waits"


@time_machine.travel(at("10:00"), tick=False)
def test_a_double_click_on_the_next_calls_one(people, agreement):
    for _ in range(2):
        desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["vog"])
    once = Once.of("token", [("counter", "1")])
    desk_actions.call_next(people["clerk"], CODE, "ommen", 1, once)
    with pytest.raises(AlreadyDone) as again:
        desk_actions.call_next(people["clerk"], CODE, "ommen", 1, once)
    assert again.value.same
    assert Visit.objects.of(OMMEN).filter(state=rules.CALLED).count() == 1


def test_time_aside_is_not_time_at_the_counter_and_the_wait_counts_once(people, agreement):
    clerk = people["clerk"]
    with time_machine.travel(at("10:00"), tick=False):
        number = desk_actions.give_ticket(clerk, CODE, "ommen", ["paspoort"]).number
        desk_actions.call_next(clerk, CODE, "ommen", 1)
    for clock, act in (("10:02", acts.START), ("10:07", acts.PARK), ("10:30", acts.TAKE_BACK)):
        with time_machine.travel(at(clock), tick=False):
            if act is acts.START:
                desk_actions.start(clerk, CODE, number)
            else:
                desk_actions.step(clerk, CODE, number, act)
    with time_machine.travel(at("10:31"), tick=False):
        desk_actions.call_next(clerk, CODE, "ommen", 1)
        desk_actions.start(clerk, CODE, number)
    with time_machine.travel(at("10:35"), tick=False):
        desk_actions.finish(clerk, CODE, number, {})
    counted = CountedLine.objects.filter(entry__object=f"visit:{number}").order_by("id")
    assert list(counted.values_list("measure", "quantity")) == [("visit.waited", 2), ("visit.handled", 9)]


@time_machine.travel(at("10:00"), tick=False)
def test_a_finished_visit_is_not_finished_again_and_counts_once(people, agreement):
    visit = desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["paspoort"])
    helped(people["clerk"], visit, 1, {"paspoort": (2, Euro())})
    with pytest.raises(Refusal) as refusal:
        desk_actions.finish(people["clerk"], CODE, visit.number, {"paspoort": (2, Euro())})
    assert refusal.value.decision.code == "other-state"
    counted = CountedLine.objects.filter(measure="case.closed", key="paspoort")
    assert list(counted.values_list("quantity", flat=True)) == [2]


@time_machine.travel(at("10:00"), tick=False)
def test_who_is_not_of_the_desk_calls_nobody(people, agreement):
    desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["vog"])
    for who in ("director", "outsider"):
        with pytest.raises(Refusal) as refusal:
            desk_actions.call_next(people[who], CODE, "ommen", 1)
        assert refusal.value.decision.code == "no-function"


@time_machine.travel(at("10:00"), tick=False)
def test_a_visitor_is_asked_once_how_it_went_and_the_code_is_kept_nowhere(people, agreement):
    visit = desk_actions.give_ticket(people["clerk"], CODE, "ommen", ["paspoort"])
    with pytest.raises(Refusal) as early:
        desk_actions.ask_how(people["clerk"], CODE, visit.number)
    assert early.value.decision.code == "not-over"
    helped(people["clerk"], visit)
    first, second = (desk_actions.ask_how(people["clerk"], CODE, visit.number) for _ in range(2))
    rows = {row.fingerprint: row for row in Invitation.objects.of(OMMEN)}
    assert rows[fingerprint(first)].withdrawn and not rows[fingerprint(second)].withdrawn
    assert rows[fingerprint(second)].service == 1
    heard.answer(CODE, second, 9, "")
    with pytest.raises(Refusal) as answered:
        desk_actions.ask_how(people["clerk"], CODE, visit.number)
    assert answered.value.decision.code == "answered"


def test_the_journal_names_nobody(people, agreement):
    with time_machine.travel(at("08:00"), tick=False):
        visit = booked("10:00")
    with time_machine.travel(at("10:00"), tick=False):
        desk_actions.arrive(people["clerk"], CODE, visit.number)
        helped(people["clerk"], visit, 1, {"paspoort": (1, Euro(8_387))})
    bodies = Payload.objects.filter(entry__municipality=OMMEN).values_list("body", flat=True)
    written = " ".join(str(bytes(body) if isinstance(body, memoryview) else body) for body in bodies)
    assert "KANARIE" not in written and "0529" not in written and NAME not in written
