"""Complaints from the desk to the finding, with their duties and their lines."""

from datetime import date

import pytest
import time_machine

from noaber.agreement.acting import Refusal
from noaber.duties.models import Duty
from noaber.heard import complaining
from noaber.heard.complaint import ASIDE, FOUNDED, HEARD, INFORMAL, OLDER, Complaint
from noaber.heard.models import ComplaintRecord
from noaber.journal.models import CountedLine, Entry
from noaber.parties.scope import set_scope

CODE = "ommen-twenterand-2024"
DAY = date(2026, 2, 3)


@pytest.fixture
def standing(people, agreement):
    """Time stands still on a Tuesday."""
    with time_machine.travel("2026-02-03T10:00:00+01:00", tick=False):
        yield people


def registered(people, **changes):
    wanted = {"received": DAY, "happened": DAY, "involved": (people["clerk"].pseudonym,)} | changes
    return complaining.register(people["clerk"], CODE, 1, "letter", "K-77", Complaint(**wanted))


def open_duties(client):
    rows = Duty.objects.of(client).filter(about__startswith="complaint:", done_on=None)
    return sorted(rows.values_list("code", "due"))


def test_a_complaint_goes_from_confirming_to_a_finding_and_its_duties_with_it(standing, agreement):
    row = registered(standing)
    assert row.number == "K-2026-1"
    assert open_duties(agreement.client_id) == [
        ("klacht-afhandelen", date(2026, 3, 17)),
        ("klacht-bevestigen", date(2026, 2, 10)),
    ]
    complaining.confirm(standing["second_line"], CODE, row.number)
    complaining.hear(standing["second_line"], CODE, row.number, HEARD)
    complaining.adjourn(standing["second_line"], CODE, row.number)
    assert open_duties(agreement.client_id) == [("klacht-afhandelen", date(2026, 4, 14))]
    complaining.settle(standing["second_line"], CODE, row.number, FOUNDED)
    assert open_duties(agreement.client_id) == []
    entries = Entry.objects.filter(object="complaint:K-2026-1", result="granted").order_by("id")
    assert list(entries.values_list("act", "clause")) == [
        ("heard.register", "Awb 9:12a"),
        ("heard.confirm", "Awb 9:6"),
        ("heard.hear", "Awb 9:10"),
        ("heard.adjourn", "Awb 9:11"),
        ("heard.settle", "Awb 9:12"),
    ]
    lines = CountedLine.objects.filter(municipality=agreement.client_id, measure__startswith="complaint")
    assert sorted(lines.values_list("measure", "service", "key")) == [
        ("complaint", 1, ""),
        ("complaint.settled", 1, FOUNDED),
    ]


def test_who_was_involved_neither_hears_nor_settles(standing, agreement):
    row = registered(standing, involved=(standing["second_line"].pseudonym,))
    for refused in (
        lambda: complaining.hear(standing["second_line"], CODE, row.number, HEARD),
        lambda: complaining.settle(standing["second_line"], CODE, row.number, INFORMAL),
    ):
        with pytest.raises(Refusal) as refusal:
            refused()
        assert str(refusal.value.decision.clause) == "Awb art. 9:7"
    set_scope(agreement.client_id)
    assert complaining.settle(standing["team_lead"], CODE, row.number, INFORMAL).finding == INFORMAL
    assert open_duties(agreement.client_id) == [], "what was not confirmed is not asked any more"


def test_a_clerk_registers_and_does_not_handle(standing, agreement):
    row = registered(standing, involved=())
    with pytest.raises(Refusal) as refusal:
        complaining.settle(standing["clerk"], CODE, row.number, INFORMAL)
    assert refusal.value.decision.code == "no-function"


def test_an_old_complaint_is_left_aside_with_its_ground(standing, agreement):
    row = registered(standing, happened=date(2025, 2, 2))
    assert complaining.settle(standing["team_lead"], CODE, row.number, ASIDE, OLDER).ground == OLDER
    young = registered(standing, happened=date(2025, 2, 3))
    assert young.number == "K-2026-2"
    with pytest.raises(Refusal) as refusal:
        complaining.settle(standing["team_lead"], CODE, young.number, ASIDE, OLDER)
    assert refusal.value.decision.code == "not-older"


def test_the_pages_register_handle_and_show_a_complaint(standing, agreement, client):
    client.force_login(standing["team_lead"])
    assert "Er lopen geen klachten." in client.get("/gehoord/klachten/").content.decode()
    typed = {"service": "1", "channel": "mail", "received": "3-2-2026", "happened": "2-2-2026", "reference": ""}
    wrong = client.post("/gehoord/klachten/nieuw/", typed | {"form_token": "a"})
    assert wrong.status_code == 422 and "2-2-2026" in wrong.content.decode()
    typed |= {"reference": "MAIL-12", "involved": [standing["clerk"].pseudonym]}
    made = client.post("/gehoord/klachten/nieuw/", typed | {"form_token": "b"})
    here = made["Location"]
    assert here == "/gehoord/klachten/K-2026-1/"
    page = client.get(here).content.decode()
    assert "di 17 mrt 2026" in page.replace("\u00a0", " ") and "Test clerk" in page and "MAIL-12" in page
    assert client.post(here + "bevestigen/", {"form_token": "c"}).status_code == 302
    assert client.post(here + "horen/", {"hearing": "waived", "form_token": "d"}).status_code == 302
    missing = client.post(here + "afhandelen/", {"finding": "aside", "form_token": "e"})
    assert missing.status_code == 422 and "Kies waarom" in missing.content.decode()
    assert client.post(here + "afhandelen/", {"finding": "partly", "form_token": "f"}).status_code == 302
    assert "Deels gegrond" in client.get(here).content.decode()
    assert '<th scope="row">1. Balie burgerzaken</th>' in client.get("/gehoord/").content.decode()
    over = client.get("/gehoord/klachten/?stand=klaar").content.decode()
    assert "K-2026-1" in over and "deels gegrond" in over
    client.force_login(standing["outsider"])
    assert client.get(here).status_code == 404
    set_scope(agreement.client_id)
    assert ComplaintRecord.objects.of(agreement.client_id).get().involved == [standing["clerk"].pseudonym]


def test_who_was_involved_is_told_on_the_page_that_a_colleague_handles_it(standing, agreement, client):
    row = registered(standing, involved=(standing["second_line"].pseudonym,))
    client.force_login(standing["second_line"])
    page = client.get(f"/gehoord/klachten/{row.number}/").content.decode()
    assert "Niet door jou" in page and "horen/" not in page and "bevestigen/" in page
