"""Funerals by the municipality, from the report to the end, with what the journal, the register and the duties say."""

import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError

sys.path.insert(0, str(Path(__file__).parent))
from municipal_yard import CANARY, CLIENT, CODE, DIED, GRAVE, HELD, ORDER, Yard, on, refused

from noaber.agreement.acting import Refusal
from noaber.agreement.queries import book_of
from noaber.cases.actions import close_case, decide_case, register_case
from noaber.cases.models import Case
from noaber.cemetery import actions as register
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.charges import queries as charges
from noaber.cemetery.charges.models import Debtor
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident
from noaber.cemetery.municipal import actions, desk, resting, settling
from noaber.cemetery.municipal.actions import OtherTerm, Relative
from noaber.cemetery.municipal.file import BY_OTHERS, OUTCOMES
from noaber.cemetery.municipal.models import CostLine, Funeral, Kin, WriteOffLine
from noaber.cemetery.municipal.queries import funeral_of, opened
from noaber.cemetery.municipal.resting import Rest
from noaber.cemetery.municipal.rules import Order
from noaber.cemetery.queries import grave_file, grave_of
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine, Entry
from noaber.parties.clock import AMSTERDAM
from noaber.parties.scope import set_scope
from noaber.values import Euro


@pytest.fixture
def yard(people, agreement):
    return Yard(people)


def file_of(number):
    set_scope(CLIENT)
    return opened(funeral_of(CLIENT, number)).file


def acts_of(number):
    found = Entry.objects.filter(municipality=CLIENT, object=f"case:{number}", result="granted").order_by("id")
    return [act.removeprefix("municipal.") for act in found.values_list("act", flat=True)]


def duties(number):
    found = Duty.objects.filter(municipality=CLIENT, about=f"case:{number}").order_by("due", "id")
    return [(one.code, one.due, one.done_on) for one in found]


def lines(measure):
    found = CountedLine.objects.filter(municipality=CLIENT, measure=measure).order_by("id")
    return list(found.values_list("key", "quantity", "base"))


def test_the_outcomes_of_the_file_are_those_of_the_product(agreement):
    product = book_of(agreement).product(desk.PRODUCT)
    assert set(product.outcomes) == {*OUTCOMES.values(), BY_OTHERS} and product.organ == desk.COLLEGE


def test_a_report_is_a_case_with_two_duties_and_no_name_in_the_journal(yard):
    funeral = yard.report()
    number = funeral.case.number
    assert acts_of(number) == ["cases.register", "report"]
    assert funeral.case.clock == date(2026, 11, 6)
    assert duties(number) == [
        ("nabestaanden-zoeken", date(2026, 11, 6), None),
        ("gemeentelijke-uitvaart", date(2026, 11, 10), None),
    ]
    assert not [one for one in Entry.objects.filter(municipality=CLIENT) if CANARY in str(one.facts)]


def test_a_body_in_another_municipality_leaves_no_case(yard):
    with refused("elsewhere"):
        yard.report(here=False)
    set_scope(CLIENT)
    assert not Case.objects.exists() and not Funeral.objects.exists()


def test_a_report_on_a_case_of_before_is_taken_once(yard):
    with on(11, 3):
        case = register_case(yard.clerk, CODE, desk.PRODUCT, date(2026, 11, 3))
        told = actions.Report("police", date(2026, 11, 3), DIED, "Mortuarium")
        assert actions.report(yard.clerk, CODE, told, case.number).case_id == case.pk
        with refused("other-case"):
            actions.report(yard.clerk, CODE, told, case.number)


def test_the_mayor_takes_over_under_a_mandate_of_its_own(yard):
    number = yard.ordered()
    entry = Entry.objects.get(municipality=CLIENT, act="municipal.take_charge", result="granted")
    assert (entry.mandate, entry.clause) == ("lijkbezorging-burgemeester", "Wlb 21")
    assert funeral_of(CLIENT, number).signature == "namens de burgemeester van Ommen"
    assert file_of(number).ordered_on == date(2026, 11, 4)


