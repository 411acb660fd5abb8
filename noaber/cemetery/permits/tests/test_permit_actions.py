"""Permits: applied for, completed, extended, decided with a letter, placed, checked and carried out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from permit_yard import (
    CLIENT,
    CODE,
    GRANT,
    GRAVE,
    MAYOR,
    PAPER,
    PHOTO,
    STONE,
    TOWN,
    Yard,
    on,
    refused,
)

from noaber.cases.models import Case
from noaber.cemetery import actions as register
from noaber.cemetery import planned
from noaber.cemetery.models import Interment
from noaber.cemetery.permits import applying, deciding, file, queries
from noaber.cemetery.permits.deciding import Checked
from noaber.cemetery.permits.file import APPROVED, CREMATE, MEND, OUTSIDE, REFUSED
from noaber.cemetery.permits.models import CONSENT, DRAWING, Mason, Permit, PlacingCheck
from noaber.cemetery.permits.rules import Judgement
from noaber.journal.models import CountedLine, Entry, Payload
from noaber.papers.models import PaperRecord
from noaber.values import Period


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def number(permit: Permit) -> str:
    return permit.case.number


def story(permit: Permit) -> list[str]:
    told = Entry.objects.filter(object=f"case:{number(permit)}", result="granted").order_by("id")
    return list(told.values_list("act", flat=True))


def test_an_application_is_a_case_of_eight_weeks_with_a_file(yard):
    permit = yard.stone()
    assert permit.case.product == "grafvergunning" and permit.case.clock == date(2026, 12, 29)
    assert story(permit) == ["cases.register", "permits.apply"]
    assert permit.papers.get().what == DRAWING and permit.private


def test_the_journal_has_measures_and_numbers_and_no_names(yard):
    permit = yard.stone()
    with on(11, 4):
        deciding.decide(yard.clerk, CODE, number(permit), GRANT)
    kept = " ".join(str(one) for one in Payload.objects.values_list("body", flat=True))
    assert "Kanarie" not in kept and "height" in kept


def test_a_permit_is_granted_with_a_letter_a_charge_and_the_norm_in_time(yard):
    permit = yard.granted()
    case = Case.objects.get(pk=permit.case_id)
    assert (case.outcome, case.signature) == (
        "verleend",
        "namens het college van burgemeester en wethouders van Ommen",
    )
    letter = PaperRecord.objects.get(case=case)
    words = letter.content
    assert letter.kind == "grafvergunning-verleend" and "hoogte: 90 cm" in words and GRAVE in words
    assert f"/{TOWN}/begraafplaatsen/vergunning/controle/{permit.permit_code}/" in words
    assert "bezwaar" in words and "namens het college" in words
    charge = CountedLine.objects.get(measure="grave.charge", key="permit")
    assert (charge.quantity, charge.key, charge.unit) == (8500, "permit", "cent")
    assert queries.in_time(CLIENT, Period.quarter(2026, 4)) == queries.InTime(1, 1)


def test_a_decision_after_eight_weeks_counts_as_late_once(yard):
    permit = yard.stone()
    with on(12, 30):
        deciding.decide(yard.clerk, CODE, number(permit), GRANT)
    assert queries.in_time(CLIENT, Period.quarter(2026, 4)) == queries.InTime(1, 0)


def test_what_lacks_is_asked_by_letter_and_the_term_runs_on_when_it_comes(yard):
    permit = yard.stone(papers=[])
    with on(11, 4):
        deciding.ask_more(yard.clerk, CODE, number(permit))
    row = Permit.objects.get(pk=permit.pk)
    assert (row.lacking, row.asked_until, row.waiting) == (["drawing"], date(2026, 11, 18), True)
    assert "tekening" in PaperRecord.objects.get(case=permit.case_id, kind="verzoek-aanvulling").content
    with on(11, 5), refused("incomplete"):
        deciding.decide(yard.clerk, CODE, number(permit), GRANT)
    with on(11, 9):
        applying.add(yard.clerk, CODE, number(permit), [(DRAWING, PAPER)])
    case = Case.objects.get(pk=permit.case_id)
    assert case.state == "open" and case.clock == date(2027, 1, 4)  # five days later, moved over the new year
    assert not Permit.objects.get(pk=permit.pk).waiting


def test_an_application_that_stays_incomplete_is_left_after_its_term(yard):
    permit = yard.stone(papers=[])
    with on(11, 4):
        deciding.ask_more(yard.clerk, CODE, number(permit))
    with on(11, 18), refused("time-left"):
        deciding.decide(yard.clerk, CODE, number(permit), Judgement(OUTSIDE))
    with on(11, 19):
        deciding.decide(yard.clerk, CODE, number(permit), Judgement(OUTSIDE))
    assert PaperRecord.objects.filter(case=permit.case_id, kind="buiten-behandeling").exists()
    assert Case.objects.get(pk=permit.case_id).outcome == OUTSIDE
    assert not CountedLine.objects.filter(measure="grave.charge", key="permit").exists()


def test_the_term_is_extended_once_by_eight_weeks(yard):
    permit = yard.stone()
    with on(12, 28):
        deciding.extend(yard.clerk, CODE, number(permit), "")
    assert Case.objects.get(pk=permit.case_id).clock == date(2027, 2, 23)
    assert PaperRecord.objects.filter(case=permit.case_id, kind="bericht-vertraging").exists()
    with on(12, 29), refused("extended-before"):
        deciding.extend(yard.clerk, CODE, number(permit), "")


def test_a_permit_is_refused_on_a_ground_of_the_ordinance_alone(yard):
    permit = yard.stone(asked=STONE | {"height": 130})
    wanted = Judgement(REFUSED, (), (), "Te hoog.")
    with on(11, 4), refused("no-ground"):
        deciding.decide(yard.clerk, CODE, number(permit), wanted)
    with on(11, 4):
        deciding.decide(yard.clerk, CODE, number(permit), Judgement(REFUSED, ("rules",), (), "De steen is te hoog."))
    letter = PaperRecord.objects.get(case=permit.case_id).content
    assert "19, vierde lid, onder a" in letter and "De steen is te hoog." in letter
    kept = {one["what"]: one["state"] for one in Permit.objects.get(pk=permit.pk).findings}
    assert kept["height"] == "breaks" and kept["width"] == "fits"


def test_what_breaks_a_rule_is_granted_only_with_a_reason(yard):
    permit = yard.stone(asked=STONE | {"height": 121})
    with on(11, 4), refused("does-not-fit"):
        deciding.decide(yard.clerk, CODE, number(permit), GRANT)
    with on(11, 4):
        deciding.decide(yard.clerk, CODE, number(permit), Judgement(file.GRANTED, (), ("x",), "Past bij het vak."))
    entry = Entry.objects.get(act="permits.decide", result="granted")
    assert entry.reason == "deviation"


def test_who_applied_decides_only_where_the_agreement_does_not_ask_for_two(yard, monkeypatch):
    from dataclasses import replace

    from noaber.cases import within
    from noaber.values import Clause

    permit, kind_of = yard.stone(), within.kind_of
    two = lambda book, code: replace(kind_of(book, code), separate=Clause("Mandaatregeling", "7"))  # noqa: E731
    monkeypatch.setattr(within, "kind_of", two)
    with on(11, 4), refused("same-person"):
        deciding.decide(yard.clerk, CODE, number(permit), GRANT)
    assert Permit.objects.get(pk=permit.pk).outcome == ""
    with on(11, 4):
        deciding.decide(yard.lead, CODE, number(permit), GRANT)


def test_the_case_itself_decides_nothing(yard):
    from noaber.cases.actions import decide_case

    with on(11, 4), refused("by-file"):
        decide_case(yard.clerk, CODE, number(yard.stone()), "verleend")


def test_a_placing_is_announced_mended_and_approved_each_with_a_photo(yard):
    permit = yard.granted()
    with on(11, 10):
        deciding.announce(yard.clerk, CODE, number(permit), date(2026, 11, 12))
    with on(11, 13), refused("no-photo"):
        deciding.check(yard.clerk, CODE, number(permit), Checked(APPROVED, date(2026, 11, 13), None))
    with on(11, 13):
        seen = Checked(MEND, date(2026, 11, 13), PHOTO, "Staat scheef.", date(2026, 12, 1))
        deciding.check(yard.clerk, CODE, number(permit), seen)
    assert queries.standing(CLIENT, date(2026, 11, 13)).to_mend == 1
    with on(12, 2):
        deciding.check(yard.clerk, CODE, number(permit), Checked(APPROVED, date(2026, 12, 2), PHOTO))
    assert [(one.result, one.photo is not None) for one in PlacingCheck.objects.order_by("id")] == [
        (MEND, True),
        (APPROVED, True),
    ]
    assert queries.standing(CLIENT, date(2026, 12, 2)) == queries.Standing(0, 0, 0, 0, 0)
    with on(12, 3):
        deciding.close(yard.clerk, CODE, number(permit))
    assert Case.objects.get(pk=permit.case_id).state == "closed"
    with on(12, 4), refused("closed-already"):
        deciding.close(yard.clerk, CODE, number(permit))


def test_an_exhumation_is_for_the_mayor_with_three_conditions(yard):
    permit = yard.exhuming()
    assert permit.case.organ == "burgemeester" and permit.case.product == "herbegraven"
    with on(11, 4), refused("no-function"):
        deciding.decide(yard.clerk, CODE, number(permit), MAYOR)
    with on(11, 4), refused("no-conditions"):
        deciding.decide(yard.lead, CODE, number(permit), Judgement(file.GRANTED, (), ("Een voorschrift.",)))
    with on(11, 4):
        deciding.decide(yard.lead, CODE, number(permit), MAYOR)
    letter = PaperRecord.objects.get(case=permit.case_id)
    assert letter.kind == "opgraving-verleend" and "namens de burgemeester van Ommen" in letter.content


def test_an_exhumation_with_an_agreed_day_is_planned_work_until_it_is_in_the_register(yard):
    permit = yard.exhuming()
    with on(11, 10):
        deciding.decide(yard.lead, CODE, number(permit), MAYOR)
        deciding.announce(yard.lead, CODE, number(permit), date(2026, 11, 20))
    (one,) = planned.planned(CLIENT, date(2026, 11, 20), date(2026, 11, 20))
    assert (one.key, one.work, one.grave, one.layer) == (f"vergunning.{number(permit)}", "exhumation", GRAVE, 1)
    assert planned.planned_one(CLIENT, one.key) == one
    assert planned.planned(CLIENT, date(2026, 11, 21), date(2026, 12, 31)) == []
    with on(11, 20):
        deciding.exhume(yard.lead, CODE, number(permit), date(2026, 11, 20), "LP-1")
    assert planned.planned(CLIENT, date(2026, 11, 20), date(2026, 11, 20)) == []


def test_a_monument_that_was_approved_is_warned_of_before_the_grave_is_opened(yard):
    permit = yard.granted()
    assert planned.warnings(CLIENT, [GRAVE]) == {GRAVE: []}
    with on(11, 9):
        deciding.check(yard.clerk, CODE, number(permit), Checked(APPROVED, date(2026, 11, 9), PHOTO))
    (said,) = planned.warnings(CLIENT, [GRAVE])[GRAVE]
    assert "gedenkteken" in said


def test_an_exhumation_is_carried_out_in_the_register_once(yard):
    permit = yard.exhuming()
    with on(11, 4):
        deciding.decide(yard.lead, CODE, number(permit), MAYOR)
    with on(11, 20), refused("no-papers"):
        deciding.exhume(yard.lead, CODE, number(permit), date(2026, 11, 20), " ")
    with on(11, 20):
        deciding.exhume(yard.lead, CODE, number(permit), date(2026, 11, 20), "LP-2026-17")
    gone = Interment.objects.get(pk=yard.interment.pk)
    assert gone.removed_on == date(2026, 11, 20) and gone.entry.act == "permits.exhume"
    with on(11, 21), refused("gone-already"):
        deciding.exhume(yard.lead, CODE, number(permit), date(2026, 11, 21), "LP-2026-18")


def test_cremation_within_a_year_needs_the_public_prosecutor(yard):
    permit = yard.exhuming(destination=CREMATE, asked_by=True, where="Crematorium")
    with on(11, 30), refused("no-prosecutor"):
        deciding.decide(yard.lead, CODE, number(permit), MAYOR)
    with on(12, 1):  # a year after the first of December
        deciding.decide(yard.lead, CODE, number(permit), MAYOR)


def test_an_exhumation_ordered_by_a_court_is_no_permit(yard):
    with refused("by-court"):
        yard.exhuming(by_court=True)
    assert not Case.objects.filter(product="herbegraven").exists()


def test_a_mason_asks_for_a_link_and_the_old_one_opens_nothing(yard):
    first = yard.mason()
    second = yard.mason()
    assert first.pk == second.pk and first.code != second.code and Mason.objects.count() == 1
    assert queries.mason_by_code(CLIENT, second.code, date(2026, 11, 3)).pk == first.pk
    with pytest.raises(Mason.DoesNotExist):
        queries.mason_by_code(CLIENT, first.code, date(2026, 11, 3))
    with pytest.raises(Mason.DoesNotExist):
        queries.mason_by_code(CLIENT, second.code, date(2027, 11, 4))


def test_the_registered_holder_consents_by_link_with_the_address_of_the_register(yard):
    permit = yard.by_mason(holder_email="cora@example.nl")
    assert story(permit)[-1] == "permits.ask_consent"
    with on(11, 4):
        applying.answer(CODE, permit.consent_code, True, "7731ab", "12A")
    row = Permit.objects.get(pk=permit.pk)
    assert (row.consent, row.holder_email, row.consent_on) == (file.BY_LINK, "", date(2026, 11, 4))


def test_a_wrong_address_is_no_consent_and_closes_the_link_in_the_end(yard):
    permit = yard.by_mason(holder_email="cora@example.nl")
    with on(11, 4):
        for _ in range(5):
            applying.answer(CODE, permit.consent_code, True, "7731 AB", "14")
        with refused("too-often"):
            applying.answer(CODE, permit.consent_code, True, "7731 AB", "12a")
    assert Permit.objects.get(pk=permit.pk).consent == file.NO_ANSWER


def test_a_holder_who_agreed_is_not_asked_again_also_where_a_mason_applied(yard):
    permit = yard.by_mason()
    with on(11, 4):
        applying.consent_on_paper(yard.clerk, CODE, number(permit), yard.holder.number, PAPER, True)
        with refused("not-needed"):
            applying.ask_consent(yard.clerk, CODE, number(permit), "cora@example.nl")
    assert Permit.objects.get(pk=permit.pk).holder_email == ""


def test_an_application_stands_where_the_register_cannot_tell_who_answers(yard):
    with on(11, 2):
        register.register_grave(yard.clerk, CODE, "LMH-V-02", "LMH", "particulier", 2, 4)
        register.grant_right(yard.clerk, CODE, "LMH-V-02", yard.cousin.number, 10, "GA-2")
    permit = yard.by_mason(grave="LMH-V-02", holder_email="piet@example.nl")
    assert story(permit) == ["cases.register", "permits.apply"]


def test_somebody_with_the_same_surname_is_not_the_holder(yard):
    permit = yard.by_mason()
    with on(11, 4), refused("not-the-holder"):
        applying.consent_on_paper(yard.clerk, CODE, number(permit), yard.cousin.number, PAPER, True)
    with on(11, 4):
        applying.consent_on_paper(yard.clerk, CODE, number(permit), yard.holder.number, PAPER, True)
    assert permit.papers.filter(what=CONSENT).exists()


def test_no_permit_without_the_consent_of_the_holder(yard):
    permit = yard.by_mason()
    with on(11, 4), refused("incomplete"):
        deciding.decide(yard.clerk, CODE, number(permit), GRANT)
    with on(11, 4):
        applying.consent_on_paper(yard.clerk, CODE, number(permit), yard.holder.number, None, False)
    with on(11, 4), refused("holder-said-no"):
        deciding.decide(yard.clerk, CODE, number(permit), GRANT)


def test_a_mason_completes_and_announces_by_link(yard):
    permit = yard.by_mason()
    with on(11, 4):
        deciding.ask_more(yard.clerk, CODE, number(permit))
        applying.consent_on_paper(yard.clerk, CODE, number(permit), yard.holder.number, None, True)
    assert Case.objects.get(pk=permit.case_id).state == "open"
    with on(11, 5):
        deciding.decide(yard.clerk, CODE, number(permit), GRANT)
        deciding.announce_by_link(CODE, permit.code, date(2026, 11, 9))
    assert Permit.objects.get(pk=permit.pk).announced_for == date(2026, 11, 9)
    assert "portal" in str(Entry.objects.get(act="permits.announce").header)


def test_who_asks_for_the_link_of_a_mason_does_not_change_the_name_of_the_firm(yard):
    yard.mason()
    with on(11, 4):
        applying.ask_link(CODE, "Iemand Anders", "steen@example.nl", "nl")
    assert Mason.objects.get().firm == "Steen en Zoon"


def test_a_term_that_was_resumed_on_the_case_waits_no_more_once_all_is_there(yard):
    from noaber.cases.actions import resume_case

    permit = yard.stone(papers=[])
    with on(11, 4):
        deciding.ask_more(yard.clerk, CODE, number(permit))
    with on(11, 9):
        resume_case(yard.clerk, CODE, number(permit))
        applying.add(yard.clerk, CODE, number(permit), [(DRAWING, PAPER)])
    assert not Permit.objects.get(pk=permit.pk).waiting and Case.objects.get(pk=permit.case_id).state == "open"
