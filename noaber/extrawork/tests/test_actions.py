"""Extra work from request to invoice line, what the journal says of it, and whom it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core import mail
from django_tasks_db.models import DBTaskResult

from noaber.agreement.acting import Once, Refusal
from noaber.duties.models import Duty
from noaber.extrawork import actions, job, queries
from noaber.extrawork.job import ADDITIONAL, CUSTOM, Emergency, Wanted
from noaber.extrawork.models import ExtraWork
from noaber.journal.models import CountedLine, Entry
from noaber.parties.mail import send_note
from noaber.values import Euro

CODE = "ommen-twenterand-2024"
DAY = date(2026, 11, 24)
STORM = Emergency(9, "Stormschade", "Bomen op graven", Euro.of(18_000), DAY, True)
WANTED = Wanted(ADDITIONAL, 8, "Extra stembureau", "Vervroegde verkiezing", Euro.of(8_500), DAY, True)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A Tuesday in November."""
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def lead(people: dict[str, Any]) -> Any:
    return people["team_lead"]


@pytest.fixture
def director(people: dict[str, Any]) -> Any:
    return people["director"]


def last_entry() -> Entry:
    found = Entry.objects.order_by("-id").first()
    assert found is not None
    return found


def counted(about: str) -> list[tuple[str, str, int, int, str]]:
    """The lines of a job in the journal."""
    found = CountedLine.objects.filter(entry__object=about).order_by("id")
    return list(found.values_list("measure", "key", "quantity", "service", "clause"))


def test_a_calamity_of_18000_starts_without_consent_and_is_charged_after_both_agreed(
    people: dict[str, Any], lead: Any, director: Any
) -> None:
    row = actions.report_calamity(lead, CODE, STORM)
    entry = last_entry()
    assert (row.reference, row.state, row.inform_due) == ("C-2026-01", job.STARTED, date(2026, 11, 25))
    assert (entry.act, entry.object, entry.clause, entry.reason) == (
        "extrawork.report_calamity",
        "job:C-2026-01",
        "3.7",
        "calamity",
    )
    actions.inform_client(lead, CODE, row.reference, DAY)
    actions.propose_costs(lead, CODE, row.reference, Euro.of(17_250))
    with pytest.raises(Refusal) as refusal:
        actions.charge(people["controller"], CODE, row.reference, Euro.of(17_250))
    assert refusal.value.decision.code == "costs-not-agreed"
    actions.agree_costs(director, CODE, row.reference, Euro.of(17_250))
    actions.charge(people["controller"], CODE, row.reference, Euro.of(17_250))
    row = actions.finish(lead, CODE, row.reference, DAY)
    assert row.facts().closed
    assert counted(row.about) == [
        ("kpi", "FI-05", 1, 9, "3.7"),
        ("calamity", "C-2026-01", 1_725_000, 9, "3.7"),
    ]


