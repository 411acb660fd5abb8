"""Option and naturalisation up to the decision: what may be done now, and what must have been done before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from noaber.calendar.words import short_day
from noaber.nationality.file import (
    ADVICE_DAYS,
    AGES,
    APPLICANTS,
    HEARINGS,
    HOLDS,
    OPTION,
    UNDER_16,
    UNDER_18,
    Child,
    File,
    grounds,
)
from noaber.nationality.terms import NationalityTerms
from noaber.values import Clause, Decision, DutyOrder, Refused, grant, refuse

RWN_2_4 = Clause("RWN", "2(4)")
RWN_6_1 = Clause("RWN", "6(1)")
RWN_6_2 = Clause("RWN", "6(2)")
RWN_6_3 = Clause("RWN", "6(3)")
RWN_6_8 = Clause("RWN", "6(8)")
RWN_6A_4 = Clause("RWN", "6a(4)")
RWN_7 = Clause("RWN", "7")
RWN_8_1 = Clause("RWN", "8(1)")
RWN_9_4 = Clause("RWN", "9(4)")
RWN_11_3 = Clause("RWN", "11(3)")
RWN_13 = Clause("RWN", "13")
BVVN_8 = Clause("BVVN", "8")
BVVN_34 = Clause("BVVN", "34(2)")
BVVN_37 = Clause("BVVN", "37")

FEE_DUTY, DECREE_DUTY = "nationaliteit-leges", "naturalisatie-besluit"
SECOND_LINE = "second_line"


def may_open(file: File, willing: bool, known: bool, day: date, terms: NationalityTerms) -> Decision:
    """May a file be opened for a case? `willing`: who is 16 or older will declare allegiance; `known`: it has one.

    Whether the ground applies is for whoever assesses; only what the law says of age is checked here.
    """
    asked = RWN_6_1 if file.option else RWN_7
    if known:
        return refuse("already-open", asked, "Deze zaak heeft al een dossier.")
    if file.decided_on is not None:
        return refuse("decided", asked, "In deze zaak is al besloten.")
    if file.applicant not in APPLICANTS or any(child.age not in AGES for child in file.children):
        return refuse("unknown-age", asked, "Deze leeftijdsgroep is er niet.")
    fits = _fits(file)
    if isinstance(fits, Refused):
        return fits
    if not willing and file.declares:
        text = "Wie 16 jaar of ouder is, verklaart bereid te zijn de verklaring van verbondenheid af te leggen."
        law = RWN_6_2 if file.option else RWN_8_1
        return refuse("not-willing", law, text, "Leg die bereidheid vast, of neem de aanvraag niet aan.")
    by = day + timedelta(days=terms.follow_up_days.value)
    title = "Leges laten betalen, of buiten behandeling stellen"
    duties = (DutyOrder(FEE_DUTY, _fee_law(file), by, SECOND_LINE, title, "nationality.pay"),)
    return grant("opened", asked, "Het dossier is geopend. De leges worden bij de aanvraag betaald.", duties)


def _fits(file: File) -> Decision:
    """Is the applicant of an age that can ask this?"""
    minor = file.applicant in (UNDER_16, UNDER_18)
    if not file.option:
        if minor:
            return refuse(
                "minor", RWN_8_1, "Naturalisatie vraag je aan vanaf 18 jaar.", "Kies een optiegrond, of wacht."
            )
        return grant("fits", RWN_7, "Naturalisatie.")
    ground = grounds().get(file.ground)
    if ground is None:
        return refuse("no-ground", RWN_6_1, "Er is geen grond gekozen.", "Kies de grond waarop de optie rust.")
    if ground.who == "adult" and minor:
        return refuse(
            "minor", RWN_6_1, f"Grond {ground.code} geldt voor wie 18 jaar of ouder is.", "Kies een andere grond."
        )
    if ground.who == "minor" and not minor:
        return refuse(
            "adult", RWN_6_1, f"Grond {ground.code} geldt voor wie jonger is dan 18.", "Kies een andere grond."
        )
    return grant("fits", RWN_6_1, f"Grond {ground.code}: {ground.text}.")


def may_pay(file: File, paid_on: date, day: date) -> Decision:
    """May it be put down that the fee was paid? Once; from that day the King's year runs."""
    law = _fee_law(file)
    if file.paid_on is not None:
        return refuse("already-paid", law, f"De leges zijn al betaald op {short_day(file.paid_on)}.")
    if file.decided_on is not None:
        return refuse("decided", law, "In deze zaak is al besloten.")
    if not file.received <= paid_on <= day:
        text = f"De betaling ligt niet tussen de ontvangst ({short_day(file.received)}) en vandaag."
        return refuse("paid-outside", law, text, "Vul de dag in waarop is betaald.")
    words = "De aanvraag komt in behandeling." if file.option else "Vanaf deze dag loopt de termijn van een jaar."
    return grant("paid", law, words)


