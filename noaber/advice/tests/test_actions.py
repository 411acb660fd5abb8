"""Both sides walk through one advice, on the pages and in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from noaber.advice import actions
from noaber.advice.models import AdviceRequest
from noaber.agreement.acting import Refusal
from noaber.config.worker import tick
from noaber.demo.schedule import moment_of
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine
from noaber.parties.clock import standing_at

CODE, OTHER = "ommen-twenterand-2024", "demo-hellendoorn-almelo-2025"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def asked(people: dict[str, Any]) -> str:
    return actions.request_advice(people["director"], CODE, "Koppeling", "Welke past?", None).number


@pytest.fixture
def agreed(people: dict[str, Any], asked: str) -> str:
    actions.estimate(people["team_lead"], CODE, asked, 600)
    actions.agree(people["director"], CODE, asked, 480, None)
    return asked


def row(number: str) -> AdviceRequest:
    return AdviceRequest.objects.get(number=number)


def duties() -> dict[str, tuple[date, bool]]:
    found = Duty.objects.filter(code__startswith="advies")
    return {duty.code: (duty.due, duty.done_on is not None) for duty in found}


def lines(key: str = "advies") -> dict[str, int]:
    return dict(CountedLine.objects.filter(key=key).values_list("measure", "quantity"))


def test_an_advice_goes_from_question_to_acceptance_and_counts(people: Any, agreed: str) -> None:
    lead, director = people["team_lead"], people["director"]
    assert duties() == {"advies-opleveren": (date(2026, 12, 8), False)}
    actions.log_hours(people["second_line"], CODE, agreed, 450, DAY)
    actions.deliver(lead, CODE, agreed, "Z-1")
    assert duties()["advies-opleveren"][1] and duties()["advies-aanvaarden"] == (date(2026, 12, 8), False)
    actions.answer(director, CODE, agreed, True, "")
    assert duties()["advies-aanvaarden"][1] and row(agreed).state == "accepted"
    assert lines() == {"case.registered": 1, "case.closed": 1, "case.days": 0, "case.minutes": 450}
    line = CountedLine.objects.get(key="IA-01")
    assert (line.quantity, line.base, line.service) == (1, 1, 10)


def test_returned_advice_is_delivered_again_and_counts_once(people: Any, agreed: str) -> None:
    actions.deliver(people["team_lead"], CODE, agreed, "Z-1")
    actions.answer(people["director"], CODE, agreed, False, "De kosten ontbreken.")
    assert duties() == {"advies-opleveren": (date(2026, 12, 8), False), "advies-aanvaarden": (date(2026, 12, 8), True)}
    actions.deliver(people["team_lead"], CODE, agreed, "Z-2")
    assert not duties()["advies-aanvaarden"][1] and CountedLine.objects.filter(key="IA-01").count() == 1


def test_an_agreed_day_moves_the_duty_and_the_norm(people: Any, asked: str) -> None:
    actions.estimate(people["team_lead"], CODE, asked, 60)
    actions.agree(people["director"], CODE, asked, 60, date(2027, 1, 15))
    assert duties()["advies-opleveren"][0] == date(2027, 1, 15) == row(asked).due


def test_hours_above_the_agreement_need_a_new_estimate_first(people: Any, agreed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.log_hours(people["second_line"], CODE, agreed, 495, DAY)
    assert refusal.value.decision.code == "above-agreed" and refusal.value.decision.instead == "advice.estimate"
    assert row(agreed).worked == 0


@pytest.mark.parametrize(
    ("who", "do"),
    [
        ("team_lead", lambda who, number: actions.agree(who, CODE, number, 60, None)),
        ("director", lambda who, number: actions.estimate(who, CODE, number, 60)),
        ("clerk", lambda who, number: actions.estimate(who, CODE, number, 60)),
        ("outsider", lambda who, number: actions.withdraw(who, CODE, number)),
    ],
)
def test_each_side_does_its_own_steps_only(people: Any, asked: str, who: str, do: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        do(people[who], asked)
    assert refusal.value.decision.code == "no-function"


def test_advice_that_is_late_is_missed_once_by_the_clock(people: Any, asked: str) -> None:
    late = date(2026, 12, 9)
    with standing_at(moment_of(late, 9)):
        for _ in range(2):
            tick(late)
    line = CountedLine.objects.get(key="IA-01")
    assert (line.quantity, line.base, line.day) == (0, 1, date(2026, 12, 8))


def test_a_withdrawn_request_asks_nothing_any_more(people: Any, asked: str) -> None:
    actions.withdraw(people["director"], CODE, asked)
    assert duties()["advies-opleveren"][1] and row(asked).state == "withdrawn"


@pytest.fixture
def at(client: Any, settings: Any) -> Any:
    settings.DEMO = True
    return client


def test_both_sides_walk_through_it_on_the_pages(people: Any, at: Any) -> None:
    at.force_login(people["director"])
    wrong = at.post(reverse("new-advice"), {"title": "Koppeling", "question": "", "wanted": "ooit", "form_token": "a"})
    assert wrong.status_code == 422 and "Koppeling" in wrong.content.decode() and "ooit" in wrong.content.decode()
    done = at.post(reverse("new-advice"), {"title": "Koppeling", "question": "Welke?", "wanted": "", "form_token": "b"})
    here = done["Location"]
    number = AdviceRequest.objects.get().number
    at.force_login(people["team_lead"])
    assert "Uren ramen" in at.get(here).content.decode()
    wrong = at.post(reverse("advice-ramen", args=[number]), {"hours": "2,33", "form_token": "c"})
    assert wrong.status_code == 422 and "2,33" in wrong.content.decode() and "kwartieren" in wrong.content.decode()
    assert at.post(reverse("advice-ramen", args=[number]), {"hours": "8", "form_token": "d"}).status_code == 302
    at.force_login(people["director"])
    assert at.post(reverse("advice-akkoord", args=[number]), {"hours": "7,5", "form_token": "e"}).status_code == 302
    at.force_login(people["second_line"])
    worked = {"hours": "7", "worked_on": "24-11-2026", "form_token": "f"}
    assert at.post(reverse("advice-uren", args=[number]), worked).status_code == 302
    assert at.post(reverse("advice-opleveren", args=[number]), {"note": "Z-1", "form_token": "g"}).status_code == 302
    at.force_login(people["director"])
    said = at.get(here).content.decode()
    assert (
        "7,5 uur" in said
        and "Z-1" in said
        and "Advies aanvaarden" in said
        and reverse("advice-uren", args=[number]) not in said
    )
    assert at.post(reverse("advice-aanvaarden", args=[number]), {"form_token": "h"}).status_code == 302
    assert number in at.get(reverse("advices"), {"stand": "klaar"}).content.decode()


def test_a_refusal_on_the_page_cites_its_article(people: Any, at: Any, asked: str) -> None:
    at.force_login(people["second_line"])
    answer = at.post(reverse("advice-opleveren", args=[asked]), {"note": "Z-1", "form_token": "a"})
    assert answer.status_code == 409 and "3.1.4" in answer.content.decode()


def test_somebody_of_a_third_municipality_finds_no_advice(people: Any, at: Any, asked: str) -> None:
    at.force_login(people["outsider"])
    assert at.get(reverse("advice-request", args=[asked])).status_code == 404
    assert at.post(reverse("advice-uren", args=[asked]), {"hours": "1"}).status_code == 404
