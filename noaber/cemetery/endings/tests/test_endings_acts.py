"""A neglected grave is told to its holder before its right ends; a grave is cleared in steps; ashes have a record."""

from __future__ import annotations

import io
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from test_actions import CANARY, CODE, GRAVE, at, refused

from noaber.agreement.acting import acting
from noaber.attachments.files import PHOTO, Taken, take
from noaber.cemetery import actions as register
from noaber.cemetery.actions import LongAgo, NewPerson
from noaber.cemetery.endings import acts, ashes_actions, clearing_actions, neglect_actions
from noaber.cemetery.endings.agreed import Agreed
from noaber.cemetery.endings.ashes_actions import Contents, Wish
from noaber.cemetery.endings.clearing import Destination
from noaber.cemetery.endings.clearing_actions import Emptied
from noaber.cemetery.endings.models import Clearing, NeglectRecord
from noaber.cemetery.endings.neglect import Degree
from noaber.cemetery.endings.neglect_actions import Seen
from noaber.cemetery.endings.queries import objects_ready
from noaber.cemetery.evidence import actions as evidence
from noaber.cemetery.evidence.models import Consent, Letter, Sign
from noaber.cemetery.evidence.queries import to_take_away
from noaber.cemetery.models import Grave, GraveRight, Interment
from noaber.cemetery.old_days import read_old_day
from noaber.cemetery.queries import grave_file
from noaber.cemetery.rules import EXPIRED
from noaber.journal.models import CountedLine, Entry, Payload
from noaber.parties.clock import standing_at
from noaber.values import grant

SEEN = date(2027, 3, 1)
HOW = "paspoort gezien"


def photo() -> Taken:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(out, "JPEG")
    return take("graf.jpg", out.getvalue(), PHOTO)


class Yard:
    """A right of ten years of 2 November 2026 whose holder can be written to; and an old grave that is occupied."""

    def __init__(self, people: Any) -> None:
        self.clerk, self.lead = people["clerk"], people["team_lead"]
        home = {"street": "Proefweg", "house_number": "3", "postcode": "7731 AA", "city": "Ommen"}
        with standing_at(at(date(2026, 11, 2))):
            self.holder = register.register_person(self.clerk, CODE, NewPerson("Cora", CANARY, **home))
            self.dead = register.register_person(self.clerk, CODE, NewPerson("Jan", CANARY, died_on=date(2010, 5, 1)))
            for number in (GRAVE, "LMH-X-02"):
                register.register_grave(self.clerk, CODE, number, "LMH", "particulier", 2, 4)
            self.right = register.grant_right(self.clerk, CODE, GRAVE, self.holder.number, 10, "GA-1")
            told = LongAgo(read_old_day("5-5-2010"), "stond alleen op papier", layer=1)
            register.bury_late(self.clerk, CODE, "LMH-X-02", self.dead.number, told)
        self.client = self.right.municipality_id

    def neglect(self, **more: Any) -> NeglectRecord:
        seen = {"on": SEEN, "degree": Degree.CLEAR, "what": "De steen ligt om.", "kept_by_holder": True}
        with standing_at(at(SEEN)):
            return neglect_actions.establish(self.clerk, CODE, GRAVE, Seen(**(seen | {"photo": photo()} | more)), 15)

    def declared(self) -> NeglectRecord:
        row = self.neglect()
        with standing_at(at(SEEN)):
            return neglect_actions.declare(self.clerk, CODE, row.number)

    def on(self, day: date, do: Any, *what: Any) -> Any:
        with standing_at(at(day)):
            return do(self.clerk, CODE, *what)

    def run_out(self) -> GraveRight:
        return GraveRight.objects.get(pk=self.right.pk)


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def test_neglect_is_put_down_with_its_photo_and_the_minutes(yard: Yard) -> None:
    row = yard.neglect()
    assert row.photo.digest == photo().digest and row.letter == ""
    lines = CountedLine.objects.filter(entry=row.entry_id).values_list("measure", "quantity", "key")
    assert sorted(lines) == [("grave.ending", 1, "establish"), ("grave.ending.minutes", 15, "establish")]
    with refused("already-runs"):
        yard.neglect()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"photo": None}, "no-photo"),
        ({"kept_by_holder": False}, "kept-by-keeper"),
        ({"degree": Degree.LIGHT}, "too-light"),
    ],
)
def test_what_is_no_neglect_is_not_put_down(yard: Yard, more: dict[str, Any], code: str) -> None:
    with refused(code):
        yard.neglect(**more)
    assert not NeglectRecord.objects.exists()


