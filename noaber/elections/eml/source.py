"""An EML file that may come from anybody: opened safely, and read with a list of what is wrong and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree

EML = "urn:oasis:names:tc:evs:schema:eml"
KR = "http://www.kiesraad.nl/extensions"
XAL = "urn:oasis:names:tc:ciq:xsdschema:xAL:2.0"
XNL = "urn:oasis:names:tc:ciq:xsdschema:xNL:2.0"
DS = "http://www.w3.org/2000/09/xmldsig#"
SB = "http://www.kiesraad.nl/sb-extensions"
PREFIXES = {None: EML, "kr": KR, "xal": XAL, "xnl": XNL, "ds": DS, "sb": SB}
LARGEST = 64 * 1024 * 1024
"""In bytes. The largest real file, of a district of a national election, has a twelfth of it."""
MOST_VOTES = 99_999_999
_NUMBER = re.compile(r"[0-9]{1,9}")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """What is wrong with a file, on which line (0: in the file as a whole), and what it means for who gave it."""

    line: int
    code: str
    text: str

    def __str__(self) -> str:
        return f"regel {self.line}: {self.text}" if self.line else self.text


class Unreadable(Exception):
    """The file cannot be read further; `findings` say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


def tag(name: str) -> str:
    """`kr:NumberOfSeats` as lxml writes it; without a prefix it is of EML itself."""
    prefix, _, local = name.rpartition(":")
    return f"{{{PREFIXES[prefix or None]}}}{local}"


def opened(data: bytes) -> etree._Element:
    """The root of an EML file. Raises Unreadable for what is too large, broken, dangerous, or no EML.

    A document type is refused before the parser sees it: EML has none, and entities are only there to do harm.
    """
    if len(data) > LARGEST:
        raise Unreadable(Finding(0, "too-large", f"Het bestand is te groot: hooguit {LARGEST >> 20} MB."))
    declared = _ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise Unreadable(Finding(1, "encoding", f"De tekens zijn {declared[1].decode()}; EML is altijd UTF-8."))
    if b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise Unreadable(Finding(1, "doctype", "Er staat een DOCTYPE in. Dat hoort niet in EML en wordt niet gelezen."))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        text = f"Dit is geen goede XML ({error.msg}). Misschien is het bestand niet helemaal binnengekomen."
        raise Unreadable(Finding(error.lineno or 0, "broken", text)) from None
    if root.tag != tag("EML"):
        text = f"Dit is geen EML: het bestand begint met {str(root.tag)[:80]!r}."
        raise Unreadable(Finding(1, "no-eml", text))
    return root


def whole(text: str) -> int | None:
    """A whole number of zero or more in digits alone; none for anything else, and for one longer than any count."""
    return int(text) if _NUMBER.fullmatch(text) else None


def doubles(numbers: Iterable[int]) -> list[int]:
    """The numbers that stand there more than once."""
    return sorted(number for number, times in Counter(numbers).items() if times > 1)


TRUE = ("true", "1")
"""The two ways in which XML says yes."""
Given = bytes | etree._Element
"""A file that is to be read, or the root of one that was opened already."""


class Page:
    """One file while it is read: values by their place, and what is wrong with them."""

    def __init__(self, given: Given) -> None:
        self.root = opened(given) if isinstance(given, bytes) else given
        self.found: list[Finding] = []

    def wrong(self, at: etree._Element, code: str, text: str) -> None:
        self.found.append(Finding(line_of(at), code, text))

    def part(self, under: etree._Element, path: str) -> etree._Element:
        """An element that must be there: `Election/Contest`. Raises Unreadable when it is not: what is in it cannot be
        read then.
        """
        found = self.maybe(under, path)
        if found is None:
            missing = Finding(line_of(under), "missing", f"Hier ontbreekt {path} onder {_name(under)}.")
            raise Unreadable(*self.found, missing)
        return found

    def maybe(self, under: etree._Element, path: str) -> etree._Element | None:
        return under.find("/".join(map(tag, path.split("/"))))

    def parts(self, under: etree._Element, name: str) -> Iterator[etree._Element]:
        return under.iterchildren(tag(name))

    def text(self, under: etree._Element, path: str, needed: bool = False) -> str:
        """The words of an element, or none; where they are `needed` their absence is a finding."""
        found = self.maybe(under, path)
        text = " ".join((found.text or "").split()) if found is not None else ""
        if needed and not text:
            self.wrong(under if found is None else found, "missing", f"{path} ontbreekt of is leeg.")
        return text

    def yes(self, under: etree._Element, path: str) -> bool | None:
        """Does an element say yes? None where it is not there."""
        text = self.text(under, path)
        return text in TRUE if text else None

    def mark(self, under: etree._Element, path: str, name: str) -> str:
        """An attribute of an element that may be missing; empty where one of them is."""
        found = self.maybe(under, path)
        return "" if found is None else found.get(name) or ""

    def attribute(self, at: etree._Element, name: str, needed: bool = True) -> str:
        value = (at.get(name) or "").strip()
        if needed and not value:
            self.wrong(at, "missing", f"{_name(at)} heeft geen {name}.")
        return value

    def number(self, at: etree._Element | None, what: str, under: etree._Element) -> int:
        """A whole number of zero or more; anything else is a finding, and then the answer is zero."""
        text = (at.text or "").strip() if at is not None else ""
        number = whole(text)
        if number is not None and number <= MOST_VOTES:
            return number
        shown = f"“{text[:20]}” kan niet" if text else "ontbreekt"
        self.wrong(under if at is None else at, "number", f"{what}: {shown}. Verwacht: een heel getal, nul of hoger.")
        return 0

    def count(self, under: etree._Element, path: str) -> int:
        return self.number(self.maybe(under, path), path, under)

    def position(self, at: etree._Element, name: str = "Id") -> int:
        """The number of a list or a candidate, from its attribute; zero with a finding when it is none."""
        text = (at.get(name) or "").strip()
        if number := whole(text):
            return number
        self.wrong(at, "number", f"{_name(at)}: {name} “{text[:20]}” is geen nummer.")
        return 0

    def day(self, under: etree._Element, path: str, needed: bool = True) -> date | None:
        text = self.text(under, path, needed)
        try:
            return date.fromisoformat(text[:10]) if text else None
        except ValueError:
            self.wrong(under, "day", f"{path} “{text[:20]}” is geen dag. Verwacht: 2026-03-18.")
            return None

    def ended(self) -> None:
        """Nothing more to read. Raises Unreadable with all that was found, when anything was."""
        if self.found:
            raise Unreadable(*sorted(self.found))


def line_of(at: etree._Element) -> int:
    """The line on which an element stands; zero for one that comes from no file."""
    line: int | None = at.sourceline  # type: ignore[assignment]
    return line or 0


def _name(at: etree._Element) -> str:
    return etree.QName(at).localname


def node(under: etree._Element, name: str, text: str | int | None = None, **attributes: str) -> etree._Element:
    """A new element at the end of another, for writing. Values of attributes that are empty are left out."""
    made = etree.SubElement(under, tag(name), {key: value for key, value in attributes.items() if value})
    if text is not None:
        made.text = str(text)
    return made


def document(kind: str) -> etree._Element:
    """The root of a new file."""
    return etree.Element(tag("EML"), {"Id": kind, "SchemaVersion": "5"}, nsmap=PREFIXES)  # type: ignore[arg-type]


def as_bytes(root: etree._Element) -> bytes:
    """A finished file; prefixes that are not used go, so that two writings of the same are the same bytes."""
    etree.cleanup_namespaces(root)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