def test_before_that_mandate_the_act_is_refused_with_the_clause_and_the_mayor_decides_in_person(yard):
    """The grant is of 1 July 2026; the day before nobody decides for the mayor."""
    number = yard.searched()
    set_scope(CLIENT)
    with on(6, 30), pytest.raises(Refusal) as refusal:
        actions.take_charge(yard.second, CODE, number, ORDER)
    assert refusal.value.decision.code == "no-mandate" and refusal.value.decision.clause.number == "2.1"
    with on(6, 30):
        actions.note_order(yard.second, CODE, number, Order("burial", decision="BM-2026-3"))
    set_scope(CLIENT)
    row = funeral_of(CLIENT, number)
    assert row.by_mayor and row.decision == "BM-2026-3" and row.signature == "de burgemeester"


def test_the_grant_for_other_cases_of_the_mayor_does_not_reach_this_act(agreement):
    book = book_of(agreement)
    for day in (date(2026, 6, 30), date(2026, 7, 1)):
        granted = {one.code for one in book.mandates_for("municipal.take_charge", "", day)}
        assert granted == ({"lijkbezorging-burgemeester"} if day.month == 7 else set())
    (own,) = (one for one in book.mandates if one.code == "lijkbezorging-burgemeester")
    assert own.proposal and own.source and own.acts == ("municipal.take_charge",)


def test_a_clerk_reports_and_goes_no_further(yard):
    number = yard.report().case.number
    with on(11, 4), refused("no-function"):
        actions.search(yard.clerk, CODE, number, "brp", "nothing", date(2026, 11, 4))


def test_the_case_is_not_decided_or_closed_beside_its_file(yard):
    number = yard.report().case.number
    for refuse in (
        lambda: decide_case(yard.second, CODE, number, "begraven"),
        lambda: close_case(yard.lead, CODE, number),
    ):
        with refused("by-file"):
            refuse()
        set_scope(CLIENT)


def test_a_burial_in_a_general_grave_stands_in_the_register_and_nobody_owes_it(yard):
    grave = yard.grave()
    number = yard.held(grave)
    set_scope(CLIENT)
    row = Interment.objects.get()
    assert (row.grave.number, row.layer, row.permit, row.resident.surname) == (GRAVE, 1, "V-2026-12", CANARY)
    right = GraveRight.objects.get()
    assert right.holder is None and (right.kind, right.ends_on) == ("general", date(2036, 11, 9))
    assert not charges.to_collect(CLIENT).exists() and not charges.without_line(CLIENT).exists()
    assert not Debtor.objects.exists()
    entry = Entry.objects.get(municipality=CLIENT, act="municipal.lay_to_rest")
    assert "payer" not in entry.facts and "price" not in entry.facts and entry.facts["interment"] == row.number
    cost = CostLine.objects.get()
    assert cost.kind == "grave" and cost.actual_cents == cost.estimate_cents > 0
    assert lines("funeral.in_time") == [(desk.PRODUCT, 1, 1)]
    assert acts_of(number)[-2:] == ["give_grave", "lay_to_rest"]


def test_the_story_of_the_grave_says_that_its_right_was_given(yard):
    number = yard.held(yard.grave())
    set_scope(CLIENT)
    event = grave_file(CLIENT, GRAVE).events[0]
    assert (event.what, event.day, event.ends_after) == ("granted", date(2026, 11, 9), date(2036, 11, 9))
    assert event.holder_after is None and event.document == number


def test_an_ordinary_burial_still_leaves_its_charges(yard):
    grave = yard.grave("particulier", "LMH-P-09")
    with on(11, 2):
        holder = register.register_person(yard.clerk, CODE, NewPerson("Cora", CANARY))
        register.grant_right(yard.clerk, CODE, grave, holder.number, 10, "GA-1")
    assert charges.to_collect(CLIENT).exists()


def test_a_private_grave_whose_term_is_short_is_refused_because_renewing_makes_a_debtor(yard):
    grave = yard.grave("particulier", "LMH-P-10")
    with on(11, 2):
        holder = register.register_person(yard.clerk, CODE, NewPerson("Cora", CANARY))
        register.grant_right(yard.clerk, CODE, grave, holder.number, 10, "GA-1")
    number = yard.commissioned()
    with on(11, 9, 15), refused("renew-first"):
        resting.lay_to_rest(yard.second, CODE, number, Rest("burial", HELD, "V-1", grave, consent=True))
    set_scope(CLIENT)
    assert not Interment.objects.exists() and file_of(number).laid_on is None