def test_the_declaration_is_a_letter_to_the_holder_with_what_was_seen(yard: Yard) -> None:
    letter = Letter.objects.get(number=yard.declared().letter)
    assert letter.receiver == yard.holder
    for words in ("De steen ligt om.", "1 jaar", "5 jaar", "namens het college"):
        assert words in letter.content


def test_a_confirmed_receipt_ends_a_young_right_after_a_year_and_not_on_its_last_day(yard: Yard) -> None:
    """Wlb 28(6): the floor of ten years is about the signs of the fifth paragraph alone."""
    row = yard.declared()
    yard.on(date(2027, 3, 10), neglect_actions.confirm, row.number, date(2027, 3, 8), "telefonisch")
    with standing_at(at(date(2028, 3, 8))), refused("not-over"):
        neglect_actions.lapse(yard.lead, CODE, row.number)
    with refused("no-function"):
        yard.on(date(2028, 3, 9), neglect_actions.lapse, row.number)
    with standing_at(at(date(2028, 3, 9))):
        neglect_actions.lapse(yard.lead, CODE, row.number)
    right = yard.run_out()
    assert (right.ended_on, right.end_reason) == (date(2028, 3, 9), "verwaarloosd")
    assert right.events.order_by("-id")[0].what == "lapsed"


def unreachable(yard: Yard) -> NeglectRecord:
    """The declaration that came back: the address of the holder is unsure from then on."""
    row = yard.declared()
    yard.on(SEEN, evidence.dispatch, row.letter, SEEN, "registered")
    yard.on(date(2027, 3, 9), evidence.take_back, row.letter, date(2027, 3, 9), "moved")
    return row


def test_a_sign_waits_for_the_holder_and_stands_at_once_when_the_letter_comes_back(yard: Yard) -> None:
    row = yard.declared()
    with refused("wait"):
        yard.on(date(2027, 3, 10), neglect_actions.publish, row.number, "grave", date(2027, 3, 10), photo())
    yard.on(SEEN, evidence.dispatch, row.letter, SEEN, "registered")
    yard.on(date(2027, 3, 9), evidence.take_back, row.letter, date(2027, 3, 9), "moved")
    yard.on(date(2027, 3, 10), neglect_actions.publish, row.number, "grave", date(2027, 3, 10), photo())
    assert Sign.objects.get().until is None


def test_both_signs_stay_until_the_right_is_ten_years_old(yard: Yard) -> None:
    row = unreachable(yard)
    for place, day in (("grave", date(2027, 3, 10)), ("entrance", date(2027, 3, 12))):
        yard.on(day, neglect_actions.publish, row.number, place, day, photo())
    floor = date(2036, 11, 2)
    assert set(Sign.objects.values_list("until", flat=True)) == {floor}
    sign = Sign.objects.order_by("id")[0]
    with refused("needed"):
        yard.on(floor, evidence.take_away_sign, sign.pk)
    with standing_at(at(floor)), refused("not-over"):
        neglect_actions.lapse(yard.lead, CODE, row.number)
    with standing_at(at(floor + timedelta(days=1))):
        neglect_actions.lapse(yard.lead, CODE, row.number)
    assert yard.run_out().end_reason == "verwaarloosd"


def test_a_repaired_grave_keeps_its_right_and_its_signs_may_go(yard: Yard) -> None:
    row = unreachable(yard)
    for place in ("grave", "entrance"):
        yard.on(date(2027, 3, 12), neglect_actions.publish, row.number, place, date(2027, 3, 12), photo())
    day = date(2028, 1, 5)
    yard.on(day, neglect_actions.repair, row.number, day, photo())
    assert to_take_away(yard.client, day + timedelta(days=1)).count() == 2
    with standing_at(at(date(2040, 1, 1))), refused("closed"):
        neglect_actions.lapse(yard.lead, CODE, row.number)
    assert yard.run_out().ended_on is None


LISTED, PLANNED = date(2026, 12, 1), date(2028, 2, 1)


def listed(yard: Yard) -> Clearing:
    return yard.on(LISTED, clearing_actions.put_on_list, "LMH-X-02", PLANNED)


def told(yard: Yard) -> Clearing:
    row = listed(yard)
    with standing_at(at(LISTED)):
        clearing_actions.decide(yard.lead, CODE, row.number)
    return yard.on(date(2026, 12, 2), clearing_actions.announce, row.number, photo())


