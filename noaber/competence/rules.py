"""Who may sign what for one client municipality: appointments, oaths and authorisations with their days.

A competence belongs to one person and one client: an appointment by the college of another municipality gives nothing
here. What runs until a day still holds on that day.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from noaber.calendar.words import short_day
from noaber.competence.terms import CompetenceTerms
from noaber.values import Clause, Decision, DutyOrder, Line, Period, Refused, grant, refuse

BW_1_16 = Clause("BW", "1:16")
BW_1_16A = Clause("BW", "1:16a(2)")
BW_1_18A = Clause("BW", "1:18a(5)")
BRP_2_8 = Clause("Wet BRP", "2.8(2)e")
RBRP_6 = Clause("Regeling BRP", "6")

ABS, BABS, OATH, VOE, VOG, SECRECY, BRP = "abs", "babs", "oath", "voe", "vog", "secrecy", "brp"
EXPIRES = "bevoegdheid-verloopt"
"""The code of the duty to renew what runs out, or to let it run out."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of competence. `short` heads a column, `does` ends “niet bevoegd om …”.

    `granted` where the client's college gives it, so that it rests on a decision; the others are facts that somebody
    saw, such as an oath that was taken.
    """

    code: str
    label: str
    short: str
    clause: Clause
    does: str = ""
    granted: bool = False


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(ABS, "Ambtenaar van de burgerlijke stand", "ABS", BW_1_16, "akten te verlijden", True),
        Kind(BABS, "Buitengewoon ambtenaar (huwelijken)", "BABS", BW_1_16A, "huwelijken te voltrekken", True),
        Kind(OATH, "Eed of belofte als ambtenaar afgelegd", "Eed", Clause("BW", "1:16(4)")),
        Kind(VOE, "Aangewezen voor verklaringen onder eed", "VOE", BRP_2_8, "verklaringen onder eed op te maken", True),
        Kind(VOG, "Verklaring omtrent het gedrag gezien", "VOG", RBRP_6),
        Kind(SECRECY, "Geheimhouding getekend", "Geheim", RBRP_6),
        Kind(BRP, "Geautoriseerd voor de BRP", "BRP", RBRP_6, "in de BRP te werken"),
    )
}


@dataclass(frozen=True, slots=True)
class Competence:
    """What somebody is for the client; both days count. `decision` is the reference of the college's decision."""

    kind: str
    since: date
    until: date | None = None
    decision: str = ""

    def holds_on(self, day: date) -> bool:
        """Does it hold on that day?"""
        return day in Period(self.since, self.until)


def holds(held: Collection[Competence], kind: str, day: date) -> bool:
    """Does somebody with these competences have one of this kind on a day?"""
    return any(one.kind == kind and one.holds_on(day) for one in held)


def may_sign(
    needs: Sequence[str], held: Collection[Competence], day: date, others: Sequence[str], clause: Clause
) -> Decision:
    """May somebody with these competences decide what needs one of `needs`?

    A registrar signs after the oath (BW 1:16(4)). `others` are the names of who may today; `clause` is the ground where
    nothing is needed.
    """
    if not needs:
        return grant("nothing-needed", clause, "Hiervoor is geen eigen bevoegdheid nodig.")
    mine = [KINDS[code] for code in needs if holds(held, code, day)]
    first = KINDS[needs[0]]
    if not mine:
        text = f"Je bent op deze dag niet bevoegd om {first.does}: {_missing(first, held, day)}."
        return refuse("not-competent", first.clause, text, _who_else(others))
    if mine[0].code in (ABS, BABS) and not holds(held, OATH, day):
        oath = KINDS[OATH]
        text = "Je bent benoemd, maar er is geen eed of belofte vastgelegd; zonder eed word je niet toegelaten."
        return refuse("no-oath", oath.clause, text, _who_else(others))
    return grant("competent", mine[0].clause, f"Bevoegd als {mine[0].label.lower()}.")


def lacks(needs: Sequence[str], held: Collection[Competence], day: date) -> str:
    """What somebody lacks for this on a day, in a few words; empty where nothing is lacking."""
    decision = may_sign(needs, held, day, (), BW_1_16)
    if not isinstance(decision, Refused):
        return ""
    return "geen eed of belofte" if decision.code == "no-oath" else _missing(KINDS[needs[0]], held, day)


def _missing(kind: Kind, held: Collection[Competence], day: date) -> str:
    """What is lacking, in words: never had, over, or not begun."""
    mine = sorted((one for one in held if one.kind == kind.code), key=lambda one: one.since)
    over = [one.until for one in mine if one.until is not None and one.until < day]
    coming = [one.since for one in mine if one.since > day]
    if coming:
        return f"“{kind.label}” gaat pas in op {short_day(coming[0])}"
    if over:
        return f"“{kind.label}” liep tot en met {short_day(max(over))}"
    return f"“{kind.label}” is niet voor deze gemeente vastgelegd"


def _who_else(others: Sequence[str]) -> str:
    if others:
        return f"Dit mag vandaag wel: {', '.join(others)}."
    return "Niemand mag dit vandaag. Vraag de teamleider om een benoeming bij het college van de opdrachtgever."


