"""Duties are born from decisions and from the calendar, and done by acts or by hand."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from noaber.agreement.acting import SYSTEM, Acting, AlreadyDone, Once, acting
from noaber.agreement.acts import Act
from noaber.agreement.book import Book, DutyRule
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.calendar.words import short_day
from noaber.duties import acts, rules
from noaber.duties.models import Duty
from noaber.duties.queries import done_before, known_occasions, to_remind
from noaber.journal.models import Entry
from noaber.journal.queries import first_day
from noaber.parties.mail import note_on_commit
from noaber.parties.models import Position
from noaber.parties.scope import reading
from noaber.values import DutyOrder, Granted, Period
from noaber.web.templatetags.noaber import written_clause

LOOK_BACK_DAYS = 40
"""A duty of the calendar that was due longer ago than this, and was never asked, is not asked any more.

So the clock may stand still for weeks without losing a duty, and an agreement that is loaded halfway does not begin
with years of duties that nobody kept here.
"""


def follow(act: Acting, kind: Act, entry: Entry, decision: Granted) -> None:
    """After every granted act, in its transaction: what it does is done, and what it asks is written down."""
    if kind != acts.SETTLE and _does_duties(act.book, kind):
        for duty in Duty.objects.of(act.client).filter(done_by=kind.code, about=entry.object, done_on=None):
            duty.change(entry, done_on=act.day)
    for order in decision.duties:
        _order(act, entry, order)


def _does_duties(book: Book, kind: Act) -> bool:
    """May a duty wait for this act? Only then is it worth a look in the table."""
    return kind.settles or any(rule.done_by == kind.code for rule in book.duties)


def _order(act: Acting, entry: Entry, order: DutyOrder) -> None:
    """Write down what a decision asks; when it asks the same again, the last due day counts and it is open again."""
    done_by = Act.known[order.done_by]
    assert done_by == acts.SETTLE or _does_duties(act.book, done_by), (
        f"{order.done_by} never looks for duties to settle"
    )
    shown_from = act.day if order.lead is None else max(act.day, order.due - timedelta(days=order.lead))
    asked = {
        "title": order.title,
        "clause": order.clause.kept,
        "holder": order.holder,
        "due": order.due,
        "shown_from": shown_from,
        "remind_on": max(shown_from, order.due - timedelta(days=1)),
        "done_by": order.done_by,
    }
    same = Duty.objects.of(act.client).filter(code=order.code, about=entry.object).first()
    if same is None:
        Duty.add(entry, code=order.code, about=entry.object, **asked)
    else:
        same.change(entry, done_on=None, note="", **asked)


def drop(act: Acting, entry: Entry, code: str, note: str) -> None:
    """Settle an ordered duty that has lost its ground, with what took it away."""
    for duty in Duty.objects.of(act.client).filter(code=code, about=entry.object, done_on=None):
        duty.change(entry, done_on=act.day, note=note)


def raise_due(agreement: str, day: date) -> int:
    """Write down every duty of the calendar that has come into sight by a day; safe to run again. Returns how many."""
    found = Agreement.objects.defer("document").get(code=agreement)
    book = book_of(found)
    with reading(found.client_id):
        known = known_occasions(found.client_id)
        began = first_day(found.client_id) or day
    # Of what was over before the journal began nothing can be settled here, so nothing is asked.
    agreed = Period(max(book.since, began), book.until)
    wanted = [
        (rule, occasion)
        for rule in book.duties
        for occasion in rules.occasions(rule, agreed, day - timedelta(days=LOOK_BACK_DAYS), day)
        if (rule.code, occasion.about) not in known
    ]
    for rule, occasion in wanted:
        _raise(agreement, rule, occasion)
    return len(wanted)


def _raise(agreement: str, rule: DutyRule, occasion: rules.Occasion) -> None:
    with acting(SYSTEM, agreement, origin="clock") as act:
        decision = rules.may_raise(rule, occasion, act.day)
        done_on = done_before(act.client, rule.done_by, occasion.about)
        facts = {"about": occasion.about, "due": str(occasion.due)}
        entry = act.record(acts.RAISE, decision, rules.name_of(rule.code, occasion.about), facts)
        Duty.add(
            entry,
            code=rule.code,
            title=rule.title,
            clause=rule.clause.kept,
            holder=rule.holder,
            about=occasion.about,
            due=occasion.due,
            shown_from=occasion.shown_from,
            remind_on=max(act.day, occasion.remind_on),
            done_by=rule.done_by,
            done_on=done_on,
        )


def remind(agreement: str, day: date) -> int:
    """Mail the holders of what is to be brought up again on a day, once a day. Returns how many duties there were."""
    client = Agreement.objects.values_list("client_id", flat=True).get(code=agreement)
    with reading(client):
        wanted = list(to_remind(client, day))
    if not wanted:
        return 0
    with suppress(AlreadyDone), acting(SYSTEM, agreement, once=Once(f"reminder-{day}", ""), origin="clock") as act:
        decision = rules.may_remind(len(wanted), act.book.act_clause(acts.REMIND.code))
        act.record(acts.REMIND, decision, f"reminder:{day}", {"duties": len(wanted)})
        for holder in sorted({duty.holder for duty in wanted}):
            mine = [f"{duty.title}: uiterlijk {short_day(duty.due)}." for duty in wanted if duty.holder == holder]
            note_on_commit(_holders(act, holder), "termijnen die aflopen", mine, reverse("duties"))
    return len(wanted)


def _holders(act: Acting, function: str) -> list[int]:
    """Who holds a function at either side on the day of the act."""
    sides = (act.agreement.client_id, act.agreement.contractor_id)
    held = Position.objects.filter(function=function, organisation__in=sides)
    return [position.person_id for position in held if position.holds_on(act.day)]


def settle(person: Any, agreement: str, key: int, note: str, once: Once | None = None) -> Duty:
    """Say that a duty is done, and what was done. Raises Duty.DoesNotExist."""
    with acting(person, agreement, once=once) as act:
        duty = Duty.objects.of(act.client).select_for_update().get(pk=key)
        done, clause = duty.done_on is not None, written_clause(duty.clause)
        decision = rules.may_settle(duty.done_by, done, duty.holder, _functions(act), note, clause)
        facts = {"about": duty.about, "due": str(duty.due)}
        entry = act.record(acts.SETTLE, decision, rules.name_of(duty.code, duty.about), facts)
        duty.change(entry, done_on=act.day, note=note.strip())
        return duty


def _functions(act: Acting) -> set[str]:
    """What the person is under this agreement; a function at a third municipality gives nothing here."""
    sides = (act.agreement.client_id, act.agreement.contractor_id)
    return {held.function for held in act.person.positions_on(act.day) if held.organisation_id in sides}
