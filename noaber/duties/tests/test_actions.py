"""Duties come from the calendar and from decisions, and go with the act that does them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from noaber.agreement.acting import AlreadyDone, Once, Refusal, acting
from noaber.agreement.acts import Act
from noaber.agreement.queries import book_of
from noaber.calendar.working_days import add_working_days
from noaber.duties import actions
from noaber.duties.models import Duty
from noaber.journal.models import Entry
from noaber.journal.queries import first_day
from noaber.parties.clock import standing_at
from noaber.parties.mail import send_note
from noaber.parties.models import Position
from noaber.parties.scope import set_scope
from noaber.values import Clause, DutyOrder, Period, grant, refuse

CODE = "ommen-twenterand-2024"
OTHER = "demo-hellendoorn-almelo-2025"
HELLENDOORN = 163
# The journal of a test begins when its agreement is loaded, and only of what comes after that anything is asked.
NEXT_YEAR = date.today().year + 1
DAY = date(NEXT_YEAR, 5, 10)
CLAUSE = Clause(CODE, "3.7")
APRIL = f"invoice:{NEXT_YEAR}-04"
INVOICED = "invoicing.issue"


def at(day: date) -> Any:
    """The morning of a day."""
    return standing_at(datetime(day.year, day.month, day.day, 8, tzinfo=UTC))


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A day in May, after the invoice of April came into sight and before it is due."""
    with at(DAY):
        yield


@pytest.fixture
def raised(agreement: Any, people: dict[str, Any]) -> list[Duty]:
    """What the calendar asks on the day."""
    actions.raise_due(CODE, DAY)
    set_scope(agreement.client_id)
    return list(Duty.objects.of(agreement.client_id))


@pytest.fixture
def by_hand(raised: list[Duty]) -> Duty:
    """A duty that the director settles by hand."""
    return next(duty for duty in raised if duty.by_hand and duty.holder == "director")


@pytest.fixture
def do(people: dict[str, Any]) -> Callable[..., Entry]:
    """Do an act: the journal says so, and what follows acts has followed."""

    def done(who: str, code: str, about: str, *orders: DutyOrder) -> Entry:
        with acting(people[who], CODE) as act:
            return act.record(Act.known[code], grant("granted", CLAUSE, "Gedaan.", orders), about)

    return done


def order(done_by: str, due: date = DAY, code: str = "inform", clause: Clause = CLAUSE) -> DutyOrder:
    return DutyOrder(code, clause, due, "team_lead", "De regisseur informeren", done_by)


def about_duties(queries: CaptureQueriesContext) -> list[str]:
    """The questions to the database that are about the table of duties, by their first word."""
    return [query["sql"].split(" ")[0] for query in queries.captured_queries if "duties_duty" in query["sql"]]


def newest() -> Entry:
    found = Entry.objects.order_by("-id").first()
    assert found is not None
    return found


# From the calendar


def test_the_calendar_raises_what_is_in_sight_with_an_entry_each(raised: list[Duty]) -> None:
    assert {duty.entry.act for duty in raised} == {"duties.raise"}
    assert all(duty.entry.actor == "noaber" and duty.entry.function == "system" for duty in raised)
    assert all(duty.shown_from <= DAY and duty.done_on is None for duty in raised)
    assert len({duty.entry_id for duty in raised}) == len(raised)
    invoice = next(duty for duty in raised if duty.about == APRIL)
    assert (invoice.holder, invoice.done_by, invoice.clause) == ("controller", INVOICED, "4.10")
    assert invoice.due == add_working_days(date(NEXT_YEAR, 4, 30), 10)
    assert invoice.entry.object == f"duty:maandfactuur/{NEXT_YEAR}-04"
    assert invoice.entry.facts == {"about": APRIL, "due": str(invoice.due)}


def test_a_second_tick_of_the_same_day_raises_nothing_and_asks_the_table_once(raised: list[Duty]) -> None:
    assert raised
    before = newest().pk
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert actions.raise_due(CODE, DAY) == 0
    assert about_duties(queries) == ["SELECT"]
    assert newest().pk == before and Duty.objects.count() == len(raised)


