"""What is recorded of people, what the journal says of it, and what the pages show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from noaber.agreement.acting import Refusal
from noaber.competence import actions
from noaber.competence.models import Held
from noaber.competence.rules import ABS, OATH, VOE, VOG, Competence
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine, Entry
from noaber.parties.models import Person

CODE = "ommen-twenterand-2024"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def at(client: Any, settings: Any) -> Any:
    settings.DEMO = True
    return client


def appoint(people: dict[str, Any], until: date | None = None, since: date = DAY) -> Held:
    wanted = Competence(ABS, since, until, "B&W 2026/12")
    return actions.record(people["team_lead"], CODE, people["clerk"].pseudonym, wanted)


def test_an_appointment_is_a_row_and_an_entry_that_names_nobody(people: Any) -> None:
    row = appoint(people)
    assert (row.entry.act, row.entry.object) == ("competence.record", f"competence:{people['clerk'].pseudonym}/abs")
    assert row.entry.facts["decision"] == "B&W 2026/12" and row.entry.clause == "BW 1:16"


@pytest.mark.parametrize("who", ["clerk", "director", "outsider"])
def test_only_the_team_lead_records(who: str, people: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.record(people[who], CODE, people["clerk"].pseudonym, Competence(VOG, DAY))
    assert refusal.value.decision.code == "no-function" and not Held.objects.exists()


def test_somebody_of_a_third_municipality_is_nobody_here(people: Any) -> None:
    with pytest.raises(Person.DoesNotExist):
        actions.record(people["team_lead"], CODE, people["outsider"].pseudonym, Competence(VOG, DAY))


def test_what_runs_out_is_a_duty_with_lead_time_that_a_renewal_moves_and_an_end_takes_away(people: Any) -> None:
    last = DAY + timedelta(days=100)
    row = appoint(people, last)
    duty = Duty.objects.get(code="bevoegdheid-verloopt")
    assert (duty.due, duty.shown_from, duty.holder) == (last, last - timedelta(days=60), "team_lead")
    later = appoint(people, last + timedelta(days=365), last + timedelta(days=1))
    duty.refresh_from_db()
    assert duty.done_on is None and duty.due == later.until
    actions.end(people["team_lead"], CODE, row.pk, DAY)
    duty.refresh_from_db()
    assert duty.done_on == DAY and "beëindigd" in duty.note


def test_a_check_of_rights_counts_accounts_seen_of_all(people: Any) -> None:
    wanted = [people[who].pseudonym for who in ("clerk", "second_line")]
    actions.review(people["team_lead"], CODE, wanted)
    line = CountedLine.objects.get(key="FB-01")
    assert (line.quantity, line.base) == (2, 3)
    assert Entry.objects.get(act="competence.review").object == "rights:2026-Q4"


def test_the_matrix_shows_who_is_what_and_what_runs_out(people: Any, at: Any) -> None:
    appoint(people, DAY + timedelta(days=10))
    for who in ("team_lead", "director"):
        at.force_login(people[who])
        said = at.get(reverse("competences")).content.decode()
        assert "Test clerk" in said and "loopt af" in said and "4 dec 2026" in said
    at.force_login(people["clerk"])
    assert at.get(reverse("competences")).status_code == 403


def test_the_matrix_asks_as_many_questions_for_ten_people_as_for_three(
    people: Any, agreement: Any, django_assert_max_num_queries: Any
) -> None:
    from noaber.competence.queries import matrix
    from noaber.competence.terms import CompetenceTerms
    from noaber.parties.models import Position
    from noaber.values import Clause, Term

    terms = CompetenceTerms(lead_days=Term(60, Clause(CODE, "3.2")))
    for number in range(10):
        person = Person.objects.create_user(f"x{number}@example.nl", None, name=f"X {number}", employer_id=1700)
        Position.objects.create(person=person, function="clerk", organisation_id=1700, since=date(2023, 1, 1))
        actions.record(people["team_lead"], CODE, person.pseudonym, Competence(VOG, DAY))
    with django_assert_max_num_queries(5):
        rows = matrix(agreement, DAY, terms)
    assert len(rows) == 13


def test_the_page_of_a_person_records_and_ends(people: Any, at: Any) -> None:
    at.force_login(people["team_lead"])
    here = reverse("competence-person", args=[people["clerk"].pseudonym])
    typed = {"kind": VOE, "since": "24-11-2026", "until": "", "decision": "", "form_token": "a"}
    refused = at.post(here, typed)
    assert refused.status_code == 409 and "kenmerk ontbreekt" in refused.content.decode()
    wrong = at.post(here, typed | {"since": "31-2-2026", "decision": "B&W 8", "form_token": "b"})
    assert wrong.status_code == 422 and "B&amp;W 8" in wrong.content.decode()
    assert at.post(here, typed | {"decision": "B&W 8", "form_token": "c"}).status_code == 302
    row = Held.objects.get()
    ended = at.post(reverse("end-competence", args=[row.pk]), {"on": "24-11-2026", "form_token": "d"})
    assert ended.status_code == 302 and Held.objects.get().until == DAY


def test_the_director_reads_a_person_and_records_nothing(people: Any, at: Any) -> None:
    at.force_login(people["director"])
    here = reverse("competence-person", args=[people["clerk"].pseudonym])
    assert "Alleen lezen" in at.get(here).content.decode()
    at.post(here, {"kind": OATH, "since": "24-11-2026", "form_token": "a"})
    assert not Held.objects.exists()
    assert at.get(reverse("competence-person", args=[people["outsider"].pseudonym])).status_code == 404


def test_today_says_of_everything_who_may_and_why_others_may_not(appointed: Any, at: Any) -> None:
    at.force_login(appointed["director"])
    said = at.get(reverse("who-may-today")).content.decode()
    assert "Erkenning van een kind" in said and "Test clerk" in said and "niet voor deze gemeente vastgelegd" in said


def test_a_deviation_is_opened_and_checked_on_its_pages(people: Any, at: Any, clock: Any) -> None:
    at.force_login(people["team_lead"])
    here, clerk = reverse("deviations"), people["clerk"].pseudonym
    typed = {"reason": "", "since": "24-11-2026", "until": "24-11-2026", "people": [clerk], "form_token": "a"}
    wrong = at.post(here, typed)
    assert wrong.status_code == 422 and "24-11-2026" in wrong.content.decode()
    late = typed | {"reason": "Studiedag.", "since": "23-11-2026", "form_token": "z"}
    assert at.post(here, late).status_code == 409
    done = at.post(here, typed | {"reason": "Studiedag.", "form_token": "b"})
    assert done.status_code == 302
    clock.shift(timedelta(days=1))
    at.force_login(people["clerk"])
    assert "Je was zelf betrokken" in at.get(done["Location"]).content.decode()
    at.force_login(people["second_line"])
    checked = at.post(done["Location"], {"findings": "Alles gezien.", "in_order": "ja", "form_token": "c"})
    assert checked.status_code == 302 and "in orde" in at.get(done["Location"]).content.decode()
