"""Letters are written once and to the holder alone, signs stand with a photo, and only the holder answers."""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from test_actions import CANARY, CODE, GRAVE, at, refused

from noaber.attachments.files import PHOTO, take
from noaber.cemetery import actions as register
from noaber.cemetery.actions import NewPerson
from noaber.cemetery.evidence import actions, queries
from noaber.cemetery.evidence.models import Consent, Letter, Sign
from noaber.cemetery.evidence.rules import Answerer
from noaber.cemetery.law import law_on
from noaber.cemetery.models import GraveRight, Resident
from noaber.cemetery.places import local_of
from noaber.journal.models import Entry, Payload
from noaber.parties.clock import standing_at
from noaber.values import Period

HOLDER = Answerer(True, False, "paspoort gezien")
WRITTEN = date(2035, 3, 2)
"""Within the window of a right that was granted on 2 November 2026 for ten years."""


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(out, "JPEG")
    return out.getvalue()


class Yard:
    """A right of ten years whose holder has an address, and one whose holder has none."""

    def __init__(self, people: Any) -> None:
        self.clerk = people["clerk"]
        home = {"street": "Proefweg", "house_number": "3", "postcode": "7731 AA", "city": "Ommen"}
        with standing_at(at(date(2026, 11, 2))):
            self.holder = register.register_person(self.clerk, CODE, NewPerson("Cora", CANARY, **home))
            self.other = register.register_person(self.clerk, CODE, NewPerson("Piet", CANARY))
            for grave, who in ((GRAVE, self.holder), ("LMH-X-02", self.other)):
                register.register_grave(self.clerk, CODE, grave, "LMH", "particulier", 2, 4)
                right = register.grant_right(self.clerk, CODE, grave, who.number, 10, f"GA-{grave}")
                self.right = right if grave == GRAVE else self.right

    @property
    def client(self) -> int:
        return self.right.municipality_id

    def batch(self) -> Letter:
        with standing_at(at(WRITTEN)):
            made = actions.write_batch(self.clerk, CODE)
            actions.dispatch_batch(self.clerk, CODE, made.number, WRITTEN, "post")
        return Letter.objects.get(batch=made)

    def row(self) -> GraveRight:
        return GraveRight.objects.get(pk=self.right.pk)


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def law(day: date) -> Any:
    return law_on(day, local_of(CODE).rules)


def test_a_batch_writes_to_who_can_be_reached_and_says_why_not_to_the_others(yard: Yard) -> None:
    with standing_at(at(WRITTEN)):
        assert queries.how_many(queries.due(yard.client, WRITTEN, law(WRITTEN))) == {"": 1, "no-address": 1}
    letter = yard.batch()
    assert letter.receiver == yard.holder and "Proefweg 3" in letter.address and letter.sent_on == WRITTEN
    assert yard.row().letter_on == WRITTEN
    words = letter.content
    assert "5 jaar" in words and "20 jaar" in words and "namens het college" in words


def test_a_second_run_writes_nothing_double(yard: Yard) -> None:
    yard.batch()
    with standing_at(at(WRITTEN)), refused("nobody"):
        actions.write_batch(yard.clerk, CODE)
    assert Letter.objects.count() == 1


def test_the_letter_keeps_the_address_of_then_and_the_journal_has_no_names(yard: Yard) -> None:
    letter = yard.batch()
    with standing_at(at(date(2035, 4, 2))):
        actions.settle_address(
            yard.clerk, CODE, yard.holder.number, "Oefenpad", "9", "7731 BB", "Ommen", "basisregistratie personen"
        )
    letter.refresh_from_db()
    assert "Proefweg 3" in letter.address
    told = [*Entry.objects.values_list("header", flat=True), *Payload.objects.values_list("body", flat=True)]
    assert not [one for one in told if CANARY in str(one) or "Proefweg" in str(one) or "Oefenpad" in str(one)]


