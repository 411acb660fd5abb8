"""Every page of every role, wide and narrow: nothing of axe, no sideways scrolling, one heading, one thing to do."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (1440, 1024, 390, 320)
"""A desk, a small laptop, a telephone, and 1280 px at 400 %. What is wrong for axe is looked for at the first."""
DETAILS = (
    r"/zaken/\d{4}-[A-Z0-9]{6}/$",
    r"/meerwerk/[MWC]-\d{4}-\d+/$",
    r"/meerwerk/[MWC]-\d{4}-\d+/besluit/$",
    r"/rapporten/\d{4}-Q\d/$",
    r"/facturen/\d{4}-\d\d/$",
    r"/loon/\d{4}-\d\d/$",
    r"/journaal/regel/\d+/$",
    r"/overeenkomst/artikel/3\.7/$",
    r"/termijnen/\d+/$",
    r"/termijnen/kalender/$",
    r"/bevoegdheden/m-[0-9a-f]+/$",
    r"/bevoegdheden/vandaag/$",
    r"/bevoegdheden/rechten/$",
    r"/functiescheiding/F-\d{4}-\d+/$",
    r"/bevindingen/\d+/$",
    r"/bevindingen/inlezen/$",
    r"/bevindingen/nieuw/$",
    r"/adresonderzoek/\d{4}-[A-Z0-9]{6}/$",
    r"/adresonderzoek/laa/\d{4}-[A-Z0-9]{6}/$",
    r"/advies/A-\d{4}-\d+/$",
    r"/advies/nieuw/$",
    r"/gehoord/klachten/K-\d{4}-\d+/$",
    r"/gehoord/klachten/nieuw/$",
    r"/gehoord/vragen/$",
    r"/nationaliteit/\d{4}-[A-Z0-9]{6}/$",
    r"/nationaliteit/ceremonies/\d+/$",
    r"/begraafplaatsen/graf/[A-Z0-9-]+/$",
    r"/begraafplaatsen/personen/nieuw/$",
    r"/begraafplaatsen/graven/nieuw/$",
    r"/begraafplaatsen/inlezen/$",
    r"/begraafplaatsen/piket/rooster/\d{4}-\d\d/$",
    r"/begraafplaatsen/piket/inplannen/$",
    r"/begraafplaatsen/piket/oproepen/$",
    r"/begraafplaatsen/piket/oproepen/nieuw/$",
    r"/begraafplaatsen/uitvaarten/U-\d{4}-\d+/$",
    r"/begraafplaatsen/uitvaarten/vragen/$",
    r"/begraafplaatsen/uitvaarten/vragen/W-\d{4}-\d+/$",
    r"/begraafplaatsen/recht/[A-Z0-9-]+/codes/$",
    r"/begraafplaatsen/vragen/nieuw/$",
    r"/begraafplaatsen/vragen/V-\d{4}-\d+/$",
    r"/zaken/nieuw/$",
    r"/meerwerk/nieuw/\?soort=meerwerk$",
    r"/meerwerk/nieuw/\?soort=calamiteit$",
    r"/loon/inlezen/$",
    r"/documenten/\d+/$",
    r"/documenten/aanvraag/$",
    r"/documenten/levering/$",
    r"/documenten/niet-afgehaald/$",
    r"/balie/\d{4}-[A-Z0-9]{6}/$",
    r"/balie/openingstijden/$",
    r"/begraafplaatsen/dagblad/[a-z]+\.[^/]+/$",
)
SAME_FOR_ALL = tuple(rf"/overeenkomst/{tab}/$" for tab in ("bepalingen", "mandaten", "normen", "producten"))
PRIMARY = "main :is(.nb-button:not(.nb-button--quiet), .utrecht-button--primary-action)"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


@pytest.mark.parametrize(
    ("who", "least"),
    [
        ("Jorien Kamp", 13),
        ("Tine Wolbers", 19),
        ("Bram Eshuis", 16),
        ("Femke Dunnewind", 17),
        ("Rik van Ommerland", 11),
        ("Wout Grasdorp", 2),
    ],
)
def test_every_page_that_somebody_can_reach_is_fit_to_be_used(site, be, who, least):
    page = be(who)
    addresses = pages_of(page, site.address, DETAILS + (SAME_FOR_ALL if who == "Jorien Kamp" else ()))
    assert len(addresses) >= least, addresses
    wrong: list[str] = []
    seen: set[str] = set()
    for address in addresses:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        wrong += [f"{address}: {what}" for what in problems(page)]
        wrong += [f"{address} leads to {link}, which is not open" for link in closed(page, seen)]
    assert wrong == []


def closed(page: Page, seen: set[str]) -> list[str]:
    """Where the links of the page lead that this person may not open, or that is not there; one of each kind."""
    found = []
    for link in links(page, "main"):
        kind = re.sub(r"\d{4}-[A-Z0-9]{6}|\d+", "#", link.partition("?")[0])
        if kind not in seen:
            seen.add(kind)
            if page.request.get(link).status >= 400:
                found.append(link)
    return found


def pages_of(page: Page, site: str, details: tuple[str, ...]) -> list[str]:
    """The places of the menu, and one page of each kind that they, or a job, lead to."""
    menu = links(page, "nav")
    found = dict.fromkeys([f"{site}/", *menu])
    for place in menu:
        page.goto(place)
        found |= dict.fromkeys(links(page, "main"))
    if job := next((link for link in found if "/meerwerk/W-" in link), None):
        page.goto(job)
        found |= dict.fromkeys(links(page, "main"))
    kinds = [next((link for link in found if re.search(kind, link)), None) for kind in details]
    return list(dict.fromkeys([f"{site}/", *menu, *filter(None, kinds)]))


def links(page: Page, where: str) -> list[str]:
    """Where the links of a part of the page lead, without what is a file or calls a telephone."""
    addresses = page.locator(f"{where} a[href]:not([download])").evaluate_all("all => all.map(one => one.href)")
    return [one for one in dict.fromkeys(addresses) if one.startswith("http") and "#" not in one]


def problems(page: Page) -> list[str]:
    """What is wrong with the page that is open."""
    found = []
    if page.locator("h1").count() != 1:
        found.append("not one h1")
    if page.locator("body [style]").count():
        found.append("a style attribute")
    if (actions := page.locator(PRIMARY).count()) > 1:
        found.append(f"{actions} primary actions")
    results = Axe().run(page, options=RULES)
    found += [
        f"{one['id']} x{len(one['nodes'])}: {one['nodes'][0]['html'][:120]}" for one in results.response["violations"]
    ]
    for width in WIDTHS[1:]:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(SIDEWAYS):
            found.append(f"scrolls sideways at {width} px")
    return found
