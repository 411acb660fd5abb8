"""The second line from a signal to the archive, page by page, over weeks: an empty address, and corrections."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from noaber.cases.models import Case
from noaber.duties.models import Duty
from noaber.investigation.models import Investigation
from noaber.journal.models import CountedLine, Entry
from noaber.parties.scope import set_scope

OMMEN = 175


class Colleague:
    """Somebody of the second line before a screen: what they read, and what they send."""

    def __init__(self, person: Any, client: Client) -> None:
        self.person, self.client, self.sent = person, client, 0

    def reads(self, address: str) -> str:
        """The words of a page."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return words(answer)

    def sends(self, address: str, **typed: str) -> str:
        """Send a form that is taken; where it leads to."""
        answer = self._post(address, typed)
        assert answer.status_code == 302, words(answer)
        return str(answer["Location"])

    def is_refused(self, address: str, **typed: str) -> str:
        """Send a form that the law refuses; what the page says of it."""
        answer = self._post(address, typed)
        assert answer.status_code == 409, words(answer)
        return words(answer)

    def registers(self, product: str, received: date) -> str:
        """Register a case; its number."""
        day = f"{received.day}-{received.month}-{received.year}"
        return self.sends("/zaken/nieuw/", product=product, received=day).split("/")[-2]

    def _post(self, address: str, typed: dict[str, str]) -> Any:
        self.sent += 1
        return self.client.post(address, typed | {"form_token": f"formulier-{self.sent}"})