def test_a_duty_comes_into_sight_on_its_lead_day_and_not_the_day_before(agreement: Any) -> None:
    rule = next(rule for rule in book_of(agreement).duties if rule.code == "maandfactuur")
    lead_day = add_working_days(date(NEXT_YEAR, 4, 30), 10) - timedelta(days=rule.lead)
    for day, seen in ((lead_day - timedelta(days=1), False), (lead_day, True)):
        with at(day):
            actions.raise_due(CODE, day)
        set_scope(agreement.client_id)
        assert Duty.objects.of(agreement.client_id).filter(about=APRIL).exists() is seen


@pytest.mark.parametrize(("days", "asked"), [(actions.LOOK_BACK_DAYS, True), (actions.LOOK_BACK_DAYS + 1, False)])
def test_a_clock_that_stood_still_makes_up_for_forty_days_and_no_more(agreement: Any, days: int, asked: bool) -> None:
    day = add_working_days(date(NEXT_YEAR, 4, 30), 10) + timedelta(days=days)
    with at(day):
        actions.raise_due(CODE, day)
    set_scope(agreement.client_id)
    assert Duty.objects.of(agreement.client_id).filter(about=APRIL).exists() is asked


def test_a_duty_that_is_asked_late_is_brought_up_again_from_today_and_not_in_the_past(agreement: Any) -> None:
    day = add_working_days(date(NEXT_YEAR, 4, 30), 10) + timedelta(days=3)
    with at(day):
        actions.raise_due(CODE, day)
    set_scope(agreement.client_id)
    assert Duty.objects.of(agreement.client_id).get(about=APRIL).remind_on == day


def test_of_a_month_that_was_over_before_the_journal_began_nothing_is_asked(agreement: Any) -> None:
    began = first_day(agreement.client_id)
    assert began is not None
    for day in (began + timedelta(days=step) for step in range(0, 63, 7)):
        with at(day):
            actions.raise_due(CODE, day)
    set_scope(agreement.client_id)
    asked = Duty.objects.of(agreement.client_id).filter(code="maandfactuur").values_list("about", flat=True)
    months = sorted(Period.parse(about.partition(":")[2]) for about in asked)
    assert months[0] == Period.month(began.year, began.month)


def test_a_day_that_has_not_come_is_not_raised_ahead_of_the_clock(agreement: Any) -> None:
    with pytest.raises(Refusal) as refused:
        actions.raise_due(CODE, DAY + timedelta(days=60))
    assert refused.value.decision.code == "too-early"
    assert refused.value.entry is not None and refused.value.entry.result == "refused"


def test_what_was_done_before_it_was_asked_is_not_asked_as_open(agreement: Any, do: Callable[..., Entry]) -> None:
    with at(date(NEXT_YEAR, 4, 12)):
        do("controller", INVOICED, APRIL)
    actions.raise_due(CODE, DAY)
    set_scope(agreement.client_id)
    assert Duty.objects.of(agreement.client_id).get(about=APRIL).done_on == date(NEXT_YEAR, 4, 12)


def test_each_agreement_raises_its_own_duties_for_its_own_client(raised: list[Duty], agreement: Any) -> None:
    count = actions.raise_due(OTHER, DAY)
    set_scope(HELLENDOORN)
    assert Duty.objects.of(HELLENDOORN).count() == count > 0
    set_scope(agreement.client_id)
    assert Duty.objects.of(agreement.client_id).count() == len(raised)


def test_every_duty_of_the_agreement_cites_a_clause_that_exists_and_an_act_that_does_it(agreement: Any) -> None:
    book = book_of(agreement)
    assert book.duties
    for rule in book.duties:
        assert book.clause(rule.clause.number)
        assert book.act_clause(rule.done_by) and rule.done_by in Act.known


# With acts


def test_the_act_that_does_a_duty_settles_it_and_leaves_other_months_open(
    raised: list[Duty], do: Callable[..., Entry]
) -> None:
    entry = do("controller", INVOICED, APRIL)
    done = [duty for duty in Duty.objects.filter(done_by=INVOICED) if duty.done_on is not None]
    assert [(duty.about, duty.done_on, duty.entry_id) for duty in done] == [(APRIL, DAY, entry.pk)]
    do("controller", INVOICED, APRIL)
    done[0].refresh_from_db()
    assert done[0].entry_id == entry.pk


