"""The file for the bookkeeping: made once of what was fixed, kept as it is, and answered line by line."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

sys.path.insert(0, str(Path(__file__).parent))
from charges_yard import CODE, DEAD, GRAVE, HOLDER, Yard, at
from test_posts import an_entry, refused

from noaber.cemetery.charges import actions, file_actions, queries, rules
from noaber.cemetery.charges.file_actions import Said
from noaber.cemetery.charges.layout import CSV_V1, Column, Layout
from noaber.cemetery.charges.models import Acknowledgement, FileBatch, FileLine, Post
from noaber.duties.actions import raise_due
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine, Entry
from noaber.parties.clock import standing_at
from noaber.values import Euro


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def rows(batch: FileBatch) -> list[dict[str, str]]:
    text = bytes(batch.content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_only_what_somebody_else_fixed_is_in_the_file(yard):
    granted, buried = yard.collected()
    actions.fix(yard.lead, CODE, [buried.pk])
    batch = file_actions.make_file(yard.lead, CODE, "")
    (row,) = rows(batch)
    assert row["post_id"] == str(buried.post_id) and row["bedrag"] == "917,00"
    granted.refresh_from_db()
    buried.refresh_from_db()
    assert (granted.state, buried.state) == (rules.CONCEPT, rules.IN_FILE)


def test_the_name_of_who_lies_there_is_nowhere_in_the_file_and_no_citizen_number_either(yard):
    posts = yard.collected()
    actions.keep_debtor(yard.clerk, CODE, {"bsn": "999990019"}, posts[0].debtor.pk)
    actions.fix(yard.lead, CODE, [post.pk for post in posts])
    batch = file_actions.make_file(yard.lead, CODE, "")
    whole = bytes(batch.content) + bytes(batch.manifest) + json.dumps(batch.rows).encode()
    assert DEAD.encode() not in whole and b"999990019" not in whole and HOLDER.encode() in bytes(batch.content)
    assert {row["omschrijving"] for row in rows(batch)} == {
        f"Particulier graf, 30 jaar, graf {GRAVE}",
        f"Begraven, 12 jaar en ouder, graf {GRAVE}",
    }


def test_the_citizen_number_is_in_the_file_where_the_layout_asks_it(yard):
    posts = yard.collected()
    actions.keep_debtor(yard.clerk, CODE, {"bsn": "999990019"}, posts[0].debtor.pk)
    actions.fix(yard.lead, CODE, [post.pk for post in posts])
    columns = (Column("post_id", "post_id"), Column("bsn", "bsn"), Column("bedrag", "amount"))
    file_actions.set_layout(yard.lead, CODE, Layout("met bsn", columns))
    batch = file_actions.make_file(yard.lead, CODE, "")
    assert {row["bsn"] for row in rows(batch)} == {"999990019"}
    assert "999990019" not in json.dumps(batch.rows)


def test_numbers_follow_each_other_without_a_gap_and_name_the_one_before(yard):
    days = (date(2026, 11, 23), date(2026, 12, 28), date(2027, 1, 4), date(2027, 2, 15))
    yard.fixed()
    last, made = "", []
    for day in days:
        with standing_at(at(day)):
            made.append(file_actions.make_file(yard.lead, CODE, last))
        last = made[-1].number
    assert [one.number for one in made] == ["OMM-2026-01", "OMM-2026-02", "OMM-2027-01", "OMM-2027-02"]
    assert [one.predecessor for one in made] == ["", "OMM-2026-01", "OMM-2026-02", "OMM-2027-01"]
    manifests = [json.loads(bytes(one.manifest)) for one in made]
    assert manifests[0]["voorganger"] is None
    assert [one["voorganger"]["sha256"] for one in manifests[1:]] == [one.digest for one in made[:-1]]
    assert [one["nulbestand"] for one in manifests] == [False, True, True, True]


def test_an_empty_file_has_its_head_alone_and_adds_up_to_nothing(yard):
    batch = file_actions.make_file(yard.lead, CODE, "")
    assert rows(batch) == [] and batch.count == 0 and batch.net_cents == 0
    assert bytes(batch.content).startswith(b"\xef\xbb\xbfbestandsnummer;regelnummer;post_id;")


def test_who_did_not_see_the_last_file_makes_no_next_one(yard):
    yard.sent()
    with refused("other-was-first"):
        file_actions.make_file(yard.second, CODE, "")
    assert FileBatch.objects.count() == 1


def test_the_control_totals_are_those_of_the_lines_and_the_digest_is_that_of_the_bytes(yard):
    batch = yard.sent()
    manifest, lines = json.loads(bytes(batch.manifest)), rows(batch)
    cents = [int(row["bedrag"].replace(",", "")) for row in lines]
    assert manifest["sha256"] == batch.digest == hashlib.sha256(bytes(batch.content)).hexdigest()
    totals = manifest["controletotalen"]
    assert (totals["regels"], totals["debiteuren"]) == (2, 1)
    assert totals["debet_centen"] == totals["saldo_centen"] == sum(cents) == batch.net_cents
    assert totals["hashtotaal_postnummers"] == sum(int(row["postnummer"]) for row in lines)
    assert sum(part["centen"] for part in totals["per_tarief"]) == sum(cents)
    assert batch.totals.net == Euro(sum(cents))


def test_the_database_refuses_every_change_to_a_file_and_a_post_in_two_lines(yard):
    batch = yard.sent()
    line = batch.lines.get(number=1)
    for row, change in ((batch, {"content": b"x"}), (batch, {"number": "OMM-2026-99"}), (line, {"number": 7})):
        with pytest.raises(IntegrityError, match="a file does not change"), an_entry(yard) as entry:
            row.change(entry, **change)
    with pytest.raises(IntegrityError, match="post_id"), an_entry(yard) as entry:
        FileLine.add(entry, batch=batch, number=3, post=line.post)


def test_fetching_it_again_gives_the_same_bytes_and_is_written_down(yard):
    batch = yard.sent()
    actions.keep_debtor(yard.clerk, CODE, {"ledger_number": "70001"}, Post.objects.first().debtor.pk)
    for _ in range(2):
        row = file_actions.download(yard.lead, CODE, batch.number, "csv")
        assert hashlib.sha256(bytes(row.content)).hexdigest() == batch.digest
    assert Entry.objects.filter(act="charges.download", object="gravefile:OMM-2026-01").count() == 2


def returned(batch: FileBatch, **change: Any) -> bytes:
    """What the bookkeeping sends back; `change` replaces the cells of the second line."""
    head = "regelnummer;post_id;bedrag;status;melding"
    lines = [head]
    for row in rows(batch):
        cells = {"regelnummer": row["regelnummer"], "post_id": row["post_id"], "bedrag": row["bedrag"]}
        cells |= {"status": "verwerkt", "melding": ""}
        lines.append(";".join((cells | change if row["regelnummer"] == "2" else cells).values()))
    return "\r\n".join(lines).encode()


def said(content: bytes) -> Said:
    return Said("retour.csv", io.BytesIO(content))


def differences(answer: Any) -> list[tuple[int, str]]:
    assert isinstance(answer, Acknowledgement)
    return [(one["line"], one["code"]) for one in answer.differences]


def states() -> list[str]:
    return list(Post.objects.order_by("id").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("change", "found", "second"),
    [
        ({}, [], rules.PROCESSED),
        ({"status": "afgekeurd", "melding": "onbekende debiteur"}, [(2, "rejected")], rules.REJECTED),
        ({"bedrag": "916,99"}, [(2, "amount")], rules.IN_FILE),
        ({"post_id": "0"}, [(2, "other-post")], rules.IN_FILE),
        ({"regelnummer": "3"}, [(2, "missing"), (3, "unknown")], rules.IN_FILE),
    ],
)
def test_a_return_file_is_held_against_what_was_sent_line_by_line(yard, change, found, second):
    batch = yard.sent()
    answer = file_actions.acknowledge(yard.lead, CODE, batch.number, said(returned(batch, **change)))
    assert differences(answer) == found
    assert states() == [rules.PROCESSED, second]


def test_a_rejected_line_is_sent_again_as_another_post(yard):
    batch = yard.sent()
    wrong = {"status": "afgekeurd", "melding": "onbekende debiteur"}
    file_actions.acknowledge(yard.lead, CODE, batch.number, said(returned(batch, **wrong)))
    old = batch.lines.get(number=2).post
    assert old.reason == "onbekende debiteur"
    new = actions.replace(yard.clerk, CODE, old.number)
    actions.fix(yard.lead, CODE, [new.pk])
    (row,) = rows(file_actions.make_file(yard.lead, CODE, batch.number))
    assert row["post_id"] == str(new.post_id) and row["post die deze vervangt"] == old.called


@pytest.mark.parametrize(
    ("count", "cents", "found"), [(2, 383_700, []), (1, 383_700, [(0, "total")]), (2, 383_699, [(0, "total")])]
)
def test_so_many_lines_and_so_much_must_be_the_same_or_nothing_is_processed(yard, count, cents, found):
    batch = yard.sent()
    answer = file_actions.acknowledge(yard.lead, CODE, batch.number, Said(count=count, amount=Euro(cents)))
    assert differences(answer) == found
    assert states() == [rules.IN_FILE if found else rules.PROCESSED] * 2


def test_what_is_answered_is_not_answered_again(yard):
    batch = yard.sent()
    file_actions.acknowledge(yard.lead, CODE, batch.number, Said(count=2, amount=Euro(batch.net_cents)))
    with refused("nothing-open"):
        file_actions.acknowledge(yard.lead, CODE, batch.number, Said(count=2, amount=Euro(batch.net_cents)))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"regelnummer,post_id,bedrag,status,melding\r\n1,x,1,verwerkt,", (1, "", "separator")),
        (b"regelnummer;post_id;bedrag;status\r\n1;x;1;verwerkt", (1, "melding", "missing-column")),
        (b"regelnummer;post_id;bedrag;status;melding\r\n1;x;=1+1;verwerkt;", (2, "bedrag", "formula")),
        (b"regelnummer;post_id;bedrag;status;melding\r\n1;x;veel;verwerkt;", (2, "bedrag", "not-an-amount")),
        (b"regelnummer;post_id;bedrag;status;melding\r\n1;x;1;klaar;", (2, "status", "not-known")),
        (b"regelnummer;post_id;bedrag;status;melding\r\neen;x;1;verwerkt;", (2, "regelnummer", "not-a-number")),
        (b"\xff\xfe\x00r\x00e", (1, "regelnummer", "missing-column")),
        (b"", (0, "", "empty")),
    ],
)
def test_a_return_file_that_cannot_be_read_names_the_place_and_changes_nothing(yard, content, place):
    batch = yard.sent()
    found = file_actions.unreadable(said(content))
    assert found is not None
    assert place in [(one.line, one.column, one.code) for one in found.kept if one.blocks]
    with pytest.raises(AssertionError):
        file_actions.acknowledge(yard.lead, CODE, batch.number, said(content))
    assert states() == [rules.IN_FILE] * 2 and not Acknowledgement.objects.exists()


def test_credit_and_new_post_go_together_and_point_at_the_first(yard):
    batch = yard.sent()
    old = batch.lines.get(number=1).post
    back = actions.credit(yard.clerk, CODE, old.number, "Verkeerde termijn.")
    actions.fix(yard.lead, CODE, [back.pk])
    (row,) = rows(file_actions.make_file(yard.lead, CODE, batch.number))
    assert (row["bedrag"], row["oorspronkelijke post bij credit"]) == ("-2920,00", old.called)
    assert row["code van de bezwaarclausule"] == ""


def test_the_file_does_the_duty_of_the_calendar_and_counts_whether_it_was_in_time(yard, agreement):
    with standing_at(at(date(2026, 11, 20))):
        raise_due(CODE, date(2026, 11, 20))
    duty = Duty.objects.get(done_by="charges.make_file", done_on=None)
    with standing_at(at(duty.due + timedelta(days=1))):
        batch = file_actions.make_file(yard.lead, CODE, "")
    duty.refresh_from_db()
    assert duty.done_on == batch.made_on and batch.due == duty.due
    line = CountedLine.objects.get(measure="kpi", key="BG-01")
    assert (line.day, line.quantity, line.base, line.service) == (duty.due, 0, 1, 9)


def test_what_changed_since_the_last_file_is_counted(yard, agreement):
    batch = yard.sent()
    old = batch.lines.get(number=1).post
    back = actions.credit(yard.clerk, CODE, old.number, "Verkeerd.")
    actions.fix(yard.lead, CODE, [back.pk])
    changes = queries.changed_since(agreement.client_id)
    assert (changes.credits, changes.new, changes.late) == (1, 0, 1)


def test_the_layout_of_today_asks_no_citizen_number():
    assert not CSV_V1.asks_bsn
