"""A person at a real browser: keys, rows, panels, unsaved work, and no finding of axe on any part of the layout."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.test import RequestFactory

from noaber.values import Clause, Refused, Trace
from noaber.web import build
from noaber.web.forms import DutchDateField, DutchEuroField

pytestmark = pytest.mark.browser
ADDRESS = "http://noaber.test/"
NONCE = "abc123"
WIDTHS = (1440, 1024, 390, 320)

LIST = """{% extends "web/page.html" %}{% block title %}Zaken{% endblock %}
{% block intro %}Wat het eerst afloopt.{% endblock %}
{% block action %}<a class="nb-button" href="/nieuw/">Zaak registreren</a>{% endblock %}
{% block content %}<table class="nb-table"><caption class="nb-hidden">Zaken</caption>
<thead><tr><th scope="col">Kies</th><th scope="col">Zaak</th><th scope="col" class="nb-num">Bedrag</th></tr></thead>
<tbody>{% for row in "123" %}
<tr data-href="/zaak/{{ row }}/"><td><input type="checkbox" aria-label="Kies {{ row }}"></td>
<td><a href="/zaak/{{ row }}/">Zaak {{ row }}</a> {% state "te laat" "late" %}</td>
<td class="nb-num">{{ 123450|euro }} {% why trace %}</td></tr>{% endfor %}
</tbody></table>{% include "web/empty.html" with title="Leeg" text="Nog niets." %}
<dl class="nb-facts"><dt>Stand</dt><dd>{% state "open" "open" %}</dd></dl>{% endblock %}
{% block aside %}<section class="nb-panel"><h2>Hulp</h2><p class="nb-quiet">Uitleg.</p></section>{% endblock %}"""
FORM = """{% extends "web/page.html" %}{% block title %}Melden{% endblock %}
{% block content %}{% include "web/form.html" with submit="Vastleggen" cancel="/terug/" %}{% endblock %}"""
PUBLIC = """{% extends "web/public.html" %}{% block title %}Welkom{% endblock %}
{% block content %}<p class="nb-lead">Uitleg.</p><p><a class="nb-button" href="/">Verder</a></p>{% endblock %}"""


class Sample(forms.Form):
    """A form with a few kinds of field."""

    title = forms.CharField(label="Waar gaat het om?", help_text="In één zin.")
    since = DutchDateField(label="Sinds")
    amount = DutchEuroField(label="Raming", required=False)
    wait = forms.ChoiceField(label="Kan het wachten?", choices=[("j", "Ja"), ("n", "Nee")], widget=forms.RadioSelect)
    called = forms.BooleanField(label="Gebeld", required=False)


class Place(NamedTuple):
    """A place to go to."""

    label: str
    url: str
    active: bool


class Places(NamedTuple):
    """Places that belong together."""

    label: str
    items: tuple[Place, ...]


def _shell() -> SimpleNamespace:
    ommen, other = (
        SimpleNamespace(slug=slug, name=slug.title(), pk=pk) for pk, slug in ((1, "ommen"), (2, "twenterand"))
    )
    agreements = [SimpleNamespace(client=client, client_id=client.pk, code=client.slug) for client in (ommen, other)]
    places = tuple(Place(label, f"/{label}/", label == "Zaken") for label in ("Vandaag", "Zaken"))
    return SimpleNamespace(
        person=SimpleNamespace(name="Tine Wolbers", first="Tine", function="teamleider"),
        client=ommen,
        clients=agreements,
        navigation=(Places("Werk", places),),
        deadlines=3,
        checkpoint="12.431 regels, 9f3a",
        checkpoint_url="/zegel/",
        alarm="Het journaal is al 17 minuten niet verzegeld.",
        demo=True,
        search_url="/zoek/",
    )


def _pages() -> dict[str, str]:
    wage = Trace(
        "Loon", "€ 100,00", "som van de regels", Clause("ommen-twenterand-2024", "4.3"), "", (), "measure=wage"
    )
    trace = Trace("Bedrag", "€ 135,00", "loon × 1,35", None, "op de cent", (wage,))
    refused = Refused("x", Clause("ommen-twenterand-2024", "3.7"), "De raming is te hoog.", "Vraag akkoord.")
    act = SimpleNamespace(label="Calamiteit melden")
    context: dict[str, dict[str, Any]] = {
        "lijst": {"source": LIST, "trace": trace},
        "formulier": {"source": FORM, "form": Sample(initial={"title": "Storm"}), "form_token": "t"},
        "fouten": {"source": FORM, "form": Sample({"since": "31-2-2026"}), "form_token": "t"},
        "weigering": {"source": '{% extends "web/refusal.html" %}', "decision": refused, "act": act, "back": "/"},
        "weg": {"source": '{% extends "web/not_found.html" %}'},
        "publiek": {"source": PUBLIC},
    }
    shared = {"shell": _shell(), "CSP_NONCE": NONCE, "messages": []}
    request = RequestFactory().get("/")
    return {
        name: engines["django"].from_string(more.pop("source")).render(shared | more, request)
        for name, more in context.items()
    }


@dataclass
class Window:
    """An open page, and what it complained of."""

    page: Any
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Window]]:
    """Open one of our pages, under the policy of the product."""
    rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    policy = "; ".join(f"{name} {' '.join(map(str, values))}" for name, values in rules.items())
    policy = policy.replace(str(rules["script-src"][0]), f"'nonce-{NONCE}'")
    pages, contexts = _pages(), []

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(ADDRESS).split("?")[0].strip("/")
        if path.startswith("static/"):
            file = build.STATIC.parent / path.removeprefix("static/")
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "font/woff2")
        else:
            body = pages.get(path, "<!doctype html><title>elders</title>")
            headers = {"Content-Security-Policy": policy} if path in pages else {}
            route.fulfill(body=body, content_type="text/html", headers=headers)

    def open_page(name: str, width: int = 1440, scripts: bool = True) -> Window:
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        window = Window(context.new_page())
        window.page.on("console", lambda said: window.complaints.append(said.text) if said.type == "error" else None)
        window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.page.route("**/*", answer)
        window.page.goto(ADDRESS + name)
        return window

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["lijst", "formulier", "fouten", "weigering", "weg", "publiek"])
def test_no_page_has_a_finding_overflows_or_breaks_the_policy(name: str, width: int, opened: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    window = opened(name, width)
    found = Axe().run(window.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]] == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert window.page.evaluate(wide) == 0 and window.complaints == []


def test_the_policy_of_these_tests_stops_what_is_not_ours(opened: Any) -> None:
    window = opened("lijst")
    window.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\" onclick=\"x()\">x</p>')"
    )
    window.page.evaluate("document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    assert len(window.complaints) >= 2


def test_j_and_k_walk_the_rows_and_enter_opens_one(opened: Any) -> None:
    page = opened("lijst").page
    for key, row in (("j", 1), ("j", 2), ("k", 1), ("k", 1), ("j", 2)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == f"Zaak {row}"
    page.keyboard.press("Enter")
    page.wait_for_url("**/zaak/2/")


def test_x_ticks_the_row_and_a_letter_in_a_field_stays_a_letter(opened: Any) -> None:
    page = opened("lijst").page
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("tbody input").nth(0).is_checked()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "zoek"
    page.keyboard.type("jx/?")
    assert page.locator("#zoek").input_value() == "jx/?"


def test_the_question_mark_explains_the_keys_and_they_can_be_switched_off(opened: Any) -> None:
    page = opened("lijst").page
    page.keyboard.press("?")
    assert page.locator("#toetsen").is_visible()
    page.get_by_label("Losse letters werken als toets").uncheck()
    page.get_by_role("button", name="Sluiten").last.click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr')") is None


def test_a_click_on_a_row_opens_it_but_a_click_on_a_control_does_not(opened: Any) -> None:
    page = opened("lijst").page
    page.locator("tbody input").first.click()
    assert page.url.endswith("/lijst")
    page.locator("tbody tr").nth(1).locator("td").nth(2).click(position={"x": 4, "y": 8})
    page.wait_for_url("**/zaak/2/")


def test_a_why_panel_opens_one_at_a_time_and_escape_gives_the_place_back(opened: Any) -> None:
    page = opened("lijst").page
    for place in (0, 1):
        page.locator(".nb-why > summary").nth(place).focus()
        page.keyboard.press("Enter")
    assert page.locator(".nb-why[open]").count() == 1
    assert page.locator(".nb-why[open] .nb-why-panel").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".nb-why[open]").count() == 0
    assert "waarom" in page.evaluate("document.activeElement.textContent")


def test_without_scripts_panels_and_menus_open_and_close_all_the_same(opened: Any) -> None:
    page = opened("lijst", scripts=False).page
    page.locator(".nb-why > summary").first.click()
    assert page.locator(".nb-why-panel").first.is_visible()
    page.locator(".nb-why[open] > summary").click()
    assert not page.locator(".nb-why-panel").first.is_visible()
    page.locator(".nb-menu > summary").first.click()
    assert page.get_by_role("button", name="Werk voor Twenterand").is_visible()
    assert not page.get_by_role("button", name="Toetsen").is_visible()


def test_leaving_a_changed_form_asks_first_and_sending_it_does_not(opened: Any) -> None:
    page = opened("formulier").page
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("Waar gaat het om?").fill("Boom op graf")
    page.get_by_role("link", name="Annuleren").click()
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"] and page.url.endswith("/formulier")
    page.get_by_role("button", name="Vastleggen").click()
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]


def test_mistakes_take_the_focus_and_lead_to_the_field(opened: Any) -> None:
    page = opened("fouten").page
    assert page.evaluate("document.activeElement.id") == "fouten"
    page.get_by_role("link", name="De dag 31-2-2026 bestaat niet").click()
    assert page.evaluate("document.activeElement.name") == "since"


def test_the_first_tab_leads_past_the_menu(opened: Any) -> None:
    page = opened("lijst").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_on_paper_there_is_no_menu_and_no_search(opened: Any) -> None:
    page = opened("lijst").page
    page.emulate_media(media="print")
    for selector in (".nb-nav", ".nb-search", ".nb-why", ".nb-action"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.get_by_role("heading", name="Zaken").is_visible() and page.get_by_text("Ommen").first.is_visible()
