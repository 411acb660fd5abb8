"""Whether costs may be put down, asked back or given up, and when a funeral is closed. Wet op de lijkbezorging 22."""

from __future__ import annotations

from noaber.cemetery.municipal.file import File
from noaber.cemetery.municipal.money import ASSETS, COSTS, ESTATE, KIN, REASONS, SOURCES, Claim, Cost, WriteOff
from noaber.cemetery.municipal.money import FOUND as GOODS_FOUND
from noaber.values import Clause, Decision, Euro, Refused, grant, refuse

WLB_22 = Clause("Wlb", "22")
BW_1_392 = Clause("BW", "1:392")


def may_add_cost(file: File, kind: str, cents: int) -> Decision:
    """May a line of costs be estimated? For more than nothing, in an open file."""
    if wrong := _closed(file):
        return wrong
    if kind not in COSTS:
        return refuse("unknown-cost", WLB_22, "Kies waar de kosten voor zijn.")
    if cents <= 0:
        return refuse("no-amount", WLB_22, "De raming is hoger dan nul.")
    return grant("cost-added", WLB_22, "De kosten zijn geraamd; zij komen ten laste van de gemeente.")


def may_bill(file: File, cost: Cost, cents: int, bill: str) -> Decision:
    """May the real costs of a line be put down? Once, with the bill; nothing is an answer too."""
    if wrong := _closed(file):
        return wrong
    if cost.actual is not None:
        return refuse("billed", WLB_22, "Van deze regel staan de kosten al vast.", "Voeg een nieuwe regel toe.")
    if cents < 0:
        return refuse("below-zero", WLB_22, "Kosten zijn niet lager dan nul.")
    if cents and not bill.strip():
        return refuse("no-bill", WLB_22, "Het nummer van de nota ontbreekt.", "Vul het nummer van de nota in.")
    return grant("billed", WLB_22, "De werkelijke kosten zijn vastgelegd.")


def may_note_asset(file: File, kind: str, cents: int) -> Decision:
    """May something that was found be put down?"""
    if wrong := _closed(file):
        return wrong
    if kind not in ASSETS or cents < 0:
        return refuse("unknown-asset", WLB_22, "Kies wat er is gevonden en wat het waard is.")
    return grant("asset-noted", WLB_22, "Het bezit is vastgelegd.")


def may_hand_asset(file: File, handed: bool, to: str, receipt: str) -> Decision:
    """May it be put down who got it? Once, with a receipt, when it is clear who buries."""
    if wrong := _closed(file):
        return wrong
    if handed:
        return refuse("handed-already", WLB_22, "Dit is al overgedragen.")
    if not file.ended:
        text = "Tot de uitvaart blijft het bezit bewaard: er kan nog een wens of een polis uit blijken."
        return refuse("kept-until-funeral", WLB_22, text)
    if not to.strip() or not receipt.strip():
        return refuse(
            "no-receipt", WLB_22, "Schrijf op aan wie het is gegeven, en het kenmerk van het ontvangstbewijs."
        )
    return grant("asset-handed", WLB_22, "De overdracht is vastgelegd.")


def estate_is_short(file: File) -> bool:
    """Is it clear that goods and estate do not pay for it? What was asked of them ended, or there is nothing."""
    asked = [one for one in file.claims if one.source in (ESTATE, GOODS_FOUND)]
    return bool(asked) and all(one.ended or one.received >= one.amount for one in asked)


def may_claim(file: File, source: str, cents: int, liable: bool, no_estate: str = "") -> Decision:
    """May this be asked back? What was found and the estate come first; of relatives only who had to maintain.

    `no_estate` is how it is known that there is no estate to ask.
    """
    if wrong := _closed(file):
        return wrong
    if source not in SOURCES:
        return refuse("unknown-source", WLB_22, "Kies op wie je de kosten verhaalt.")
    if cents <= 0:
        return refuse("no-amount", WLB_22, "Het bedrag is hoger dan nul.")
    if source == KIN and not liable:
        text = "Verhalen kan alleen op wie tot onderhoud verplicht was: ouders, kinderen, schoonfamilie, stiefouders."
        return refuse("not-liable", BW_1_392, text)
    if source == KIN and not estate_is_short(file) and not no_estate.strip():
        text = "Eerst komen de gevonden goederen en de nalatenschap; pas wat daarna open blijft is voor nabestaanden."
        return refuse(
            "estate-first",
            WLB_22,
            text,
            "Verhaal eerst op de nalatenschap, of schrijf op waaruit blijkt dat die leeg is.",
        )
    if cents > file.sums.free:
        text = f"Er is {Euro(max(file.sums.free, 0))} die nog niemand betaalt; {Euro(cents)} is meer."
        return refuse("more-than-open", WLB_22, text, "Leg eerst de werkelijke kosten vast, of verhaal minder.")
    return grant("claimed", WLB_22, f"Verhaald op: {SOURCES[source]}.")