def test_who_lists_a_grave_does_not_decide_on_it(yard: Yard) -> None:
    with standing_at(at(LISTED)):
        row = clearing_actions.put_on_list(yard.lead, CODE, "LMH-X-02", PLANNED)
        with refused("four-eyes"):
            clearing_actions.decide(yard.lead, CODE, row.number)
    with refused("already-listed"):
        listed(yard)


def test_a_grave_with_a_right_is_listed_with_the_consent_of_its_holder_alone(yard: Yard) -> None:
    with standing_at(at(date(2026, 12, 1))):
        late = LongAgo(read_old_day("5-5-2010"), "stond alleen op papier", layer=1)
        register.bury_late(yard.clerk, CODE, GRAVE, yard.dead.number, late)
        with refused("term-runs"):
            clearing_actions.put_on_list(yard.clerk, CODE, GRAVE, PLANNED)
        with refused("term-runs"):
            clearing_actions.put_on_list(yard.clerk, CODE, GRAVE, PLANNED, Agreed(yard.dead.number, HOW))
        row = clearing_actions.put_on_list(yard.clerk, CODE, GRAVE, PLANNED, Agreed(yard.holder.number, HOW))
    assert row.holder_agreed and Consent.objects.get().about == acts.LIST.code


def test_without_an_address_a_sign_tells_the_intention(yard: Yard) -> None:
    row = told(yard)
    assert row.letter == "" and Sign.objects.get().kind == "clearing"


def test_the_letter_offers_what_stands_on_the_grave_and_says_how_to_object(yard: Yard) -> None:
    with standing_at(at(date(2026, 12, 1))):
        late = LongAgo(read_old_day("5-5-2010"), "stond alleen op papier", layer=1)
        register.bury_late(yard.clerk, CODE, GRAVE, yard.dead.number, late)
        row = clearing_actions.put_on_list(yard.clerk, CODE, GRAVE, PLANNED, Agreed(yard.holder.number, HOW))
        clearing_actions.decide(yard.lead, CODE, row.number)
        row = clearing_actions.announce(yard.clerk, CODE, row.number)
    letter = Letter.objects.get(number=row.letter)
    assert "gedenkteken" in letter.content and "bezwaar" in letter.content.lower() and "13 weken" in letter.content


def test_a_grave_is_cleared_above_ground_emptied_and_free_again(yard: Yard) -> None:
    row = told(yard)
    with refused("too-soon"):
        yard.on(date(2027, 12, 1), clearing_actions.clear_above, row.number, photo(), "steen")
    with refused("planned"):
        yard.on(date(2028, 1, 31), clearing_actions.clear_above, row.number, photo(), "steen")
    yard.on(PLANNED, clearing_actions.clear_above, row.number, photo(), "steen")
    with refused("no-destination"):
        yard.on(PLANNED, clearing_actions.empty, row.number, Emptied(Destination.COLLECTIVE, "", photo()))
    assert grave_file(yard.client, "LMH-X-02").state[0] == "zonder recht"
    yard.on(PLANNED, clearing_actions.empty, row.number, Emptied(Destination.COLLECTIVE, "V-1", photo()), 90)
    file = grave_file(yard.client, "LMH-X-02")
    assert file.state[0] == "vrij" and file.interments[0].removed_on == PLANNED
    with refused("ready"):
        yard.on(date(2028, 5, 2), clearing_actions.dispose, row.number)
    yard.on(date(2028, 5, 3), clearing_actions.dispose, row.number)
    with refused("gone"):
        yard.on(date(2028, 5, 3), clearing_actions.fetch, row.number, "de zoon")


def test_what_lies_ready_is_asked_of_emptied_graves_alone_until_it_is_gone(yard: Yard) -> None:
    """Otherwise graves that are cleared above ground fill the list, and those that were emptied fall off it."""
    row = told(yard)
    yard.on(PLANNED, clearing_actions.clear_above, row.number, photo(), "steen")
    assert not objects_ready(yard.client)
    yard.on(PLANNED, clearing_actions.empty, row.number, Emptied(Destination.COLLECTIVE, "V-1", photo()))
    assert [one.number for one in objects_ready(yard.client)] == [row.number]
    yard.on(PLANNED, clearing_actions.fetch, row.number, "de zoon")
    assert not objects_ready(yard.client)


