"""First registration: who appears, what is checked before a number is given, and by what each fact is proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from noaber.calendar.words import short_day
from noaber.registration.file import (
    APPEARANCES,
    BIRTH,
    FACTS,
    FAMILY,
    FOR_NATIONALITY,
    NATIONALITY,
    OATHS,
    PARENT,
    PROOFS,
    REASONS,
    SELF,
    SWORN,
    UNKNOWN,
    WAITING,
    Fact,
    File,
    Statement,
)
from noaber.values import Clause, Decision, DutyOrder, Refused, grant, refuse

BRP_2_4 = Clause("Wet BRP", "2.4")
BRP_2_4_3 = Clause("Wet BRP", "2.4(3)")
BRP_2_8 = Clause("Wet BRP", "2.8(2)")
BRP_2_8_E = Clause("Wet BRP", "2.8(2)e")
BRP_2_10_1 = Clause("Wet BRP", "2.10(1)")
BRP_2_10_4 = Clause("Wet BRP", "2.10(4)")
BRP_2_15 = Clause("Wet BRP", "2.15")
BRP_2_38 = Clause("Wet BRP", "2.38")
BRP_2_54 = Clause("Wet BRP", "2.54")
BBRP_30 = Clause("Besluit BRP", "30")
WABB_8 = Clause("Wabb", "8")
OVERVIEW_DUTY, SECOND_LINE = "overzicht-persoonslijst", "second_line"


def may_open(file: File, identified: bool, known: bool, day: date) -> Decision:
    """May a file be opened? In person or by Besluit BRP 30, and the identity established. `known`: it has one."""
    if known:
        return refuse("already-open", BRP_2_38, "Deze zaak heeft al een dossier.")
    if file.decided_on is not None:
        return refuse("decided", BRP_2_38, "In deze zaak is al besloten.")
    if file.appearance not in APPEARANCES:
        text = "Wie zich vestigt, meldt zich in persoon. Alleen om gezondheid of gevangenis mag een ander komen."
        return refuse("not-in-person", BBRP_30, text, "Laat betrokkene zelf komen.")
    if file.stays_since > day:
        return refuse("stay-to-come", BRP_2_38, f"Het verblijf begint pas op {short_day(file.stays_since)}.")
    if not identified:
        text = "De identiteit is niet deugdelijk vastgesteld."
        return refuse("not-identified", BRP_2_4_3, text, "Stel eerst vast wie het is.")
    named = [(fact.what, fact.nth) for fact in file.facts]
    if any(fact.what not in FACTS for fact in file.facts) or len(set(named)) != len(named):
        return refuse("unknown-fact", BRP_2_8, "Deze feiten kunnen niet samen in een dossier staan.")
    if file.fact(BIRTH, 1) is None:
        return refuse("no-birth", BRP_2_8, "De geboorte hoort in ieder dossier.", "Neem de geboorte op.")
    late = file.declared > file.report_due
    words = f" Te laat gemeld: dat moest uiterlijk {short_day(file.report_due)}." if late else ""
    text = f"Dag van vestiging: {short_day(file.settled_on)}, de dag van de aangifte.{words}"
    return grant("opened-late" if late else "opened", BRP_2_38, text)


def may_see_residence(file: File) -> Decision:
    """May it be put down that the right of residence was seen? Once, before the registration. Wet BRP 2.4(1)."""
    if file.decided_on is not None:
        return refuse("decided", BRP_2_4, "Er is al besloten.")
    if file.residence_on is not None:
        return refuse(
            "already-seen", BRP_2_4, f"Het verblijfsrecht is al vastgesteld op {short_day(file.residence_on)}."
        )
    return grant("seen", BRP_2_4, "Betrokkene verblijft hier rechtmatig.")


def may_ask(file: File) -> Decision:
    """May the presentievraag be put down? At every first registration, before a number is given."""
    if file.decided_on is not None:
        return refuse("decided", WABB_8, "Er is al besloten; de vraag gaat daaraan vooraf.")
    if file.asked_on is not None:
        return refuse("already-asked", WABB_8, f"De presentievraag is al gesteld op {short_day(file.asked_on)}.")
    return grant("asked", WABB_8, "De presentievraag is gesteld.")


def may_prove(file: File, what: str, nth: int, proof: str) -> Decision:
    """May a fact be taken from this kind of document? Only from a better one than it is taken from now. Wet BRP 2.8(2).

    Also after the registration: the duty to bring a better document than a declaration stays.
    """
    fact = file.fact(what, nth)
    if fact is None:
        return refuse("unknown-fact", BRP_2_8, "Dit feit staat niet in het dossier.")
    if file.decided_on is not None and not file.registered:
        return refuse("decided", BRP_2_8, "De inschrijving is niet doorgegaan.")
    if proof == SWORN or proof not in PROOFS:
        text = "Een verklaring onder eed of belofte leg je vast als verklaring."
        return refuse("not-a-document", BRP_2_8_E, text, "Maak de verklaring op.", "registration.swear")
    if proof == UNKNOWN if what != NATIONALITY else proof not in FOR_NATIONALITY:
        text = "Een vreemde nationaliteit komt uit een uitspraak of geschrift, of is niet vast te stellen."
        return refuse("not-for-this", BRP_2_15, text, "Kies een ander soort bewijs.")
    if fact.proof and proof >= fact.proof:
        text = f"Dit feit rust al op een {PROOFS[fact.proof]}; daar gaat dit niet voor."
        return refuse("no-better", BRP_2_8, text, "Alleen een document dat hoger staat, komt ervoor in de plaats.")
    law = BRP_2_15 if what == NATIONALITY else BRP_2_8
    code = "replaced" if fact.wants_better else "better" if fact.proof else "proven"
    words = " De verklaring is vervangen." if fact.wants_better else ""
    return grant(code, law, f"{fact.name.capitalize()}: {PROOFS[proof]}.{words}")


def may_swear(file: File, what: str, nth: int, said: Statement, designated: Decision) -> Decision:
    """May a declaration under oath or promise be made about a fact? Wet BRP 2.8(2)e and 2.10.

    `designated` is the answer whether the official before whom it is made was designated by the college for it. Only
    where there is no document, once for each fact, verified, written down and signed.
    """
    if isinstance(designated, Refused):
        return designated
    fact = file.fact(what, nth)
    if fact is None or file.decided_on is not None:
        return refuse("no-such-fact", BRP_2_8_E, "Dit feit staat niet in een dossier dat nog open is.")
    if what == NATIONALITY:
        text = "Over een nationaliteit kan geen verklaring onder eed worden afgelegd."
        return refuse(
            "nationality", BRP_2_15, text, "Neem op dat zij niet is vast te stellen, of wacht op een geschrift."
        )
    if fact.sworn:
        text = "Over dit feit is al een verklaring afgelegd; dat kan één keer."
        return refuse("already-sworn", BRP_2_8_E, text, "Vraag om een beter document.")
    if fact.proof:
        text = f"Er is een {PROOFS[fact.proof]}; die gaat voor."
        return refuse("has-document", BRP_2_8, text)
    return _may_state(file, what, said, fact)


def _may_state(file: File, what: str, said: Statement, fact: Fact) -> Decision:
    if said.reason not in REASONS or said.oath not in OATHS:
        return refuse("no-reason", BRP_2_8, "Er staat niet bij waarom er geen document is.", "Kies de reden.")
    if said.reason == WAITING and what in FAMILY:
        text = "Een document is waarschijnlijk nog te krijgen; dan mag een verklaring dit feit niet dragen."
        return refuse("obtainable", BRP_2_10_1, text, "Wacht op het document.")
    if said.by != (PARENT if file.minor else SELF):
        text = "Voor een kind dat jonger is dan 16 verklaart een ouder; vanaf 16 jaar verklaart iemand zelf."
        return refuse("wrong-swearer", BRP_2_8_E, text, "Kies wie de verklaring aflegt.")
    if not said.verified:
        text = "De verklaring is nog niet nagegaan in de BRP, andere registers en de getoonde papieren."
        return refuse("not-verified", BRP_2_10_4, text, "Ga dat eerst na, voor zover het kan.")
    if not said.signed:
        text = "De verklaring telt als zij op schrift staat en is ondertekend."
        return refuse("not-signed", BRP_2_8_E, text, "Laat haar tekenen.")
    text = f"{fact.name.capitalize()}: verklaring onder {OATHS[said.oath]}. Betrokkene brengt nog een beter document."
    return grant("sworn", BRP_2_8_E, text)


def may_complete(file: File) -> Decision:
    """May the file be called complete? Residence seen, presentievraag asked, every fact proven; then the norm runs."""
    if file.decided_on is not None:
        return refuse("decided", BRP_2_38, "Er is al besloten.")
    if file.complete_on is not None:
        return refuse("already-complete", BRP_2_38, f"Het dossier is compleet sinds {short_day(file.complete_on)}.")
    answer = ready(file)
    return answer if isinstance(answer, Refused) else grant("complete", BRP_2_38, "Het dossier is compleet.")


def ready(file: File) -> Decision:
    """Has been done what must be done before somebody is registered and given a number?"""
    if file.residence_on is None:
        text = "Het verblijfsrecht is nog niet vastgesteld."
        return refuse("no-residence", BRP_2_4, text, "Stel het verblijfsrecht vast.", "registration.see_residence")
    if file.asked_on is None:
        text = "De presentievraag is nog niet gesteld; zonder die vraag komt er geen burgerservicenummer."
        return refuse("not-asked", WABB_8, text, "Stel de presentievraag.", "registration.ask")
    if file.unproven:
        text = f"Nog zonder document of verklaring: {_named(file.unproven)}."
        return refuse("unproven", BRP_2_8, text, "Leg bij elk feit het beste document vast.", "registration.prove")
    return grant("ready", BRP_2_4, "Het dossier is klaar.")


def _named(facts: Sequence[Fact]) -> str:
    return ", ".join(fact.name for fact in facts)


def may_decide(file: File | None, outcome: int, day: date) -> Decision:
    """May the case be decided, as far as this file goes? `outcome` is the place in the product's outcomes, the first of
    which is that they are registered. Refusing, or not taking it up, needs nothing here.
    """
    if outcome != 0:
        return grant("not-registered", BRP_2_4, "Er komt geen inschrijving.")
    if file is None:
        text = "Deze zaak heeft nog geen dossier."
        return refuse("no-file", BRP_2_38, text, "Open eerst het dossier.", "registration.open")
    answer = ready(file)
    if isinstance(answer, Refused):
        return answer
    if file.complete_on is None:
        text = "Het dossier is nog niet compleet verklaard."
        return refuse("not-complete", BRP_2_38, text, "Verklaar het dossier compleet.", "registration.complete")
    due = replace(file, decided_on=day, registered=True).overview_due
    assert due is not None
    title = "Overzicht van de persoonslijst sturen"
    order = DutyOrder(OVERVIEW_DUTY, BRP_2_54, due, SECOND_LINE, title, "registration.send_overview")
    return grant("ready", BRP_2_4, f"Stuur het overzicht uiterlijk {short_day(due)}.", (order,))


def may_send_overview(file: File, day: date) -> Decision:
    """May it be put down that the overview was sent? Once, after the registration. Wet BRP 2.54."""
    if not file.registered or file.overview_due is None:
        return refuse("not-registered", BRP_2_54, "Er is nog niet ingeschreven.")
    if file.overview_on is not None:
        return refuse("already-sent", BRP_2_54, f"Het overzicht is verstuurd op {short_day(file.overview_on)}.")
    whom = "aan de ouders" if file.minor else "aan betrokkene"
    if day > file.overview_due:
        text = f"Verstuurd {whom}, later dan vier weken (uiterlijk {short_day(file.overview_due)})."
        return grant("sent-late", BRP_2_54, text)
    return grant("sent", BRP_2_54, f"Verstuurd {whom}.")
