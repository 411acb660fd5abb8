"""Whether a permit for a grave may be asked, completed, extended, granted, refused, placed, checked and carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.calendar.words import short_day
from noaber.cemetery.permits.file import (
    APPROVED,
    CHECKS,
    CREMATE,
    GRANTED,
    LACKS,
    MEND,
    NO_ANSWER,
    OUTCOMES,
    OUTSIDE,
    PLACED_KINDS,
    REFUSED,
    SAID_NO,
    File,
    lacks,
)
from noaber.cemetery.permits.measures import EXHUMATION, KINDS, VAULT, Ground
from noaber.values import Clause, Decision, Refused, grant, refuse

AWB_3_46 = Clause("Awb", "3:46")
AWB_4_2 = Clause("Awb", "4:2")
AWB_4_5 = Clause("Awb", "4:5")
AWB_4_5_4 = Clause("Awb", "4:5, vierde lid")
AWB_4_14 = Clause("Awb", "4:14")
WLB_28 = Clause("Wlb", "28, eerste lid")
WLB_29_1 = Clause("Wlb", "29, eerste lid")
WLB_29_2 = Clause("Wlb", "29, tweede lid")
WLB_29_4 = Clause("Wlb", "29, vierde lid")
WLB_30 = Clause("Wlb", "30")
WEEKS_TO_LEAVE = 4
"""Within so many weeks after the term to complete an application it is left undecided, or not at all (Awb 4:5(4))."""
PRESCRIPTIONS = {
    "medical": "Het opgraven gebeurt onder geneeskundig toezicht, zoals de GGD dat vraagt.",
    "transport": "Het vervoer gebeurt met de papieren van het Besluit op de lijkbezorging, in een gesloten kist.",
    "destination": "De overledene gaat rechtstreeks naar de nieuwe bestemming.",
}
"""What the mayor attaches to every exhumation (Wlb 29(2))."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision as whoever decides wants it: with which grounds, conditions and reasons."""

    outcome: str
    grounds: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    reason: str = ""


def may_apply(kind: str, basis: Clause | None, right: str, over: bool, by_court: bool) -> Decision:
    """May this be applied for? `right` is the kind of the right that runs on the grave, empty where none does.

    `over` says that its term is over. An exhumation ordered by a court needs no permit (Wlb 30).
    """
    if kind not in KINDS:
        return refuse("no-kind", AWB_4_2, f"“{kind}” is geen soort vergunning.")
    if basis is None:
        return refuse("no-basis", AWB_4_2, f"Voor {KINDS[kind][0]} vraagt deze gemeente geen vergunning.")
    if kind == EXHUMATION and by_court:
        text = "Een opgraving op bevel van een rechterlijke autoriteit heeft geen vergunning nodig."
        return refuse("by-court", WLB_30, text, "Bewaar het bevel bij het graf.")
    if kind != EXHUMATION and not right:
        return refuse("no-right", basis, "Er loopt geen recht op dit graf.", "Geef het graf eerst uit.")
    if kind != EXHUMATION and over:
        return refuse("right-over", basis, "De termijn van het recht is voorbij.", "Verleng eerst het recht.")
    if kind == VAULT and right != "exclusive":
        return refuse("not-private", basis, "Een grafkelder kan alleen in een particulier graf.")
    return grant("applied", basis, "De aanvraag is binnen.")


def may_add(file: File) -> Decision:
    """May something be added to the application? Until it is decided on."""
    if file.outcome:
        return refuse("decided", AWB_4_2, "Over deze aanvraag is al beslist.", "Dien een nieuwe aanvraag in.")
    return grant("added", AWB_4_2, "Het stuk is bij de aanvraag gevoegd.")


