"""Option, naturalisation and first registration, walked through the pages from the desk to the last day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.test import Client

from noaber.competence import actions as competence
from noaber.competence.rules import ABS, OATH, VOE, Competence
from noaber.config.worker import tick
from noaber.demo.schedule import moment_of
from noaber.parties.clock import standing_at
from noaber.parties.scope import set_scope

CODE = "ommen-twenterand-2024"
Do = Callable[..., str]


class Walk:
    """Somebody of the second line at work, on a day that can be put forward."""

    def __init__(self, client: Client, days: ExitStack) -> None:
        self.client, self.days, self.tokens = client, days, count()

    def on(self, day: str) -> None:
        """Another day begins, with what the clock does at its start."""
        self.days.close()
        self.days.enter_context(standing_at(moment_of(date.fromisoformat(day), 9)))
        tick(date.fromisoformat(day))

    def send(self, address: str, status: int = 302, **typed: Any) -> str:
        """Send a form; where it leads, or what the page says."""
        answer = self.client.post(address, typed | {"form_token": f"t{next(self.tokens)}"})
        text = answer.content.decode().replace("\u00a0", " ")
        assert answer.status_code == status and "/account/" not in answer.get("Location", ""), re.sub(
            r"<[^>]+>", " ", text
        )[-2500:]
        return answer["Location"] if status == 302 else text

    def page(self, address: str) -> str:
        """What a page says, in words."""
        text = self.client.get(address).content.decode().replace("\u00a0", " ")
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.partition("<main")[2].partition("</main>")[0]))

    def case(self, product: str, received: str, **more: str) -> str:
        """Register a case; its number."""
        where = self.send("/zaken/nieuw/", product=product, received=received, reference="", **more)
        return where.rstrip("/").rpartition("/")[2]

    def ceremony(self, day: str, seats: int = 3) -> str:
        """Plan a ceremony; its key."""
        return self.send("/nationaliteit/ceremonies/", day=day, place="Raadzaal", seats=seats).split("/")[-2]


@pytest.fixture
def walk(people: Any, agreement: Any, client: Client) -> Iterator[Walk]:
    """The second line, from a Monday in January on; the clerk is designated for declarations under oath."""
    client.force_login(people["second_line"])
    with ExitStack() as days:
        walk = Walk(client, days)
        walk.on("2026-01-12")
        wanted = Competence(VOE, date(2026, 1, 12), None, "B&W 2026/4")
        competence.record(people["team_lead"], CODE, people["clerk"].pseudonym, wanted)
        yield walk


def test_an_option_with_two_children_becomes_dutch_at_a_ceremony(walk: Walk) -> None:
    number = walk.case("optie", "12-1-2026")
    here = f"/nationaliteit/{number}/"
    walk.send(here, ground="e", applicant="adult", under_16=1, under_18=1, willing="on")
    assert "Leges laten betalen, of buiten behandeling stellen" in walk.page("/termijnen/")
    walk.send(f"{here}betaling/", paid_on="12-1-2026")
    refused = walk.send(f"/zaken/{number}/besluit/", 409, outcome="bevestigd")
    assert "Nog niet gehoord: kind 1 en kind 2." in refused
    walk.on("2026-01-19")
    walk.send(f"{here}horen/", place=1, hearing="heard")
    walk.send(f"{here}horen/", place=2, hearing="waived")
    walk.send(f"{here}instemmen/", place=2, agrees="ja")
    walk.send(f"{here}advies/")
    assert "ma 11 mei 2026" in walk.page("/nationaliteit/"), "thirteen weeks and four for the advice"
    walk.on("2026-04-13")
    walk.send(f"/zaken/{number}/besluit/", outcome="bevestigd")
    assert "Vervalt na di 13 apr 2027" in walk.page(here)
    walk.send(f"{here}oproepen/", ceremony=walk.ceremony("18-5-2026"))
    walk.on("2026-05-18")
    walk.send(f"{here}uitreiken/", 409)
    walk.send(f"{here}aanwezigheid/", present="ja")
    assert "wordt aangehouden" in walk.send(f"{here}verklaring/", 409, way="oral")
    walk.send(f"{here}verklaring/", way="oral", everybody="on")
    walk.send(f"{here}uitreiken/")
    assert "Uitgereikt op ma 18 mei 2026." in walk.page(here)
    assert "De minister berichten dat is uitgereikt" in walk.page("/termijnen/")


def with_a_decree(walk: Walk) -> str:
    """A naturalisation up to its decree of 7 September; the address of its file."""
    number = walk.case("naturalisatie", "12-1-2026")
    here = f"/nationaliteit/{number}/"
    walk.send(here, under_12=1, willing="on")
    assert "geen termijn" in walk.page(f"/zaken/{number}/"), "the year runs from payment"
    walk.send(f"{here}betaling/", paid_on="12-1-2026")
    walk.on("2026-02-02")
    walk.send(f"{here}compleet/")
    assert "ma 9 feb 2026" in walk.page(f"/zaken/{number}/")
    walk.on("2026-02-06")
    walk.send(f"/zaken/{number}/besluit/", outcome="dossier naar IND")
    walk.send(f"{here}aanhouden/")
    assert "1 keer aangehouden" in walk.page(here) and "ma 12 jul 2027" in walk.page(here)
    walk.on("2026-09-14")
    walk.send(f"{here}beslissing/", decree_on="7-9-2026", granted="ja")
    assert "Vervalt na di 7 sep 2027" in walk.page(here)
    return here


ROUNDS = (("2026-09-14", "2026-10-12"), ("2026-10-19", "2026-11-16"), ("2026-11-16", "2026-12-14"))


def misses(walk: Walk, here: str, rounds: tuple[tuple[str, str], ...]) -> None:
    """They are called to a ceremony and do not come, as often as there are rounds."""
    for called, held in rounds:
        walk.on(called)
        day = date.fromisoformat(held)
        walk.send(f"{here}oproepen/", ceremony=walk.ceremony(f"{day.day}-{day.month}-{day.year}"))
        walk.on(held)
        walk.send(f"{here}aanwezigheid/", present="nee")


def test_a_naturalisation_misses_two_ceremonies_and_is_handed_over_at_the_third(walk: Walk) -> None:
    here = with_a_decree(walk)
    assert "Voor de ceremonie oproepen" in walk.page("/termijnen/")
    misses(walk, here, ROUNDS[:2])
    assert "Opnieuw oproepen voor een ceremonie" in walk.page("/termijnen/")
    walk.send(f"{here}oproepen/", ceremony=walk.ceremony("14-12-2026"))
    assert "3 aangetekend" in walk.page(here)
    walk.on("2026-12-14")
    walk.send(f"{here}aanwezigheid/", present="ja")
    walk.send(f"{here}verklaring/", way="written", everybody="on")
    walk.send(f"{here}uitreiken/")
    assert "Uitgereikt op ma 14 dec 2026." in walk.page(here)
    assert "Er zijn geen open dossiers." in walk.page("/nationaliteit/")


def test_a_naturalisation_that_nobody_collects_is_warned_of_and_lapses(walk: Walk) -> None:
    here = with_a_decree(walk)
    misses(walk, here, ROUNDS)
    assert "drie keer" not in walk.page(here) and "Oproep 3 van 3" in walk.page(here)
    assert "Uitreiken voordat het vervalt" not in walk.page("/termijnen/")
    walk.on("2027-07-13")
    assert "Uitreiken voordat het vervalt" in walk.page("/termijnen/"), "eight weeks before"
    walk.on("2027-09-07")
    assert "Vervallen op" not in walk.page(here)
    walk.on("2027-09-08")
    assert "Vervallen op wo 8 sep 2027" in walk.page(here) and "BVVN art. 60b(11)" in walk.page(here)
    assert "De minister berichten dat het is vervallen" in walk.page("/termijnen/")


def test_a_first_registration_rests_on_a_declaration_until_a_document_comes(walk: Walk, people: Any) -> None:
    number = walk.case("eerste-inschrijving", "12-1-2026")
    here = f"/eerste-inschrijving/{number}/"
    walk.send(here, appearance="person", stays_since="8-1-2026", facts=["birth", "nationality"], identified="on")
    walk.send(f"{here}verblijf/")
    refused = walk.send(f"/zaken/{number}/besluit/", 409, outcome="ingeschreven")
    assert "zonder die vraag komt er geen burgerservicenummer" in refused
    walk.send(f"{here}presentievraag/", known="nee")
    document = {"proof": "c", "country": "Eritrea", "document_day": "1-3-2020"}
    walk.send(f"{here}document/", fact="nationality-1", **document)
    sworn = {"fact": "birth-1", "reason": "danger", "oath": "oath", "by": "self", "verified": "on", "signed": "on"}
    refused = walk.send(f"{here}verklaring/", 409, **sworn)
    assert "niet bevoegd om verklaringen onder eed op te maken" in refused and "Wet BRP art. 2.8(2)e" in refused
    walk.client.force_login(people["clerk"])
    walk.send(f"{here}verklaring/", interpreter="on", **sworn)
    walk.client.force_login(people["second_line"])
    assert "Beter document nog brengen" in walk.page(here) and "met tolk" in walk.page(here)
    walk.send(f"{here}compleet/")
    walk.on("2026-01-19")
    walk.send(f"/zaken/{number}/besluit/", outcome="ingeschreven")
    assert "Overzicht van de persoonslijst sturen" in walk.page("/termijnen/")
    walk.on("2026-02-16")
    walk.send(f"{here}overzicht/")
    assert "Overzicht van de persoonslijst sturen, zaak" not in walk.page("/termijnen/")
    walk.on("2026-06-01")
    walk.send(f"{here}document/", fact="birth-1", **document)
    assert "Beter document nog brengen" not in walk.page(here)
    set_scope(175)


def test_a_divorce_is_entered_within_six_months_by_a_registrar_of_this_client(walk: Walk, people: Any) -> None:
    in_time = walk.case("echtscheiding", "12-1-2026", event_day="12-7-2025")
    decide = f"/zaken/{in_time}/besluit/"
    assert "BW art. 1:16" in walk.send(decide, 409, outcome="ingeschreven", no_party="on").replace("\u00a0", " ")
    for kind in (ABS, OATH):
        wanted = Competence(kind, date(2026, 1, 12), None, "B&W Ommen 2026/5")
        competence.record(people["team_lead"], CODE, people["second_line"].pseudonym, wanted)
    assert "partij" in walk.send(decide, 409, outcome="ingeschreven")
    walk.send(decide, outcome="ingeschreven", no_party="on")
    walk.send(f"/zaken/{in_time}/afsluiten/")
    said = walk.page(f"/zaken/{in_time}/")
    assert "ambtenaar van de burgerlijke stand van de gemeente Ommen" in said and "Ingeschreven" in said


def test_a_divorce_that_came_a_day_too_late_has_lapsed(walk: Walk, people: Any) -> None:
    for kind in (ABS, OATH):
        wanted = Competence(kind, date(2026, 1, 12), None, "B&W Ommen 2026/5")
        competence.record(people["team_lead"], CODE, people["second_line"].pseudonym, wanted)
    late = walk.case("echtscheiding", "12-1-2026", event_day="11-7-2025")
    said = walk.send(f"/zaken/{late}/besluit/", 409, outcome="ingeschreven", no_party="on")
    assert "BW art. 1:163" in said
    walk.send(f"/zaken/{late}/besluit/", outcome="vervallen", no_party="on")