def test_an_answer_of_somebody_with_the_same_surname_does_not_count(yard: Yard) -> None:
    letter = yard.batch()
    with standing_at(at(date(2035, 3, 20))):
        with refused("same-surname"):
            actions.answer(yard.clerk, CODE, letter.number, "renew", Answerer(False, True, "paspoort gezien"))
        with refused("not-the-holder"):
            actions.answer(yard.clerk, CODE, letter.number, "renew", Answerer(False, False, "paspoort gezien"))
        with refused("no-identity"):
            actions.answer(yard.clerk, CODE, letter.number, "renew", Answerer(True, False, " "))
        assert yard.row().requested_on is None
        actions.answer(yard.clerk, CODE, letter.number, "renew", HOLDER)
        with refused("answered"):
            actions.answer(yard.clerk, CODE, letter.number, "end", HOLDER)
    assert yard.row().requested_on == date(2035, 3, 20)
    assert Consent.objects.get().identity == "paspoort gezien"


def test_a_renewal_by_the_holder_is_kept_as_a_consent_and_answers_the_letter(yard: Yard) -> None:
    letter = yard.batch()
    with standing_at(at(date(2035, 3, 20))):
        register.renew(yard.clerk, CODE, yard.right.number, yard.holder.number, 10, identity="rijbewijs gezien")
    letter.refresh_from_db()
    assert letter.reply == "renew" and letter.replied_by == yard.holder
    assert Consent.objects.get().about == "cemetery.renew"


@pytest.mark.parametrize(("day", "number"), [(date(2035, 6, 4), 0), (date(2035, 6, 5), 1)])
def test_signs_are_due_from_the_day_after_three_months(yard: Yard, day: date, number: int) -> None:
    # 2 June 2035 is a Saturday: the term ends on Monday 4 June.
    yard.batch()
    assert queries.signs_due(yard.client, day, law(day)).count() == number


def test_signs_stand_with_a_photo_until_the_end_or_a_request(yard: Yard) -> None:
    yard.batch()
    photo, day = take("bord.jpg", jpeg(), PHOTO), date(2035, 6, 12)
    with standing_at(at(day)):
        with refused("no-photo"):
            actions.place_sign(yard.clerk, CODE, yard.right.number, "grave", day, None)
        sign = actions.place_sign(yard.clerk, CODE, yard.right.number, "grave", day, photo)
        with refused("stands"):
            actions.place_sign(yard.clerk, CODE, yard.right.number, "grave", day, photo)
        assert queries.signs_due(yard.client, day, law(day)).count() == 1
        actions.place_sign(yard.clerk, CODE, yard.right.number, "entrance", day, photo)
        assert queries.signs_due(yard.client, day, law(day)).count() == 0
        with refused("needed"):
            actions.take_away_sign(yard.clerk, CODE, sign.pk)
        register.renew(yard.clerk, CODE, yard.right.number, yard.holder.number, 10, identity="paspoort gezien")
        assert queries.to_take_away(yard.client, day).count() == 2
        actions.take_away_sign(yard.clerk, CODE, sign.pk)
    assert Sign.objects.get(pk=sign.pk).taken_away_on == day


def test_a_letter_that_comes_back_makes_the_address_unsure_and_is_written_again(yard: Yard) -> None:
    letter = yard.batch()
    with standing_at(at(date(2035, 3, 20))):
        actions.take_back(yard.clerk, CODE, letter.number, date(2035, 3, 19), "moved")
        assert Resident.objects.get(pk=yard.holder.pk).address_unsure
        assert queries.returned(yard.client).count() == 1
        with refused("unsure"):
            actions.write_again(yard.clerk, CODE, letter.number)
        actions.settle_address(
            yard.clerk, CODE, yard.holder.number, "Oefenpad", "9", "7731 BB", "Ommen", "basisregistratie personen"
        )
        second = actions.write_again(yard.clerk, CODE, letter.number)
        assert "Oefenpad 9" in second.address and queries.returned(yard.client).count() == 0


def test_a_wish_to_renounce_is_confirmed_by_a_letter_that_asks_about_the_monument(yard: Yard) -> None:
    with standing_at(at(date(2030, 1, 10))):
        register.ask_renounce(yard.clerk, CODE, yard.right.number, yard.holder.number, "paspoort gezien")
    letter = Letter.objects.get()
    assert letter.kind == "ontvangst-afstand"
    assert "Wie neemt het gedenkteken" in letter.content and "13 weken" in letter.content


