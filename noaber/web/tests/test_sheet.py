"""The style sheet that is kept is the one that its sources make, and pages hold nothing that the policy would block."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from noaber.web import build

ROOT = Path(build.HERE).parents[1]
TEMPLATES = sorted(ROOT.glob("noaber/*/templates/**/*.html"))


def test_the_kept_style_sheet_is_what_its_sources_make() -> None:
    assert build.SHEET.read_text() == build.sheet(), "run: python noaber/web/build.py"


def test_what_comes_from_the_design_system_is_made_from_the_locked_packages() -> None:
    assert f"package-lock.json: {build.recipe()}." in build.RENEWED.read_text(), "run npm ci and build.py renew"


def test_every_variable_that_our_own_styles_read_is_defined() -> None:
    whole = build.sheet() + "".join(path.read_text() for path in (build.STATIC / "themes").glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+)\s*:", whole))
    own = "".join((build.STYLES / f"{name}.css").read_text() for name in build.OWN)
    without_fallback = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", own))
    assert without_fallback <= defined


def test_every_municipality_sets_the_same_colours() -> None:
    for path in (build.STATIC / "themes").glob("*.css"):
        assert f'[data-client="{path.stem}"]' in path.read_text()
        assert re.findall(r"(--[\w-]+):", path.read_text()) == [
            "--nb-band",
            "--nb-band-deep",
            "--nb-accent",
            "--nb-accent-deep",
            "--nb-accent-soft",
        ]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("path", sorted((build.STATIC / "themes").glob("*.css")), ids=lambda path: path.stem)
def test_the_colours_of_a_municipality_can_be_read_on_white_on_grey_and_in_the_band(path: Path) -> None:
    colours = dict(re.findall(r"--nb-([\w-]+): (#[0-9a-f]{6});", path.read_text()))
    for name in ("band", "band-deep", "accent", "accent-deep"):
        assert contrast(colours[name], "#ffffff") >= 4.5, name
    for ground in ("#f3f5f7", "#e6eaee", colours["accent-soft"]):
        assert contrast(colours["accent"], ground) >= 4.5, ground
    assert contrast(colours["accent-soft"], "#17212b") >= 7


def test_every_package_of_the_look_is_named_with_its_licence() -> None:
    packages = json.loads((build.HERE / "package.json").read_text())["dependencies"]
    told = (ROOT / "THIRD-PARTY.md").read_text()
    assert [name for name in packages if f"`{name}`" not in told] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "noaber")))
def test_a_template_holds_no_style_no_script_and_no_event_of_its_own(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "nonce=" in script or 'type="application/json"' in script, script


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "noaber")))
def test_a_why_panel_never_stands_in_a_paragraph_which_it_would_end(path: Path) -> None:
    paragraphs = re.findall(r"<p\b[^>]*>(.*?)</p>", path.read_text(), flags=re.DOTALL)
    assert not [paragraph for paragraph in paragraphs if "{% why" in paragraph]