def test_another_act_about_the_same_settles_nothing(raised: list[Duty], do: Callable[..., Entry]) -> None:
    do("team_lead", "reporting.fix", APRIL)
    assert not Duty.objects.exclude(done_on=None).exists()


def test_a_refused_act_settles_nothing_and_asks_nothing(raised: list[Duty], people: dict[str, Any]) -> None:
    no = refuse("not-yet", CLAUSE, "Nog niet.")
    with pytest.raises(Refusal), acting(people["controller"], CODE) as act:
        act.record(Act.known[INVOICED], no, APRIL)
    assert not Duty.objects.exclude(done_on=None).exists() and Duty.objects.count() == len(raised)


def test_an_act_that_fails_further_on_leaves_its_duties_as_they_were(
    raised: list[Duty], people: dict[str, Any], agreement: Any
) -> None:
    with pytest.raises(ZeroDivisionError), acting(people["controller"], CODE) as act:
        act.record(Act.known[INVOICED], grant("granted", CLAUSE, "Gedaan.", (order(INVOICED),)), APRIL)
        raise ZeroDivisionError
    set_scope(agreement.client_id)
    assert not Duty.objects.exclude(done_on=None).exists() and Duty.objects.count() == len(raised)


def test_a_decision_asks_its_duties_under_its_own_entry_and_the_next_act_settles_them(
    do: Callable[..., Entry],
) -> None:
    due = DAY + timedelta(days=3)
    asked = do("clerk", "cases.register", "job:C-1", order("extrawork.inform_client", due))
    duty = Duty.objects.get(about="job:C-1")
    assert duty.entry_id == asked.pk and (duty.due, duty.shown_from) == (due, DAY)
    assert duty.remind_on == due - timedelta(days=1) and duty.clause == "3.7" and duty.holder == "team_lead"
    done = do("team_lead", "extrawork.inform_client", "job:C-1")
    duty.refresh_from_db()
    assert duty.done_on == DAY and duty.entry_id == done.pk


def test_a_duty_that_is_due_at_once_is_not_brought_up_in_the_past(do: Callable[..., Entry]) -> None:
    do("clerk", "cases.register", "job:C-1", order("extrawork.inform_client", DAY))
    assert Duty.objects.get(about="job:C-1").remind_on == DAY


def test_a_decision_that_asks_the_same_again_moves_the_day_and_opens_it(do: Callable[..., Entry]) -> None:
    do("clerk", "cases.register", "job:C-1", order("extrawork.inform_client", DAY))
    do("team_lead", "extrawork.inform_client", "job:C-1")
    later = DAY + timedelta(days=9)
    entry = do("clerk", "cases.register", "job:C-1", order("extrawork.inform_client", later))
    duty = Duty.objects.get(about="job:C-1")
    assert (duty.due, duty.done_on, duty.entry_id) == (later, None, entry.pk)


def test_a_duty_under_an_act_of_law_keeps_the_name_of_that_act(
    do: Callable[..., Entry], people: dict[str, Any]
) -> None:
    do("clerk", "cases.register", "case:1", order("duties.settle", clause=Clause("Awb", "4:15")))
    duty = Duty.objects.get(about="case:1")
    assert duty.clause == "Awb 4:15"
    actions.settle(people["team_lead"], CODE, duty.pk, "Gedaan.")
    assert newest().clause == "Awb 4:15"


def test_a_duty_that_no_act_would_ever_settle_cannot_be_asked(do: Callable[..., Entry]) -> None:
    with pytest.raises(AssertionError, match="never looks"):
        do("clerk", "cases.register", "job:C-1", order("cases.register"))