def may_ask_consent(file: File, known_address: bool) -> Decision:
    """May the right holder be mailed a link? Where consent is needed, and the register can tell who answers."""
    law = WLB_29_1 if file.kind == EXHUMATION else WLB_28
    if file.outcome:
        return refuse("decided", law, "Over deze aanvraag is al beslist.")
    if file.consented:
        return refuse("not-needed", law, "De rechthebbende is het al eens, of hoeft niets te zeggen.")
    if not known_address:
        text = "Van de rechthebbende staat geen adres in het register, dus een link kan niet nagaan wie antwoordt."
        return refuse("no-address", law, text, "Voeg de getekende toestemming toe.")
    return grant("asked", law, "De rechthebbende krijgt een link.")


def may_consent(file: File, same: bool, tries: int, most: int) -> Decision:
    """Does this answer count as that of the registered holder? Postcode and house number are those of the register.

    `tries` is how often it was tried before; a link that was guessed at is closed.
    """
    law = WLB_29_1 if file.kind == EXHUMATION else WLB_28
    if file.outcome or file.consent != NO_ANSWER:
        return refuse("answered", law, "Op deze vraag is al geantwoord.")
    if tries >= most:
        return refuse("too-often", law, "Het adres klopte te vaak niet. Neem contact op met de gemeente.")
    if not same:
        return refuse("not-the-holder", law, "Dit is niet het adres van de rechthebbende in het register.")
    return grant("consented", law, "Het antwoord van de rechthebbende is vastgelegd.")


def may_ask_more(file: File, day: date) -> Decision:
    """May the applicant be asked to complete the application? Once, where something is lacking. Awb 4:5."""
    if file.outcome:
        return refuse("decided", AWB_4_5, "Over deze aanvraag is al beslist.")
    if file.waiting:
        return refuse("asked-already", AWB_4_5, "De aanvrager is al gevraagd om aan te vullen.")
    if not lacks(file, day):
        return refuse("complete", AWB_4_5, "De aanvraag is compleet; er is niets aan te vullen.")
    return grant("asked", AWB_4_5, "De aanvrager krijgt een brief; de termijn staat stil.")


def may_extend(file: File, due: date, day: date) -> Decision:
    """May the term be extended? Once, while it runs. Awb 4:14."""
    if file.outcome or file.waiting:
        return refuse("not-open", AWB_4_14, "Alleen een aanvraag waarvan de termijn loopt, wordt verlengd.")
    if file.extended_on is not None:
        text = f"De termijn is op {short_day(file.extended_on)} al een keer verlengd."
        return refuse("extended-before", AWB_4_14, text, "Beslis zo snel mogelijk.")
    if day > due:
        return refuse("too-late", AWB_4_14, f"De termijn liep af op {short_day(due)}.", "Beslis zo snel mogelijk.")
    return grant("extended", AWB_4_14, "De aanvrager krijgt bericht; de termijn is een keer verlengd.")


def may_decide(file: File, wanted: Judgement, grounds: Mapping[str, Ground], basis: Clause, day: date) -> Decision:
    """May it be decided so? `grounds` are those on which this kind can be refused, `basis` the article it rests on."""
    if file.outcome:
        return refuse("decided", basis, "Over deze aanvraag is al beslist.")
    if wanted.outcome not in OUTCOMES:
        return refuse("no-outcome", basis, f"“{wanted.outcome}” is geen besluit over deze aanvraag.")
    if wanted.outcome == OUTSIDE:
        return _may_leave(file, day)
    if wanted.outcome == REFUSED:
        return _may_refuse(file, wanted, grounds, basis)
    return _may_grant(file, wanted, basis, day)


def _may_leave(file: File, day: date) -> Decision:
    last = file.asked_until
    if last is None:
        text = "Een aanvraag gaat alleen buiten behandeling nadat de aanvrager haar kon aanvullen."
        return refuse("not-asked", AWB_4_5, text, "Vraag eerst om aanvulling.", "permits.ask_more")
    if day <= last:
        return refuse("time-left", AWB_4_5, f"De aanvrager kan nog aanvullen tot en met {short_day(last)}.")
    if not lacks(file, day):
        return refuse("complete", AWB_4_5, "De aanvraag is aangevuld. Beslis of zij verleend of geweigerd wordt.")
    if day > last + timedelta(weeks=WEEKS_TO_LEAVE):
        text = f"Dat kan tot vier weken na {short_day(last)}; die zijn voorbij."
        return refuse("too-late", AWB_4_5_4, text, "Verleen of weiger de vergunning.")
    return grant("left", AWB_4_5, "De aanvraag is buiten behandeling gelaten.")


