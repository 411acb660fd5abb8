"""From a folder of TOML files to the data of an agreement, with every fault named at once by file and line."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from noaber.agreement.places import Place, places
from noaber.agreement.sections import MANY, ONCE, Field

HEAD = "agreement.toml"
ACTS = "acts"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """Something wrong in a folder: where, which kind, and in Dutch what to do. What does not block can be loaded."""

    file: str
    line: int
    code: str
    text: str
    blocks: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text} ({self.code})"


@dataclass
class Folder:
    """What was read: the document as it is kept, where each block of it stands, and what is wrong with its shape.

    `places` gives for the name of a section one place for each block, in the order of the document. `unread` names the
    sections of which blocks could not be read, so that what refers to them cannot be judged yet.
    """

    name: str
    document: dict[str, Any] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def add(self, place: Place, key: str, code: str, text: str, blocks: bool = True) -> None:
        """Note a fault at a key of a block."""
        self.findings.append(Finding(place.file, place.at(key), code, text, blocks))

    def note(self, file: str, line: int, code: str, text: str) -> None:
        """Note a fault of a file."""
        self.findings.append(Finding(file, line, code, text))

    @property
    def head(self) -> Place:
        """Where the agreement itself is described."""
        found = self.places.get("agreement")
        return found[0] if found else Place(HEAD, 1)

    @property
    def faults(self) -> list[Finding]:
        """What must be mended before it can be loaded."""
        return [finding for finding in self.findings if finding.blocks]


def read(folder: Path) -> Folder:
    """All TOML files of a folder, its `addenda` and its `papers`, as one document; faults of shape are its findings."""
    found = Folder(folder.name)
    below = [path for part in ("addenda", "papers") for path in sorted((folder / part).glob("*.toml"))]
    files = [folder / HEAD, *sorted(folder.glob("*.toml")), *below]
    if not (folder / HEAD).is_file():
        found.note(HEAD, 1, "no-agreement", f"Hier hoort {HEAD} te staan, met een blok [agreement].")
    for path in dict.fromkeys(files):
        if path.is_file():
            _read_file(found, path, path.relative_to(folder).as_posix())
    if "agreement" not in found.document and (folder / HEAD).is_file():
        found.note(HEAD, 1, "no-agreement", "Het blok [agreement] ontbreekt. Begin het bestand ermee.")
    _check_doubles(found)
    found.findings.sort()
    return found


def _read_file(found: Folder, path: Path, name: str) -> None:
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raw = path.read_bytes()
        line = raw[: error.start].count(b"\n") + 1
        found.unread |= places(name, raw.decode(errors="replace")).keys()
        found.note(name, line, "not-utf-8", "Bewaar het bestand als UTF-8: hier staat een vreemd teken.")
        return
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        found.findings.append(_syntax(name, content, str(error)))
        found.unread |= places(name, content).keys()
        return
    where = places(name, content)
    for section, value in data.items():
        if section in ONCE:
            _once(found, section, value, where)
        elif section in MANY:
            _many(found, section, value, where)
        elif section == ACTS:
            _acts(found, value, where)
        else:
            known = ", ".join([*ONCE, *MANY, ACTS])
            text = f"“{section}” is geen onderdeel van een overeenkomst. Kies uit: {known}."
            found.unread |= set(get_close_matches(section, [*ONCE, *MANY, ACTS]))
            found.note(name, _line_of(where, section), "unknown-section", text)


def _syntax(name: str, text: str, error: str) -> Finding:
    at = re.search(r"\(at line (\d+)", error)
    line = int(at[1]) if at else len(text.splitlines()) or 1
    what = error.split(" (at ")[0]
    return Finding(name, line, "toml-syntax", f"Dit is geen geldige TOML ({what}). Verbeter deze regel of die erboven.")


def _line_of(where: Mapping[str, Sequence[Place]], section: str) -> int:
    if section in where:
        return where[section][0].line
    return where[""][0].at(section) if "" in where else 1


def _place(where: Mapping[str, Sequence[Place]], section: str, number: int) -> Place:
    """The scanner is simpler than the reader; a way of writing that it does not see is placed at line 1."""
    blocks = where.get(section, ())
    if number < len(blocks):
        return blocks[number]
    top = where.get("")
    return Place(top[0].file, top[0].at(section)) if top else Place(next(iter(where.values()))[0].file, 1)


def _once(found: Folder, section: str, value: Any, where: Mapping[str, Sequence[Place]]) -> None:
    place = _place(where, section, 0)
    if not isinstance(value, dict):
        found.add(place, "", "wrong-shape", f"Schrijf dit onderdeel als [{section}].")
        found.unread.add(section)
    elif section in found.document:
        found.add(place, "", "double", f"[{section}] staat al in {found.places[section][0].file}. Laat er één staan.")
    else:
        found.document[section] = _row(found, section, value, ONCE[section], place)
        found.places[section] = [place]


def _many(found: Folder, section: str, value: Any, where: Mapping[str, Sequence[Place]]) -> None:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        text = f"Schrijf elk blok van dit onderdeel als [[{section}]]."
        found.add(_place(where, section, 0), "", "wrong-shape", text)
        found.unread.add(section)
        return
    for number, row in enumerate(value):
        place = _place(where, section, number)
        found.document.setdefault(section, []).append(_row(found, section, row, MANY[section], place))
        found.places.setdefault(section, []).append(place)


def _acts(found: Folder, value: Any, where: Mapping[str, Sequence[Place]]) -> None:
    place = _place(where, ACTS, 0)
    if not isinstance(value, dict):
        found.add(place, "", "wrong-shape", "Schrijf dit onderdeel als [acts].")
        found.unread.add(ACTS)
        return
    kept = found.document.setdefault(ACTS, {})
    found.places.setdefault(ACTS, []).append(place)
    for act, clause in value.items():
        if not isinstance(clause, str):
            text = 'Schrijf handeling en artikel als "cases.decide" = "2.1", allebei tussen aanhalingstekens.'
            found.add(place, act, "bad-value", text)
        elif act in kept:
            found.add(place, act, "double", f"De handeling {act} staat er twee keer. Laat er één staan.")
        else:
            kept[act] = clause


def _row(found: Folder, section: str, row: dict[str, Any], fields: Mapping[str, Field], place: Place) -> dict[str, Any]:
    for name in row.keys() - fields.keys():
        known = ", ".join(fields)
        found.add(place, name, "unknown-field", f"“{name}” hoort niet bij {section}. Kies uit: {known}.")
    for name, wanted in fields.items():
        if name not in row:
            if wanted.needed:
                found.add(place, "", "missing-field", f"Bij {section} ontbreekt {name}. Vul het aan.")
        elif wrong := wanted.check(row[name]):
            found.add(place, name, "bad-value", f"{name}: {wrong}")
    return {name: _kept(row[name]) for name in row}


def _kept(value: Any) -> Any:
    """A value as the kept document has it: days as text."""
    return value.isoformat() if isinstance(value, date) else value


def _check_doubles(found: Folder) -> None:
    for section, fields in MANY.items():
        keys = [name for name, wanted in fields.items() if wanted.key]
        first: dict[str, Place] = {}
        for row, place in rows(found, section):
            for name in keys:
                if name not in row:
                    continue
                if (earlier := first.setdefault(str(row[name]), place)) is not place:
                    where = f"{earlier.file}, regel {earlier.line}"
                    text = f"{section} {row[name]} staat er al ({where}). Geef elk blok een eigen {name}."
                    found.add(place, name, "double", text)


def rows(found: Folder, section: str) -> list[tuple[dict[str, Any], Place]]:
    """The blocks of a section, each with where it stands."""
    return list(zip(found.document.get(section, ()), found.places.get(section, ()), strict=True))


def kept_text(document: Mapping[str, Any]) -> str:
    """The document as the database keeps it: the same data always give the same text."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(document: Mapping[str, Any]) -> str:
    """By which a version of the data is known."""
    return hashlib.sha256(kept_text(document).encode()).hexdigest()
