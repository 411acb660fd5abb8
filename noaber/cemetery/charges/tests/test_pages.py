"""What people see and do on the pages of posts, files, tariffs and the layout."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from charges_yard import CODE, DEAD, GRAVE, HOLDER, Yard
from test_file import returned, rows

from noaber.cemetery.charges import rules
from noaber.cemetery.charges.models import FileBatch, FileLayout, Post
from noaber.cli import main

BASE = "/begraafplaatsen/"


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def text(answer: Any) -> str:
    return answer.content.decode()


def test_from_what_happened_to_a_file_and_its_answer_by_two_people(yard, client):
    client.force_login(yard.clerk)
    assert "2 gebeurtenissen wachten" in text(client.get(f"{BASE}posten/"))
    missed = text(client.get(f"{BASE}posten/gemist/"))
    assert f"graf {GRAVE}" in missed and "grave:" not in missed and "right:" not in missed
    assert client.post(f"{BASE}posten/ophalen/", {"form_token": "a"}).status_code == 302
    assert "Aangekruiste posten vaststellen" not in text(client.get(f"{BASE}posten/"))
    keys = list(Post.objects.values_list("pk", flat=True))
    client.force_login(yard.lead)
    page = text(client.get(f"{BASE}posten/"))
    assert HOLDER in page and DEAD not in page
    assert client.post(f"{BASE}posten/", {"form_token": "b"}).status_code == 422
    assert client.post(f"{BASE}posten/", {"posts": keys, "form_token": "c"}).status_code == 302
    assert client.post(f"{BASE}bestanden/maken/", {"after": "", "form_token": "d"}).status_code == 302
    batch = FileBatch.objects.get()
    wrong = io.BytesIO(b"a,b\r\n")
    wrong.name = "retour.csv"
    here = f"{BASE}bestanden/{batch.number}/"
    assert "komma" in text(client.post(f"{here}verwerking/", {"file": wrong, "form_token": "e"}))
    good = io.BytesIO(returned(batch, status="afgekeurd", melding="onbekend"))
    good.name = "retour.csv"
    assert client.post(f"{here}verwerking/", {"file": good, "form_token": "f"}).status_code == 302
    assert "Regel 2 is afgekeurd: onbekend." in text(client.get(here))
    rejected = Post.objects.get(state=rules.REJECTED)
    assert client.post(f"{BASE}posten/{rejected.number}/opnieuw/", {"form_token": "g"}).status_code == 302
    assert "In plaats van" in text(client.get(f"{BASE}posten/{rejected.number + 1}/"))


def test_each_part_of_a_file_is_fetched_and_the_list_is_a_pdf_of_the_same_bytes(yard, client):
    batch = yard.sent()
    client.force_login(yard.lead)
    here = f"{BASE}bestanden/{batch.number}/"
    assert client.post(f"{here}bestand/").content == bytes(batch.content)
    assert client.post(f"{here}manifest/").content == bytes(batch.manifest)
    paper = client.post(f"{here}lijst/").content
    assert paper.startswith(b"%PDF") and client.post(f"{here}lijst/").content == paper
    assert client.get(f"{here}bestand/").status_code == 405


def test_the_director_sees_the_totals_of_a_file_and_no_names(yard, client, people):
    batch = yard.sent()
    client.force_login(people["director"])
    page = text(client.get(f"{BASE}bestanden/{batch.number}/"))
    assert batch.digest in page and HOLDER not in page and "Ophalen" not in page
    assert client.get(f"{BASE}posten/").status_code == 403
    assert f'href="{BASE}posten/"' not in text(client.get(f"{BASE}bestanden/"))
    stand = text(client.get(f"{BASE}stand/"))
    assert "Bestanden voor de boekhouding" in stand and batch.number in stand and "wacht op verwerking" in stand


def test_a_post_says_why_it_costs_that_and_who_pays_can_be_changed(yard, client):
    granted, _ = yard.collected()
    client.force_login(yard.clerk)
    here = f"{BASE}posten/{granted.number}/"
    assert "1 x €\u00a02.920,00" in text(client.get(here)) and GRAVE in text(client.get(here))
    assert client.post(f"{here}debiteur/", {"role": "other", "debtor": "", "form_token": "a"}).status_code == 422
    answer = client.post(f"{here}debiteur/", {"role": "other", "debtor": "P9", "form_token": "b"})
    assert answer.status_code == 422 and "niet bekend" in text(answer)
    assert client.post(f"{here}debiteur/", {"role": "client", "form_token": "c"}).status_code == 302
    assert "ten laste van de gemeente" in text(client.get(here))
    assert client.post(f"{here}vervallen/", {"reason": "Dubbel", "form_token": "d"}).status_code == 302


def test_an_organisation_is_kept_and_a_post_is_made_by_hand(yard, client):
    client.force_login(yard.clerk)
    new = {"name": "Uitvaart Voorbeeld", "kvk": "12345678", "form_token": "a"}
    assert client.post(f"{BASE}posten/debiteuren/nieuw/", new).status_code == 302
    assert "Uitvaart Voorbeeld" in text(client.get(f"{BASE}posten/debiteuren/"))
    made = {"title": "Klok", "amount": "35,00", "day": "6-11-2026", "grave": GRAVE, "vat": "vrijgesteld"}
    assert client.post(f"{BASE}posten/nieuw/", made | {"grave": "X", "form_token": "b"}).status_code == 422
    assert client.post(f"{BASE}posten/nieuw/", made | {"form_token": "c"}).status_code == 302
    assert "Klok" in text(client.get(f"{BASE}posten/gemist/"))


def test_the_tables_and_a_price_that_is_tried_out(yard, client):
    client.force_login(yard.clerk)
    assert "geldt nu" in text(client.get(f"{BASE}tarieven/"))
    asked = {"what": "grant", "place": "LMH/particulier", "day": "1-12-2026", "number": "30"}
    assert "Waarom €\u00a02.920,00" in text(client.post(f"{BASE}tarieven/uitproberen/", asked))
    faulty = io.BytesIO(b"municipality = 175\n[[tariff]]\ncode = 'x'\n")
    faulty.name = "nieuw.toml"
    answer = client.post(f"{BASE}tarieven/uitproberen/", asked | {"file": faulty})
    assert answer.status_code == 422 and "ontbreekt" in text(answer)


def test_the_levy_is_looked_at_before_it_is_made(yard, client):
    client.force_login(yard.lead)
    answer = client.post(f"{BASE}posten/heffing/", {"reference": "10-11-2026", "form_token": "a"})
    assert answer.status_code == 200 and "Heffing van 2026" in text(answer) and not Post.objects.exists()
    assert "Niemand hoeft nog te betalen." in text(answer)


def typed(client: Any) -> dict[str, Any]:
    """The layout as its page shows it."""
    page = client.get(f"{BASE}bestanden/indeling/")
    form, columns = page.context["form"], page.context["columns"]
    sent = {f"kolom-{name}": value for name, value in columns.management_form.initial.items()}
    for one in columns:
        sent |= {one.add_prefix(name): value for name, value in one.initial.items() if value not in (False, None)}
    return sent | {name: value for name, value in form.initial.items() if name != "columns" and value is not False}


def test_a_layout_is_previewed_and_then_chosen(yard, client):
    yard.fixed()
    client.force_login(yard.lead)
    sent = typed(client) | {"title": "Eigen", "kolom-1-name": "volgnr"}
    answer = client.post(f"{BASE}bestanden/indeling/", sent | {"form_token": "a"})
    assert answer.status_code == 200 and "volgnr" in answer.context["preview"] and not FileLayout.objects.exists()
    wrong = client.post(f"{BASE}bestanden/indeling/", sent | {"kolom-2-name": "", "form_token": "b"})
    assert wrong.status_code == 422 and "post_id ontbreekt" in text(wrong)
    chosen = client.post(f"{BASE}bestanden/indeling/", sent | {"vastleggen": "1", "form_token": "c"})
    assert chosen.status_code == 302 and FileLayout.objects.get().title == "Eigen"


def test_the_command_line_makes_the_file_and_tells_its_totals(yard, capsys, tmp_path):
    yard.fixed()
    assert main(["cemetery", "file", "--out", str(tmp_path)]) == 0
    out, batch = capsys.readouterr().out, FileBatch.objects.get()
    assert batch.number in out and "2 regels" in out and batch.digest in out
    assert (tmp_path / batch.name).read_bytes() == bytes(batch.content) and len(rows(batch)) == 2
    assert main(["cemetery", "file", "--client", "bestaat-niet"]) == 2
    assert CODE
