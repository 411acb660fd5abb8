"""Which papers fit a case, which one comes first, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from noaber.cases.rules import CLOSED, DECIDED, OPEN, SUSPENDED
from noaber.papers import rules
from noaber.papers.tests.example_papers import HAPPENED, SIGNATURE, WRITTEN, about, book_at, facts_for, said, typed
from noaber.values import Clause

BOOK = book_at()
TEXTS = BOOK.papers.texts
CLAUSE = Clause("ommen-twenterand-2024", "2.1")


def case(product: str, state: str = OPEN, outcome: str = "", **more):
    blank = facts_for(BOOK, TEXTS["mededeling"], product)
    decided = HAPPENED if state in (DECIDED, CLOSED) else None
    return replace(blank, state=state, outcome=outcome, decided_on=decided, **more)


def kinds(facts) -> list[str]:
    return [text.kind for text in rules.fitting(BOOK.papers, facts)]


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        (case("briefadres"), "ontvangstbevestiging"),
        (case("paspoort"), "ontvangst-afhalen"),
        (case("briefadres", SUSPENDED, suspended_on=HAPPENED), "verzoek-aanvulling"),
        (case("briefadres", told_on=HAPPENED, promised=date(2027, 1, 15)), "bericht-vertraging"),
        (case("correctie-brp", extensions=1), "verlenging"),
        (case("briefadres", DECIDED, "toegekend"), "besluit"),
        (case("briefadres", DECIDED, "geweigerd"), "weigering"),
        (case("briefadres", DECIDED, "buiten behandeling"), "buiten-behandeling"),
        (case("verhuizing", DECIDED, "verwerkt"), "bevestiging-verhuizing"),
        (case("optie", DECIDED, "bevestigd"), "optie-bevestiging"),
        (case("correctie-brp", DECIDED, "geweigerd"), "correctie-besluit"),
        (case("geboorteaangifte", DECIDED, "geweigerd"), "weigering-akte"),
        (case("adresonderzoek", DECIDED, "vertrokken onbekend waarheen"), "adresonderzoek-besluit"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_paper_that_belongs_to_what_happened_comes_first(facts, first):
    assert kinds(facts)[0] == first
    found = rules.fitting(BOOK.papers, facts)
    assert rules.first_to_write(found, facts, []).kind == first


@pytest.mark.parametrize(
    "facts",
    [
        case("briefadres", CLOSED, "geweigerd"),
        case("verhuizing", DECIDED, "in onderzoek"),
        case("paspoort", DECIDED, "verstrekt"),
        case("terugmelding", DECIDED, "gecorrigeerd"),
        case("autorisatie", DECIDED, "toegekend"),
    ],
    ids=["closed", "still looked into", "handed over", "told to the reporter", "no organ"],
)
def test_where_no_paper_has_to_follow_none_is_asked_for(facts):
    assert rules.first_to_write(rules.fitting(BOOK.papers, facts), facts, []) is None


def test_a_paper_takes_the_place_of_the_general_one():
    assert "besluit" not in kinds(case("optie", DECIDED, "bevestigd"))
    assert "weigering" not in kinds(case("geboorteaangifte", DECIDED, "geweigerd"))
    assert "mededeling" not in kinds(case("briefadres", DECIDED, "geweigerd")), (
        "a refusal without a remedy does not exist"
    )


@pytest.mark.parametrize(("days", "again"), [(-1, True), (0, False), (1, False)])
def test_a_paper_of_before_the_decision_does_not_count_as_written(days, again):
    facts = case("briefadres", DECIDED, "geweigerd")
    found, day = rules.fitting(BOOK.papers, facts), HAPPENED + timedelta(days=days)
    first = rules.first_to_write(found, facts, [("weigering", day)])
    assert (first is not None and first.kind == "weigering") is again


@pytest.mark.parametrize(("written", "again"), [(0, True), (1, True), (2, False)])
def test_every_extension_has_a_paper_of_its_own(written, again):
    facts = case("correctie-brp", extensions=2)
    found = rules.fitting(BOOK.papers, facts)
    first = rules.first_to_write(found, facts, [("verlenging", WRITTEN)] * written)
    assert (first is not None and first.kind == "verlenging") is again


@pytest.mark.parametrize(
    ("kind", "facts", "signature", "code"),
    [
        ("weigering", case("briefadres", DECIDED, "geweigerd"), SIGNATURE, "written"),
        ("weigering", case("briefadres", DECIDED, "geweigerd"), "", "no-signature"),
        ("weigering", case("briefadres", DECIDED, "toegekend"), SIGNATURE, "other-outcome"),
        ("weigering", case("briefadres"), "", "not-decided"),
        ("weigering", case("correctie-brp", DECIDED, "geweigerd"), SIGNATURE, "replaced"),
        ("optie-bevestiging", case("briefadres", DECIDED, "toegekend"), SIGNATURE, "not-for-product"),
        ("ontvangstbevestiging", case("briefadres", DECIDED, "toegekend"), SIGNATURE, "decided-already"),
        ("verzoek-aanvulling", case("briefadres"), "", "not-suspended"),
        ("bericht-vertraging", case("briefadres"), "", "no-delay"),
        ("verlenging", case("optie"), "", "not-extended"),
        ("mededeling", case("autorisatie", DECIDED, "toegekend"), SIGNATURE, "no-organ"),
        ("uitnodiging-ceremonie", case("naturalisatieceremonie"), "", "written"),
    ],
)
def test_a_paper_is_refused_with_what_must_come_first(kind, facts, signature, code):
    assert rules.may_write(TEXTS[kind], BOOK.papers, facts, signature, CLAUSE).code == code


@pytest.mark.parametrize(
    ("written", "until"),
    [
        (date(2026, 11, 25), "6 januari 2027"),
        # Six weeks later is Christmas, after it the other Christmas day and a weekend: Algemene termijnenwet 1.
        (date(2026, 11, 13), "28 december 2026"),
        (date(2026, 11, 12), "24 december 2026"),
        (date(2026, 8, 29), "12 oktober 2026"),
    ],
)
def test_objecting_ends_six_weeks_after_the_paper_and_never_on_a_day_off(written, until):
    facts = case("briefadres", DECIDED, "geweigerd")
    text = TEXTS["weigering"]
    paper = rules.compose(text, BOOK.papers, about(BOOK, facts), typed(text, False), written)
    assert f"uiterlijk op {until}" in said(paper)


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_what_must_be_typed_is_missing_until_it_is_there(kind):
    text = TEXTS[kind]
    needed = {fact.name for fact in text.facts if not fact.optional and not fact.personal}
    assert {fact.name for fact in rules.missing(text, {})} == needed
    assert rules.missing(text, typed(text, False)) == []


def test_an_optional_fact_that_is_left_empty_takes_its_heading_with_it():
    facts, text = case("briefadres", DECIDED, "toegekend"), TEXTS["besluit"]
    bare = said(rules.compose(text, BOOK.papers, about(BOOK, facts), {}, WRITTEN))
    assert "Waarom wij dit" not in bare and "Bent u het niet eens" in bare
    full = said(rules.compose(text, BOOK.papers, about(BOOK, facts), {"reden": ("Omdat het kan.",)}, WRITTEN))
    assert "Waarom wij dit" in full and "Wat dit voor u betekent" not in full


def test_the_registrar_signs_as_themselves_and_not_for_anybody():
    facts, text = case("geboorteaangifte", DECIDED, "geweigerd"), TEXTS["weigering-akte"]
    words = "de ambtenaar van de burgerlijke stand van de gemeente Ommen"
    paper = rules.compose(text, BOOK.papers, about(BOOK, facts, words), typed(text, False), WRITTEN)
    assert paper.closing[-1] == words