def test_an_act_that_no_duty_waits_for_does_not_look_at_duties_and_another_looks_once(
    raised: list[Duty], do: Callable[..., Entry]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        do("clerk", "cases.register", "case:1")
    assert about_duties(queries) == []
    with CaptureQueriesContext(connection) as queries:
        do("controller", INVOICED, "invoice:2020-01")
    assert about_duties(queries) == ["SELECT"]


# By hand


def test_the_holder_settles_a_duty_by_hand_and_the_journal_says_so(by_hand: Duty, people: dict[str, Any]) -> None:
    actions.settle(people["director"], CODE, by_hand.pk, "  Besproken en vastgelegd. ")
    by_hand.refresh_from_db()
    assert by_hand.done_on == DAY and by_hand.note == "Besproken en vastgelegd."
    entry = newest()
    assert (entry.act, entry.function, entry.result) == ("duties.settle", "director", "granted")
    assert entry.pk == by_hand.entry_id and entry.object == f"duty:{by_hand.code}/{by_hand.about.partition(':')[2]}"
    assert entry.facts == {"about": by_hand.about, "due": str(by_hand.due)}  # the note stays out of the journal


@pytest.mark.parametrize(
    ("who", "note", "code"), [("team_lead", "Gedaan.", "other-holder"), ("director", " ", "no-note")]
)
def test_a_refusal_leaves_the_duty_open_and_is_journalled(
    by_hand: Duty, people: dict[str, Any], who: str, note: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.settle(people[who], CODE, by_hand.pk, note)
    assert refused.value.decision.code == code
    assert (newest().result, newest().reason, newest().clause) == ("refused", code, by_hand.clause)
    by_hand.refresh_from_db()
    assert by_hand.done_on is None and by_hand.note == ""


def test_a_duty_is_settled_once(by_hand: Duty, people: dict[str, Any]) -> None:
    actions.settle(people["director"], CODE, by_hand.pk, "Gedaan.")
    with pytest.raises(Refusal) as refused:
        actions.settle(people["director"], CODE, by_hand.pk, "Nog eens.")
    assert refused.value.decision.code == "already-done"
    by_hand.refresh_from_db()
    assert by_hand.note == "Gedaan."


def test_the_same_form_counts_once(by_hand: Duty, people: dict[str, Any]) -> None:
    form = Once.of("t1", [("note", "Gedaan.")])
    actions.settle(people["director"], CODE, by_hand.pk, "Gedaan.", form)
    with pytest.raises(AlreadyDone) as done:
        actions.settle(people["director"], CODE, by_hand.pk, "Gedaan.", form)
    assert done.value.same
    assert Entry.objects.filter(act="duties.settle").count() == 1


def test_what_an_act_does_is_not_settled_by_hand(raised: list[Duty], people: dict[str, Any]) -> None:
    invoice = next(duty for duty in raised if duty.about == APRIL)
    with pytest.raises(Refusal) as refused:
        actions.settle(people["controller"], CODE, invoice.pk, "Verstuurd.")
    assert (refused.value.decision.code, refused.value.decision.instead) == ("done-by-act", INVOICED)


def test_a_function_at_a_third_municipality_gives_nothing_here(by_hand: Duty, people: dict[str, Any]) -> None:
    lead = people["team_lead"]
    since = date(2023, 1, 1)
    Position.objects.create(person=lead, function="director", organisation_id=HELLENDOORN, since=since)
    with pytest.raises(Refusal) as refused:
        actions.settle(lead, CODE, by_hand.pk, "Gedaan.")
    assert refused.value.decision.code == "other-holder"


def test_nobody_settles_a_duty_of_another_client(by_hand: Duty, people: dict[str, Any]) -> None:
    with pytest.raises(Duty.DoesNotExist):
        actions.settle(people["outsider"], OTHER, by_hand.pk, "Gedaan.")


def test_holders_are_reminded_once_a_day_by_mail_of_what_runs_out(
    agreement: Any, people: Any, mailoutbox: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr("noaber.parties.mail.stands_still", lambda: False)  # these tests stand on one morning
    actions.raise_due(CODE, DAY)
    duty = Duty.objects.of(agreement.client_id).filter(holder__in=people).order_by("due").first()
    assert duty is not None
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.remind(CODE, duty.remind_on) >= 1
        actions.remind(CODE, duty.remind_on)
    assert Entry.objects.filter(act="duties.remind").count() == 1
    for waiting in DBTaskResult.objects.all():
        send_note.func(*waiting.args_kwargs["args"])
    mails = [mail for mail in mailoutbox if mail.to == [people[duty.holder].email]]
    assert len(mails) == 1 and duty.title in mails[0].body and "/termijnen/" in mails[0].body