def test_an_objection_holds_the_clearing_up_until_it_is_over(yard: Yard) -> None:
    row = told(yard)
    yard.on(PLANNED, clearing_actions.clear_above, row.number, photo(), "")
    yard.on(PLANNED, clearing_actions.hold, row.number, clearing_actions.OBJECTION, True)
    emptied = Emptied(Destination.CREMATED, "", photo())
    with refused("objection-runs"):
        yard.on(PLANNED, clearing_actions.empty, row.number, emptied)
    yard.on(PLANNED, clearing_actions.hold, row.number, clearing_actions.OBJECTION, False)
    yard.on(PLANNED, clearing_actions.empty, row.number, emptied)


@pytest.mark.parametrize("what", [clearing_actions.OBJECTION, clearing_actions.SEARCH])
def test_the_monument_stays_where_it_is_until_what_holds_the_clearing_up_is_over(yard: Yard, what: str) -> None:
    row = told(yard)
    yard.on(PLANNED, clearing_actions.hold, row.number, what, True)
    with refused("held"):
        yard.on(PLANNED, clearing_actions.clear_above, row.number, photo(), "")
    yard.on(PLANNED, clearing_actions.hold, row.number, what, False)
    yard.on(PLANNED, clearing_actions.clear_above, row.number, photo(), "")


def test_the_mayor_is_told_two_months_before_an_unknown_person_is_moved(yard: Yard) -> None:
    with standing_at(at(LISTED)), acting(yard.clerk, CODE) as act:
        entry = act.record(acts.LIST, grant("listed", acts_clause(), "Voor de toets."), "grave:toets")
        Grave.objects.get(number="LMH-X-02").change(entry, unknown=True)
    row = told(yard)
    yard.on(PLANNED, clearing_actions.clear_above, row.number, photo(), "")
    emptied = Emptied(Destination.COLLECTIVE, "V-1", photo())
    with refused("mayor"):
        yard.on(PLANNED, clearing_actions.empty, row.number, emptied)
    yard.on(PLANNED, clearing_actions.tell_mayor, row.number)
    with refused("mayor-wait"):
        yard.on(date(2028, 3, 31), clearing_actions.empty, row.number, emptied)
    yard.on(date(2028, 4, 3), clearing_actions.empty, row.number, emptied)


def acts_clause() -> Any:
    from noaber.cemetery.rules import REGISTER

    return REGISTER