def test_the_clerk_walks_from_the_board_to_the_proof(yard: Yard, client: Any) -> None:
    base = "/begraafplaatsen/"
    client.force_login(yard.clerk)
    with standing_at(at(WRITTEN)):
        assert "geen volledig adres" in client.get(f"{base}brieven/").content.decode()
        answer = client.post(f"{base}brieven/", {"form_token": "a"})
        assert answer.status_code == 302
        page = client.get(answer.url).content.decode()
        assert CANARY in page and "nog niet verzonden" in page
        posted = {"day": "2-3-2035", "how": "post", "form_token": "b"}
        assert client.post(answer.url, posted).status_code == 302
        assert client.get(f"{answer.url}afdrukken/").content.startswith(b"%PDF")
        number = Letter.objects.get().number
        assert client.get(f"{base}brieven/{number}/").status_code == 200
        assert client.get(f"{base}brieven/{number}/pdf/").content.startswith(b"%PDF")
        typed = {"who": "-", "surname": CANARY.lower(), "identity": "rijbewijs gezien", "reply": "renew"}
        answer = client.post(f"{base}brieven/{number}/antwoord/", typed | {"form_token": "c"})
        assert answer.status_code == 409 and "dezelfde achternaam" in answer.content.decode()
        said = {"day": "2-3-2035", "who": "de dochter", "text": "Zij belde.", "form_token": "d"}
        assert client.post(f"{base}graf/{GRAVE}/notitie/", said).status_code == 302
    with standing_at(at(date(2035, 6, 12))):
        assert GRAVE in client.get(f"{base}borden/").content.decode()
        sign = {"day": "12-6-2035", "photo": io.BytesIO(jpeg()), "form_token": "e"}
        sign["photo"].name = "bord.jpg"
        assert client.post(f"{base}borden/{yard.right.number}/grave/", sign).status_code == 302
        page = client.get(f"{base}graf/{GRAVE}/").content.decode()
        assert "Bord bij het graf" in page and "Notitie: de dochter" in page and number in page
        with pikepdf.open(io.BytesIO(client.get(f"{base}graf/{GRAVE}/dossier/").content)) as pdf:
            assert len(pdf.pages) >= 2


def test_the_director_opens_no_letter(yard: Yard, people: Any, client: Any) -> None:
    letter = yard.batch()
    client.force_login(people["director"])
    for address in ("brieven/", f"brieven/{letter.number}/", "borden/", f"graf/{GRAVE}/dossier/"):
        assert client.get(f"/begraafplaatsen/{address}").status_code == 403


def test_who_directs_sees_how_many_letters_and_signs_there_are_and_only_who_works_opens_them(yard, people, client):
    letter = yard.batch()
    day = date(2035, 6, 12)
    with standing_at(at(day)):
        actions.take_back(yard.clerk, CODE, letter.number, day, "moved")
        year = Period(date(2035, 1, 1), day)
        assert queries.counts(yard.client, day, law(day), year) == queries.Counts(0, 1, 1, 1, 0, 0)
        before = Period(date(2034, 1, 1), date(2035, 3, 1))
        assert queries.counts(yard.client, day, law(day), before).sent == 0
        actions.place_sign(yard.clerk, CODE, yard.right.number, "grave", day, take("bord.jpg", jpeg(), PHOTO))
        assert queries.counts(yard.client, day, law(day), year) == queries.Counts(0, 1, 1, 1, 1, 0)
        client.force_login(people["director"])
        page = client.get("/begraafplaatsen/stand/").content.decode()
        assert "Verstuurd in een jaar" in page and "Borden te plaatsen" in page
        assert "/begraafplaatsen/brieven/" not in page and CANARY not in page
        client.force_login(yard.clerk)
        assert "/begraafplaatsen/brieven/" in client.get("/begraafplaatsen/stand/").content.decode()
        letters = client.get("/begraafplaatsen/brieven/").content.decode()
        place = re.search(r'<a [^>]*aria-current="page"[^>]*>([^<]+)', letters)
        assert place is not None and place[1].strip() == "Termijnwacht"
