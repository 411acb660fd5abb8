"""A complaint about how people were treated: confirmed, heard, and settled in time by somebody else. Awb chapter 9."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from noaber.calendar.deadlines import Span, raw_end
from noaber.calendar.law_terms import extended_due, law_term
from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.heard.terms import HeardTerms
from noaber.values import Clause, Decision, DutyOrder, Line, grant, refuse

AWB_9_5 = Clause("Awb", "9:5")
AWB_9_6 = Clause("Awb", "9:6")
AWB_9_7 = Clause("Awb", "9:7")
AWB_9_8 = Clause("Awb", "9:8")
AWB_9_10 = Clause("Awb", "9:10")
AWB_9_11 = Clause("Awb", "9:11")
AWB_9_12 = Clause("Awb", "9:12")
AWB_9_12A = Clause("Awb", "9:12a")
YEAR = Span(1, "year")

CHANNELS = {"letter": "brief", "mail": "e-mail", "form": "formulier", "phone": "telefoon", "desk": "balie"}
HEARD, WAIVED, SILENT, PLAIN = "heard", "waived", "silent", "plain"
HEARINGS = {
    HEARD: "de klager is gehoord en er is een verslag",
    WAIVED: "de klager wil niet gehoord worden",
    SILENT: "de klager zei niet op tijd dat die gehoord wil worden",
    PLAIN: "niet gehoord: de klacht is kennelijk ongegrond",
}
FOUNDED, PARTLY, UNFOUNDED, INFORMAL, ASIDE = "founded", "partly", "unfounded", "informal", "aside"
FINDINGS = {
    FOUNDED: "gegrond",
    PARTLY: "deels gegrond",
    UNFOUNDED: "ongegrond",
    INFORMAL: "informeel opgelost",
    ASIDE: "niet in behandeling",
}
ON_CONTENT = (FOUNDED, PARTLY, UNFOUNDED)
OLDER, BEFORE, OTHER_WAY, CRIMINAL, TRIFLE = "older", "before", "other-way", "criminal", "trifle"
GROUNDS = {
    BEFORE: "er is al eerder een klacht over behandeld",
    OLDER: "het gebeurde langer dan een jaar voor de klacht",
    OTHER_WAY: "bezwaar, beroep of een andere rechter staat of stond open",
    CRIMINAL: "er loopt een strafrechtelijk onderzoek of een vervolging",
    TRIFLE: "het belang of het gewicht is kennelijk onvoldoende",
}
CONFIRM_DUTY, SETTLE_DUTY = "klacht-bevestigen", "klacht-afhandelen"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as the rules read it.

    `happened` is the day of what it is about, `committee` whether somebody else advises on it (Awb 9.1.3), `involved`
    who took part in it, by pseudonym, `hearing` one of HEARINGS or empty.
    """

    received: date
    happened: date
    committee: bool = False
    confirmed: bool = False
    hearing: str = ""
    adjourned: bool = False
    settled: bool = False
    involved: tuple[str, ...] = ()

    @property
    def due(self) -> date:
        """By when must it be settled? Six weeks, ten with a committee, and four more when adjourned. Awb 9:11."""
        term = law_term("complaint.committee") if self.committee else law_term("complaint")
        assert term.extension is not None, "the law lets it be adjourned"
        return extended_due(self.received, term.span, term.extension.span, int(self.adjourned))

    @property
    def aside_due(self) -> date:
        """By when must the complainant know that it is not handled? Awb 9:8(3)."""
        return law_term("complaint.aside").last_day(self.received)

    @property
    def older(self) -> bool:
        """Did it happen longer than a year before the complaint? Awb 9:8(1)(b). A year to the day is not longer."""
        return self.received > raw_end(self.happened, YEAR)


def may_register(complaint: Complaint, day: date, terms: HeardTerms) -> Decision:
    """May it be registered? Every complaint, however old: what is done with it comes after. Awb 9:12a."""
    if complaint.received > day:
        text = f"De ontvangst ({short_day(complaint.received)}) ligt na vandaag."
        return refuse("received-later", AWB_9_12A, text, "Vul de dag in waarop de klacht binnenkwam.")
    if complaint.happened > complaint.received:
        text = "Wat er gebeurde, ligt na de ontvangst van de klacht."
        return refuse("happened-later", AWB_9_12A, text, "Verbeter een van de twee dagen.")
    confirm = add_working_days(day, terms.confirm_workdays.value)
    duties = (
        DutyOrder(CONFIRM_DUTY, AWB_9_6, confirm, "team_lead", "Ontvangst van een klacht bevestigen", "heard.confirm"),
        _settle_by(complaint),
    )
    return grant("registered", AWB_9_12A, f"Afhandelen uiterlijk {short_day(complaint.due)}.", duties)


def may_confirm(complaint: Complaint) -> Decision:
    """May it be put down that the receipt was confirmed in writing? Once. Awb 9:6."""
    if complaint.settled:
        return refuse("settled", AWB_9_6, "De klacht is al afgehandeld.")
    if complaint.confirmed:
        return refuse("already-confirmed", AWB_9_6, "De ontvangst is al bevestigd.")
    return grant("confirmed", AWB_9_6, "De klager weet dat de klacht er is.")