def _may_refuse(file: File, wanted: Judgement, grounds: Mapping[str, Ground], basis: Clause) -> Decision:
    chosen = [grounds[code] for code in wanted.grounds if code in grounds]
    if not chosen or len(chosen) != len(wanted.grounds):
        text = "Weigeren kan alleen op een grond die de verordening of de wet noemt."
        return refuse("no-ground", basis, text, "Kies de grond waarop je weigert.")
    first = chosen[0]
    if any(one.tested for one in chosen) and not file.broken:
        text = "De toets laat geen enkele maat zien die niet mag."
        return refuse("nothing-broken", first.clause, text, "Kies een andere grond, of verleen de vergunning.")
    if any(one.code == "consent" for one in chosen) and file.consented:
        return refuse("has-consent", first.clause, "De rechthebbende heeft toestemming gegeven.")
    if not wanted.reason.strip():
        return refuse("no-reason", AWB_3_46, "De motivering ontbreekt.", "Schrijf op waarom de grond hier geldt.")
    return grant("refused", first.clause, first.text)


def _may_grant(file: File, wanted: Judgement, basis: Clause, day: date) -> Decision:
    if file.consent == SAID_NO:
        law = WLB_29_1 if file.kind == EXHUMATION else basis
        return refuse("holder-said-no", law, "De rechthebbende heeft nee gezegd.")
    special = file.exhuming
    if special.destination == CREMATE and special.within_a_year(day) and not special.prosecutor:
        text = "Cremeren binnen een jaar na de begraving kan alleen met verlof van de officier van justitie."
        return refuse("no-prosecutor", WLB_29_4, text, "Voeg het kenmerk van het verlof toe.", "permits.add")
    if lacking := lacks(file, day):
        text = f"De aanvraag is niet compleet: {', '.join(LACKS[code][0] for code in lacking)}."
        return refuse("incomplete", AWB_4_5, text, "Vraag de aanvrager om aan te vullen.", "permits.ask_more")
    if file.kind == EXHUMATION and len(wanted.conditions) < len(PRESCRIPTIONS):
        text = "Bij een opgraving horen voorschriften over geneeskundig toezicht, vervoer en bestemming."
        return refuse("no-conditions", WLB_29_2, text, "Neem ze alle drie op.")
    if file.broken and not wanted.reason.strip():
        words = ", ".join(one.label() for one in file.broken)
        text = f"Niet volgens de regels: {words}."
        return refuse("does-not-fit", file.broken[0].rule.clause, text, "Weiger, of motiveer de afwijking.")  # type: ignore[union-attr]
    return grant("deviation" if file.broken else "granted", basis, "De vergunning is verleend.")


def may_announce(file: File, placed_on: date, day: date, basis: Clause, by_staff: bool = False) -> Decision:
    """May the day of placing be announced? With a permit, for a day that is still to come or today.

    The day of an exhumation is agreed by staff alone.
    """
    if by_staff and _exhuming(file):
        return _may_agree(placed_on, day, basis)
    if not _placing(file):
        return _no_permit(file, basis)
    if file.approved_on is not None:
        return refuse("approved", basis, "De plaatsing is al goedgekeurd.")
    if placed_on < day:
        return refuse("day-past", basis, "Die dag is voorbij.", "Vul vandaag in, of een dag die nog komt.")
    return grant("announced", basis, f"De plaatsing is gemeld voor {short_day(placed_on)}.")


