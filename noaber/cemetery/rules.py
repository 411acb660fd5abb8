"""When a grave is registered, a right is granted, renewed, written over, renounced or ends, and somebody is buried."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.calendar.deadlines import Span, raw_end
from noaber.calendar.words import short_day
from noaber.cemetery.burial import DIGGING, WITH, Answer
from noaber.cemetery.law import Law
from noaber.cemetery.local import GraveKind
from noaber.cemetery.terms import CemeteryTerms
from noaber.cemetery.windows import EXCLUSIVE, RightDays, Window, renewal_request, transfer
from noaber.values import Clause, Decision, grant, refuse

REGISTER = Clause("Wlb", "27")
BURIED_AFTER = Clause("Wlb", "16")
IN_WRITING = Clause("Wlb", "28, eerste lid")
RENOUNCED = "afstand"
EXPIRED, NOT_TRANSFERRED, NEGLECTED = "termijn", "niet-over", "verwaarloosd"
ENDS = {
    RENOUNCED: "afstand gedaan",
    EXPIRED: "de termijn is voorbij",
    NOT_TRANSFERRED: "niet overgeschreven na overlijden",
    NEGLECTED: "vervallen door verwaarlozing",
}


@dataclass(frozen=True, slots=True)
class Running:
    """A right as these rules read it. `holder` is the number of the registered holder, empty where unknown."""

    days: RightDays
    holder: str
    ended: bool = False
    renounce_asked_on: date | None = None
    renounce_asked_by: str = ""


def may_register_grave(known: bool, kind: GraveKind | None, layers: int, urns: int) -> Decision:
    """May a grave be put in the register? Once, of a kind that its cemetery has, within what that kind holds."""
    if known:
        return refuse("double", REGISTER, "Dit grafnummer staat al in het register.", "Kies een ander nummer.")
    if kind is None:
        return refuse("no-kind", REGISTER, "Deze soort graf is er niet op deze begraafplaats.")
    if layers > kind.layers_max or urns > kind.urns_max:
        text = f"Een {kind.name.lower()} heeft hooguit {kind.layers_max} lagen en {kind.urns_max} asbussen."
        return refuse("too-deep", kind.clause, text)
    return grant("registered", REGISTER, "Het graf staat in het register.")


def may_grant(running: bool, blocked: str, kind: GraveKind, years: int | None, deed: str, law: Law) -> Decision:
    """May a right be granted? On a free grave, for a term that the municipality has, and in writing."""
    if running:
        return refuse("right-runs", IN_WRITING, "Op dit graf loopt al een recht.", "Laat dat eerst eindigen.")
    if blocked:
        return refuse("blocked", kind.clause, f"Het graf is geblokkeerd: {blocked}.")
    if years is None and not kind.indefinite:
        return refuse("not-endless", kind.clause, "Deze soort graf wordt niet voor onbepaalde tijd uitgegeven.")
    if years is not None and years not in kind.grants:
        terms = ", ".join(map(str, kind.grants))
        return refuse("no-such-term", kind.clause, f"{years} jaar is geen termijn van deze soort ({terms}).")
    if years is not None and years < law.right_least.value.number:
        text = f"Een recht duurt ten minste {law.right_least.value}."
        return refuse("too-short", law.right_least, text)
    if not deed.strip():
        return refuse("no-deed", IN_WRITING, "Een recht wordt alleen op schrift gevestigd.", "Vul de grafakte in.")
    return grant("granted", IN_WRITING, "Het recht is verleend.")


def granted_until(day: date, years: int | None) -> date | None:
    """The day on which a right ends that is granted on a day."""
    return None if years is None else raw_end(day, Span(years, "year", "other"))


def may_bury(answer: Answer) -> Decision:
    """May this burial be put in the register? Only when nothing is left to be done first."""
    point = answer.hindrance
    if point is not None:
        cure = "Regel dit eerst." if point.answer == WITH else ""
        return refuse(point.code, point.clause, point.text, cure)
    return grant("buried", REGISTER, "De begrafenis staat in het register.")


def may_bury_late(
    urn: bool,
    layer: int | None,
    layers_max: int,
    taken: Collection[int | None],
    shared: bool,
    too_early: bool,
    reason: str,
) -> Decision:
    """May a burial or an urn of long ago be put in the register afterwards? With a reason, where there was room for it.

    Its term is not looked at: that it was short then is no ground not to know who lies there. `too_early` where it was
    on the day of death or before.
    """
    if not reason.strip():
        return refuse("no-reason", REGISTER, "Zeg waarom dit nu pas in het register komt.")
    if not urn and layer is None:
        return refuse("which-layer", REGISTER, "Zeg in welke laag; laag 1 is de onderste.")
    if not urn and layer is not None and not 1 <= layer <= layers_max:
        return refuse("no-layer", DIGGING, f"Dit graf heeft geen laag {layer}: er zijn er {layers_max}.")
    if not urn and layer in taken and not shared:
        return refuse(
            "taken", DIGGING, f"In laag {layer} ligt al iemand.", "Kruis aan dat zij samen in een laag liggen."
        )
    if too_early:
        return refuse("too-early", BURIED_AFTER, "De begrafenis ligt niet na het overlijden.", "Verbeter de dag.")
    return grant("buried-late", REGISTER, "De begrafenis staat achteraf in het register.")


def _holder_only(running: Running, applicant: str, clause: Clause) -> Decision | None:
    """Nobody but the registered holder, whatever their name is."""
    if running.ended:
        return refuse("ended", clause, "Dit recht is al geëindigd.")
    if not running.holder:
        return refuse("no-holder", clause, "Er is geen rechthebbende bekend.", "Zoek eerst uit wie dat is.")
    if applicant != running.holder:
        text = "Wie dit vraagt, is niet de geregistreerde rechthebbende. Dezelfde achternaam is niet genoeg."
        return refuse("not-the-holder", clause, text, "Vraag het aan de rechthebbende zelf, of laat overschrijven.")
    return None


def _identified(identity: str, clause: Clause) -> Decision | None:
    """Who asks has shown who they are, and it is put down how."""
    if identity.strip():
        return None
    text = "Niet is vastgelegd hoe de identiteit is vastgesteld."
    return refuse("no-identity", clause, text, "Kijk wie het vraagt, en leg vast hoe je dat deed.")


def may_renew(
    running: Running,
    applicant: str,
    years: int,
    offered: Collection[int],
    day: date,
    law: Law,
    with_burial: int = 0,
    identity: str = "",
) -> Decision:
    """May a right be renewed? When its holder asks in the window of the law, by a term that is offered.

    `identity` is how it was established that it is the holder. `with_burial` are the years that a burial asks: then the
    window does not matter, nor what is offered, and the identity is that of the authorisation to bury.
    """
    clause = law.renewal_least.clause
    if (refused := _holder_only(running, applicant, clause)) is not None:
        return refused
    window = renewal_request(running.days, law)
    if window is None:
        return _endless(clause)
    if with_burial:
        if years < with_burial:
            text = f"De begrafenis vraagt ten minste {with_burial} jaar."
            return refuse("too-few-years", law.term_left, text)
        return grant("renewed-with-burial", law.term_left, f"Het recht is verlengd met {years} jaar.")
    if (refused := _identified(identity, clause)) is not None:
        return refused
    if (refused := _out_of_window(window, day)) is not None:
        return refused
    least, most = law.renewal_least.value.number, law.renewal_most.value.number
    if years not in offered or not least <= years <= most:
        terms = ", ".join(str(one) for one in offered if least <= one <= most)
        return refuse("no-such-term", clause, f"Verlengen kan met {terms or 'geen enkel aantal'} jaar.")
    return grant("renewed", clause, f"Het recht is verlengd met {years} jaar.")


def _endless(clause: Clause) -> Decision:
    return refuse("endless", clause, "Dit recht heeft geen einde, of wordt niet verlengd.")


def _out_of_window(window: Window, day: date) -> Decision | None:
    assert window.since is not None and window.until is not None
    if day < window.since:
        return refuse("too-early", window.clause, f"Verlengen kan vanaf {short_day(window.since)}.")
    if day > window.until:
        return refuse("too-late", window.clause, f"Verlengen kon tot en met {short_day(window.until)}.")
    return None


def may_ask_renewal(running: Running, applicant: str, day: date, law: Law) -> Decision:
    """May a wish to renew be taken? From the holder alone, in the window of the law. How long is decided later."""
    clause = law.request_first.clause
    if (refused := _holder_only(running, applicant, clause)) is not None:
        return refused
    window = renewal_request(running.days, law)
    if window is None:
        return _endless(clause)
    if running.days.requested_on is not None:
        return refuse("asked", clause, f"Er is al om verlenging gevraagd op {short_day(running.days.requested_on)}.")
    return _out_of_window(window, day) or grant("renewal-asked", clause, "Het verzoek om verlenging is vastgelegd.")


def renewed_until(ends_on: date, years: int) -> date:
    """The new end of a right: so many years after the old one, not after the day of the request."""
    return raw_end(ends_on, Span(years, "year", "other"))


def may_transfer(
    running: Running, applicant: str, new_holder: str, day: date, law: Law, identity: str = ""
) -> Decision:
    """May a right be written over? While its holder lives that holder asks; after the death, within the local term.

    `identity` is how it was established who asks: the holder or, after the death, who takes the right over.
    """
    window = transfer(running.days, law)
    clause = law.transfer.clause
    if running.ended:
        return refuse("ended", clause, "Dit recht is al geëindigd.")
    if running.days.kind != EXCLUSIVE:
        return refuse("general", clause, "Alleen een uitsluitend recht wordt overgeschreven.")
    if new_holder == running.holder:
        return refuse("same-holder", clause, "Deze persoon is al de rechthebbende.")
    if window is None and (refused := _holder_only(running, applicant, clause)) is not None:
        return refused
    if window is not None and window.until is not None and day > window.until:
        text = f"Overschrijven na overlijden kon tot en met {short_day(window.until)}."
        return refuse("too-late", clause, text, "Het college kan er bij besluit van afwijken.")
    if (refused := _identified(identity, clause)) is not None:
        return refused
    return grant("transferred", clause, "Het recht is overgeschreven.")


def may_ask_renounce(running: Running, applicant: str, identity: str, terms: CemeteryTerms) -> Decision:
    """May a wish to renounce be taken? From the holder alone, whose identity was established."""
    clause = terms.cooling_days.clause
    if (refused := _holder_only(running, applicant, clause)) is not None:
        return refused
    if running.renounce_asked_on is not None:
        return refuse("asked", clause, "Er is al om afstand gevraagd.")
    if (refused := _identified(identity, clause)) is not None:
        return refused
    days = terms.cooling_days.value
    return grant(
        "renounce-asked", clause, f"Het verzoek is vastgelegd; het wordt na {days} dagen bedenktijd uitgevoerd."
    )


def renounce_from(asked_on: date, terms: CemeteryTerms) -> date:
    """The first day on which a right can be renounced: the days of cooling-off lie in between, whole."""
    return asked_on + timedelta(days=terms.cooling_days.value + 1)


def may_renounce(running: Running, by: str, day: date, terms: CemeteryTerms) -> Decision:
    """May a right be renounced? After the cooling-off, and by somebody else than who took the wish."""
    clause = terms.cooling_days.clause
    if running.ended:
        return refuse("ended", clause, "Dit recht is al geëindigd.")
    if running.renounce_asked_on is None:
        return refuse("not-asked", clause, "De rechthebbende heeft niet om afstand gevraagd.")
    first = renounce_from(running.renounce_asked_on, terms)
    if day < first:
        return refuse("cooling-off", clause, f"De bedenktijd loopt nog: het kan vanaf {short_day(first)}.")
    if by == running.renounce_asked_by:
        text = "Je hebt dit verzoek zelf aangenomen."
        return refuse("four-eyes", clause, text, "Laat een collega het uitvoeren.")
    return grant("renounced", clause, "De afstand van het recht is vastgelegd.")


def may_withdraw_renounce(running: Running, applicant: str, terms: CemeteryTerms) -> Decision:
    """May a wish to renounce be taken back? By the holder, as long as it was not carried out.

    No identity is asked: it keeps what the holder has.
    """
    clause = terms.cooling_days.clause
    if (refused := _holder_only(running, applicant, clause)) is not None:
        return refused
    if running.renounce_asked_on is None:
        return refuse("not-asked", clause, "Er is niet om afstand gevraagd.")
    return grant("renounce-withdrawn", clause, "Het verzoek om afstand is ingetrokken.")


def may_lapse(running: Running, reason: str, day: date, law: Law) -> Decision:
    """Has a right come to its end? When its term is over, or when nobody took it over in time after the death."""
    clause = law.transfer.clause if reason == NOT_TRANSFERRED else IN_WRITING
    if running.ended:
        return refuse("ended", clause, "Dit recht is al geëindigd.")
    if reason == EXPIRED:
        ends = running.days.ends_on
        if ends is None or day <= ends:
            words = f"eindigt op {short_day(ends)}" if ends else "heeft geen einde"
            return refuse("not-over", clause, f"Het recht {words}.")
        return grant("lapsed", clause, "Het recht is vervallen: de termijn is voorbij.")
    window = transfer(running.days, law)
    if window is None or window.until is None or day <= window.until:
        text = f"Overschrijven kan nog tot en met {short_day(window.until)}." if window and window.until else ""
        return refuse("not-over", clause, text or "De rechthebbende is niet overleden.")
    return grant("lapsed", clause, "Het recht is vervallen: niemand nam het op tijd over.")


def may_write(running: Running, day: date, law: Law) -> Decision:
    """May it be put down that the holder was written to? Not before the window of the law opens, and once."""
    general = running.days.kind != EXCLUSIVE
    rule = law.general_letter_first if general else law.letter_first
    ends = running.days.ends_on
    if running.ended or ends is None:
        return refuse("no-end", rule, "Dit recht heeft geen einde waarover je schrijft.")
    if running.days.letter_on is not None:
        return refuse("written", rule, f"Er is al geschreven op {short_day(running.days.letter_on)}.")
    first = raw_end(ends, Span(rule.value.number, rule.value.unit, "other", backwards=True))
    if day < first:
        return refuse("too-early", rule, f"Schrijven kan vanaf {short_day(first)}.")
    return grant("written", rule, "De brief is vastgelegd.")


def may_import(blocking: int, graves: int, empty: bool) -> Decision:
    """May a register be taken in? Into an empty one, with nothing wrong in it."""
    if not empty:
        return refuse("not-empty", REGISTER, "Er staat al een register. Een tweede erbij inlezen kan niet.")
    if blocking:
        return refuse("mistakes", REGISTER, f"Er zijn {blocking} fouten. Er is niets ingelezen.", "Verbeter ze eerst.")
    if not graves:
        return refuse("nothing", REGISTER, "Er staan geen graven in.")
    return grant("imported", REGISTER, f"Er zijn {graves} graven ingelezen.")