def _fee_law(file: File) -> Clause:
    return BVVN_8 if file.option else BVVN_34


def may_hear(file: File, place: int, hearing: str) -> Decision:
    """May it be put down that a child was heard? From 12 years, before the decision. RWN 2(4)."""
    child = _child(file, place)
    if child is None:
        return refuse("unknown-child", RWN_2_4, "Dit kind staat niet in het dossier.")
    if file.decided_on is not None:
        return refuse("decided", RWN_2_4, "Er is al besloten; horen gaat daaraan vooraf.")
    if hearing not in HEARINGS:
        return refuse("unknown-hearing", RWN_2_4, "Zo kan een kind niet worden gehoord.")
    if child.age not in (UNDER_16, UNDER_18):
        return refuse("too-young", RWN_2_4, "Een kind wordt gehoord vanaf 12 jaar.")
    later = Child(place, child.age, hearing, child.agrees)
    words = "" if later.shares else " Het kind deelt er niet in."
    return grant("heard", RWN_2_4, f"Kind {place}: {HEARINGS[hearing]}.{words}")


def may_agree(file: File, place: int, agrees: bool) -> Decision:
    """May it be put down that a child of 16 or 17 agrees, and will declare allegiance, or does not? RWN 6(8), 11(3)."""
    law, child = RWN_6_8 if file.option else RWN_11_3, _child(file, place)
    if child is None:
        return refuse("unknown-child", law, "Dit kind staat niet in het dossier.")
    if file.decided_on is not None:
        return refuse("decided", law, "Er is al besloten; instemmen gaat daaraan vooraf.")
    if child.age != UNDER_18:
        return refuse("too-young", law, "Instemmen doet een kind zelf vanaf 16 jaar.")
    if child.to_hear:
        text = f"Kind {place} is nog niet gehoord."
        return refuse("not-heard", RWN_2_4, text, "Leg eerst het horen vast.", "nationality.hear")
    words = "stemt in en zal de verklaring afleggen" if agrees else "stemt niet in en deelt er niet in"
    return grant("agreed" if agrees else "not-agreed", law, f"Kind {place} {words}.")


def _child(file: File, place: int) -> Child | None:
    return next((child for child in file.children if child.place == place), None)


def ready(file: File) -> Decision:
    """Has been done what must be done before a decision? The fee, hearing from 12, agreeing from 16."""
    if file.paid_on is None:
        text = "De leges zijn nog niet betaald."
        return refuse("not-paid", _fee_law(file), text, "Leg eerst de betaling vast.", "nationality.pay")
    if waiting := [child.place for child in file.children if child.to_hear]:
        text = f"Nog niet gehoord: {_named(waiting)}. Vanaf 12 jaar mag een kind zeggen wat het ervan vindt."
        return refuse("not-heard", RWN_2_4, text, "Leg eerst het horen vast.", "nationality.hear")
    if waiting := [child.place for child in file.children if child.to_agree]:
        law = RWN_6_8 if file.option else RWN_11_3
        text = f"Nog niet ingestemd: {_named(waiting)}. Vanaf 16 jaar deelt een kind alleen als het zelf instemt."
        return refuse("not-agreed", law, text, "Leg eerst de instemming vast.", "nationality.agree")
    return grant("ready", RWN_6_3 if file.option else BVVN_37, "Het dossier is klaar voor de volgende stap.")


