"""What a letter about a grave says: its words from the data of the agreement, with the grave and the right in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from noaber.agreement.paper_texts import Block, PaperText, PaperTexts, blocks_of, fill
from noaber.calendar.deadlines import last_day
from noaber.cemetery.law import Law
from noaber.papers.paper import Paper, Sheet
from noaber.values.period import dutch_day

Said = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AboutGrave:
    """The grave and the right that a letter is about, and who writes it in whose name.

    `number` is that of the letter, `cemetery` the name of the cemetery, `right` is empty for a grave without one.
    `organ` is in words with its municipality; `signature` are the words of the mandate, `function` that of the writer.
    """

    number: str
    grave: str
    cemetery: str
    right: str
    ends_on: date | None
    client: str
    contractor: str
    address: tuple[str, ...]
    organ: str
    signature: str
    function: str


def compose(text: PaperText, texts: PaperTexts, about: AboutGrave, said: Said, day: date, law: Law) -> Paper:
    """The letter: everything is filled in, and a fact that is empty takes its paragraph with it."""
    blocks = blocks_of(text.text)
    remedy = texts.remedies.get(text.remedy)
    if remedy is not None:
        blocks = (*blocks, Block("heading", ((remedy.title,),)), *blocks_of(remedy.text))
    house = texts.house
    nothing = {fact.name: "" for fact in text.facts if fact.optional}
    return Paper(
        kind=text.kind,
        title=text.title,
        case=about.number,
        day=day,
        sheet=Sheet(
            house.name,
            house.colour,
            house.post or about.address,
            tuple(way for way in (house.phone, house.email, house.website) if way),
            house.footer,
        ),
        salutation=house.salutation,
        blocks=fill(blocks, {**nothing, **_known(about, day, law), **said}),
        closing=(house.closing, f"{about.signature},", about.function),
        decision=text.decision,
    )


def head_of(paper: Paper, grave: str) -> tuple[tuple[str, str], ...]:
    """What stands above a letter beside its day."""
    return (("Graf", grave), ("Kenmerk", paper.case))


def _known(about: AboutGrave, day: date, law: Law) -> dict[str, str]:
    return {
        "gemeente": about.client,
        "uitvoerder": about.contractor,
        "orgaan": about.organ,
        "postadres": ", ".join(about.address),
        "vandaag": dutch_day(day),
        "zaaknummer": about.number,
        "graf": about.grave,
        "begraafplaats": about.cemetery,
        "recht": about.right,
        "eindigt_op": dutch_day(about.ends_on) if about.ends_on else "",
        "bezwaar_tot": dutch_day(last_day(day, law.objection.value)),
    }
