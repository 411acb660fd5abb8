"""What people see and do on the pages of extra work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from noaber.extrawork import actions, job, views
from noaber.extrawork.job import ADDITIONAL, Emergency, Wanted
from noaber.extrawork.models import ExtraWork
from noaber.values import Euro

CODE = "ommen-twenterand-2024"
DAY = date(2026, 11, 24)
TYPED_CALAMITY = {
    "title": "Stormschade",
    "reason": "Bomen op graven",
    "urgent": "on",
    "service": "9",
    "estimate": "18.000",
    "started_on": "24-11-2026",
}
TYPED_REQUEST = {
    "kind": "additional",
    "service": "8",
    "title": "Extra stembureau",
    "reason": "Vervroegde verkiezing",
    "unforeseen": "on",
    "estimate": "8.500,00",
    "planned_start": "1-12-2026",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A Tuesday in November."""
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def browser(people: dict[str, Any], settings: Any) -> Any:
    """A browser in which somebody with a function has signed in."""
    settings.DEMO = True

    def sign_in(function: str) -> Browser:
        client = Client()
        client.force_login(people[function])
        return Browser(client)

    return sign_in


class Browser:
    """Opens pages and sends forms over a safe connection."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def open(self, address: str) -> Any:
        return self.client.get(address, secure=True)

    def send(self, address: str, **typed: str) -> Any:
        return self.client.post(address, typed, secure=True)


def asked(people: dict[str, Any], title: str = "Extra stembureau") -> ExtraWork:
    wanted = Wanted(ADDITIONAL, 8, title, "Vervroegde verkiezing", Euro.of(8_500), DAY, True)
    return actions.request_work(people["team_lead"], CODE, wanted)


def storm(people: dict[str, Any]) -> ExtraWork:
    emergency = Emergency(9, "Stormschade", "Bomen op graven", Euro.of(18_000), DAY, True)
    return actions.report_calamity(people["team_lead"], CODE, emergency)


def text_of(response: Any) -> str:
    """What a page says, without its marks and with single spaces."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words.replace("&nbsp;", " ").replace("\u00a0", " "))


def test_the_team_lead_reports_a_calamity_and_sees_the_two_things_to_do_next(browser: Any) -> None:
    lead = browser("team_lead")
    assert lead.open(f"{reverse('new-job')}?soort=calamiteit").status_code == 200
    sent = lead.send(f"{reverse('new-job')}?soort=calamiteit", **TYPED_CALAMITY)
    assert sent.status_code == 302
    said = text_of(lead.open(sent["Location"]))
    assert "Stormschade" in said and "C-2026-01" in said
    assert "Opdrachtgever informeren" in said and "wo 25 nov 2026" in said
    assert "Kosten voorstellen" in said


@pytest.mark.parametrize("typed", [{"estimate": "25.000,00"}, {"urgent": ""}])
def test_a_refused_calamity_cites_3_7_and_offers_the_request_filled_in(browser: Any, typed: dict[str, str]) -> None:
    lead = browser("team_lead")
    sent = lead.send(f"{reverse('new-job')}?soort=calamiteit", **TYPED_CALAMITY | typed)
    assert sent.status_code == 409
    html = sent.content.decode()
    assert "art. 3.7" in text_of(sent) and reverse("clause", args=["3.7"]) in html
    assert f'action="{reverse("new-job")}?soort=meerwerk"' in html
    assert 'value="Stormschade"' in html
    assert not ExtraWork.objects.exists()


def test_the_request_under_a_refusal_can_be_sent_as_it_stands(browser: Any) -> None:
    lead = browser("team_lead")
    html = lead.send(
        f"{reverse('new-job')}?soort=calamiteit", **TYPED_CALAMITY | {"estimate": "25.000,00"}
    ).content.decode()
    typed = dict(re.findall(r'name="(title|estimate|planned_start)" value="([^"]*)"', html))
    sent = lead.send(
        f"{reverse('new-job')}?soort=meerwerk",
        **typed,
        kind="additional",
        service="9",
        unforeseen="on",
        reason="Bomen op graven",
    )
    assert sent.status_code == 302
    assert ExtraWork.objects.get().state == job.REQUESTED


def test_a_job_goes_from_request_through_consent_to_an_amount_on_the_invoice(browser: Any) -> None:
    lead, director, controller = browser("team_lead"), browser("director"), browser("controller")
    here = lead.send(reverse("new-job"), **TYPED_REQUEST)["Location"]
    refused = lead.send(f"{here}beginnen/", started_on="24-11-2026")
    assert refused.status_code == 409 and "art. 3.6" in text_of(refused)
    assert "Vraag de regisseur om akkoord" in text_of(refused)

    decide = reverse("decide-job", args=["M-2026-01"])
    assert "Beslissen" in text_of(director.open(here))
    shown = director.open(f"{decide}?amount=9.000&addendum=Addendum+2026-1")
    words = re.search(r'name="shown" value="([^"]*)"', shown.content.decode())
    assert words and "ten hoogste € 9.000,00" in text_of(shown)
    sent = director.send(decide, amount="9.000,00", addendum="Addendum 2026-1", shown=words[1])
    assert sent.status_code == 302
    assert words[1].replace("\u00a0", " ") in text_of(director.open(here))

    assert lead.send(f"{here}beginnen/", started_on="24-11-2026").status_code == 302
    assert controller.send(f"{here}factureren/", amount="8.500,00", last="on").status_code == 302
    assert lead.send(f"{here}gereed/", finished_on="24-11-2026").status_code == 302
    said = text_of(director.open(here))
    assert "€ 8.500,00" in said and "Aan dit werk is niets meer te doen" in said
    assert ExtraWork.objects.get().facts().closed