def words(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ")
    return re.sub(r"\s+", " ", text)


def on(year: int, month: int, day: int) -> Any:
    return time_machine.travel(f"{date(year, month, day)}T10:00:00+00:00", tick=False)


@pytest.fixture
def colleague(people: Any, client: Client) -> Colleague:
    client.force_login(people["second_line"])
    return Colleague(people["second_line"], client)


def test_from_a_report_to_departure_unknown_with_a_locked_day_and_the_reporter_told(colleague, agreement):
    """Wet BRP 2.22: received Monday 2 March, the intention on 7 April, which is the day of departure."""
    with on(2026, 3, 2):
        report = colleague.registers("terugmelding", date(2026, 3, 2))
        assert "Adresonderzoek beginnen" in colleague.reads(f"/zaken/{report}/")
        here = colleague.sends(f"/adresonderzoek/na/{report}/", kind="gone")
        number = here.split("/")[-2]
        assert "Uiterlijk ma 9 mrt 2026" in colleague.reads(here)
    with on(2026, 3, 4):
        colleague.sends(f"{here}beoordelen/", on="4-3-2026")
        assert "2.26" in colleague.is_refused(f"{here}uitkomst/", result="vow")
        colleague.sends(f"{here}onderzoek/", code="081100")
        assert "In onderzoek" in colleague.reads(f"/zaken/{report}/"), "the report is answered in time"
        colleague.sends(f"{here}brief-1/", on="4-3-2026")
        assert "kan nog reageren tot en met wo 18 mrt 2026" in colleague.is_refused(f"{here}brief-2/", on="4-3-2026")
    with on(2026, 3, 19):
        colleague.sends(f"{here}brief-2/", on="19-3-2026")
        assert "niet gedegen" not in colleague.is_refused(f"{here}voornemen/", intended="inside", on="19-3-2026")
        assert "nog niet gedegen" in colleague.is_refused(f"{here}voornemen/", intended="vow", on="19-3-2026")
        colleague.sends(f"{here}bronnen/", on="19-3-2026")
    with on(2026, 4, 7):
        assert "Voornemen bekendmaken" in colleague.reads(here)
        assert "nog niet bekendgemaakt" in colleague.is_refused(f"{here}uitkomst/", result="vow", ended="on")
        colleague.sends(f"{here}voornemen/", intended="vow", on="7-4-2026")
        locked = colleague.is_refused(f"{here}voornemen/", intended="vow", on="6-4-2026")
        assert "staat vast op di 7 apr 2026" in locked and "Wet BRP art. 2.22" in locked
    with on(2026, 4, 21):
        early = colleague.is_refused(f"{here}uitkomst/", result="vow", ended="on")
        assert "nog worden gereageerd tot en met di 21 apr 2026" in early
    with on(2026, 4, 22):
        assert "beëindig haar" in colleague.is_refused(f"{here}uitkomst/", result="vow").lower()
        colleague.sends(f"{here}uitkomst/", result="vow", ended="on", departure="1-1-2026")
        file = colleague.reads(here)
        assert "Datum van vertrek di 7 apr 2026 , de dag van het voornemen" in file
        assert "tot wo 22 apr 2026" in file, "the annotation ends with the result"
        assert "De melder weet de uitkomst nog niet" in colleague.is_refused(f"{here}afsluiten/")
    with on(2026, 4, 23):
        assert "Melder de uitkomst van het adresonderzoek berichten" in colleague.reads("/termijnen/")
        colleague.sends(f"{here}melder/")
        colleague.sends(f"{here}afsluiten/")
        assert number in colleague.reads("/adresonderzoek/?stand=klaar")
        assert number not in colleague.reads("/adresonderzoek/")
    set_scope(OMMEN)
    row = Investigation.objects.get(case__number=number)
    assert row.value.departure == row.published == date(2026, 4, 7)
    assert set(Case.objects.filter(number__in=(number, report)).values_list("state", flat=True)) == {"closed"}
    assert not Duty.objects.filter(done_on=None, about__in=(f"case:{number}", f"case:{report}")).exists()
    assert list(CountedLine.objects.filter(measure="kpi", key="BZ-07").values_list("quantity", flat=True)) == [1]
    told = Entry.objects.get(object=f"case:{number}", act="investigation.inform", result="granted")
    assert told.facts == {"result": "vow"}, "the reporter hears the result alone"
    refused = Entry.objects.filter(object=f"case:{number}", result="refused").values_list("reason", flat=True)
    assert sorted(refused) == [
        "annotation-open",
        "can-answer",
        "can-answer",
        "can-answer",
        "locked",
        "not-annotated",
        "not-informed",
        "not-published",
        "not-thorough",
    ]


def test_a_correction_is_extended_for_a_name_and_refused_for_an_address(colleague, agreement):
    """Wet BRP 2.58 and 2.60: four weeks, eight more for civil status alone, a refusal that says why, objection."""
    with on(2026, 3, 2):
        name, address = (colleague.registers("correctie-brp", date(2026, 3, 2)) for _ in range(2))
        for number, category in ((name, "civil-status"), (address, "residence")):
            colleague.sends(f"/dossiers/correctie/{number}/beginnen/", category=category)
    with on(2026, 3, 30):
        colleague.sends(f"/dossiers/correctie/{name}/verlengen/", on="30-3-2026")
        assert "di 26 mei 2026" in colleague.reads(f"/dossiers/correctie/{name}/")
        refused = colleague.is_refused(f"/dossiers/correctie/{address}/verlengen/", on="30-3-2026")
        assert "Wet BRP art. 2.58, derde lid" in refused
        colleague.sends(f"/dossiers/correctie/{address}/beslissen/", outcome="geweigerd", ground="right")
        colleague.sends(f"/dossiers/correctie/{address}/meedelen/", on="30-3-2026")
    with on(2026, 4, 20):
        assert "Wet BRP art. 2.60" in colleague.reads(f"/dossiers/correctie/{address}/")
        colleague.sends(f"/zaken/{address}/bezwaar/", received="20-4-2026")
        assert "Ontvangen ma 20 apr 2026, op tijd" in colleague.reads(f"/zaken/{address}/")
    with on(2026, 5, 26):
        colleague.sends(f"/dossiers/correctie/{name}/verlengen/", on="26-5-2026")
        assert "2 keer met 8 weken" in colleague.reads(f"/dossiers/correctie/{name}/")
        colleague.sends(f"/dossiers/correctie/{name}/beslissen/", outcome="gecorrigeerd")
        colleague.sends(f"/dossiers/correctie/{name}/meedelen/", on="26-5-2026")
        assert "De zaak is afgesloten." in colleague.reads(f"/dossiers/correctie/{name}/")
    set_scope(OMMEN)
    assert list(
        Case.objects.filter(number__in=(name, address)).order_by("id").values_list("outcome", "extensions")
    ) == [
        ("gecorrigeerd", 2),
        ("geweigerd", 0),
    ]
    overdue = CountedLine.objects.filter(measure="case.overdue", key="correctie-brp")
    assert not overdue.exists(), "what was extended in time is not late"