def test_the_database_refuses_a_clearing_that_skips_a_step(yard: Yard) -> None:
    row = told(yard)
    broken = (
        {"emptied_on": PLANNED, "destination": "collective"},
        {"above_on": PLANNED},
        {"decided_by": row.listed_by},
    )
    for wrong in broken:
        with pytest.raises(IntegrityError), acting(yard.clerk, CODE) as act:
            entry = act.record(acts.HOLD, grant("held", acts_clause(), "Voor de toets."), "clearing:toets")
            row.change(entry, **wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearing.objects.filter(pk=row.pk).delete()


def test_the_database_lets_no_neglect_end_a_right_of_which_nobody_was_told(yard: Yard) -> None:
    row = yard.neglect()
    with pytest.raises(IntegrityError), acting(yard.clerk, CODE) as act:
        entry = act.record(acts.REPAIR, grant("repaired", acts_clause(), "Voor de toets."), "neglect:toets")
        row.change(entry, lapsed_on=date(2030, 1, 1))


CONTENTS = Contents("12345", "Crematorium De Proef", "Proefweg 1, Almelo", date(2026, 10, 1), "de dochter")


def urn(yard: Yard, contents: Contents = CONTENTS, by: str = "") -> Interment:
    agreed = Agreed(by or yard.holder.number, HOW)
    return yard.on(SEEN, ashes_actions.place_urn, GRAVE, yard.dead.number, SEEN, contents, agreed)


def test_an_urn_has_what_the_decree_asks_a_charge_and_the_consent_of_the_holder(yard: Yard) -> None:
    row = urn(yard)
    assert row.urn.crematorium == "Crematorium De Proef" and row.term_until == yard.right.ends_on
    charge = CountedLine.objects.get(entry=row.entry_id, measure="grave.charge")
    assert charge.key == "urn" and charge.quantity > 0
    assert Payload.objects.get(entry=row.entry_id).body.count(yard.holder.number) >= 1
    assert Consent.objects.get().about == acts.PLACE_URN.code


@pytest.mark.parametrize(
    ("contents", "by", "code"),
    [(CONTENTS, "P-0", "no-consent"), (Contents("", "De Proef", "Proefweg 1"), "", "lacking")],
)
def test_an_urn_without_consent_or_without_its_record_is_not_placed(
    yard: Yard, contents: Any, by: str, code: str
) -> None:
    with refused(code):
        urn(yard, contents, by)
    assert not Interment.objects.filter(kind="urn").exists()


def test_an_urn_of_long_ago_gets_its_record_and_is_handed_over(yard: Yard) -> None:
    with standing_at(at(SEEN)):
        late = LongAgo(read_old_day("5-5-2012"), "stond alleen op papier", urn=True)
        row = register.bury_late(yard.clerk, CODE, GRAVE, yard.dead.number, late)
        agreed = Agreed(yard.holder.number, HOW)
        with refused("incomplete"):
            ashes_actions.hand_over_urn(yard.clerk, CODE, row.number, "thuis", "de dochter", agreed)
        ashes_actions.complete_urn(yard.clerk, CODE, row.number, CONTENTS)
        with refused("complete"):
            ashes_actions.complete_urn(yard.clerk, CODE, row.number, CONTENTS)
        with refused("no-consent"):
            ashes_actions.hand_over_urn(yard.clerk, CODE, row.number, "thuis", "de dochter")
        row = ashes_actions.hand_over_urn(yard.clerk, CODE, row.number, "thuis", "de dochter", agreed)
    assert row.removed_on == SEEN and row.urn.handed_to == "de dochter"


def test_an_urn_is_cleared_when_the_right_and_ten_years_since_the_ashes_went_in_are_over(yard: Yard) -> None:
    row, ended = urn(yard), date(2036, 11, 3)
    with refused("no-consent"):
        yard.on(date(2036, 11, 1), ashes_actions.clear_urn, row.number, "LMH")
    yard.on(ended, register.lapse, yard.right.number, EXPIRED)
    with refused("no-ground"):
        yard.on(ended, ashes_actions.clear_urn, row.number, "BZH")
    yard.on(ended, ashes_actions.clear_urn, row.number, "LMH")
    row.refresh_from_db()
    row.urn.refresh_from_db()
    assert row.removed_on == ended and "strooiveld" in row.urn.destination


def test_ashes_are_allowed_on_the_field_and_put_down_when_it_happened(yard: Yard) -> None:
    wish = Wish("LMH", "", False, "de zoon", at(date(2027, 3, 5), 14))
    row = yard.on(SEEN, ashes_actions.allow_scattering, yard.dead.number, wish)
    assert row.field == "strooiveld Laarmanshoek" and row.scattered_at is None
    with refused("wrong-day"):
        yard.on(SEEN, ashes_actions.scatter, row.number, at(date(2027, 3, 5), 14))
    row = yard.on(date(2027, 3, 5), ashes_actions.scatter, row.number, at(date(2027, 3, 5), 9))
    with refused("done"):
        yard.on(date(2027, 3, 6), ashes_actions.withdraw_scattering, row.number)


def test_on_a_grave_the_family_scatters_itself_with_the_consent_of_the_holder(yard: Yard) -> None:
    urn(yard)
    when, agreed = at(date(2027, 3, 5), 14), Agreed(yard.holder.number, HOW)
    for wish, yes, code in (
        (Wish("", GRAVE, False, "de zoon", when), agreed, "keeper"),
        (Wish("", GRAVE, True, "de zoon", when), Agreed(), "no-consent"),
        (Wish("BZH", "", False, "de zoon", when), Agreed(), "no-ground"),
    ):
        with refused(code):
            yard.on(SEEN, ashes_actions.allow_scattering, yard.dead.number, wish, yes)
    row = yard.on(
        SEEN, ashes_actions.allow_scattering, yard.dead.number, Wish("", GRAVE, True, "de zoon", when), agreed
    )
    assert row.grave is not None and row.field == ""


def test_no_name_of_anybody_stands_in_the_journal(yard: Yard) -> None:
    yard.declared()
    row = urn(yard)
    yard.on(
        SEEN, ashes_actions.hand_over_urn, row.number, "thuis", f"mevrouw {CANARY}", Agreed(yard.holder.number, HOW)
    )
    told(yard)
    bodies = " ".join(str(body) for body in Payload.objects.values_list("body", flat=True))
    assert CANARY not in bodies and "dochter" not in bodies
    assert CANARY not in " ".join(Entry.objects.values_list("object", flat=True))
