"""Which papers fit a case, and what a paper says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from noaber.agreement.paper_texts import AskedFact, Block, House, PaperText, PaperTexts, blocks_of, fill
from noaber.agreement.rules import ORGANS
from noaber.cases.objection import term_ends
from noaber.cases.rules import AWB_4_5, AWB_4_14, CLOSED, DECIDED, OPEN, STATES, SUSPENDED, Facts
from noaber.papers.paper import Paper, Sheet
from noaber.values import Clause, Decision, Euro, Granted, grant, refuse
from noaber.values.period import dutch_day

AWB_3_45 = Clause("Awb", "3:45")
AWB_10_10 = Clause("Awb", "10:10")

Typed = Mapping[str, str | date | Euro | Sequence[str]]


@dataclass(frozen=True, slots=True)
class About:
    """The case that a paper is about, and who writes it in whose name.

    `client` and `contractor` are names of municipalities, `address` that of the client. `signature` are the words of
    the mandate that it rests on, `function` is that of whoever decided or, where nothing was decided, writes.
    """

    number: str
    facts: Facts
    law: str
    client: str
    contractor: str
    address: tuple[str, ...]
    signature: str
    function: str


def holds(phase: str, facts: Facts) -> bool:
    """Is the case in this phase?"""
    undecided = facts.state in (OPEN, SUSPENDED)
    return {
        "any": True,
        "open": undecided,
        "suspended": facts.state == SUSPENDED,
        "delayed": undecided and facts.promised is not None,
        "extended": undecided and facts.extensions > 0,
        "decided": facts.state in (DECIDED, CLOSED),
    }[phase]


def for_product(text: PaperText, product: str) -> bool:
    """Is the paper meant for this product?"""
    return product not in text.not_for and (not text.products or product in text.products)


def fits(text: PaperText, facts: Facts) -> bool:
    """Does the paper fit the case as it stands, others aside?"""
    outcome = not text.outcomes or facts.outcome in text.outcomes
    return for_product(text, facts.kind.code) and holds(text.phase, facts) and outcome


def fitting(texts: PaperTexts, facts: Facts) -> list[PaperText]:
    """The papers that fit a case: the one for what just happened first, and none that another takes the place of."""
    if facts.kind.organ == "contractor":
        return []
    found = [text for text in texts.texts.values() if fits(text, facts)]
    replaced = {kind for text in found for kind in text.replaces}
    order = ("decided", "suspended", "delayed", "extended", "open", "any")
    return sorted((text for text in found if text.kind not in replaced), key=lambda text: order.index(text.phase))


def first_to_write(texts: Sequence[PaperText], facts: Facts, written: Sequence[tuple[str, date]]) -> PaperText | None:
    """The paper that belongs to what happened last, where it was not yet written: of the papers that fit, the first.

    After a decision that is the decision itself, or a paper of this product; a closed case asks for nothing any more.
    """
    if facts.state == CLOSED:
        return None
    since = {"decided": facts.decided_on, "suspended": facts.suspended_on, "delayed": facts.told_on}
    for text in texts:
        days = [day for kind, day in written if kind == text.kind]
        if text.phase in since:
            moment = since[text.phase]
            asked = text.phase != "decided" or text.decision or bool(text.products)
            done = not asked or moment is None or any(day >= moment for day in days)
        elif text.phase == "extended":
            done = len(days) >= facts.extensions
        else:
            done = text.phase != "open" or bool(text.products and not text.replaces) or bool(written)
        if not done:
            return text
    return None


def may_write(text: PaperText, texts: PaperTexts, facts: Facts, signature: str, clause: Clause) -> Decision:
    """May this paper be written about a case as it stands? `signature` is what its decision was signed with."""
    kind = facts.kind
    if kind.organ == "contractor":
        return refuse(
            "no-organ", clause, f"{kind.name} is geen zaak van een bestuursorgaan; er gaat geen brief over uit."
        )
    if not for_product(text, kind.code):
        cure = "Kies een brief die op de pagina van de zaak staat."
        return refuse("not-for-product", clause, f"“{text.title}” past niet bij {kind.name}.", cure)
    if not holds(text.phase, facts):
        return _not_now(text.phase, facts, clause)
    if text.outcomes and facts.outcome not in text.outcomes:
        said = f"De uitkomst is “{facts.outcome}”; deze brief is voor: {', '.join(text.outcomes)}."
        return refuse("other-outcome", AWB_3_45, said, "Kies een brief die op de pagina van de zaak staat.")
    if text.kind not in {one.kind for one in fitting(texts, facts)}:
        better = next(one for one in fitting(texts, facts) if text.kind in one.replaces)
        return refuse("replaced", clause, f"Voor deze zaak is er een eigen brief: “{better.title}”.", "Maak die.")
    if text.decision and not signature:
        said = "Bij dit besluit staat niet namens wie het is genomen."
        return refuse("no-signature", AWB_10_10, said, "Leg het mandaat voor aan de teamleider.")
    return grant("written", clause, f"“{text.title}” is gemaakt.")


def _not_now(phase: str, facts: Facts, clause: Clause) -> Decision:
    state = f"De zaak is {STATES[facts.state]}."
    return {
        "open": refuse("decided-already", clause, f"{state} Deze brief is voor een zaak waarin nog niet besloten is."),
        "suspended": refuse("not-suspended", AWB_4_5, state, "Schort eerst de termijn op.", "cases.suspend"),
        "delayed": refuse(
            "no-delay",
            AWB_4_14,
            "Er is geen nieuwe dag genoemd.",
            "Leg eerst de vertraging vast.",
            "cases.announce_delay",
        ),
        "extended": refuse(
            "not-extended", clause, "De termijn is niet verlengd.", "Verleng eerst de termijn.", "cases.extend"
        ),
        "decided": refuse("not-decided", AWB_3_45, state, "Leg eerst het besluit vast.", "cases.decide"),
    }[phase]


def known(about: About, day: date) -> dict[str, str]:
    """What a paper of this day can say of the case by itself; empty where there is nothing to say."""
    facts = about.facts
    organ = f"{ORGANS[facts.kind.organ]} van {about.client}"
    return {
        "gemeente": about.client,
        "uitvoerder": about.contractor,
        "orgaan": organ,
        "zaaknummer": about.number,
        "product": facts.kind.name,
        "wet": about.law,
        "ontvangen": dutch_day(facts.received),
        "vandaag": dutch_day(day),
        "termijn": _day(facts.due),
        "postadres": ", ".join(about.address),
        "opgeschort_op": _day(facts.suspended_on),
        "vertraagd_tot": _day(facts.promised),
        "verlengd_tot": _day(facts.due),
        "uitkomst": facts.outcome,
        "besloten_op": _day(facts.decided_on),
        "bezwaar_tot": dutch_day(term_ends(day)),
    }


def _day(day: date | None) -> str:
    return dutch_day(day) if day else ""


def missing(text: PaperText, typed: Typed) -> list[AskedFact]:
    """What must be typed for a paper and was not; what is personal is typed when it is drawn."""
    return [fact for fact in text.facts if not (fact.optional or fact.personal or typed.get(fact.name))]


def compose(text: PaperText, texts: PaperTexts, about: About, typed: Typed, day: date, link: str = "") -> Paper:
    """The paper: its words with the case and what was typed in them, in whose name, and what can be done about it.

    What was not typed yet stays open; an optional fact that was left empty takes its paragraph with it. An address that
    is given as `link` stands after the words, with its code for a telephone.
    """
    values: dict[str, str | tuple[str, ...]] = {**known(about, day), **_said(text, typed)}
    remedy = texts.remedies.get(text.remedy)
    blocks = (*blocks_of(text.text), *((Block("code", ((link,),)),) if link else ()))
    if remedy is not None:
        blocks = (*blocks, Block("heading", ((remedy.title,),)), *blocks_of(remedy.text))
    record, house = bool(text.signs), texts.house
    if not record:
        blocks = (*blocks, Block("text", ((house.contact,),)))
    return Paper(
        kind=text.kind,
        title=text.title,
        case=about.number,
        day=day,
        sheet=_sheet(house, about),
        salutation="" if record else house.salutation,
        blocks=fill(blocks, values),
        closing=_closing(house, about, record),
        signs=text.signs,
        copies=text.copies,
        personal=tuple(fact for fact in text.facts if fact.personal),
        decision=text.decision,
    )


def _said(text: PaperText, typed: Typed) -> dict[str, str | tuple[str, ...]]:
    """What was typed, in words. An optional fact is empty only where it was looked at and left so."""
    said: dict[str, str | tuple[str, ...]] = {}
    for fact in text.facts:
        value = typed.get(fact.name)
        if not value:
            if fact.optional and not fact.personal:
                said[fact.name] = ""
        elif isinstance(value, date):
            said[fact.name] = dutch_day(value)
        elif isinstance(value, str | Euro):
            said[fact.name] = str(value)
        else:
            said[fact.name] = tuple(value)
    return said


def _sheet(house: House, about: About) -> Sheet:
    reach = tuple(way for way in (house.phone, house.email, house.website) if way)
    return Sheet(house.name, house.colour, house.post or about.address, reach, house.footer)


def _closing(house: House, about: About, record: bool) -> tuple[str, ...]:
    """In whose name; the registrar signs for themselves, everybody else adds what they are."""
    if record:
        return ()
    if about.facts.kind.organ == "registrar":
        return (house.closing, about.signature)
    return (house.closing, f"{about.signature},", about.function)


def granted(decision: Decision) -> bool:
    """Was it granted?"""
    return isinstance(decision, Granted)
