"""A clerk extends a term on the page of a case, and every panel about the term is fit to be used."""

from __future__ import annotations

import pytest

from tests.browser.test_every_page import problems

pytestmark = pytest.mark.browser


def test_a_clerk_extends_a_term_with_its_condition(site, be):
    page = be("Jorien Kamp")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site.address}/zaken/nieuw/")
    page.get_by_label("Waar gaat het om?").select_option("tweede-paspoort")
    page.get_by_role("button", name="Zaak registreren").click()
    for name in ("Termijn verlengen", "Vertraging berichten"):
        page.locator("summary", has_text=name).click()
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Termijn verlengen").click()
    assert "Verlengen mag alleen als dit zo is." in page.locator("main").inner_text()
    assert problems(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Het is een bijzonder geval.").check()
    page.get_by_role("button", name="Termijn verlengen").click()
    said = page.locator("main").inner_text().replace("\u00a0", " ")
    assert "1 keer met 4 weken, Paspoortwet art. 41, tweede lid" in said
    assert problems(page) == []
