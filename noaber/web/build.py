"""Make the style sheet, and renew what comes from the NL Design System.

    python noaber/web/build.py            our styles and the renewed parts into static/noaber/noaber.css; no Node needed
    npm ci && python build.py renew       in noaber/web: take components, theme, fonts and htmx from node_modules again

What is made is kept in the repository, so that a machine that runs Noaber needs no Node and no package registry. A test
makes the style sheet again and compares it with the one that is kept.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES, STYLES, STATIC = HERE / "node_modules", HERE / "styles", HERE / "static" / "noaber"
SHEET = STATIC / "noaber.css"
RENEWED = STYLES / "nlds.css"
OWN = ("tokens", "base", "layout", "components", "forms", "public", "desk", "print")

COMPONENTS = (
    "alert",
    "button",
    "checkbox",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "form-label",
    "radio-button",
    "select",
    "textarea",
    "textbox",
)
CANDIDATES = ("skip-link",)
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
FONTS = [f"fira-sans-{script}-{weight}-normal.woff2" for script in ("latin", "latin-ext") for weight in (400, 500, 600)]

_DECLARED = re.compile(r"^\s*(--[\w-]+):\s*(.+?);", re.MULTILINE)
_READ = re.compile(r"var\(\s*(--[\w-]+)")


def sheet() -> str:
    """The whole style sheet: the NL Design System in a layer below our own styles, which therefore always win."""
    parts = [RENEWED.read_text(), *(f"/* {name} */\n{(STYLES / f'{name}.css').read_text()}" for name in OWN)]
    return "\n".join(parts)


def recipe() -> str:
    """A fingerprint of what the renewed part is made from: the locked packages and the list of components."""
    lock = (HERE / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + repr((COMPONENTS, CANDIDATES, THEME)).encode()).hexdigest()[:16]


def renew() -> None:
    """Take components, the theme variables that they read, fonts and htmx from node_modules."""
    css = [(MODULES / f"@utrecht/{name}-css/dist/index.css").read_text() for name in COMPONENTS]
    for name in CANDIDATES:
        folder = MODULES / f"@nl-design-system-candidate/{name}-css"
        text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", (folder / f"dist/{name}.css").read_text())
        css.append(f"/* @license EUPL-1.2, {folder.name}: Copyright (c) NL Design System Community */\n{text}")
    theme = theme_of("\n".join(css), (MODULES / THEME).read_text())
    head = f"/* Made by build.py from the packages in package-lock.json: {recipe()}. */"
    RENEWED.write_text("\n".join([head, "@layer nlds {", theme, *css, "}"]) + "\n")
    for font in FONTS:
        shutil.copyfile(MODULES / "@fontsource/fira-sans/files" / font, STATIC / "fonts" / font)
    shutil.copyfile(MODULES / "@fontsource/fira-sans/LICENSE", STATIC / "fonts" / "LICENSE")
    shutil.copyfile(MODULES / "htmx.org/dist/htmx.min.js", STATIC / "htmx.min.js")


def theme_of(css: str, theme: str) -> str:
    """The variables of the example theme that the components read, followed through the variables that those read."""
    values = dict(_DECLARED.findall(theme))
    wanted, todo = set(), set(_READ.findall(css))
    while todo:
        name = todo.pop()
        if name in values and name not in wanted:
            wanted.add(name)
            todo |= set(_READ.findall(values[name]))
    lines = [f"  {name}: {values[name]};" for name in sorted(wanted)]
    return "\n".join(["/* @license EUPL-1.2, voorbeeld-design-tokens */", ":root {", *lines, "}"])


def main() -> None:
    if sys.argv[1:] == ["renew"]:
        renew()
    SHEET.write_text(sheet())


if __name__ == "__main__":
    main()