def _named(places: Sequence[int]) -> str:
    return " en ".join(f"kind {place}" for place in places)


def may_ask_advice(file: File, day: date) -> Decision:
    """May the minister be asked for advice, for four weeks more? Only about giving up the other nationality (6a)."""
    ground = grounds().get(file.ground)
    if not file.option or ground is None or not ground.advice:
        text = "Advies over afstand van de andere nationaliteit hoort bij een optie op grond e."
        return refuse("no-advice", RWN_6A_4, text, "Beslis zonder advies; verlengen kan op de pagina van de zaak.")
    if file.decided_on is not None:
        return refuse("decided", RWN_6A_4, "Er is al besloten.")
    if file.advised_on is not None:
        return refuse("already-asked", RWN_6A_4, f"Het advies is al gevraagd op {short_day(file.advised_on)}.")
    if file.due is not None and day > file.due:
        text = f"De termijn liep af op {short_day(file.due)}."
        return refuse("term-passed", RWN_6A_4, text, "Beslis zo snel mogelijk.", "cases.decide")
    text = f"De termijn wordt {ADVICE_DAYS // 7} weken langer. Laat de optant dit schriftelijk weten."
    return grant("asked", RWN_6A_4, text)


def may_complete(file: File) -> Decision:
    """May a request for naturalisation be called complete? From that day the agreed norm to send it runs."""
    if file.option:
        return refuse("option", RWN_6_3, "Een optie gaat niet naar de IND; de burgemeester beslist zelf.")
    if file.decided_on is not None:
        return refuse("decided", BVVN_37, "Er is al besloten.")
    if file.complete_on is not None:
        return refuse("already-complete", BVVN_37, f"Het dossier is compleet sinds {short_day(file.complete_on)}.")
    answer = ready(file)
    return answer if isinstance(answer, Refused) else grant("complete", BVVN_37, "Het dossier is compleet.")


def may_decide(file: File | None, kind: str, outcome: int) -> Decision:
    """May the case be decided, as far as this file goes? `outcome` is the place in the product's outcomes.

    The first is what was asked for, the last that it is not taken up; that needs nothing here.
    """
    law = RWN_6_3 if kind == OPTION else BVVN_37
    if outcome == -1:
        return grant("set-aside", law, "De aanvraag blijft buiten behandeling.")
    if file is None:
        return refuse(
            "no-file", law, "Deze zaak heeft nog geen dossier.", "Open eerst het dossier.", "nationality.open"
        )
    if not file.option and file.complete_on is None:
        text = "Het dossier is nog niet compleet."
        return refuse("not-complete", BVVN_37, text, "Verklaar het dossier eerst compleet.", "nationality.complete")
    return ready(file)


def may_hold(file: File, day: date, terms: NationalityTerms) -> Decision:
    """May it be put down that the King's decision is held half a year? Twice, while the term runs. RWN 9(4)."""
    if file.option or not _with_the_king(file):
        return refuse("not-sent", RWN_9_4, "Aanhouden kan zolang het dossier bij de IND ligt.")
    if file.holds >= HOLDS:
        return refuse(
            "exhausted", RWN_9_4, "De beslissing is al twee keer aangehouden.", "Vraag de IND om het besluit."
        )
    if file.king_due is not None and day > file.king_due:
        text = f"De termijn liep af op {short_day(file.king_due)}."
        return refuse("term-passed", RWN_9_4, text, "Vraag de IND om het besluit.")
    later = decree_expected(replace(file, holds=file.holds + 1), terms)
    return grant("held", RWN_9_4, "De termijn van de Koning is zes maanden langer.", later)


def decree_expected(file: File, terms: NationalityTerms) -> tuple[DutyOrder, ...]:
    """What must be done once the file has gone to the minister: see whether there is a decree in time."""
    if file.king_due is None:
        return ()
    lead, title = terms.lapse_lead_days.value, "Bij de IND nagaan of er een besluit is"
    return (DutyOrder(DECREE_DUTY, RWN_9_4, file.king_due, SECOND_LINE, title, "nationality.decree", lead),)


def _with_the_king(file: File) -> bool:
    return file.agreed and file.decree_on is None and not file.over