def test_the_director_agrees_to_the_costs_that_are_written_out(browser: Any, people: dict[str, Any]) -> None:
    row = storm(people)
    here = reverse("job", args=[row.reference])
    assert browser("team_lead").send(f"{here}kosten/", amount="17.250").status_code == 302
    director = browser("director")
    assert "zijn het eens over de kosten van calamiteit C-2026-01 (Stormschade): € 17.250,00" in text_of(
        director.open(here)
    )
    assert director.send(f"{here}kosten-akkoord/", amount="17.250,00").status_code == 302
    row.refresh_from_db()
    assert row.agreed_cents == 1_725_000


def test_a_proposal_that_changed_meanwhile_is_not_agreed_to(browser: Any, people: dict[str, Any]) -> None:
    row = storm(people)
    actions.propose_costs(people["team_lead"], CODE, row.reference, Euro.of(19_000))
    sent = browser("director").send(f"{reverse('job', args=[row.reference])}kosten-akkoord/", amount="17.250,00")
    assert sent.status_code == 409 and "Lees het voorstel opnieuw" in text_of(sent)


def test_every_field_wrong_at_once_is_told_at_once_and_nothing_is_lost(browser: Any) -> None:
    wrong = {"title": "Jansen 999990019", "reason": "", "estimate": "veel", "started_on": "31-2-2026", "service": "99"}
    sent = browser("team_lead").send(f"{reverse('new-job')}?soort=calamiteit", **wrong)
    said = text_of(sent)
    assert sent.status_code == 422
    for part in (
        "Hier staat een burgerservicenummer",
        "“veel” is geen bedrag",
        "31-2-2026 bestaat niet",
        "Vul “Wat is er gebeurd",
    ):
        assert part in said.replace("&quot;", '"')
    assert 'value="veel"' in sent.content.decode()
    assert not ExtraWork.objects.exists()


@pytest.mark.parametrize(
    ("path", "typed"),
    [("raming/", {"estimate": "0"}), ("weigeren/", {"answer": ""})],
)
def test_a_step_of_the_wrong_shape_is_shown_again(
    browser: Any, people: dict[str, Any], path: str, typed: dict[str, str]
) -> None:
    row = asked(people)
    function = "director" if path == "weigeren/" else "team_lead"
    sent = browser(function).send(f"{reverse('job', args=[row.reference])}{path}", **typed)
    assert sent.status_code == 422 and "Er klopt iets nog niet" in text_of(sent)


def test_the_director_declines_with_a_reason_that_the_team_lead_reads(browser: Any, people: dict[str, Any]) -> None:
    row = asked(people)
    here = reverse("job", args=[row.reference])
    assert browser("director").send(f"{here}weigeren/", answer="Dit past in het gewone werk.").status_code == 302
    assert "Dit past in het gewone werk." in text_of(browser("team_lead").open(here))


def test_the_list_shows_who_is_waited_for_and_can_be_narrowed(browser: Any, people: dict[str, Any]) -> None:
    asked(people)
    gone = asked(people, "Ander werk")
    actions.withdraw(people["team_lead"], CODE, gone.reference)
    director = browser("director")
    said = text_of(director.open(reverse("extrawork")))
    assert "Extra stembureau" in said and "Ander werk" not in said
    assert "regisseur" in said and "Akkoord geven" in said
    assert "Ander werk" in text_of(director.open(f"{reverse('extrawork')}?toon=afgerond"))
    everything = text_of(director.open(f"{reverse('extrawork')}?toon=alles&pagina=x"))
    assert everything.index("Extra stembureau") < everything.index("Ander werk")


def test_an_empty_list_says_what_fills_it(browser: Any) -> None:
    assert "Er loopt nu niets" in text_of(browser("director").open(reverse("extrawork")))


@pytest.mark.parametrize(
    ("function", "code"),
    [("team_lead", 200), ("director", 200), ("controller", 200), ("clerk", 403), ("outsider", 403)],
)
def test_the_list_is_for_those_who_deal_with_it(browser: Any, function: str, code: int) -> None:
    assert browser(function).open(reverse("extrawork")).status_code == code


@pytest.mark.parametrize("function", ["director", "controller", "clerk"])
def test_only_the_team_lead_asks(browser: Any, function: str) -> None:
    assert browser(function).open(reverse("new-job")).status_code == 403


def test_a_job_of_another_municipality_is_not_there(browser: Any, people: dict[str, Any]) -> None:
    """The outsider's own client has no such job: neither reading nor doing tells that it exists."""
    row = asked(people, "Kanarie")
    from noaber.parties.models import Position

    Position.objects.create(
        person=people["outsider"], function="team_lead", organisation_id=163, since=date(2023, 1, 1)
    )
    outsider = browser("outsider")
    here = reverse("job", args=[row.reference])
    answers = [outsider.open(here), outsider.send(f"{here}raming/", estimate="1.000")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("Kanarie" not in answer.content.decode() for answer in [*answers, outsider.open(reverse("extrawork"))])


def test_the_decision_page_says_when_there_is_nothing_to_decide(browser: Any, people: dict[str, Any]) -> None:
    row = storm(people)
    assert "Er is nu niets te beslissen" in text_of(
        browser("director").open(reverse("decide-job", args=[row.reference]))
    )


def test_every_step_has_a_page_of_its_own() -> None:
    paths = [step.path for step in views.STEPS.values()]
    assert len(set(paths)) == len(paths)