def may_receive(file: File, claim: Claim, cents: int) -> Decision:
    """May money that came in be put down? Not more than was asked and is still to come."""
    if wrong := _closed(file):
        return wrong
    if cents <= 0:
        return refuse("no-amount", WLB_22, "Het bedrag is hoger dan nul.")
    if cents > claim.outstanding:
        text = f"Hier staat nog {Euro(claim.outstanding)} open; {Euro(cents)} is meer."
        return refuse("more-than-asked", WLB_22, text, "Stort terug wat te veel is.")
    return grant("received", WLB_22, "De ontvangst is vastgelegd.")


def may_end_claim(file: File, claim: Claim, reason: str) -> Decision:
    """May it be put down that nothing more comes? With a reason, while something was still to come."""
    if wrong := _closed(file):
        return wrong
    if not claim.outstanding:
        return refuse("nothing-open", WLB_22, "Hier staat niets meer open.")
    if not reason.strip():
        return refuse("no-reason", WLB_22, "Schrijf op waarom er niets meer komt.")
    return grant("claim-ended", WLB_22, "Dit verhaal is beëindigd; wat open blijft komt ten laste van de gemeente.")


def may_propose(file: File, cents: int, reason: str, text: str) -> Decision:
    """May it be proposed to give up an amount? One that nobody pays, with a ground and words."""
    if wrong := _closed(file):
        return wrong
    if not file.ended:
        return refuse("before-funeral", WLB_22, "Voor de uitvaart is nog niet bekend wat er open blijft.")
    if reason not in REASONS or not text.strip():
        return refuse("no-reason", WLB_22, "Afboeken kan alleen met een grond en een toelichting.")
    if not 0 < cents <= file.sums.free:
        words = f"Er staat {Euro(max(file.sums.free, 0))} open waarvoor niets meer loopt."
        return refuse("more-than-open", WLB_22, words, "Stel ten hoogste dat bedrag voor.")
    return grant("proposed", WLB_22, "Een collega kijkt of dit bedrag wordt afgeboekt.")


def may_answer(file: File, write_off: WriteOff, by: str) -> Decision:
    """May somebody answer a proposal to write off? Once, and never who proposed it."""
    if wrong := _closed(file):
        return wrong
    if write_off.approved is not None:
        return refuse("answered", WLB_22, "Over dit voorstel is al beslist.")
    if write_off.by == by:
        text = "Je stelde dit zelf voor; een ander beslist erover."
        return refuse("same-person", WLB_22, text, "Vraag een collega.")
    return grant("answered", WLB_22, "Over het afboeken is beslist.")


def may_close(file: File) -> Decision:
    """May the file be closed? Once the costs are known and covered, and what was found is handed over."""
    if wrong := _closed(file):
        return wrong
    if not file.ended:
        return refuse("not-held", WLB_22, "De uitvaart is nog niet geweest.")
    if any(one.actual is None for one in file.costs):
        return refuse("not-billed", WLB_22, "Van een regel zijn de werkelijke kosten niet bekend.", "Leg ze vast.")
    if file.sums.proposed:
        return refuse("proposal-waits", WLB_22, "Een voorstel om af te boeken wacht op een collega.")
    if file.sums.outstanding:
        return refuse(
            "claim-waits", WLB_22, f"Er loopt nog verhaal: {Euro(file.sums.outstanding)}.", "Wacht, of beëindig het."
        )
    if file.sums.open > 0:
        text = f"{Euro(file.sums.open)} is niet betaald, niet verhaald en niet afgeboekt."
        return refuse("not-covered", WLB_22, text, "Verhaal dat, of stel voor het af te boeken.")
    if not all(one.handed for one in file.assets):
        return refuse("not-handed", WLB_22, "Er is nog bezit dat niemand heeft gekregen.", "Draag het over.")
    return grant("closed", WLB_22, "Het dossier is afgesloten.")


def _closed(file: File) -> Refused | None:
    return Refused("closed", WLB_22, "Dit dossier is afgesloten.") if file.closed_on is not None else None