@pytest.mark.parametrize("estimate", ["25000.00", "25000.01"])
def test_a_calamity_of_25000_is_refused_with_3_7_and_leaves_only_the_refusal(
    agreement: Any, lead: Any, estimate: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.report_calamity(lead, CODE, replace(STORM, estimate=Euro.of(estimate)))
    decision = refusal.value.decision
    assert (decision.code, decision.clause.number, decision.instead) == ("above-ceiling", "3.7", "extrawork.request")
    assert not ExtraWork.objects.of(agreement.client_id).exists()
    assert (last_entry().result, last_entry().reason) == ("refused", "above-ceiling")


def test_a_calamity_of_24999_99_is_granted(lead: Any) -> None:
    assert actions.report_calamity(lead, CODE, replace(STORM, estimate=Euro.of("24999.99"))).state == job.STARTED


def test_extra_work_starts_after_consent_and_is_charged_up_to_it_under_its_addendum(
    people: dict[str, Any], lead: Any, director: Any
) -> None:
    row = actions.request_work(lead, CODE, WANTED)
    with pytest.raises(Refusal) as refusal:
        actions.start(lead, CODE, row.reference, DAY)
    assert (refusal.value.decision.code, refusal.value.decision.clause.number) == ("no-consent", "3.6")
    actions.consent(director, CODE, row.reference, Euro.of(9_000), "Addendum 2026-1")
    assert "€\u00a09.000,00" in last_entry().facts["text"]
    actions.start(lead, CODE, row.reference, DAY)
    actions.charge(people["controller"], CODE, row.reference, Euro.of(4_000))
    with pytest.raises(Refusal) as refusal:
        actions.charge(people["controller"], CODE, row.reference, Euro.of("5000.01"))
    assert refusal.value.decision.code == "above-agreed"
    actions.finish(lead, CODE, row.reference, DAY)
    row = actions.charge(people["controller"], CODE, row.reference, Euro.of(4_500), last=True)
    assert (row.charged_cents, row.settled, row.facts().closed) == (850_000, True, True)
    assert counted(row.about) == [
        ("kpi", "FI-04", 1, 8, "3.6"),
        ("extra", "M-2026-01", 400_000, 8, "3.6"),
        ("extra", "M-2026-01", 450_000, 8, "3.6"),
    ]


def test_a_calamity_that_grows_to_the_ceiling_lies_still_until_consent(lead: Any, director: Any) -> None:
    row = actions.report_calamity(lead, CODE, STORM)
    row = actions.revise(lead, CODE, row.reference, Euro.of(25_000))
    assert (row.state, last_entry().reason, last_entry().clause) == (job.HALTED, "grown", "3.7")
    with pytest.raises(Refusal) as refusal:
        actions.start(lead, CODE, row.reference, DAY)
    assert (refusal.value.decision.code, refusal.value.decision.clause.number) == ("halted", "3.6")
    row = actions.consent(director, CODE, row.reference, Euro.of(30_000), "Addendum 2026-2")
    assert row.state == job.STARTED


def test_a_calamity_told_two_working_days_later_counts_as_missed(lead: Any, clock: time_machine.Traveller) -> None:
    row = actions.report_calamity(lead, CODE, STORM)
    clock.move_to("2026-11-26T09:00:00+01:00")
    actions.inform_client(lead, CODE, row.reference, date(2026, 11, 26))
    assert counted(row.about) == [("kpi", "FI-05", 0, 9, "3.7")]


def test_what_was_declined_is_not_started(lead: Any, director: Any) -> None:
    row = actions.request_work(lead, CODE, WANTED)
    row = actions.decline(director, CODE, row.reference, "Dit kan in het gewone werk.")
    assert (row.state, row.answer) == (job.DECLINED, "Dit kan in het gewone werk.")
    with pytest.raises(Refusal, match="geweigerd"):
        actions.start(lead, CODE, row.reference, DAY)


def test_a_consent_to_words_that_no_longer_hold_is_refused(lead: Any, director: Any) -> None:
    row = actions.request_work(lead, CODE, WANTED)
    actions.revise(lead, CODE, row.reference, Euro.of(9_500))
    with pytest.raises(Refusal) as refusal:
        actions.consent(director, CODE, row.reference, Euro.of(8_500), "Addendum 2026-1", shown="iets anders")
    assert refusal.value.decision.code == "changed"


def test_costs_are_handed_back_and_proposed_again(lead: Any, director: Any) -> None:
    row = actions.report_calamity(lead, CODE, STORM)
    actions.propose_costs(lead, CODE, row.reference, Euro.of(20_000))
    row = actions.reject_costs(director, CODE, row.reference, "De aannemer is dubbel geteld.")
    assert (row.proposed_cents, row.answer) == (None, "De aannemer is dubbel geteld.")
    actions.propose_costs(lead, CODE, row.reference, Euro.of(17_250))
    row = actions.agree_costs(director, CODE, row.reference, Euro.of(17_250))
    assert (row.agreed_cents, row.answer) == (1_725_000, "")


@pytest.mark.parametrize(
    ("who", "what"),
    [
        ("director", lambda who: actions.request_work(who, CODE, WANTED)),
        ("clerk", lambda who: actions.request_work(who, CODE, WANTED)),
        ("director", lambda who: actions.report_calamity(who, CODE, STORM)),
        ("controller", lambda who: actions.report_calamity(who, CODE, STORM)),
        ("team_lead", lambda who: actions.consent(who, CODE, "M-2026-01", Euro(1), "Addendum")),
        ("team_lead", lambda who: actions.agree_costs(who, CODE, "C-2026-02", Euro.of(1))),
        ("team_lead", lambda who: actions.charge(who, CODE, "M-2026-01", Euro(1))),
        ("outsider", lambda who: actions.request_work(who, CODE, WANTED)),
    ],
)
def test_only_who_has_the_mandate_acts(people: dict[str, Any], who: str, what: Any) -> None:
    actions.request_work(people["team_lead"], CODE, WANTED)
    actions.report_calamity(people["team_lead"], CODE, STORM)
    with pytest.raises(Refusal) as refusal:
        what(people[who])
    assert refusal.value.decision.code == "no-function"


def test_all_kinds_share_one_count_per_year(lead: Any, clock: time_machine.Traveller) -> None:
    first = actions.request_work(lead, CODE, WANTED)
    second = actions.report_calamity(lead, CODE, STORM)
    third = actions.request_work(lead, CODE, replace(WANTED, kind=CUSTOM, service=0))
    clock.move_to("2027-01-04T09:00:00+01:00")
    fourth = actions.request_work(lead, CODE, replace(WANTED, planned_start=date(2027, 1, 4)))
    references = [row.reference for row in (first, second, third, fourth)]
    assert references == ["M-2026-01", "C-2026-02", "W-2026-03", "M-2027-01"]


def test_a_form_sent_twice_asks_once(agreement: Any, lead: Any) -> None:
    from noaber.agreement.acting import AlreadyDone

    once = Once.of("token", [("title", "Extra stembureau")])
    actions.request_work(lead, CODE, WANTED, once)
    with pytest.raises(AlreadyDone):
        actions.request_work(lead, CODE, WANTED, once)
    assert ExtraWork.objects.of(agreement.client_id).count() == 1


def test_the_database_closes_what_the_rules_close(agreement: Any, lead: Any, director: Any) -> None:
    open_row = actions.request_work(lead, CODE, WANTED)
    declined = actions.request_work(lead, CODE, WANTED)
    actions.decline(director, CODE, declined.reference, "Nee.")
    free = actions.report_calamity(lead, CODE, STORM)
    actions.propose_costs(lead, CODE, free.reference, Euro())
    actions.agree_costs(director, CODE, free.reference, Euro())
    actions.finish(lead, CODE, free.reference, DAY)
    for row in ExtraWork.objects.of(agreement.client_id):
        listed = {found.pk for found in queries.jobs(agreement.client_id, "closed").rows}
        assert (row.pk in listed) == row.facts().closed
    actions.inform_client(lead, CODE, free.reference, DAY)
    assert [row.reference for row in queries.jobs(agreement.client_id, "open").rows] == [open_row.reference]
    everything = [row.reference for row in queries.jobs(agreement.client_id).rows]
    assert everything == [open_row.reference, free.reference, declined.reference]


def test_a_job_is_named_to_those_it_waits_for(agreement: Any, lead: Any) -> None:
    from noaber.agreement.queries import book_of

    asked = actions.request_work(lead, CODE, WANTED)
    storm = actions.report_calamity(lead, CODE, STORM)
    found = queries.waiting_for(agreement.client_id, book_of(agreement), {"director"}, DAY)
    assert [(one.row.reference, one.acts) for one in found] == [(asked.reference, ("extrawork.consent",))]
    mine = queries.waiting_for(agreement.client_id, book_of(agreement), {"team_lead"}, DAY)
    assert [(one.row.reference, one.acts) for one in mine] == [
        (storm.reference, ("extrawork.inform_client", "extrawork.finish"))
    ]


def test_the_client_gets_a_mail_with_the_number_and_a_link_and_nothing_of_the_work(
    lead: Any, director: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = actions.request_work(lead, CODE, WANTED)
    (task,) = DBTaskResult.objects.all()
    send_note.func(*task.args_kwargs["args"])
    (message,) = mail.outbox
    assert message.to == [director.email]
    assert row.reference in message.subject and f"/meerwerk/{row.reference}/" in message.body
    assert WANTED.title not in message.subject + message.body


def test_a_refused_act_is_told_to_nobody(lead: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refusal):
        actions.report_calamity(lead, CODE, replace(STORM, estimate=Euro.of(25_000)))
    assert not DBTaskResult.objects.exists()


def test_a_calamity_brings_two_duties_that_its_own_acts_settle(agreement: Any, lead: Any, director: Any) -> None:
    row = actions.report_calamity(lead, CODE, STORM)
    mine = Duty.objects.of(agreement.client_id).filter(about=row.about)
    assert sorted(mine.values_list("done_by", "due")) == [
        ("extrawork.agree_costs", date(2026, 12, 22)),
        ("extrawork.inform_client", date(2026, 11, 25)),
    ]
    actions.inform_client(lead, CODE, row.reference, DAY)
    assert [duty.done_by for duty in mine.filter(done_on__isnull=True)] == ["extrawork.agree_costs"]
    actions.propose_costs(lead, CODE, row.reference, Euro.of(17_250))
    actions.agree_costs(director, CODE, row.reference, Euro.of(17_250))
    assert not mine.filter(done_on__isnull=True).exists()