def may_hear(complaint: Complaint, who: str, hearing: str) -> Decision:
    """May `who` put down that the complainant was heard, or why not? Awb 9:10; not who was involved, 9:7."""
    if complaint.settled:
        return refuse("settled", AWB_9_10, "De klacht is al afgehandeld.")
    if who in complaint.involved:
        return _involved()
    if hearing not in HEARINGS:
        return refuse("unknown-hearing", AWB_9_10, "Zo kan er niet worden gehoord of van horen worden afgezien.")
    return grant("heard", AWB_9_10, f"Vastgelegd: {HEARINGS[hearing]}.")


def may_adjourn(complaint: Complaint, day: date) -> Decision:
    """May it be put off by four weeks? Once, before the term has run out, told in writing. Awb 9:11(2)."""
    if complaint.settled:
        return refuse("settled", AWB_9_11, "De klacht is al afgehandeld.")
    if complaint.adjourned:
        text = "De afhandeling is al een keer verdaagd."
        return refuse(
            "already-adjourned", AWB_9_11, text, "Verder uitstel kan alleen als de klager schriftelijk instemt."
        )
    if day > complaint.due:
        text = f"De termijn liep af op {short_day(complaint.due)}."
        return refuse("term-passed", AWB_9_11, text, "Handel de klacht zo snel mogelijk af.", "heard.settle")
    later = replace(complaint, adjourned=True)
    text = f"Verdaagd tot en met {short_day(later.due)}. Laat dit de klager en de betrokken collega schriftelijk weten."
    return grant("adjourned", AWB_9_11, text, (_settle_by(later),))


def may_settle(complaint: Complaint, who: str, finding: str, ground: str = "", day: date | None = None) -> Decision:
    """May `who` settle it with this finding? Awb 9:5, 9:7, 9:8, 9:10 and 9:12.

    On its content only after the complainant could be heard; not handled only on a `ground` of 9:8.
    """
    if complaint.settled:
        return refuse("settled", AWB_9_12, "De klacht is al afgehandeld.")
    if who in complaint.involved:
        return _involved()
    if finding not in FINDINGS:
        return refuse("unknown-finding", AWB_9_12, "Dat is geen oordeel over een klacht.")
    if finding == INFORMAL:
        return grant("satisfied", AWB_9_5, "De klager is tevreden; verder hoeft er niets.")
    if finding == ASIDE:
        return _aside(complaint, ground, day)
    return _on_content(complaint, finding)


def _aside(complaint: Complaint, ground: str, day: date | None) -> Decision:
    if ground not in GROUNDS:
        text = "Er staat niet bij waarom de klacht niet wordt behandeld."
        return refuse("no-ground", AWB_9_8, text, "Kies de grond, of handel de klacht op haar inhoud af.")
    if ground == OLDER and not complaint.older:
        text = f"Het gebeurde op {short_day(complaint.happened)}; dat is niet langer dan een jaar voor de klacht."
        return refuse("not-older", AWB_9_8, text, "Handel de klacht op haar inhoud af.")
    if day is not None and day > complaint.aside_due:
        late = f"De klager had dit uiterlijk {short_day(complaint.aside_due)} moeten weten."
        return grant("aside-late", AWB_9_8, f"De klacht wordt niet behandeld: {GROUNDS[ground]}. {late}")
    return grant("aside", AWB_9_8, f"De klacht wordt niet behandeld: {GROUNDS[ground]}.")


def _on_content(complaint: Complaint, finding: str) -> Decision:
    if not complaint.confirmed:
        text = "De ontvangst is nog niet bevestigd."
        return refuse("not-confirmed", AWB_9_6, text, "Bevestig eerst de ontvangst.", "heard.confirm")
    if not complaint.hearing:
        text = "De klager kon nog niet worden gehoord."
        return refuse(
            "not-heard", AWB_9_10, text, "Leg eerst het horen vast, of waarom het niet gebeurt.", "heard.hear"
        )
    if complaint.hearing == PLAIN and finding != UNFOUNDED:
        text = "De klager is niet gehoord omdat de klacht kennelijk ongegrond zou zijn."
        return refuse("plainly-unfounded", AWB_9_10, text, "Hoor de klager alsnog.", "heard.hear")
    text = f"De klacht is {FINDINGS[finding]}. Noem in de brief de ombudsman en de termijn om die te vragen."
    return grant(finding, AWB_9_12, text)


def _involved() -> Decision:
    text = "Je was zelf betrokken bij waar deze klacht over gaat."
    return refuse("involved", AWB_9_7, text, "Laat een collega die er niet bij was de klacht behandelen.")


def _settle_by(complaint: Complaint) -> DutyOrder:
    return DutyOrder(SETTLE_DUTY, AWB_9_11, complaint.due, "team_lead", "Klacht afhandelen", "heard.settle")


def registered_lines(service: int, day: date, terms: HeardTerms) -> tuple[Line, ...]:
    """What counts of a complaint that came in: one, under its service."""
    return (_count("complaint", day, service, "", terms),)


def settled_lines(complaint: Complaint, finding: str, service: int, day: date, terms: HeardTerms) -> tuple[Line, ...]:
    """What counts of a complaint that is settled: one with its finding, and one more where that was too late."""
    late = (_count("complaint.overdue", day, service, "", terms),) if day > complaint.due else ()
    return (_count("complaint.settled", day, service, finding, terms), *late)


def _count(measure: str, day: date, service: int, key: str, terms: HeardTerms) -> Line:
    return Line(measure, day, 1, "count", service, key, 0, terms.confirm_workdays.clause.number)
