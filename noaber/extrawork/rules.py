"""What may be done with additional work, custom work and calamities, and what counts of it.

In the first agreement: work starts after consent (3.6), save when it cannot wait and stays below the ceiling (3.7).
Each job is decided on by itself: no rule knows how much room the yearly amount leaves, for it is never a ground (4.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.extrawork import acts
from noaber.extrawork.job import (
    ADDITIONAL,
    CALAMITY,
    CONSENTED,
    DECLINED,
    FINISHED,
    HALTED,
    REQUESTED,
    STARTED,
    STATES,
    UNDER_WAY,
    WITHDRAWN,
    Emergency,
    Job,
    Wanted,
)
from noaber.extrawork.terms import CalamityTerms, ExtraWorkTerms
from noaber.values import Clause, Decision, DutyOrder, Euro, Line, Refused, grant, refuse

_ASK = "Vraag de regisseur om akkoord; na het akkoord kan het werk beginnen."
_MORE = "Is meer nodig, spreek dat dan eerst af met de regisseur."


def may_request(wanted: Wanted, day: date, terms: ExtraWorkTerms) -> Decision:
    """May the contractor ask for this job? Art. 3.6."""
    clause = terms.consent_first.clause
    if wanted.estimate <= Euro():
        return refuse("no-estimate", clause, "De raming is nul of lager.", "Raam wat het werk kost, zonder btw.")
    if wanted.kind == ADDITIONAL and not wanted.service:
        text = "Meerwerk is meer van een dienst uit de SLA; een werk zonder dienst is maatwerk."
        return refuse("no-service", clause, text, "Kies de dienst, of vraag maatwerk aan.", acts.REQUEST.code)
    if wanted.kind == ADDITIONAL and terms.unforeseen.value and not wanted.unforeseen:
        text = "Meerwerk is er alleen voor omstandigheden die niet te voorzien waren."
        cure = "Was het te voorzien, neem het dan mee in het addendum voor het volgende jaar."
        return refuse("foreseen", terms.unforeseen.clause, text, cure)
    if terms.consent_first.value and wanted.planned_start < day:
        text = f"Het begin ({short_day(wanted.planned_start)}) ligt voor vandaag; er was toen nog geen akkoord."
        return refuse("starts-before-request", clause, text, "Kies vandaag of een latere dag.")
    return grant("requested", clause, "De regisseur beslist; het werk begint pas na akkoord.")


def may_consent(
    job: Job, amount: Euro, addendum: str, person: str, terms: ExtraWorkTerms, changed: bool = False
) -> Decision:
    """May the client agree to this job, up to this amount, under this addendum? Art. 3.6, 4.2 and 4.7.

    `person` is the pseudonym of who consents; `changed` says that the job is no longer what they were shown.
    """
    if job.state not in (REQUESTED, HALTED):
        return refuse("not-waiting", terms.consent_first.clause, _nothing_asked(job))
    if terms.two_people.value and person == job.asked_by:
        text = "Wie het werk heeft aangevraagd, geeft er geen akkoord op."
        return refuse("same-person", terms.two_people.clause, text, "Laat een andere regisseur beslissen.")
    if terms.own_decision.value and amount <= Euro():
        text = "Een akkoord is een eigen besluit met een eigen bedrag; ruimte in het jaarbedrag telt niet."
        return refuse(
            "no-amount", terms.own_decision.clause, text, "Noem het bedrag dat het werk hoogstens mag kosten."
        )
    if amount < job.charged:
        text = f"Er is al {job.charged} in rekening gebracht; het akkoord geldt voor het hele werk."
        return refuse("below-charged", terms.consent_first.clause, text, "Noem het bedrag voor het hele werk.")
    if terms.addendum.value and not addendum.strip():
        text = "De kosten horen in een addendum bij de SLA; er is geen addendum genoemd."
        return refuse("no-addendum", terms.addendum.clause, text, "Noem het addendum.")
    if changed:
        text = "De aanvraag is gewijzigd nadat deze tekst is getoond."
        return refuse("changed", terms.consent_first.clause, text, "Lees de aanvraag opnieuw en geef dan akkoord.")
    return grant("consented", terms.consent_first.clause, f"Akkoord tot ten hoogste {amount}.")


def may_decline(job: Job, terms: ExtraWorkTerms) -> Decision:
    """May the client say no? Work that has been done already stays, and is settled; the rest is not done."""
    if job.state not in (REQUESTED, HALTED):
        return refuse("not-waiting", terms.consent_first.clause, _nothing_asked(job))
    return grant("declined", terms.consent_first.clause, "Zonder akkoord wordt het werk niet gedaan.")


def _nothing_asked(job: Job) -> str:
    return f"{job.reference} is {STATES[job.state]}; er is niets gevraagd."


def after_consent(job: Job) -> str:
    """The state of a job that is consented to: work that lay still goes on."""
    return STARTED if job.started_on else CONSENTED


def after_decline(job: Job) -> str:
    """The state of a job that is declined: work that had begun ends where it is."""
    return FINISHED if job.started_on else DECLINED


def may_withdraw(job: Job, terms: ExtraWorkTerms) -> Decision:
    """May the contractor take the request back? Only before the work begins."""
    if job.state not in (REQUESTED, CONSENTED):
        text = f"{job.reference} is {STATES[job.state]}; intrekken kan alleen voordat het werk begint."
        return refuse("not-before-start", terms.consent_first.clause, text)
    return grant("withdrawn", terms.consent_first.clause, "De aanvraag is ingetrokken; een akkoord vervalt daarmee.")


def may_start(job: Job, start: date, day: date, terms: ExtraWorkTerms) -> Decision:
    """May the work begin, or go on, on this day? Only after consent (art. 3.6), whatever room there is (art. 4.7)."""
    consent, first = terms.consent_first.clause, terms.consent_first.value
    if job.state == HALTED:
        text = f"De raming {job.estimate} gaat boven wat zonder nieuw akkoord mag; verdergaan mag nu niet."
        return refuse("halted", consent, text, f"{_ASK} Wat al gedaan is, blijft gedaan.")
    if job.state == REQUESTED and first:
        text = "De opdrachtgever heeft nog geen schriftelijk of digitaal akkoord gegeven."
        if terms.own_decision.value:
            text += f" Ook ruimte in het jaarbedrag is geen grond ({terms.own_decision.clause})."
        return refuse("no-consent", consent, text, _ASK)
    if job.state == DECLINED:
        text = f"De regisseur heeft {job.reference} geweigerd."
        return refuse("declined", consent, text, "Doe een nieuwe aanvraag als er iets is veranderd.", acts.REQUEST.code)
    if job.state not in (REQUESTED, CONSENTED):
        return refuse("not-waiting", consent, f"{job.reference} is {STATES[job.state]}; beginnen kan niet meer.")
    if start > day:
        return refuse("starts-later", consent, "Die dag moet nog komen.", "Leg het begin vast als het werk begint.")
    if first and job.consented_on is not None and start < job.consented_on:
        text = f"Het akkoord is van {short_day(job.consented_on)}; het werk kan niet eerder zijn begonnen."
        return refuse("before-consent", consent, text, "Vul de dag in waarop het werk na het akkoord begint.")
    return grant("started", consent, "Het akkoord is er; het werk kan beginnen.")


def may_report_calamity(emergency: Emergency, day: date, terms: CalamityTerms) -> Decision:
    """May the contractor begin before the client has agreed? Art. 3.7: urgent, and strictly below the ceiling."""
    ceiling, clause = terms.ceiling, terms.ceiling.clause
    if not emergency.urgent:
        text = "Werk dat kan wachten is geen calamiteit; daarvoor is vooraf akkoord nodig."
        return refuse("not-urgent", clause, text, _ASK, acts.REQUEST.code)
    if emergency.estimate <= Euro():
        return refuse("no-estimate", clause, "De raming is nul of lager.", "Raam wat het werk kost, zonder btw.")
    if emergency.estimate >= ceiling.value:
        text = f"De raming {emergency.estimate} is niet lager dan {ceiling.value}; zonder akkoord beginnen mag niet."
        return refuse("above-ceiling", clause, text, _ASK, acts.REQUEST.code)
    if emergency.started_on > day:
        text = "Het begin ligt na vandaag; wat later kan beginnen, kan ook op akkoord wachten."
        return refuse("starts-later", clause, text, "Vul de dag in waarop het werk begon.")
    text = "Het werk mag meteen beginnen. Informeer de regisseur en spreek daarna samen de kosten af."
    return grant("calamity", clause, text, duties_of(emergency.started_on, terms))


def duties_of(started_on: date, terms: CalamityTerms) -> tuple[DutyOrder, DutyOrder]:
    """What a calamity asks of the contractor: inform the client, and agree on the costs. Art. 3.7."""
    inform = DutyOrder(
        code="calamity-inform",
        clause=terms.inform_workdays.clause,
        due=inform_due(started_on, terms),
        holder="team_lead",
        title="De regisseur informeren over de calamiteit",
        done_by=acts.INFORM_CLIENT.code,
    )
    agree = DutyOrder(
        code="calamity-costs",
        clause=terms.settlement_workdays.clause,
        due=add_working_days(started_on, terms.settlement_workdays.value),
        holder="team_lead",
        title="De kosten van de calamiteit afspreken met de regisseur",
        done_by=acts.AGREE_COSTS.code,
    )
    return inform, agree


def inform_due(started_on: date, terms: CalamityTerms) -> date:
    """By when must the client know? "Onverwijld": so many working days after the work began."""
    return add_working_days(started_on, terms.inform_workdays.value)


def may_inform(job: Job, informed_on: date, day: date, terms: CalamityTerms) -> Decision:
    """May it be recorded that the client was informed on this day? Late is recorded too: it counts as late."""
    clause = terms.inform_workdays.clause
    if job.kind != CALAMITY:
        return refuse("no-calamity", clause, "Dit werk is geen calamiteit; de regisseur besliste er al over.")
    if job.informed_on is not None:
        return refuse("already-informed", clause, f"De regisseur weet het sinds {short_day(job.informed_on)}.")
    assert job.started_on is not None
    if not job.started_on <= informed_on <= day:
        text = f"De regisseur is geïnformeerd op een dag van {short_day(job.started_on)} tot en met vandaag."
        return refuse("wrong-day", clause, text, "Vul de dag in waarop je de regisseur hebt bereikt.")
    return grant("informed", clause, f"De regisseur is geïnformeerd op {short_day(informed_on)}.")


def may_revise(job: Job, estimate: Euro, terms: ExtraWorkTerms, calamity: CalamityTerms) -> Decision:
    """May the estimate be changed to this? Always, while the work is not done; the answer says what follows from it."""
    if job.state in (FINISHED, DECLINED, WITHDRAWN):
        text = f"{job.reference} is {STATES[job.state]}; de raming staat vast."
        return refuse("closed", terms.consent_first.clause, text, "Vraag ander werk opnieuw aan.", acts.REQUEST.code)
    if estimate <= Euro():
        return refuse(
            "no-estimate", terms.consent_first.clause, "De raming is nul of lager.", "Raam wat het werk kost."
        )
    if job.state == REQUESTED or fits(job, estimate, calamity):
        return grant("revised", terms.consent_first.clause, f"De raming is nu {estimate}.")
    limit = calamity.ceiling.clause if job.consent is None else terms.consent_first.clause
    text = f"De raming is nu {estimate}. Wat gedaan is blijft gedaan; verdergaan mag pas na akkoord."
    return grant("grown", limit, text)


def fits(job: Job, estimate: Euro, calamity: CalamityTerms) -> bool:
    """Does an estimate stay within what may be done: at most the consent, or strictly below the ceiling without one?"""
    if job.consent is not None:
        return estimate <= job.consent
    return job.kind == CALAMITY and estimate < calamity.ceiling.value


def after_revision(job: Job, estimate: Euro, calamity: CalamityTerms) -> str:
    """The state of a job with a new estimate: what has outgrown its ground waits for consent, and lies still."""
    within = fits(job, estimate, calamity)
    if job.started_on:
        return STARTED if within else HALTED
    return CONSENTED if within else REQUESTED


def may_finish(job: Job, day: date, finished_on: date, terms: ExtraWorkTerms) -> Decision:
    """May the work be reported done? Work that lies still may end as it is."""
    if job.state not in (STARTED, HALTED):
        return refuse("not-under-way", terms.consent_first.clause, f"{job.reference} is {STATES[job.state]}.")
    assert job.started_on is not None
    if not job.started_on <= finished_on <= day:
        text = f"Het werk is gereed op een dag van {short_day(job.started_on)} tot en met vandaag."
        return refuse("wrong-day", terms.consent_first.clause, text, "Vul de dag in waarop het werk klaar was.")
    return grant("finished", terms.consent_first.clause, "Het werk is gedaan.")


def may_propose_costs(job: Job, amount: Euro, terms: CalamityTerms) -> Decision:
    """May the contractor propose what a calamity cost? Also above the ceiling, which limits beginning, not settling."""
    if refusal := _no_costs(job, terms):
        return refusal
    if amount < Euro():
        return refuse("below-zero", terms.settlement_workdays.clause, "Kosten zijn niet lager dan nul.")
    return grant("proposed", terms.settlement_workdays.clause, f"Voorgesteld: {amount}. De regisseur beslist.")


def may_agree_costs(job: Job, amount: Euro, person: str, terms: CalamityTerms, extra: ExtraWorkTerms) -> Decision:
    """May the client agree to this amount? To what was proposed, by somebody else than who proposed it."""
    if refusal := _no_costs(job, terms) or _nothing_proposed(job, terms):
        return refusal
    if extra.two_people.value and person == job.proposed_by:
        text = "Wie de kosten heeft voorgesteld, spreekt ze niet ook namens de andere partij af."
        return refuse("same-person", extra.two_people.clause, text, "Laat de regisseur beslissen.")
    if amount != job.proposed:
        text = f"Het voorstel is nu {job.proposed}, niet {amount}."
        return refuse("changed", terms.settlement_workdays.clause, text, "Lees het voorstel opnieuw.")
    return grant(
        "agreed",
        terms.settlement_workdays.clause,
        f"Afgesproken: {amount}. Dit bedrag kan in rekening worden gebracht.",
    )


def may_reject_costs(job: Job, terms: CalamityTerms) -> Decision:
    """May the client hand the proposal back? The talk goes on; nothing is charged meanwhile."""
    if refusal := _no_costs(job, terms) or _nothing_proposed(job, terms):
        return refusal
    return grant("rejected", terms.settlement_workdays.clause, "Het overleg over de kosten gaat door.")


def _no_costs(job: Job, terms: CalamityTerms) -> Refused | None:
    clause = terms.settlement_workdays.clause
    if job.kind != CALAMITY:
        return refuse("no-calamity", clause, "De kosten van dit werk staan in het akkoord.")
    if job.agreed is not None:
        return refuse("already-agreed", clause, f"De kosten zijn al afgesproken: {job.agreed}.")
    return None


def _nothing_proposed(job: Job, terms: CalamityTerms) -> Refused | None:
    if job.proposed is None:
        text = "De teamleider heeft nog geen kosten voorgesteld."
        return refuse(
            "nothing-proposed", terms.settlement_workdays.clause, text, "Vraag de teamleider om een voorstel."
        )
    return None


def may_charge(job: Job, amount: Euro, last: bool, terms: ExtraWorkTerms, calamity: CalamityTerms) -> Decision:
    """May this amount be charged? A calamity after both agreed (3.7), other work up to the consent (3.6, 4.2).

    `last` says that nothing more follows; then the amount may be zero.
    """
    agreed = calamity.settlement_workdays.clause if job.kind == CALAMITY else terms.consent_first.clause
    most = job.chargeable
    if job.kind == CALAMITY and most is None:
        text = "Teamleider en regisseur zijn het nog niet eens over de kosten."
        return refuse("costs-not-agreed", agreed, text, "Stel de kosten voor.", acts.PROPOSE_COSTS.code)
    if most is None or job.state in (DECLINED, WITHDRAWN):
        return refuse("no-consent", agreed, f"Voor {job.reference} is er geen akkoord om op te factureren.", _ASK)
    if job.kind != CALAMITY and terms.addendum.value and not job.addendum:
        text = "Er is geen addendum waar deze kosten onder vallen."
        return refuse("no-addendum", terms.addendum.clause, text, "Laat de regisseur het addendum vastleggen.")
    if terms.charge_after_start.value and job.state not in UNDER_WAY:
        text = f"{job.reference} is nog niet begonnen."
        return refuse(
            "not-started", terms.charge_after_start.clause, text, "Begin eerst met het werk.", acts.START.code
        )
    return _may_charge_amount(job, amount, most, last, agreed)


def _may_charge_amount(job: Job, amount: Euro, most: Euro, last: bool, clause: Clause) -> Decision:
    if job.settled:
        return refuse("settled", clause, f"{job.reference} is al afgerekend: {job.charged}.")
    if amount < Euro() or (not amount and not last):
        return refuse("no-amount", clause, "Het bedrag is nul of lager.", "Vul in wat er in rekening komt.")
    if job.charged + amount > most:
        text = f"Afgesproken is ten hoogste {most}; met dit bedrag erbij wordt het {job.charged + amount}."
        return refuse("above-agreed", clause, text, f"Breng ten hoogste {most - job.charged} in rekening. {_MORE}")
    return grant("charged", clause, f"{amount} komt op de eerstvolgende maandfactuur.")


def settled_after(job: Job, amount: Euro, last: bool) -> bool:
    """Is a job settled once this has been charged?"""
    return last or job.charged + amount == job.chargeable


def started(job: Job, day: date, kpis: Sequence[str], clause: Clause) -> tuple[Line, ...]:
    """What counts when a job begins: it began after consent, for without it the act is refused."""
    return tuple(Line("kpi", day, 1, "count", job.service, kpi, 1, clause.number) for kpi in kpis)


def informed(job: Job, informed_on: date, day: date, kpis: Sequence[str], terms: CalamityTerms) -> tuple[Line, ...]:
    """What counts when the client is informed of a calamity: in time and still below the ceiling, or not."""
    if job.inform_due is None:
        return ()
    met = int(informed_on <= job.inform_due and job.estimate < terms.ceiling.value)
    clause = terms.ceiling.clause.number
    return tuple(Line("kpi", day, met, "count", job.service, kpi, 1, clause) for kpi in kpis)


def charged(job: Job, amount: Euro, day: date, clause: Clause) -> tuple[Line, ...]:
    """What the month invoice picks up: the amount in cents, under the reference of the job."""
    if not amount:
        return ()
    measure = "calamity" if job.kind == CALAMITY else "extra"
    return (Line(measure, day, amount.cents, "cents", job.service, job.reference, 0, clause.number),)


def consent_text(job: Job, amount: Euro, addendum: str, client: str, terms: ExtraWorkTerms) -> str:
    """The words of a consent, shown before and recorded as they were shown."""
    words = (
        f"De regisseur van {client} geeft akkoord op {job.kind_name} {job.reference} ({job.title}), in totaal "
        f"ten hoogste {amount} zonder btw ({terms.consent_first.clause}). De raming is {job.estimate}."
    )
    if terms.addendum.value:
        words += f" De kosten vallen onder {addendum.strip()} ({terms.addendum.clause})."
    if terms.own_decision.value:
        words += f" Dit is een eigen besluit; ruimte in het jaarbedrag speelt geen rol ({terms.own_decision.clause})."
    return words


def costs_text(job: Job, client: str, contractor: str, terms: CalamityTerms) -> str:
    """The words of an agreement on the costs of a calamity, shown before and recorded as they were shown."""
    return (
        f"De regisseur van {client} en de teamleider Dienstverlening van {contractor} zijn het eens over de kosten van "
        f"calamiteit {job.reference} ({job.title}): {job.proposed} zonder btw ({terms.settlement_workdays.clause})."
    )
