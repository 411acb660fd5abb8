"""The words, dates and amounts of the pages, and the small parts that are made of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

from noaber.parties.functions import FUNCTIONS
from noaber.values import Clause, Euro, Period, Trace
from noaber.web import labels
from noaber.web.templatetags import noaber as tags

TUESDAY = date(2026, 12, 8)
OURS = Clause("ommen-twenterand-2024", "3.7")


def drawn(source: str, **context: Any) -> str:
    """A piece of template as it comes out."""
    request = RequestFactory().get("/lijst/", context.pop("query", None))
    return engines["django"].from_string(source).render(context, request)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{{ value|day }}", "di 8 dec 2026"),
        ("{{ value|days_left:today }}", "nog 10 werkdagen"),
        ("{{ today|days_left:today }}", "vandaag"),
        ("{{ today|days_left:value }}", "10 werkdagen te laat"),
        ("{{ none|day }}{{ none|days_left:today }}{{ none|moment }}{{ none|euro }}{{ none|number }}", ""),
        ("{{ moment|moment }}", "8 dec 2026 14:05"),
        ("{{ amount|euro }}", "€\u00a01.234,50"),
        ("{{ 123450|euro }}", "€\u00a01.234,50"),
        ("{{ 0|euro }}", "€\u00a00,00"),
        ("{{ 1234|number }}", "1.234"),
        ("{{ share|number }}", "1.234,5"),
        ("{{ quarter|period }}", "3e kwartaal 2026"),
        ('{{ "2026-09"|period }}', "september 2026"),
        ('{{ "team_lead"|function_label }}', "teamleider Dienstverlening"),
        ('{{ "no_such_function"|function_label }}', "no_such_function"),
    ],
)
def test_values_are_written_as_people_here_write_them(value: str, expected: str) -> None:
    context = {
        "value": TUESDAY,
        "today": date(2026, 11, 24),
        "moment": datetime(2026, 12, 8, 13, 5, tzinfo=UTC),
        "amount": Euro(123450),
        "share": Decimal("1234.5"),
        "quarter": Period.quarter(2026, 3),
        "none": None,
    }
    assert drawn(value, **context) == expected


def test_a_summer_moment_is_on_the_summer_clock() -> None:
    assert tags.moment(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "1 jul 2026 14:00"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3.7", "art. 3.7"),
        ("9.2 H", "art. 9.2 H"),
        ("Awb 4:15", "Awb art. 4:15"),
        ("Wet BRP 2.7", "Wet BRP art. 2.7"),
        ("Kieswet P 9", "Kieswet art. P 9"),
        ("Gemeentewet", "Gemeentewet art. "),
    ],
)
def test_a_clause_is_read_back_from_the_journal(text: str, written: str) -> None:
    assert str(tags.written_clause(text)) == written


def test_a_clause_of_the_agreement_is_a_link_and_an_act_of_parliament_is_words() -> None:
    link = drawn("{% clause where %}", where=OURS)
    assert link == f'<a class="nb-clause" href="{reverse("clause", args=["3.7"])}">art. 3.7</a>'
    assert drawn('{% clause "3.7" %}') == link
    assert drawn("{% clause where %}", where=Clause("Awb", "4:15")) == "Awb art.\u00a04:15"
    assert drawn("{% clause where %}", where="") == ""


@pytest.mark.parametrize("shape", tags.STATES)
def test_a_state_is_a_word_with_a_shape(shape: str) -> None:
    out = drawn("{% state text shape %}", text="te laat <b>", shape=shape)
    assert out == f'<span class="nb-state nb-state--{shape}">te laat &lt;b&gt;</span>'


def test_an_unknown_shape_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError):
        drawn('{% state "x" "round" %}')


def test_the_why_panel_opens_the_whole_tree_down_to_the_lines() -> None:
    wage = Trace("Loon", "€ 100,00", "som", OURS, "op de cent", (), "measure=wage&period=2026-09")
    out = drawn("{% why trace %}", trace=Trace("Factuur", "€ 135,00", "loon × 1,35", None, "", (wage,)))
    for part in ("<details", "waarom", "Factuur", "loon × 1,35", "Loon", "Afronding: op de cent", "art. 3.7"):
        assert part in out
    assert "?measure=wage&amp;period=2026-09" in out
    assert drawn("{% why trace %}", trace=None).strip() == ""


class Rows:
    """A page of a list."""

    def __init__(self, page: int, first: int, last: int, total: int, has_next: bool) -> None:
        self.page, self.first, self.last, self.total, self.has_next = page, first, last, total, has_next


def test_paging_says_where_one_is_and_keeps_the_filters() -> None:
    out = drawn("{% paginate rows %}", rows=Rows(2, 51, 100, 120, True), query={"stand": "open", "pagina": "2"})
    assert "51 tot en met 100 van 120" in out
    assert 'href="?stand=open&amp;pagina=1"' in out and 'href="?stand=open&amp;pagina=3"' in out


def test_the_only_page_has_no_links_and_an_empty_list_says_nothing() -> None:
    assert "<a" not in drawn("{% paginate rows %}", rows=Rows(1, 1, 3, 3, False))
    assert drawn("{% paginate rows %}", rows=Rows(1, 0, 0, 0, False)).strip() == ""


def test_a_filter_starts_at_the_first_page_and_can_be_taken_away() -> None:
    query = {"stand": "open", "dienst": "3", "pagina": "4"}
    assert drawn("{% filtered stand='besloten' dienst='' %}", query=query) == "?stand=besloten"


def test_subjects_teach_the_pages_their_words_and_the_first_who_knows_answers() -> None:
    labels.teach("proef", {"a": "aap"}.get)
    labels.teach("proef", {"a": "ander", "n": "noot"}.get)
    assert [labels.label_of("proef", code) for code in "anx"] == ["aap", "noot", "x"]
    assert labels.words_for("proef", "x") is None
    assert all(labels.label_of("function", code) == name for code, name in FUNCTIONS.items())


def test_acts_have_their_dutch_name_on_the_pages() -> None:
    assert drawn('{{ "cases.register"|act_label }}') == "Zaak registreren"


def test_what_a_block_says_can_be_said_twice_or_not_at_all() -> None:
    assert drawn("{% keep it %} <b>x</b> {% endkeep %}[{{ it }}|{{ it }}]") == "[<b>x</b>|<b>x</b>]"
    assert drawn("{% keep it %} {% endkeep %}{% if it %}ja{% else %}nee{% endif %}") == "nee"


def test_a_municipality_without_colours_has_no_style_sheet_and_one_with_colours_has() -> None:
    assert drawn('{% theme "nergens" %}') == "" and "themes/ommen" in drawn('{% theme "ommen" %}')


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("grave:LMH-A-01-02", "graf LMH-A-01-02"),
        ("right:R0001", "grafrecht R0001"),
        ("piket:2026-11", "piket in november 2026"),
        ("batch:PB-2026-1", "partij brieven PB-2026-1"),
        ("onbekend:1", "onbekend:1"),
    ],
)
def test_what_the_journal_names_is_said_in_words(name, words):
    assert labels.words_about(name) == words