def test_a_private_grave_without_a_right_is_not_given_for_nothing(yard):
    grave = yard.grave("particulier", "LMH-P-11")
    number = yard.commissioned()
    with on(11, 9, 15), refused("no-right"):
        resting.lay_to_rest(yard.second, CODE, number, Rest("burial", HELD, "V-1", grave))
    set_scope(CLIENT)
    assert not GraveRight.objects.exists() and not Resident.objects.exists()


def test_somebody_unknown_lies_in_a_grave_that_says_so(yard):
    grave = yard.grave()
    number = yard.held(grave, given_names="", surname="")
    set_scope(CLIENT)
    assert Grave.objects.get().unknown and grave_of(CLIENT, grave).unknown
    assert not file_of(number).identified


def test_the_funeral_does_its_duty_and_asks_to_settle(yard):
    number = yard.held()
    assert duties(number) == [
        ("nabestaanden-zoeken", date(2026, 11, 6), date(2026, 11, 4)),
        ("gemeentelijke-uitvaart", date(2026, 11, 10), date(2026, 11, 9)),
        ("uitvaartkosten", date(2027, 5, 10), None),
    ]
    assert Case.objects.get(number=number).clock == date(2027, 5, 10)


def test_another_term_of_the_mayor_moves_the_last_day_and_its_duty(yard):
    number = yard.ordered()
    with on(11, 5):
        actions.set_other_term(yard.second, CODE, number, OtherTerm("BM-9", date(2026, 11, 20), True))
    assert duties(number)[-1] == ("gemeentelijke-uitvaart", date(2026, 11, 20), None)
    assert Case.objects.get(number=number).clock == date(2026, 11, 20)
    late = datetime(2026, 11, 19, 11, tzinfo=AMSTERDAM)
    with on(11, 6):
        actions.commission(yard.second, CODE, number, "Verzonnen", late)
    with on(11, 19, 15):
        row = resting.lay_to_rest(yard.second, CODE, number, Rest("burial", late, "V-1", where="Zwolle"))
    assert row.in_time


def test_a_relative_who_takes_it_over_ends_the_funeral_and_its_duties(yard):
    number = yard.report().case.number
    with on(11, 4):
        actions.note_kin(yard.second, CODE, number, Relative("child", "takes", "Kind", "06"))
        with refused("kin-takes"):
            actions.finish_search(yard.second, CODE, number)
        set_scope(CLIENT)
        actions.hand_over(yard.second, CODE, number)
        assert all(done for _, _, done in duties(number))
        settling.close(yard.second, CODE, number, 90)
    case = Case.objects.get(number=number)
    assert (case.state, case.outcome, case.clock) == ("closed", BY_OTHERS, None)
    assert Kin.objects.get().name == "" and Kin.objects.get().contact == ""


def test_costs_come_back_from_the_estate_and_the_rest_is_given_up_by_two_people(yard):
    number = yard.billed()
    with on(11, 20):
        settling.claim(yard.second, CODE, number, "estate", Euro(200_000))
        claim = funeral_of(CLIENT, number).claims.get()
        settling.receive(yard.second, CODE, number, claim.pk, Euro(150_000))
        settling.end_claim(yard.second, CODE, number, claim.pk, "De rekening is leeg.")
        asked = settling.propose_write_off(yard.second, CODE, number, Euro(100_000), "no-money", "Meer is er niet.")
        with refused("same-person"):
            settling.answer_write_off(yard.second, CODE, number, asked.pk, True)
        set_scope(CLIENT)
        with refused("proposal-waits"):
            settling.close(yard.second, CODE, number, 200)
        set_scope(CLIENT)
        settling.answer_write_off(yard.lead, CODE, number, asked.pk, True)
        settling.close(yard.second, CODE, number, 200)
    closed = Entry.objects.get(municipality=CLIENT, act="municipal.close", result="granted")
    assert closed.facts == {
        "estimated_cents": 240_000,
        "actual_cents": 250_000,
        "received_cents": 150_000,
        "written_off_cents": 100_000,
    }
    assert lines("funeral.cost") == [("undertaker", 250_000, 0)]
    assert lines("funeral.recovered") == [("estate", 150_000, 0)]
    assert lines("funeral.written_off") == [("no-money", 100_000, 0)]
    assert ("gemeentelijke-uitvaart", 200, 1) in lines("case.minutes")
    assert not charges.to_collect(CLIENT).exists() and not Debtor.objects.exists()
    assert duties(number)[-1][2] == date(2026, 11, 20)


