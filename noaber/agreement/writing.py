"""The data of an agreement written as TOML again, so that what is in use can be read, kept and compared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from noaber.agreement.loader import ACTS, HEAD
from noaber.agreement.sections import MANY, ONCE, Field, day

FILES: dict[str, tuple[str, ...]] = {
    HEAD: ("agreement", "party"),
    "clauses.toml": ("clause",),
    "terms.toml": ("term",),
    "services.toml": ("service", "product"),
    "products.toml": ("subject", "leaflet", "question"),
    "tariffs.toml": ("tariff",),
    "locations.toml": ("location", "skill", "opening"),
    "kpis.toml": ("kpi",),
    "mandates.toml": ("mandate",),
    "duties.toml": ("duty",),
    "addenda.toml": ("addendum", "tax"),
    "papers.toml": ("house", "remedy", "paper", "grave_paper"),
    "acts.toml": (ACTS,),
}
"""Which sections stand in which file; together they are all there are."""


def as_toml(document: Mapping[str, Any]) -> str:
    """The whole document as one TOML text that reads back as the same document."""
    return "\n".join(text for name in FILES if (text := _file(document, name)))


def write_folder(document: Mapping[str, Any], folder: Path) -> list[Path]:
    """The document as a folder that reads back as the same document. Raises FileExistsError rather than overwrite."""
    folder.mkdir(parents=True, exist_ok=True)
    if found := next(folder.glob("*.toml"), None):
        raise FileExistsError(f"In {folder} staat al {found.name}. Kies een lege map.")
    written = []
    for name in FILES:
        if text := _file(document, name):
            (folder / name).write_text(text, encoding="utf-8")
            written.append(folder / name)
    return written


def _file(document: Mapping[str, Any], name: str) -> str:
    return "\n".join(block for section in FILES[name] for block in _blocks(document, section))


def _blocks(document: Mapping[str, Any], section: str) -> Iterator[str]:
    if section not in document:
        return
    if section == ACTS:
        lines = [f"{_text(act)} = {_text(clause)}" for act, clause in document[ACTS].items()]
        yield "\n".join([f"[{ACTS}]", *lines, ""])
    elif section in ONCE:
        yield _block(f"[{section}]", document[section], ONCE[section])
    else:
        for row in document[section]:
            yield _block(f"[[{section}]]", row, MANY[section])


def _block(header: str, row: Mapping[str, Any], fields: Mapping[str, Field]) -> str:
    """The fields in the order in which the sections list them."""
    lines = [f"{name} = {_value(row[name], fields[name])}" for name in fields if name in row]
    return "\n".join([header, *lines, ""])


def _value(value: Any, field: Field | None = None) -> str:
    if field is not None and field.check is day:
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {_value(one)}' for name, one in value.items())} }}"
    return _text(value) if isinstance(value, str) else str(value)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
