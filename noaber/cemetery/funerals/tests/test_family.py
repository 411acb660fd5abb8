"""What a family sees and asks with its code, and who hears when the term of a right ends."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

sys.path.insert(0, str(Path(__file__).parent))
from funeral_yard import CANARY, CODE, HELD, OMMEN, Yard, at

from noaber.agreement.acting import SYSTEM, Refusal, acting
from noaber.agreement.models import Agreement
from noaber.cemetery import actions as register
from noaber.cemetery import acts
from noaber.cemetery.funerals import family_actions, mail, wishes
from noaber.cemetery.funerals.family_actions import Told
from noaber.cemetery.funerals.family_queries import code_that_opens, share_that_opens
from noaber.cemetery.funerals.models import FamilyCode, FamilyReader, FamilyWish, in_groups, new_code, read_code
from noaber.cemetery.models import GraveRight, Resident
from noaber.cemetery.rules import EXPIRED
from noaber.journal.models import Entry
from noaber.parties.clock import standing_at
from noaber.values import Clause, grant


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.decision.code == code)


@pytest.fixture
def yard(people: Any) -> Yard:
    """A right that ends on 2 November 2028: its window opens on 2 November 2026."""
    yard = Yard(people)
    with standing_at(at(2, month=11)), acting(yard.clerk, CODE) as act:
        entry = act.record(acts.RENEW, grant("test", Clause("Wlb", "28"), "Een recht dat bijna voorbij is."))
        yard.right.change(entry, granted_on=date(2018, 11, 2), ends_on=date(2028, 11, 2))
    return yard


def give(yard: Yard, how: str = "letter", **more: Any) -> tuple[FamilyCode, str]:
    with standing_at(at(1)):
        what = {"resident": yard.holder.number, "identity": ""} | more
        return family_actions.give_code(yard.clerk, CODE, yard.right.number, what["resident"], how, what["identity"])


def right_of(yard: Yard) -> GraveRight:
    return GraveRight.objects.get(pk=yard.right.pk)


def test_a_code_has_128_bits_and_is_read_as_people_type_it():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200 and {len(code) for code in codes} == {26}
    code = new_code()
    assert read_code(in_groups(code).lower()) == code
    assert read_code("o1-il") == "0111"


def test_of_a_code_only_the_hash_is_kept(yard):
    row, code = give(yard)
    assert code not in {str(value) for value in FamilyCode.objects.values().get(pk=row.pk).values()}
    assert code_that_opens(OMMEN, in_groups(code), date(2026, 12, 1)).pk == row.pk


def test_a_code_is_for_the_registered_holder_and_at_the_desk_for_who_was_identified(yard):
    with standing_at(at(1)):
        cousin = register.register_person(yard.clerk, CODE, register.NewPerson("Piet", CANARY))
    with refused("not-the-holder"):
        give(yard, resident=cousin.number)
    with refused("no-identity"):
        give(yard, "desk")
    assert give(yard, "desk", identity="passport")[0].how == "desk"


@pytest.mark.parametrize(("day", "opens"), [(date(2028, 11, 30), True), (date(2028, 12, 1), False)])
def test_a_code_expires(yard, day, opens):
    _, code = give(yard)
    if opens:
        assert code_that_opens(OMMEN, code, day)
    else:
        with pytest.raises(FamilyCode.DoesNotExist):
            code_that_opens(OMMEN, code, day)


def test_a_code_that_was_taken_back_or_of_a_former_holder_opens_nothing(yard):
    row, code = give(yard)
    _, second = give(yard)
    with standing_at(at(1, 12)):
        family_actions.revoke_code(yard.lead, CODE, row.pk)
        with refused("revoked"):
            family_actions.revoke_code(yard.lead, CODE, row.pk)
        with pytest.raises(FamilyCode.DoesNotExist):
            code_that_opens(OMMEN, code, date(2026, 12, 1))
        cousin = register.register_person(yard.clerk, CODE, register.NewPerson("Piet", CANARY))
        what = (yard.right.number, yard.holder.number, cousin.number, "brief 1")
        register.transfer(yard.clerk, CODE, *what, identity="passport")
        with pytest.raises(FamilyCode.DoesNotExist):
            code_that_opens(OMMEN, second, date(2026, 12, 1))


def test_a_consultation_is_journalled_with_the_right_and_no_name(yard):
    _, code = give(yard)
    with standing_at(at(1)):
        family_actions.consult(CODE, code)
    entry = Entry.objects.get(act="funerals.consult")
    assert entry.object == f"right:{yard.right.number}" and "portal" in str(entry.header) and entry.actor == "noaber"
    assert list(entry.facts) == ["code"]
    assert FamilyCode.objects.get().consulted_on == date(2026, 12, 1)


def test_the_database_keeps_a_code_for_its_holder_and_a_wish_handled_once(yard):
    row, code = give(yard)
    with standing_at(at(1)):
        cousin = register.register_person(yard.clerk, CODE, register.NewPerson("Piet", CANARY))
        wish = family_actions.wish(CODE, code, Told(wishes.FOLLOWER, name="Piet Fictief"))
        family_actions.handle(yard.clerk, CODE, wish.number, True, "")
        family_actions.revoke_code(yard.clerk, CODE, row.pk)
    wrong = ((row, {"resident": cousin}), (row, {"revoked_on": None}), (wish, {"state": "waiting"}))
    for it, columns in wrong:
        it.refresh_from_db()
        with pytest.raises(IntegrityError), acting(yard.clerk, CODE) as act:
            entry = act.record(acts.RENEW, grant("test", Clause("Wlb", "28"), "Voorbij elke regel."))
            it.change(entry, **columns)


def test_asking_renewal_sets_its_day_in_the_register_and_the_clerk_renews(yard):
    _, code = give(yard)
    with standing_at(at(1)):
        wish = family_actions.wish(CODE, code, Told(wishes.RENEWAL, years=10))
        assert right_of(yard).requested_on == date(2026, 12, 1)
        with refused("waiting"):
            family_actions.wish(CODE, code, Told(wishes.RENEWAL, years=5))
    assert wish.due == date(2027, 1, 26)
    with standing_at(at(2)):
        wish = family_actions.handle(yard.clerk, CODE, wish.number, True, "")
    assert (wish.state, right_of(yard).ends_on, right_of(yard).requested_on) == ("done", date(2038, 11, 2), None)
    done = Entry.objects.filter(result="granted").order_by("-id").values_list("act", flat=True)[:2]
    assert set(done) == {"cemetery.renew", "funerals.handle_wish"}


@pytest.mark.parametrize(("day", "code"), [(date(2026, 11, 1), "too-early"), (date(2026, 11, 2), None)])
def test_renewal_is_asked_in_the_window_of_the_law(yard, day, code):
    moment = at(day.day, month=11)
    with standing_at(at(1, month=10)):
        _, given = family_actions.give_code(yard.clerk, CODE, yard.right.number, yard.holder.number, "letter", "")
    with standing_at(moment):
        if code:
            with refused(code):
                family_actions.wish(CODE, given, Told(wishes.RENEWAL, years=10))
            assert right_of(yard).requested_on is None
        else:
            family_actions.wish(CODE, given, Told(wishes.RENEWAL, years=10))


def test_a_wish_that_is_not_done_says_why(yard):
    _, code = give(yard)
    with standing_at(at(1)):
        wish = family_actions.wish(CODE, code, Told(wishes.FOLLOWER, name="Piet Fictief"))
        with refused("no-reason"):
            family_actions.handle(yard.clerk, CODE, wish.number, False, " ")
        wish = family_actions.handle(yard.clerk, CODE, wish.number, False, "Deze persoon wil niet.")
        assert wish.state == "declined"
        with refused("handled"):
            family_actions.handle(yard.clerk, CODE, wish.number, True, "")


def test_a_new_address_is_written_at_the_holder_by_the_clerk(yard):
    _, code = give(yard)
    place = {"street": "Testlaan", "house_number": "9", "postcode": "7731 BB", "city": "Ommen"}
    with standing_at(at(1)):
        wish = family_actions.wish(CODE, code, Told(wishes.ADDRESS, **place))
        assert Resident.objects.get(pk=yard.holder.pk).street == ""
        wish = family_actions.handle(yard.clerk, CODE, wish.number, True, "")
    assert Resident.objects.get(pk=yard.holder.pk).street == "Testlaan"
    assert wish.street == "", "it stands in the register now"


def listening(yard: Yard, email: str = "nicht@example.nl") -> FamilyReader:
    row, _ = give(yard)
    with standing_at(at(1)):
        return family_actions.listen(CODE, row.share_code, email, "nl")


def test_the_link_for_the_family_tells_the_end_by_mail_after_confirmation_and_no_name(yard):
    reader = listening(yard)
    agreement = Agreement.objects.get(code=CODE)
    asked = mail.reader_mail(agreement, reader, mail.CONFIRM)
    assert "2028" not in asked.body and reader.code in asked.body
    with standing_at(at(1)):
        reader = family_actions.confirm_mail(CODE, reader.code)
        with refused("confirmed"):
            family_actions.confirm_mail(CODE, reader.code)
    reader = FamilyReader.objects.select_related("right__grave").get(pk=reader.pk)
    told = mail.reader_mail(agreement, reader, mail.TOLD)
    assert "do 2 nov 2028" in told.body and HELD in told.subject and CANARY not in told.body


def test_who_stops_is_erased(yard):
    reader = listening(yard)
    with standing_at(at(1)):
        reader = family_actions.stop_mail(CODE, reader.code)
    assert (reader.email, reader.stopped_on) == ("", date(2026, 12, 1))


def test_an_address_that_nobody_confirms_is_erased_after_the_agreed_days(yard):
    reader = listening(yard)
    for day, left in ((timedelta(days=90), "nicht@example.nl"), (timedelta(days=91), "")):
        with standing_at(at(1) + day):
            family_actions.tick(CODE)
        reader.refresh_from_db()
        assert reader.email == left


def test_an_address_is_erased_when_the_right_has_ended(yard):
    reader = listening(yard)
    with standing_at(at(1)):
        family_actions.confirm_mail(CODE, reader.code)
    with standing_at(at(3).replace(year=2028)):
        family_actions.tick(CODE)
        reader.refresh_from_db()
        assert reader.email
        register.lapse(yard.clerk, CODE, yard.right.number, EXPIRED)
        family_actions.tick(CODE)
    reader.refresh_from_db()
    assert reader.email == "" and reader.stopped_on == date(2028, 12, 3)


def test_families_hear_once_when_the_window_of_renewal_opens(yard):
    with standing_at(at(1, month=10)):
        row, _ = family_actions.give_code(yard.clerk, CODE, yard.right.number, yard.holder.number, "letter", "")
        reader = family_actions.listen(CODE, row.share_code, "neef@example.nl", "en")
        family_actions.confirm_mail(CODE, reader.code)
    with standing_at(at(2, month=11)):
        assert family_actions.tell(CODE) == 0, "the end was told when the address was confirmed"
        register.renew(yard.clerk, CODE, yard.right.number, yard.holder.number, 10, identity="passport")
        assert family_actions.tell(CODE) == 0, "the window of the new end is years away"
    with standing_at(at(2, month=11).replace(year=2036)):
        assert [family_actions.tell(CODE), family_actions.tell(CODE)] == [1, 0]


def test_no_more_than_a_family_hears_of_one_right(yard):
    row, _ = give(yard)
    with standing_at(at(1)):
        for number in range(wishes.MOST_READERS):
            family_actions.listen(CODE, row.share_code, f"nicht-{number}@example.nl", "nl")
        with refused("too-many"):
            family_actions.listen(CODE, row.share_code, "nog-een@example.nl", "nl")


def test_the_share_link_of_a_code_that_was_taken_back_opens_nothing(yard):
    row, _ = give(yard)
    assert share_that_opens(OMMEN, row.share_code, date(2026, 12, 1))
    with standing_at(at(1, 12)):
        family_actions.revoke_code(yard.clerk, CODE, row.pk)
    with pytest.raises(FamilyCode.DoesNotExist):
        share_that_opens(OMMEN, row.share_code, date(2026, 12, 1))


def test_nobody_else_asks_renewal_in_the_name_of_the_holder(yard):
    with standing_at(at(1)):
        cousin = register.register_person(yard.clerk, CODE, register.NewPerson("Piet", CANARY))
        with refused("not-the-holder"):
            register.ask_renewal(SYSTEM, CODE, yard.right.number, cousin.number)
        register.ask_renewal(yard.clerk, CODE, yard.right.number, yard.holder.number)
        with refused("asked"):
            register.ask_renewal(yard.clerk, CODE, yard.right.number, yard.holder.number)


def test_the_journal_has_no_address_and_no_name(yard):
    from noaber.journal.models import Payload

    listening(yard, f"{CANARY}@example.nl")
    _, code = give(yard)
    with standing_at(at(1)):
        family_actions.wish(CODE, code, Told(wishes.FOLLOWER, name=f"Piet {CANARY}"))
    told = [*Entry.objects.values_list("header", flat=True), *Payload.objects.values_list("body", flat=True)]
    assert not [text for text in told if CANARY in str(text)] and FamilyWish.objects.count() == 1
