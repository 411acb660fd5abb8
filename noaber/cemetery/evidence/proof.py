"""The file of a grave as a record on paper: who holds it, and everything that happened in the order of the days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from noaber.agreement.book import Book
from noaber.agreement.paper_texts import Block
from noaber.cemetery.evidence.queries import Evidence
from noaber.cemetery.queries import GraveFile
from noaber.cemetery.shown import Told
from noaber.papers.paper import Paper, Sheet
from noaber.values.period import dutch_day


def proof_of(file: GraveFile, cemetery: str, told: Sequence[Told], found: Evidence, book: Book, day: date) -> Paper:
    """The record. Each line names its entry in the journal; letters and photos have their fingerprints."""
    client, house = book.party("client"), book.papers.house
    address = house.post or (client.street, f"{client.postcode} {client.city}")
    blocks = [
        _text(f"Graf {file.grave.number} op begraafplaats {cemetery}. {_right(file)}"),
        _heading("Wat er gebeurde"),
        _list([_line(one) for one in reversed(told)] or ["Er is niets vastgelegd."]),
    ]
    prints = [f"Brief {one.number}: {one.digest}" for one in found.letters]
    prints += [
        f"Foto van een bord ({dutch_day(one.placed_on)}): {one.photo.digest}" for one in found.signs if one.photo
    ]
    prints += [
        f"Ondertekend stuk ({dutch_day(one.given_on)}): {one.document.digest}" for one in found.consents if one.document
    ]
    if prints:
        blocks += [_heading("Vingerafdrukken van de stukken (SHA-256)"), _list(prints)]
    title = f"Bewijsdossier van graf {file.grave.number}"
    sheet = Sheet(house.name, house.colour, tuple(address), (), house.footer)
    return Paper("dossier", title, file.grave.number, day, sheet, "", tuple(blocks), ())


def _right(file: GraveFile) -> str:
    right = file.right
    if right is None:
        return "Er loopt geen recht."
    holder = right.holder.name if right.holder else "onbekend"
    ends = f"het eindigt op {dutch_day(right.ends_on)}" if right.ends_on else "het heeft geen einde"
    return f"Recht {right.number} van {holder}, ingegaan op {dutch_day(right.granted_on)}; {ends}."


def _line(one: Told) -> str:
    more = " ".join(one.more.split())
    return f"{dutch_day(one.day)}: {one.words}. {more} (journaal {one.entry})"


def _text(words: str) -> Block:
    return Block("text", ((words,),))


def _heading(words: str) -> Block:
    return Block("heading", ((words,),))


def _list(lines: Sequence[str]) -> Block:
    return Block("list", tuple((line,) for line in lines))
