"""Posts: made of what acts left, fixed by somebody else, credited and made again, never changed afterwards."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

sys.path.insert(0, str(Path(__file__).parent))
from charges_yard import CODE, DEAD, GRAVE, HOLDER, Yard, at

from noaber.agreement.acting import Refusal, acting
from noaber.cemetery import actions as cemetery
from noaber.cemetery.charges import actions, acts, file_actions, queries, rules
from noaber.cemetery.charges.actions import NewPost
from noaber.cemetery.charges.models import Debtor, Post
from noaber.cemetery.models import GraveRight
from noaber.journal.models import Entry, Payload
from noaber.parties.clock import standing_at
from noaber.values import Euro, grant


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.decision.code == code)


@contextmanager
def an_entry(yard: Yard) -> Iterator[Entry]:
    """An act that writes something it should not."""
    with acting(yard.lead, CODE) as act:
        yield act.record(acts.DOWNLOAD, grant("x", act.book.act_clause(acts.DOWNLOAD.code), ""))


@pytest.fixture
def yard(people: Any) -> Yard:
    return Yard(people)


def test_each_line_that_is_owed_becomes_one_post_with_the_price_as_it_was(yard, agreement):
    granted, buried = yard.collected()
    assert (granted.tariff, granted.amount_cents, granted.kind) == ("grant-lmh-30", 292_000, rules.INVOICE)
    assert (buried.title, buried.amount_cents) == ("Begraven, 12 jaar en ouder", 91_700)
    assert buried.fact_on == date(2026, 11, 6) and buried.decided_on == date(2026, 11, 2)
    assert {post.debtor.called for post in (granted, buried)} == {f"Cora {HOLDER}"}
    assert {post.grave.number for post in (granted, buried)} == {GRAVE} and granted.vat == "vrijgesteld"
    assert granted.made_by == yard.clerk.pseudonym
    with refused("nothing-to-collect"):
        actions.collect(yard.clerk, CODE)


def test_who_made_what_is_owed_does_not_fix_it_and_neither_does_who_changed_the_payer(yard):
    granted, buried = yard.collected()
    with refused("no-function"):
        actions.fix(yard.clerk, CODE, [granted.pk])
    actions.name_debtor(yard.lead, CODE, granted.number, rules.CLIENT)
    with refused("same-person"):
        actions.fix(yard.lead, CODE, [granted.pk, buried.pk])
    assert not Post.objects.filter(state=rules.FIXED).exists()
    assert actions.fix(yard.second, CODE, [granted.pk, buried.pk]) == 2
    assert set(Post.objects.values_list("fixed_by", flat=True)) == {yard.second.pseudonym}


def test_an_undertaker_pays_one_line_and_the_holder_the_other(yard):
    granted, buried = yard.collected()
    undertaker = actions.keep_debtor(yard.clerk, CODE, {"name": "Uitvaart Voorbeeld", "kvk": "12345678"})
    actions.name_debtor(yard.clerk, CODE, buried.number, rules.UNDERTAKER, undertaker.number)
    buried.refresh_from_db()
    assert (buried.debtor, buried.role) == (undertaker, rules.UNDERTAKER)
    assert Debtor.objects.count() == 2
    with pytest.raises(Debtor.DoesNotExist):
        actions.name_debtor(yard.clerk, CODE, granted.number, rules.OTHER, "P-2026-99")


def test_without_a_payer_nothing_is_fixed_unless_the_municipality_pays(yard):
    post = actions.add(yard.clerk, CODE, NewPost("Klok luiden", Euro.of(35), date(2026, 11, 6), GRAVE))
    with refused("no-debtor"):
        actions.fix(yard.lead, CODE, [post.pk])
    actions.name_debtor(yard.clerk, CODE, post.number, rules.CLIENT)
    assert actions.fix(yard.lead, CODE, [post.pk]) == 1


def test_no_name_of_anybody_is_in_the_journal(yard):
    yard.sent()
    told = "".join(Payload.objects.exclude(body=None).values_list("body", flat=True))
    told += "".join(Entry.objects.values_list("header", flat=True))
    assert HOLDER not in told and DEAD not in told


def test_what_was_sent_is_credited_whole_and_once(yard):
    post = yard.sent().lines.get(number=1).post
    back = actions.credit(yard.clerk, CODE, post.number, "Verkeerde termijn gekozen.")
    assert (back.kind, back.amount_cents, back.original) == (rules.CREDIT, -post.amount_cents, post)
    assert back.state == rules.CONCEPT and back.debtor == post.debtor
    for number, code in ((post.number, "credited"), (back.number, "is-credit")):
        with refused(code):
            actions.credit(yard.clerk, CODE, number, "Nog een keer.")


def test_what_is_not_sent_lapses_with_a_reason_and_is_not_collected_again(yard):
    post, _ = yard.collected()
    with refused("not-sent"):
        actions.credit(yard.clerk, CODE, post.number, "Te vroeg.")
    with refused("no-reason"):
        actions.drop(yard.clerk, CODE, post.number, " ")
    actions.drop(yard.clerk, CODE, post.number, "Dubbel.")
    with refused("nothing-to-collect"):
        actions.collect(yard.clerk, CODE)
    with refused("not-a-concept"):
        actions.fix(yard.lead, CODE, [post.pk])


def test_the_database_refuses_to_change_what_was_fixed(yard):
    post = yard.fixed()[0]
    for change in ({"amount_cents": 1}, {"debtor": None, "role": rules.CLIENT}, {"post_id": uuid4()}):
        with pytest.raises(IntegrityError, match="a post that was fixed does not change"), an_entry(yard) as entry:
            post.change(entry, **change)


def test_the_database_sends_no_post_back_that_was_sent(yard):
    post = yard.sent().lines.get(number=1).post
    for state in (rules.FIXED, rules.CONCEPT, rules.DROPPED):
        with pytest.raises(IntegrityError, match="does not go back"), an_entry(yard) as entry:
            post.change(entry, state=state)


def test_an_event_without_a_price_is_on_the_list_until_somebody_says_what_it_costs(yard, agreement):
    client = agreement.client_id
    with standing_at(at(date(2026, 11, 9))):
        cemetery.register_grave(yard.clerk, CODE, "LMH-Y-02", "HBW", "particulier", 1, 4)
        cemetery.register_grave(yard.clerk, CODE, "LMH-Y-03", "HBW", "particulier", 1, 4)
        for number in ("LMH-Y-02", "LMH-Y-03"):
            cemetery.grant_right(yard.clerk, CODE, number, yard.holder.number, None, "GA-9")
    first, second = queries.without_line(client)
    actions.waive(yard.clerk, CODE, first.pk, "Oud recht, al betaald in 1988.")
    actions.add(yard.clerk, CODE, NewPost("Uitgifte", Euro.of(100), date(2026, 11, 9), "LMH-Y-02", second.pk))
    assert not queries.without_line(client).exists()
    with refused("has-post"):
        actions.waive(yard.clerk, CODE, first.pk, "Nog eens.")
    loose = actions.add(yard.clerk, CODE, NewPost("Los", Euro.of(5), date(2026, 11, 9)))
    assert [post.pk for post in queries.without_event(client)] == [loose.pk]


def test_the_levy_makes_one_post_a_right_a_year_and_again_only_what_is_new(yard, monkeypatch):
    monkeypatch.setattr(actions, "local_of", lambda code: _with_levy())
    day = date(2026, 11, 10)
    assert actions.levy(yard.lead, CODE, 2026, day) == 1
    with refused("nothing-new"):
        actions.levy(yard.lead, CODE, 2026, date(2026, 12, 1))
    with standing_at(at(date(2026, 11, 9))):
        cemetery.register_grave(yard.clerk, CODE, "LMH-Y-02", "LMH", "particulier", 1, 4)
        cemetery.grant_right(yard.clerk, CODE, "LMH-Y-02", yard.holder.number, 10, "GA-9")
    assert actions.levy(yard.lead, CODE, 2026, day) == 1
    with refused("other-year"):
        actions.levy(yard.lead, CODE, 2027, day)
    right = GraveRight.objects.get(pk=yard.right.pk)
    post = Post.objects.get(right=right)
    assert (post.kind, post.tax_year, post.debtor.resident) == (rules.LEVY, 2026, yard.holder)
    same = {name: getattr(post, name) for name in actions._COPIED}
    with pytest.raises(IntegrityError, match=r"one_levy|right_id"), an_entry(yard) as entry:
        Post.add(entry, number=99, made_by="m-x", **same)


def _with_levy() -> Any:
    from dataclasses import replace

    from noaber.cemetery.places import local_of
    from noaber.cemetery.tariffs import FIXED, Tariff
    from noaber.values import Period

    local = local_of(CODE)
    row = local.tariffs[0]
    levy = Tariff(
        "onderhoud", "Onderhoud", "levy", FIXED, Euro.of(40), row.clause, Period(date(2026, 1, 1), None), "test"
    )
    return replace(local, tariffs=(*(one for one in local.tariffs if one.what != "levy"), levy))


def test_the_journal_says_how_many_posts_were_prepared(yard):
    yard.collected()
    entry = Entry.objects.get(act="charges.collect")
    assert json.loads(entry.header)["lines"][0][:3] == ["grave.post", str(entry.at.date()), 2]


def test_a_rejected_post_is_made_again_with_an_identity_of_its_own(yard):
    batch = yard.sent()
    post = batch.lines.get(number=1).post
    with refused("not-rejected"):
        actions.replace(yard.clerk, CODE, post.number)
    with an_entry(yard) as entry:
        post.change(entry, state=rules.REJECTED)
    new = actions.replace(yard.clerk, CODE, post.number)
    assert new.post_id != post.post_id and new.replaces == post and new.state == rules.CONCEPT
    with refused("replaced"):
        actions.replace(yard.clerk, CODE, post.number)
    actions.fix(yard.lead, CODE, [new.pk])
    assert file_actions.make_file(yard.lead, CODE, batch.number).lines.get().post == new
