"""A request from the link to the register: what is asked, confirmed, accepted, made final and registered."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

sys.path.insert(0, str(Path(__file__).parent))
from funeral_yard import CANARY, CODE, FREE, HELD, OMMEN, Yard, at, details, hash_of

from noaber.agreement.acting import SYSTEM, Once, Refusal, acting
from noaber.attachments.files import Taken
from noaber.cemetery import actions as register
from noaber.cemetery.burial import PERMIT
from noaber.cemetery.evidence.models import Consent
from noaber.cemetery.funerals import actions, acts, clerk_actions, family_actions, rules
from noaber.cemetery.funerals.clerk_actions import Looked
from noaber.cemetery.funerals.models import Funeral, Intake, Quarter
from noaber.cemetery.models import GraveRight, Interment, Resident
from noaber.journal.models import CountedLine, Entry, Payload
from noaber.parties.clock import standing_at
from noaber.values import Clause, grant


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.decision.code == code)


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def permit(yard: Yard, row: Funeral, number: str = "V-1") -> None:
    with standing_at(at(1, 12)):
        actions.add_paper(SYSTEM, CODE, row.pk, number, None)


def accept(yard: Yard, row: Funeral, **looked: Any) -> Funeral:
    with standing_at(at(1, 13)):
        return clerk_actions.accept(yard.clerk, CODE, row.number, Looked(**looked))


def settle(yard: Yard, row: Funeral, identity: str = "") -> Funeral:
    with standing_at(at(1, 14)):
        return clerk_actions.settle(yard.clerk, CODE, row.number, identity)


def final(yard: Yard, grave: str = FREE, **more: Any) -> Funeral:
    row = yard.ask(**more)
    permit(yard, row)
    accept(yard, row, grave=grave)
    yard.confirmed(row, at(1, 13, 30))
    return settle(yard, row, "paspoort gezien" if row.kind == "existing" else "")


def registered(yard: Yard, row: Funeral, day: int = 4, hour: int = 12) -> Funeral:
    with standing_at(at(day, hour)):
        return clerk_actions.registered(yard.clerk, CODE, row.number)


def test_a_request_keeps_the_time_from_the_moment_it_is_sent(yard):
    row = yard.ask()
    assert (row.state, row.number, row.minutes) == ("asked", "U-2026-1", 75)
    assert Quarter.objects.filter(funeral=row.number, crew=1, cemetery="LMH").count() == 5
    assert not Intake.objects.exists()
    with refused("taken"):
        yard.ask()


def test_the_database_refuses_two_funerals_in_one_quarter_of_an_hour(yard):
    yard.ask()
    kept = Quarter.objects.first()
    for cemetery, crew in (("BZH", kept.crew), (kept.cemetery, 9)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Quarter.objects.create(
                municipality_id=OMMEN, crew=crew, cemetery=cemetery, quarter=kept.quarter, funeral="U-9"
            )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"at": at(4, 10, 15)}, "closed-then"),
        ({"at": at(6)}, "closed-then"),
        ({"at": at(2), "died_at": at(1, 9)}, "too-early"),
        ({"at": at(10)}, "too-late"),
        ({"at": at(9)}, None),
        ({"at": at(2), "exception": "B-7"}, None),
        ({"at": at(2), "kind": "urn", "died_at": at(1, 9)}, None),
    ],
)
def test_a_time_is_open_and_within_the_terms_of_the_law_but_for_ashes_and_the_mayor(yard, more, code):
    if code is None:
        assert yard.ask(**more).state == "asked"
        return
    with refused(code):
        yard.ask(**more)


def test_a_link_opens_one_request_and_only_so_long(yard):
    code = yard.link()
    with standing_at(at(16)), pytest.raises(Intake.DoesNotExist):
        actions.ask(CODE, code, details(at=at(18), died_at=at(15)))
    with standing_at(at(1)):
        actions.ask(CODE, code, details())
    with standing_at(at(1)), pytest.raises(Intake.DoesNotExist):
        actions.ask(CODE, code, details())


@pytest.mark.parametrize(("day", "left"), [(14, 1), (15, 0)])
def test_a_link_of_which_nothing_came_is_erased_when_it_ends(yard, day, left):
    yard.link()
    with standing_at(at(day, 11)):
        family_actions.tick(CODE)
    assert Intake.objects.count() == left


def test_an_address_gets_a_few_links_on_a_day_and_no_more(yard):
    with standing_at(at(1)):
        for _ in range(8):
            actions.invite(CODE, "veel@example.nl", "nl")
    assert Intake.objects.filter(email="veel@example.nl").count() == actions.MOST_LINKS


def test_who_decides_confirms_exactly_what_was_read_and_the_journal_has_its_hash(yard):
    row = yard.ask()
    with standing_at(at(1, 11)), refused("changed"):
        actions.confirm(CODE, row.holder_code, "iets anders")
    seen = hash_of(row)
    row = yard.confirmed(row)
    assert row.confirmed_hash == seen
    entry = Entry.objects.filter(act="funerals.confirm", result="granted").get()
    assert entry.facts["seen"] == seen


@pytest.mark.parametrize(
    ("more", "asks_again"),
    [({"surname": "Anders"}, True), ({"at": at(7)}, True), ({"payer": "undertaker"}, True), ({"phone": "1"}, False)],
)
def test_a_change_after_the_confirmation_asks_again_when_it_reads_otherwise(yard, more, asks_again):
    row = yard.ask()
    yard.confirmed(row)
    with standing_at(at(1, 12)):
        actions.change(CODE, row.code, details(**more))
    row.refresh_from_db()
    assert (hash_of(row) != row.confirmed_hash) == asks_again


def test_another_address_for_who_decides_closes_the_old_link(yard):
    row = yard.ask()
    yard.confirmed(row)
    old = row.holder_code
    with standing_at(at(1, 12)):
        actions.change(CODE, row.code, details(holder_email="ander@example.nl"))
    row.refresh_from_db()
    assert row.confirmed_hash == ""
    with standing_at(at(1, 12)), pytest.raises(Funeral.DoesNotExist):
        actions.confirm(CODE, old, hash_of(row))
    assert yard.confirmed(row).confirmed_hash


def test_a_moved_request_lets_its_old_time_go_and_waits_for_the_clerk_again(yard):
    row = yard.ask()
    accept(yard, row, grave=FREE)
    with standing_at(at(1, 15)):
        actions.change(CODE, row.code, details(at=at(7)))
    row.refresh_from_db()
    assert row.state == "asked" and Quarter.objects.filter(funeral=row.number).count() == 5
    assert yard.ask().state == "asked"


def test_a_change_to_a_taken_time_keeps_everything_as_it_was(yard):
    first, second = yard.ask(), yard.ask(at=at(7))
    with standing_at(at(1, 12)), refused("taken"):
        actions.change(CODE, second.code, details(at=at(4)))
    second.refresh_from_db()
    assert second.at == at(7) and Quarter.objects.filter(funeral=second.number).count() == 5
    assert Quarter.objects.filter(funeral=first.number).count() == 5


def test_a_withdrawn_request_gives_its_time_to_another(yard):
    row = yard.ask()
    with standing_at(at(1, 12)):
        actions.withdraw(SYSTEM, CODE, row.pk, origin="portal")
    assert yard.ask().state == "asked"


def test_what_is_final_is_cancelled_by_a_clerk_alone(yard):
    row = final(yard)
    with standing_at(at(2)):
        with refused("not-open"):
            actions.withdraw(SYSTEM, CODE, row.pk, origin="portal")
        with refused("not-open"):
            actions.change(CODE, row.code, details(phone="1"))
        with refused("not-open"):
            actions.add_paper(SYSTEM, CODE, row.pk, "V-9", None, origin="portal")
        assert actions.withdraw(yard.clerk, CODE, row.pk).state == "withdrawn"
    assert not Quarter.objects.filter(funeral=row.number).exists()


def test_accepting_needs_a_grave_where_it_can_be(yard):
    row = yard.ask()
    with refused("no-grave"):
        accept(yard, row)
    with standing_at(at(1)):
        register.register_grave(yard.clerk, CODE, "LMH-X-09", "LMH", "particulier", 2, 4)
    assert accept(yard, row, grave="lmh-x-09").grave.number == "LMH-X-09"
    other = yard.ask(at=at(7))
    with refused("promised"):
        accept(yard, other, grave="LMH-X-09")


def test_an_existing_grave_is_known_from_what_was_typed_and_its_holder_decides(yard):
    row = yard.ask(kind="existing")
    assert row.grave.number == HELD
    accept(yard, row)
    yard.confirmed(row, at(1, 13, 30))
    permit(yard, row)
    with refused("no-identity"):
        settle(yard, row)
    row = settle(yard, row, "paspoort gezien")
    assert (row.state, row.identity) == ("final", "paspoort gezien")
    consent = Consent.objects.get(right=yard.right)
    assert (consent.by, consent.about, consent.identity) == (yard.holder, "funerals.settle", "paspoort gezien")


def test_of_a_holder_who_is_buried_who_arranges_the_funeral_signs(yard):
    row = yard.ask(kind="own")
    permit(yard, row)
    accept(yard, row)
    yard.confirmed(row, at(1, 13, 30))
    assert settle(yard, row).state == "final" and not Consent.objects.exists()


def test_a_proposal_is_taken_and_keeps_its_own_time_until_it_has_passed(yard):
    row = yard.ask()
    accept(yard, row, grave=FREE)
    with standing_at(at(1, 14)):
        clerk_actions.propose(yard.clerk, CODE, row.number, at(5, 9, 30))
        row = actions.take_proposal(CODE, row.code)
        assert (row.state, row.at, row.minutes) == ("accepted", at(5, 9, 30), 75)
        clerk_actions.propose(yard.clerk, CODE, row.number, at(7))
    kept = Quarter.objects.filter(funeral=row.number)
    assert kept.count() == 10, "the first time is kept beside the second"
    with standing_at(at(7, 10)), refused("past"):
        actions.take_proposal(CODE, row.code)


@pytest.mark.parametrize(
    ("more", "state"),
    [({"grave_typed": FREE}, "asked"), ({"cemetery": "BZH"}, "asked"), ({"phone": "1"}, "accepted")],
)
def test_another_grave_or_cemetery_is_looked_at_again(yard, more, state):
    row = yard.ask(kind="existing")
    accept(yard, row)
    with standing_at(at(1, 15)):
        assert actions.change(CODE, row.code, details(kind="existing", **more)).state == state


def test_a_named_grave_without_a_right_is_refused(yard):
    row = yard.ask(kind="existing", grave_typed=FREE)
    with refused("no-right"):
        accept(yard, row)


def test_without_the_permission_of_the_registrar_nothing_is_final(yard):
    row = yard.ask()
    accept(yard, row, grave=FREE)
    yard.confirmed(row, at(1, 13, 30))
    with refused("no-permit") as refusal:
        settle(yard, row)
    assert refusal.value.decision.clause == PERMIT
    permit(yard, row)
    assert settle(yard, row).state == "final"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "final", "confirmed_hash": "x"},
        {"state": "final", "permit": "V-1"},
        {"state": "registered", "permit": "V-1", "confirmed_hash": "x"},
        {"state": "refused", "clause": "Wlb art. 23"},
        {"state": "refused", "reason": "Het graf is vol."},
    ],
)
def test_the_database_has_nothing_final_registered_or_refused_without_what_it_rests_on(yard, wrong):
    row = yard.ask()
    with pytest.raises(IntegrityError), acting(yard.clerk, CODE) as act:
        entry = act.record(acts.ADD_PAPER, grant("test", Clause("Wlb", "11"), "Voorbij elke regel."))
        row.change(entry, **wrong)


@pytest.mark.parametrize("wrong", [{"state": "asked"}, {"payer": "undertaker"}, {"at": at(5)}, {"confirmed_hash": "x"}])
def test_the_database_keeps_a_request_that_is_over_as_it_was(yard, wrong):
    row = yard.ask()
    with standing_at(at(1, 12)):
        row = actions.withdraw(SYSTEM, CODE, row.pk, origin="portal")
    with pytest.raises(IntegrityError), acting(yard.clerk, CODE) as act:
        entry = act.record(acts.ADD_PAPER, grant("test", Clause("Wlb", "11"), "Voorbij elke regel."))
        row.change(entry, **wrong)


def test_without_confirmation_of_what_it_says_now_nothing_is_final(yard):
    row = yard.ask()
    yard.confirmed(row)
    permit(yard, row)
    accept(yard, row, grave=FREE)
    with refused("not-confirmed"):
        settle(yard, row)
    yard.confirmed(row, at(1, 13, 30))
    assert settle(yard, row).state == "final"


def test_the_permission_can_come_as_a_file_and_the_journal_has_its_fingerprint(yard):
    row = yard.ask()
    file = Taken("verlof.pdf", "application/pdf", b"%PDF-1.4 proef")
    with standing_at(at(1, 12)):
        row = actions.add_paper(SYSTEM, CODE, row.pk, "V-2", file, origin="portal")
    assert (row.permit, row.permit_file.digest) == ("V-2", file.digest)
    entry = Entry.objects.get(act="funerals.add_paper")
    assert entry.facts["file"] == file.digest


def test_after_the_burial_one_press_puts_all_of_it_in_the_register(yard):
    row = final(yard)
    with refused("not-yet"):
        registered(yard, row, 4, 9)
    assert not Interment.objects.exists()
    row = registered(yard, row)
    burial = row.interment
    assert (burial.grave.number, burial.layer, burial.registration, burial.permit) == (FREE, 1, "REG-1", "V-1")
    assert burial.resident.surname == f"{CANARY}-dode" and burial.resident.born_on == date(1940, 5, 6)
    right = GraveRight.objects.get(grave__number=FREE)
    assert right.holder.surname == f"{CANARY}-houder" and right.holder.street == "Proefweg"
    assert right.ends_on == date(2056, 12, 4) and row.clock_at is None
    done = set(Entry.objects.filter(at__gte=at(4), result="granted").values_list("act", flat=True))
    assert {"cemetery.register_person", "cemetery.grant", "cemetery.bury", "funerals.register"} <= done


def test_when_the_register_refuses_nothing_of_it_happened_and_the_refusal_is_kept(yard):
    row = final(yard)
    people = Resident.objects.count()
    with standing_at(at(3)):
        register.grant_right(yard.clerk, CODE, FREE, yard.holder.number, 30, "GA-9")
    with pytest.raises(Refusal):
        registered(yard, row)
    row.refresh_from_db()
    assert row.state == "final" and Resident.objects.count() == people
    assert Entry.objects.filter(result="refused", at__gte=at(4)).count() == 1


def test_in_an_existing_grave_the_burial_alone_is_registered(yard):
    row = registered(yard, final(yard, HELD, kind="existing"))
    assert row.interment.grave.number == HELD and GraveRight.objects.filter(grave__number=HELD).count() == 1


def test_a_holder_who_is_buried_is_the_person_that_the_register_knows(yard):
    row = registered(yard, final(yard, HELD, kind="own"))
    assert row.interment.resident_id == yard.holder.pk
    assert Resident.objects.get(pk=yard.holder.pk).died_on == date(2026, 12, 1)


def test_an_urn_and_a_foetus_need_no_permission_and_do_not_wait(yard):
    with standing_at(at(1)):
        register.register_grave(yard.clerk, CODE, "LMH-U-01", "LMH", "urnengraf", 0, 4)
        register.register_grave(yard.clerk, CODE, "LMH-K-01", "LMH", "kindergraf", 1, 4)
    urn = yard.ask(kind="urn", at=at(2), years=10)
    accept(yard, urn, grave="LMH-U-01")
    yard.confirmed(urn, at(1, 13, 30))
    assert registered(yard, settle(yard, urn), 2).interment.kind == "urn"
    child = yard.ask(kind="foetus", at=at(2, 11, 15), years=10, born_on=None)
    accept(yard, child, grave="LMH-K-01")
    yard.confirmed(child, at(1, 13, 30))
    with refused("no-statement"):
        settle(yard, child)
    permit(yard, child, "arts-3")
    row = registered(yard, settle(yard, child), 2, 14)
    assert row.interment.permit == "arts-3" and row.interment.exception == "Wlb art. 2 en 11a"


def test_ashes_that_are_scattered_need_no_grave(yard):
    row = yard.ask(kind="scatter", years=None)
    accept(yard, row)
    yard.confirmed(row)
    row = registered(yard, settle(yard, row))
    assert row.state == "registered" and row.interment is None


@pytest.mark.parametrize(
    ("looked", "code"),
    [
        ({}, "no-doctor"),
        ({"doctor_heard": True}, "no-prosecutor"),
        ({"doctor_heard": True, "prosecutor_agreed": True}, ""),
    ],
)
def test_within_36_hours_a_doctor_was_heard_and_the_prosecutor_agrees(yard, looked, code):
    row = yard.ask(at=at(2), exception="B-7")
    if code:
        with refused(code):
            accept(yard, row, grave=FREE, **looked)
    else:
        assert accept(yard, row, grave=FREE, **looked).state == "accepted"


def test_a_proposal_keeps_both_times_until_one_is_taken(yard):
    row = yard.ask()
    with standing_at(at(1, 12)):
        clerk_actions.propose(yard.clerk, CODE, row.number, at(4, 11, 15))
        assert Quarter.objects.filter(funeral=row.number).count() == 10
        row = actions.take_proposal(CODE, row.code)
    assert (row.state, row.at, row.proposed_at) == ("asked", at(4, 11, 15), None)
    assert Quarter.objects.filter(funeral=row.number).count() == 5
    with standing_at(at(1, 12)), refused("no-proposal"):
        actions.take_proposal(CODE, row.code)


def test_a_refusal_names_the_article_and_frees_the_time(yard):
    row = yard.ask()
    with standing_at(at(1, 12)):
        with refused("no-reason"):
            clerk_actions.refuse(yard.clerk, CODE, row.number, PERMIT, " ")
        row = clerk_actions.refuse(yard.clerk, CODE, row.number, PERMIT, "Er komt geen verlof.")
    assert (row.state, row.clause) == ("refused", "Wlb art. 11") and not Quarter.objects.exists()
    assert Entry.objects.get(act="funerals.refuse", result="granted").clause == "Wlb 11"


def test_the_first_answer_counts_its_days_and_whether_it_was_in_time(yard):
    accept(yard, yard.ask(), grave=FREE)
    late = yard.ask(at=at(7))
    with standing_at(at(3)):
        clerk_actions.refuse(yard.clerk, CODE, late.number, PERMIT, "x")
    lines = CountedLine.objects.filter(measure__startswith="funeral.").order_by("id")
    found = [(line.measure, line.quantity, line.base) for line in lines]
    assert found == [
        ("funeral.asked", 1, 0),
        ("funeral.days", 0, 0),
        ("funeral.in_time", 1, 1),
        ("funeral.asked", 1, 0),
        ("funeral.days", 2, 0),
        ("funeral.in_time", 0, 1),
    ]


def test_the_journal_has_no_name_of_anybody(yard):
    registered(yard, final(yard))
    told = [*Entry.objects.values_list("header", flat=True), *Payload.objects.values_list("body", flat=True)]
    assert len(told) > 20 and not [text for text in told if CANARY in str(text)]


def test_the_names_of_a_request_are_erased_and_the_register_keeps_its_own(yard):
    row = registered(yard, final(yard))
    with standing_at(at(4, month=3).replace(year=2027)):
        family_actions.tick(CODE)
    row.refresh_from_db()
    assert row.surname == f"{CANARY}-dode"
    with standing_at(at(5, month=3).replace(year=2027)):
        family_actions.tick(CODE)
    row.refresh_from_db()
    assert (row.surname, row.holder_email, row.email, row.born_on) == ("", "", "", None)
    assert row.interment.resident.surname == f"{CANARY}-dode"


def test_a_clerk_of_another_municipality_can_do_nothing_with_it(yard, people):
    row = yard.ask()
    with standing_at(at(1, 12)), refused("no-function"):
        clerk_actions.accept(people["outsider"], CODE, row.number, Looked(FREE))


def test_a_form_that_is_sent_twice_asks_once(yard):
    from noaber.agreement.acting import AlreadyDone

    code, once = yard.link(), Once("x" * 24, "y")
    with standing_at(at(1)):
        actions.ask(CODE, code, details(), once)
        with pytest.raises(AlreadyDone):
            actions.ask(CODE, code, details(), once)
    assert Funeral.objects.count() == 1


def test_every_state_has_words_for_both_languages():
    from noaber.cemetery.funerals.wording import STATES

    assert set(STATES) == set(rules.STATES)