def may_pass_deed(no_party: bool) -> Decision:
    """May somebody pass this deed? Not one in which they are a party or an interested party; they say so themselves."""
    if not no_party:
        text = "Wie zelf partij of belanghebbende is, mag de akte niet verlijden."
        cure = "Ben je geen partij? Verklaar dat dan bij het besluit. Ben je het wel, laat een ander de akte verlijden."
        return refuse("party", BW_1_18A, text, cure)
    return grant("no-party", BW_1_18A, "De ambtenaar is geen partij bij de akte.")


def may_record(
    kind: Kind, held: Collection[Competence], wanted: Competence, day: date, terms: CompetenceTerms
) -> Decision:
    """May this be recorded of somebody who holds `held`? What ends orders the duty to look at it in time."""
    if wanted.until is not None and wanted.until < wanted.since:
        return refuse("ends-before-it-begins", kind.clause, "De laatste dag ligt voor de eerste.", "Verbeter de dagen.")
    if kind.granted and not wanted.decision:
        text = f"“{kind.label}” berust op een besluit van het college van de opdrachtgever; het kenmerk ontbreekt."
        return refuse("no-decision", kind.clause, text, "Vul het kenmerk van het besluit in.")
    if not kind.granted and wanted.since > day:
        text = f"“{kind.label}” leg je vast als het zover is; {short_day(wanted.since)} moet nog komen."
        return refuse("still-to-come", kind.clause, text, "Leg het op die dag vast.")
    period = Period(wanted.since, wanted.until)
    if any(one.kind == kind.code and period.overlaps(Period(one.since, one.until)) for one in held):
        text = f"“{kind.label}” is op een deel van deze dagen al vastgelegd."
        return refuse("already-held", kind.clause, text, "Beëindig de eerste, of kies dagen die niet overlappen.")
    if kind.code == BRP and (lacking := [code for code in (VOG, SECRECY) if not holds(held, code, wanted.since)]):
        text = f"Eerst moet er zijn: {' en '.join(KINDS[code].label.lower() for code in lacking)}."
        return refuse("not-vetted", kind.clause, text, "Leg dat eerst vast.", "competence.record")
    return grant("recorded", kind.clause, f"“{kind.label}” is vastgelegd.", _renewal(kind, wanted, day, terms))


def _renewal(kind: Kind, wanted: Competence, day: date, terms: CompetenceTerms) -> tuple[DutyOrder, ...]:
    if wanted.until is None or wanted.until < day:
        return ()
    title = f"{kind.short} loopt af: verleng of laat eindigen"
    lead = terms.lead_days.value
    return (DutyOrder(EXPIRES, kind.clause, wanted.until, "team_lead", title, "competence.record", lead),)


def may_end(kind: Kind, held: Competence, on: date, day: date) -> Decision:
    """May it end on a day, that day included? Not in the past: what was signed until now stays signed."""
    if held.until is not None and held.until < day:
        return refuse("already-over", kind.clause, f"Dit liep al tot en met {short_day(held.until)}.")
    if on < day:
        text = f"{short_day(on)} is al voorbij; wat tot nu toe is ondertekend, blijft geldig."
        return refuse("in-the-past", kind.clause, text, "Laat het vandaag of later eindigen.")
    if on < held.since:
        return refuse(
            "before-it-begins", kind.clause, f"Dit gaat pas in op {short_day(held.since)}.", "Kies een latere dag."
        )
    if held.until is not None and on > held.until:
        text = f"Dit eindigt al op {short_day(held.until)}; verlengen is een nieuw besluit."
        return refuse(
            "no-extension", kind.clause, text, "Leg de verlenging vast als nieuwe bevoegdheid.", "competence.record"
        )
    return grant("ended", kind.clause, f"“{kind.label}” eindigt op {short_day(on)}.")


def may_review(reviewed: Collection[str], accounts: Collection[str], clause: Clause) -> Decision:
    """May the check of rights be recorded? Of accounts that are in use, and at least one."""
    if not reviewed:
        return refuse(
            "nobody-reviewed", clause, "Er is niemand aangevinkt.", "Vink aan wiens rechten je hebt gecontroleerd."
        )
    if not set(reviewed) <= set(accounts):
        text = "Er staat iemand bij die hier geen rechten heeft."
        return refuse("unknown-account", clause, text, "Open de pagina opnieuw en vink alleen aan wie erop staat.")
    return grant(
        "reviewed", clause, f"De rechten van {len(set(reviewed))} van {len(set(accounts))} mensen zijn gecontroleerd."
    )


def review_lines(
    kpis: Sequence[tuple[str, Clause]], reviewed: Collection[str], accounts: Collection[str], day: date
) -> tuple[Line, ...]:
    """What counts of a check of rights: how many accounts were looked at, of how many there are."""
    return tuple(
        Line("kpi", day, len(set(reviewed)), "count", 0, code, len(set(accounts)), clause.number)
        for code, clause in kpis
    )


def expiring(held: Collection[Competence], day: date, terms: CompetenceTerms) -> list[Competence]:
    """What holds today and runs out within the agreed number of days, first what runs out first."""
    soon = [
        one
        for one in held
        if one.holds_on(day) and one.until is not None and (one.until - day).days <= terms.lead_days.value
    ]
    return sorted(soon, key=lambda one: (one.until or day, one.kind))