def may_check(
    file: File, result: str, checked_on: date, photo: bool, note: str, mend_until: date | None, day: date, basis: Clause
) -> Decision:
    """May a check of what was placed be put down? With a photo; what must be mended has a note and a day."""
    if not _placing(file):
        return _no_permit(file, basis)
    assert file.decided_on is not None
    if file.approved_on is not None:
        return refuse("approved", basis, "De plaatsing is al goedgekeurd.")
    if result not in CHECKS:
        return refuse("no-result", basis, f"“{result}” is geen uitkomst van een controle.")
    if not file.decided_on <= checked_on <= day:
        return refuse("wrong-day", basis, "De controle ligt niet tussen het besluit en vandaag.")
    if not photo:
        return refuse("no-photo", basis, "Bij een controle hoort een foto.", "Voeg een foto van het graf toe.")
    if result == MEND and not (note.strip() and mend_until):
        text = "Schrijf op wat er hersteld moet worden en wanneer het klaar moet zijn."
        return refuse("no-note", basis, text)
    if result == MEND and mend_until is not None and mend_until <= checked_on:
        return refuse("no-time", basis, "De dag waarop het klaar moet zijn, ligt voor de controle of erop.")
    return grant(result, basis, "De plaatsing is goedgekeurd." if result == APPROVED else "Het moet hersteld worden.")


def may_exhume(file: File, done_on: date, papers: str, there: bool, day: date) -> Decision:
    """May it be put down that somebody was exhumed? With a permit, once, with the papers of the transport."""
    if file.kind != EXHUMATION or not file.granted:
        return refuse("no-permit", WLB_29_1, "Er is geen vergunning van de burgemeester.", "Beslis eerst.")
    assert file.decided_on is not None
    if file.carried_out_on is not None or not there:
        return refuse("gone-already", WLB_29_1, "De overledene ligt niet meer in dit graf.")
    if not file.decided_on <= done_on <= day:
        return refuse("wrong-day", WLB_29_1, "De dag van de opgraving ligt niet tussen het besluit en vandaag.")
    if not papers.strip():
        return refuse("no-papers", WLB_29_2, "Het kenmerk van de vervoerspapieren ontbreekt.", "Vul het in.")
    return grant("exhumed", WLB_29_1, "De opgraving staat in het register.")


def may_close(file: File, basis: Clause) -> Decision:
    """May the request be closed? Once, after it was decided; placing and checking go on after that."""
    if not file.outcome:
        return refuse("not-decided", basis, "Er is nog niet beslist.", "Beslis eerst.", "permits.decide")
    if file.closed_on is not None:
        return refuse("closed-already", basis, f"De aanvraag is afgesloten op {short_day(file.closed_on)}.")
    return grant("closed", basis, "De aanvraag is afgesloten.")


def proposed(file: File, grounds: Mapping[str, Ground], day: date) -> str:
    """What the test points to: granted where all is there and as the rules have it."""
    if lacks(file, day):
        return OUTSIDE
    return REFUSED if file.broken and any(one.tested for one in grounds.values()) else GRANTED


def standard_conditions(kind: str) -> Sequence[str]:
    """What is attached to every permit of a kind."""
    if kind == EXHUMATION:
        return tuple(PRESCRIPTIONS.values())
    return ("Meld de dag van plaatsing ten minste twee werkdagen van tevoren.",) if kind in PLACED_KINDS else ()


def _may_agree(on: date, day: date, basis: Clause) -> Decision:
    if on < day:
        return refuse("day-past", basis, "Die dag is voorbij.", "Vul vandaag in, of een dag die nog komt.")
    return grant("agreed", basis, f"De opgraving is op {short_day(on)}. Ze staat op het dagblad.")


def _exhuming(file: File) -> bool:
    return file.kind == EXHUMATION and file.granted and file.carried_out_on is None


def _placing(file: File) -> bool:
    return file.kind in PLACED_KINDS and file.granted


def _no_permit(file: File, basis: Clause) -> Refused:
    text = "Er is geen vergunning om iets te plaatsen."
    refused = refuse("no-permit", basis, text, "" if file.outcome else "Beslis eerst over de aanvraag.")
    assert isinstance(refused, Refused)
    return refused
