"""A decision needs the right person: appointed by this client, no party, and not alone where the law wants two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from noaber.agreement.acting import Refusal
from noaber.cases import actions
from noaber.cases.models import Case
from noaber.competence import actions as competence
from noaber.duties.models import Duty
from noaber.journal.models import Entry
from noaber.separation import actions as separation

CODE = "ommen-twenterand-2024"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


def registered(people: dict[str, Any], product: str, who: str = "clerk", event_day: date | None = None) -> str:
    return actions.register_case(people[who], CODE, product, DAY, event_day=event_day).number


def refused(person: Any, number: str, outcome: str, **more: Any) -> tuple[str, str]:
    with pytest.raises(Refusal) as refusal:
        actions.decide_case(person, CODE, number, outcome, **more)
    entry = refusal.value.entry
    assert entry is not None and Case.objects.get(number=number).state == "open"
    return entry.reason, entry.clause


def test_nobody_signs_a_deed_without_an_appointment_of_this_client(people: Any) -> None:
    number = registered(people, "erkenning")
    assert refused(people["clerk"], number, "akte opgemaakt", no_party=True) == ("not-competent", "BW 1:16")


def test_a_refusal_says_who_may_today_and_that_person_can(appointed: Any) -> None:
    number = registered(appointed, "erkenning")
    with pytest.raises(Refusal) as refusal:
        actions.decide_case(appointed["second_line"], CODE, number, "akte opgemaakt", no_party=True)
    assert "Test clerk" in refusal.value.decision.cure  # type: ignore[union-attr]
    actions.decide_case(appointed["clerk"], CODE, number, "akte opgemaakt", no_party=True)
    assert Case.objects.get(number=number).state == "decided"


def test_whoever_does_not_declare_to_be_no_party_passes_no_deed(appointed: Any) -> None:
    number = registered(appointed, "erkenning")
    assert refused(appointed["clerk"], number, "akte opgemaakt") == ("party", "BW 1:18a(5)")


def test_a_declaration_under_oath_is_taken_by_a_designated_official_only(appointed: Any) -> None:
    number = registered(appointed, "verklaring-onder-eed")
    assert refused(appointed["second_line"], number, "opgemaakt") == ("not-competent", "Wet BRP 2.8(2)e")
    actions.decide_case(appointed["clerk"], CODE, number, "opgemaakt")


def test_an_appointment_that_ended_gives_nothing_the_day_after(appointed: Any, clock: Any) -> None:
    from noaber.competence.models import Held

    number = registered(appointed, "erkenning")
    row = Held.objects.get(person=appointed["clerk"].pseudonym, kind="abs")
    competence.end(appointed["team_lead"], CODE, row.pk, DAY)
    clock.shift(timedelta(days=1))
    assert refused(appointed["clerk"], number, "akte opgemaakt", no_party=True)[0] == "not-competent"


def test_a_marriage_waits_for_the_fourteenth_day_and_may_be_refused_before_it(appointed: Any, clock: Any) -> None:
    number = registered(appointed, "huwelijk", event_day=DAY)
    assert refused(appointed["clerk"], number, "akte opgemaakt", no_party=True) == ("too-early", "BW 1:62")
    clock.shift(timedelta(days=14))
    actions.decide_case(appointed["clerk"], CODE, number, "akte opgemaakt", no_party=True)
    assert Case.objects.get(number=number).due == date(2027, 11, 24)


def test_a_divorce_asked_too_late_lapses(appointed: Any) -> None:
    number = registered(appointed, "echtscheiding", event_day=date(2026, 5, 23))
    assert refused(appointed["clerk"], number, "ingeschreven", no_party=True) == ("divorce-lapsed", "BW 1:163")
    actions.decide_case(appointed["clerk"], CODE, number, "vervallen", no_party=True)


def test_a_product_that_asks_for_a_day_is_not_registered_without_it(people: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.register_case(people["clerk"], CODE, "huwelijk", DAY)
    assert refusal.value.decision.code == "event-day-unknown"


def test_who_registers_a_passport_does_not_decide_it(people: Any) -> None:
    number = registered(people, "paspoort")
    assert refused(people["clerk"], number, "verstrekt") == ("same-person", "PUN 93")
    actions.decide_case(people["second_line"], CODE, number, "verstrekt")


def test_under_a_deviation_one_person_does_both_and_it_is_marked_and_checked_by_another(
    people: Any, clock: Any
) -> None:
    clerk, other, lead = people["clerk"], people["second_line"], people["team_lead"]
    number = registered(people, "rijbewijs")
    assert refused(clerk, number, "verstrekt") == ("same-person", "RR 128")
    row = separation.open_deviation(lead, CODE, "Studiedag.", DAY, DAY, [clerk.pseudonym])
    actions.decide_case(clerk, CODE, number, "verstrekt")
    entry = Entry.objects.get(object=f"case:{number}", act="cases.decide", result="granted")
    assert (entry.reason, entry.clause) == ("deviation", "PUN 93(2)")
    duty = Duty.objects.get(code="functiescheiding-controle")
    assert duty.due == date(2026, 12, 8) and duty.shown_from == DAY and duty.done_on is None
    clock.shift(timedelta(days=1))
    with pytest.raises(Refusal) as refusal:
        separation.check_deviation(clerk, CODE, row.number, "Gezien.", True)
    assert refusal.value.decision.code == "involved"
    separation.check_deviation(other, CODE, row.number, "Alles gezien.", True)
    duty.refresh_from_db()
    assert duty.done_on == DAY + timedelta(days=1)


def test_names_of_a_deviation_stay_out_of_the_journal(people: Any) -> None:
    clerk = people["clerk"]
    row = separation.open_deviation(people["team_lead"], CODE, "Studiedag.", DAY, DAY, [clerk.pseudonym])
    assert row.people == [clerk.pseudonym]
    assert clerk.pseudonym not in str(row.entry.facts) and "Studiedag" not in str(row.entry.facts)


@pytest.fixture
def at(client: Any, settings: Any) -> Any:
    """A browser of the demo, in which nobody needs a second factor."""
    settings.DEMO = True
    return client


def test_the_page_asks_for_the_declaration_and_refuses_without_it(appointed: Any, at: Any) -> None:
    number = registered(appointed, "erkenning")
    at.force_login(appointed["clerk"])
    assert "geen partij" in at.get(reverse("case", args=[number])).content.decode()
    post = {"outcome": "akte opgemaakt", "form_token": "a"}
    answer = at.post(reverse("decide-case", args=[number]), post)
    assert answer.status_code == 409 and "1:18a(5)" in answer.content.decode()
    done = at.post(reverse("decide-case", args=[number]), post | {"no_party": "on", "form_token": "b"})
    assert done.status_code == 302 and Case.objects.get(number=number).outcome == "akte opgemaakt"


def test_the_page_of_somebody_who_lacks_the_appointment_says_who_has_it(appointed: Any, at: Any) -> None:
    number = registered(appointed, "erkenning")
    at.force_login(appointed["second_line"])
    said = at.get(reverse("case", args=[number])).content.decode()
    assert "Dit mag vandaag wel: Test clerk." in said and reverse("decide-case", args=[number]) not in said


def test_the_form_asks_for_the_day_of_the_event_and_keeps_what_was_typed(people: Any, at: Any) -> None:
    at.force_login(people["clerk"])
    typed = {"product": "huwelijk", "received": "24-11-2026", "reference": "Z-77", "form_token": "a"}
    answer = at.post(reverse("new-case"), typed)
    said = answer.content.decode()
    assert answer.status_code == 422 and "Vul in: dag waarop het voornemen is gemeld." in said and "Z-77" in said
    assert at.post(reverse("new-case"), typed | {"event_day": "20-11-2026", "form_token": "b"}).status_code == 302
    assert Case.objects.get().event_day == date(2026, 11, 20)