def test_a_proposal_that_is_turned_down_is_open_again(yard):
    number = yard.billed()
    with on(11, 20):
        asked = settling.propose_write_off(yard.second, CODE, number, Euro(250_000), "cheaper", "Te weinig.")
        settling.answer_write_off(yard.lead, CODE, number, asked.pk, False)
        assert file_of(number).sums.free == 250_000
        with refused("not-covered"):
            settling.close(yard.second, CODE, number, 10)


def test_relatives_come_after_the_estate_and_only_who_had_to_maintain(yard):
    number = yard.billed()
    with on(11, 20):
        for relation in ("sibling", "child"):
            actions.note_kin(yard.second, CODE, number, Relative(relation, "declines", "N"))
        sibling, child = Kin.objects.order_by("id")
        with refused("not-liable"):
            settling.claim(yard.second, CODE, number, "kin", Euro(10), sibling.pk)
        set_scope(CLIENT)
        with refused("estate-first"):
            settling.claim(yard.second, CODE, number, "kin", Euro(10), child.pk)
        set_scope(CLIENT)
        row = settling.claim(yard.second, CODE, number, "kin", Euro(10), child.pk, "Verklaring van de notaris: leeg")
    assert row.kin == child


def test_what_was_found_is_handed_over_with_a_receipt_before_the_end(yard):
    number = yard.report().case.number
    with on(11, 4):
        asset = settling.note_asset(yard.second, CODE, number, "cash", "Portemonnee", Euro(4_000), "Kluis")
        with refused("kept-until-funeral"):
            settling.hand_asset(yard.second, CODE, number, asset.pk, "Notaris", "OB-1")
        set_scope(CLIENT)
        actions.note_kin(yard.second, CODE, number, Relative("child", "takes"))
        actions.hand_over(yard.second, CODE, number)
        with refused("not-handed"):
            settling.close(yard.second, CODE, number, 10)
        set_scope(CLIENT)
        assert settling.hand_asset(yard.second, CODE, number, asset.pk, "Notaris", "OB-1").handed_on


def test_a_line_of_another_file_is_not_found(yard):
    number, other = yard.billed(), yard.report(surname="Ander").case.number
    line = CostLine.objects.get()
    with on(11, 20), pytest.raises(CostLine.DoesNotExist):
        settling.bill(yard.second, CODE, other, line.pk, Euro(1), "N")
    assert number != other


def test_the_database_keeps_a_bill_an_answer_and_a_closed_file(yard):
    number = yard.billed()
    with on(11, 20):
        asked = settling.propose_write_off(yard.second, CODE, number, Euro(250_000), "cheaper", "Te weinig.")
        with pytest.raises(IntegrityError):
            _under(yard, lambda entry: CostLine.objects.get().change(entry, actual_cents=1))
        with pytest.raises(IntegrityError):
            by_one = {"approved": True, "answered_by": asked.proposed_by, "answered_on": date(2026, 11, 20)}
            _under(yard, lambda entry: WriteOffLine.objects.get().change(entry, **by_one))
        set_scope(CLIENT)
        settling.answer_write_off(yard.lead, CODE, number, asked.pk, True)
        with pytest.raises(IntegrityError):
            _under(yard, lambda entry: WriteOffLine.objects.get().change(entry, amount_cents=1))
        set_scope(CLIENT)
        settling.close(yard.second, CODE, number, 10)
        with pytest.raises(IntegrityError):
            _under(yard, lambda entry: Funeral.objects.get().change(entry, permit="X"))
        with pytest.raises(IntegrityError):
            add = {"funeral": Funeral.objects.get(), "kind": "other", "estimate_cents": 1}
            _under(yard, lambda entry: CostLine.add(entry, **add))


def _under(yard, change):
    """Change a row under a fresh entry of an ordinary act, as no action would."""
    from noaber.agreement.acting import acting
    from noaber.cemetery import acts
    from noaber.cemetery.rules import REGISTER
    from noaber.values import grant

    with acting(yard.clerk, CODE) as act:
        change(act.record(acts.REGISTER_PERSON, grant("x", REGISTER, "x"), "resident:x"))
