"""First registrations from the declaration to the overview, with a declaration under oath, and their pages."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.agreement.acting import Refusal
from noaber.cases import actions as cases
from noaber.cases.models import Case
from noaber.competence import actions as competence
from noaber.competence.rules import VOE, Competence
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine, Entry
from noaber.parties.scope import set_scope
from noaber.registration import actions
from noaber.registration.file import BIRTH, DANGER, MARRIAGE, PERSON, SELF, Statement
from noaber.registration.models import FactRecord, FileRecord

CODE = "ommen-twenterand-2024"
SAID = Statement("promise", SELF, DANGER, True)


@pytest.fixture
def clock(people, agreement):
    """A clock that stands still on a Monday; `clerk` is designated for declarations under oath, nobody else."""
    with time_machine.travel("2026-02-02T10:00:00+01:00", tick=False) as clock:
        wanted = Competence(VOE, date(2026, 2, 2), date(2026, 2, 28), "B&W 2026/1")
        competence.record(people["team_lead"], CODE, people["clerk"].pseudonym, wanted)
        yield clock


def on(clock, day):
    """Put the clock on another day, and the rows of Ommen in sight again."""
    clock.move_to(f"{day}T10:00:00+02:00")
    set_scope(175)


def opened(people, facts=((BIRTH, 1), (MARRIAGE, 1))):
    number = cases.register_case(people["clerk"], CODE, "eerste-inschrijving", date(2026, 2, 2)).number
    actions.open_file(people["clerk"], CODE, number, PERSON, date(2026, 1, 30), False, facts, True)
    return number


def refused(act, code, clause):
    """The act is refused with this code and this article."""
    with pytest.raises(Refusal) as refusal:
        act()
    assert (refusal.value.decision.code, str(refusal.value.decision.clause)) == (code, clause)
    set_scope(175)


def test_a_first_registration_with_a_declaration_under_oath_that_a_document_replaces_later(clock, people):
    who, number = people["clerk"], opened(people)
    actions.see_residence(who, CODE, number)
    refused(lambda: actions.complete(who, CODE, number), "not-asked", "Wabb art. 8")
    actions.ask(who, CODE, number, False)
    actions.prove(who, CODE, number, MARRIAGE, 1, "c", "Eritrea", date(2019, 5, 1))
    refused(lambda: actions.complete(who, CODE, number), "unproven", "Wet BRP art. 2.8(2)")
    refused(
        lambda: actions.swear(people["second_line"], CODE, number, BIRTH, 1, SAID),
        "not-competent",
        "Wet BRP art. 2.8(2)e",
    )
    actions.swear(who, CODE, number, BIRTH, 1, SAID)
    refused(lambda: actions.swear(who, CODE, number, BIRTH, 1, SAID), "already-sworn", "Wet BRP art. 2.8(2)e")
    refused(lambda: cases.decide_case(who, CODE, number, "ingeschreven"), "not-complete", "Wet BRP art. 2.38")
    on(clock, "2026-02-09")
    actions.complete(who, CODE, number)
    assert Case.objects.get(number=number).norm_due == date(2026, 2, 16)
    on(clock, "2026-02-16")
    cases.decide_case(who, CODE, number, "ingeschreven")
    lines = CountedLine.objects.filter(municipality=175, measure="kpi")
    assert list(lines.values_list("key", "quantity", "base")) == [("BZ-11", 1, 1)]
    duties = Duty.objects.of(175).filter(about=f"case:{number}", done_on=None)
    assert list(duties.values_list("code", "due")) == [("overzicht-persoonslijst", date(2026, 3, 16))]
    actions.send_overview(who, CODE, number)
    assert not duties.all().exists()
    on(clock, "2026-05-04")
    actions.prove(who, CODE, number, BIRTH, 1, "c", "Eritrea", date(2026, 4, 1))
    birth = FactRecord.objects.get(what=BIRTH)
    assert (birth.proof, birth.sworn_on, birth.value.wants_better) == ("c", date(2026, 2, 2), False)
    entries = Entry.objects.filter(object=f"case:{number}", result="granted").order_by("id")
    assert list(entries.values_list("act", "reason")) == [
        ("cases.register", "registered"),
        ("registration.open", "opened"),
        ("registration.see_residence", "seen"),
        ("registration.ask", "asked"),
        ("registration.prove", "proven"),
        ("registration.swear", "sworn"),
        ("registration.complete", "complete"),
        ("cases.decide", "decided"),
        ("registration.send_overview", "sent"),
        ("registration.prove", "replaced"),
    ]
    sworn = entries.get(act="registration.swear").facts
    assert sworn == {"fact": "birth 1", "oath": "promise", "by": "self", "reason": "danger", "interpreter": True}
    assert entries.get(act="registration.open").facts["settled_on"] == "2026-02-02"


@pytest.mark.parametrize(("registered", "met"), [("2026-02-16", 1), ("2026-02-17", 0)])
def test_bz_11_counts_from_the_complete_file_to_the_registration(clock, people, registered, met):
    who, number = people["clerk"], opened(people, ((BIRTH, 1),))
    actions.see_residence(who, CODE, number)
    actions.ask(who, CODE, number, True)
    actions.prove(who, CODE, number, BIRTH, 1, "c", "Polen", date(2026, 1, 5))
    assert Case.objects.get(number=number).clock == date(2026, 3, 30), "until it is complete, eight weeks of the Awb"
    on(clock, "2026-02-09")
    actions.complete(who, CODE, number)
    on(clock, registered)
    cases.decide_case(who, CODE, number, "ingeschreven")
    lines = CountedLine.objects.filter(municipality=175, measure="kpi")
    assert list(lines.values_list("key", "quantity", "base")) == [("BZ-11", met, 1)]


def test_a_designation_that_is_over_gives_nothing_any_more(clock, people):
    number = opened(people)
    on(clock, "2026-03-02")
    refused(
        lambda: actions.swear(people["clerk"], CODE, number, BIRTH, 1, SAID), "not-competent", "Wet BRP art. 2.8(2)e"
    )
    assert FactRecord.objects.get(what=BIRTH).sworn_on is None


def test_a_registration_may_be_refused_without_a_file_and_another_municipality_sees_nothing(clock, people):
    case = cases.register_case(people["clerk"], CODE, "eerste-inschrijving", date(2026, 2, 2))
    refused(
        lambda: cases.decide_case(people["clerk"], CODE, case.number, "ingeschreven"), "no-file", "Wet BRP art. 2.38"
    )
    with pytest.raises(Case.DoesNotExist):
        actions.see_residence(people["outsider"], "demo-hellendoorn-almelo-2025", case.number)
    set_scope(175)
    with pytest.raises(FileRecord.DoesNotExist):
        actions.see_residence(people["clerk"], CODE, case.number)
    set_scope(175)
    assert cases.decide_case(people["clerk"], CODE, case.number, "geweigerd").outcome == "geweigerd"


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_the_page_opens_a_file_and_takes_every_step(clock, people, client):
    number = cases.register_case(people["clerk"], CODE, "eerste-inschrijving", date(2026, 2, 2)).number
    client.force_login(people["clerk"])
    here = f"/eerste-inschrijving/{number}/"
    assert here in text(client.get(f"/zaken/{number}/"))
    typed = {"appearance": "person", "stays_since": "20-1-2026", "facts": ["birth", "nationality"], "marriages": "1"}
    wrong = client.post(here, typed | {"divorces": "2", "identified": "on", "form_token": "a"})
    assert wrong.status_code == 422 and "Er kunnen niet meer huwelijken" in text(wrong) and "20-1-2026" in text(wrong)
    unknown = client.post(here, typed | {"form_token": "b"})
    assert unknown.status_code == 409 and "De identiteit is niet deugdelijk vastgesteld." in text(unknown)
    assert client.post(here, typed | {"identified": "on", "form_token": "c"}).status_code == 302
    page = text(client.get(here))
    assert "te laat gemeld" in page and "0 van 3" in page and page.count("utrecht-button--primary-action") == 1
    assert client.post(here + "verblijf/", {"form_token": "d"}).status_code == 302
    assert client.post(here + "presentievraag/", {"form_token": "e"}).status_code == 422
    assert client.post(here + "presentievraag/", {"known": "nee", "form_token": "f"}).status_code == 302
    paper = {"fact": "marriage-1", "proof": "c", "country": "Syrië", "document_day": ""}
    wrong = client.post(here + "document/", paper | {"form_token": "g"})
    assert wrong.status_code == 422 and "Datum van het document" in text(wrong) and "Syrië" in text(wrong)
    number_typed = client.post(here + "document/", paper | {"country": "123456782", "form_token": "h"})
    assert number_typed.status_code == 422 and "zonder cijfers" in text(number_typed)
    assert client.post(here + "document/", paper | {"document_day": "1-5-2019", "form_token": "i"}).status_code == 302
    unknown = {"fact": "nationality-1", "proof": "x", "country": "", "document_day": "", "form_token": "j"}
    assert client.post(here + "document/", unknown).status_code == 302
    sworn = {"fact": "birth-1", "reason": "lost", "oath": "oath", "by": "self", "verified": "on"}
    unsigned = client.post(here + "verklaring/", sworn | {"form_token": "k"})
    assert unsigned.status_code == 409 and "Wet BRP art. 2.8(2)e" in text(unsigned)
    assert client.post(here + "verklaring/", sworn | {"signed": "on", "form_token": "l"}).status_code == 302
    page = text(client.get(here))
    assert "Beter document nog brengen" in page and "3 van 3" in page and "Niet vast te stellen" in page
    assert client.post(here + "compleet/", {"form_token": "m"}).status_code == 302
    assert f'href="/zaken/{number}/#besluit"' in text(client.get(here))
    client.post(f"/zaken/{number}/besluit/", {"outcome": "ingeschreven", "form_token": "n"})
    assert "Uiterlijk ma 2 mrt 2026" in text(client.get(here))
    assert client.post(here + "overzicht/", {"form_token": "o"}).status_code == 302
    assert "Ma 2 feb 2026".lower() in text(client.get(here)).lower()


def test_who_is_not_designated_reads_who_is(clock, people, client):
    number = opened(people)
    client.force_login(people["second_line"])
    page = text(client.get(f"/eerste-inschrijving/{number}/"))
    assert "Verklaring onder eed: niet door jou" in page and "Test clerk" in page and "verklaring/" not in page


@pytest.mark.parametrize("facts", [1, 6])
def test_the_page_asks_the_same_number_of_questions_however_many_facts_there_are(clock, people, client, facts):
    number = opened(people, ((BIRTH, 1), *((MARRIAGE, nth) for nth in range(1, facts))))
    client.force_login(people["clerk"])
    client.get(f"/eerste-inschrijving/{number}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/eerste-inschrijving/{number}/").status_code == 200
    asking = [query["sql"].lstrip("(") for query in asked.captured_queries]
    assert sum(sql.startswith("SELECT") and "set_config" not in sql for sql in asking) == 11
