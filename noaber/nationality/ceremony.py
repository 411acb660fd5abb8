"""From the confirmation or the decree to the ceremony: calls, allegiance, handing over, and lapsing after a year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from noaber.calendar.words import short_day
from noaber.calendar.working_days import add_working_days
from noaber.nationality.file import CALLS, UNABLE, WAYS, Call, File
from noaber.nationality.rules import RWN_6_2, RWN_9_4, SECOND_LINE
from noaber.nationality.terms import NationalityTerms
from noaber.values import Clause, Decision, DutyOrder, Refused, grant, refuse

BVVN_60A_1 = Clause("BVVN", "60a(1)")
BVVN_60A_2 = Clause("BVVN", "60a(2)")
BVVN_60A_3 = Clause("BVVN", "60a(3)")
BVVN_60A_4 = Clause("BVVN", "60a(4)")
BVVN_60A_7 = Clause("BVVN", "60a(7)")
BVVN_60A_10 = Clause("BVVN", "60a(10)")
BVVN_60A_11 = Clause("BVVN", "60a(11)")
BVVN_60A_12 = Clause("BVVN", "60a(12)")
BVVN_60B_1 = Clause("BVVN", "60b(1)")
BVVN_60B_2 = Clause("BVVN", "60b(2)")
BVVN_60B_3 = Clause("BVVN", "60b(3)")
BVVN_60B_4 = Clause("BVVN", "60b(4)")
BVVN_60B_7 = Clause("BVVN", "60b(7)")
BVVN_60B_10 = Clause("BVVN", "60b(10)")
BVVN_60B_11 = Clause("BVVN", "60b(11)")
BVVN_60B_12 = Clause("BVVN", "60b(12)")

HAND_OVER_DUTY, CALL_DUTY, LAPSE_DUTY = "nederlanderschap-uitreiken", "ceremonie-oproepen", "nederlanderschap-vervalt"
PRESENCE_DUTY, TELL_DUTY = "ceremonie-vastleggen", "minister-berichten"
LAPSED = (HAND_OVER_DUTY, CALL_DUTY, LAPSE_DUTY)
"""What is not asked any more once it has lapsed."""
TELL_WORKDAYS = 1
"""“Onverwijld” (60a(12), 60b(12)) is read as the next working day."""


@dataclass(frozen=True, slots=True)
class Ceremony:
    """A ceremony: its day, the number of seats for those who become Dutch, and how many of them are taken."""

    day: date
    seats: int
    taken: int = 0

    @property
    def free(self) -> int:
        """How many seats are left."""
        return self.seats - self.taken


def may_plan(ceremony: Ceremony, held: bool, day: date) -> Decision:
    """May a ceremony be planned? Not in the past, with a seat at least, and once (`held`: there is one) at a place."""
    if held:
        text = "Op deze dag is hier al een ceremonie."
        return refuse("already-planned", BVVN_60B_1, text, "Kies een andere dag of plaats.")
    if ceremony.day < day:
        text = f"{short_day(ceremony.day)} is al voorbij."
        return refuse("in-the-past", BVVN_60B_1, text, "Kies vandaag of een dag die nog komt.")
    if ceremony.seats < 1:
        return refuse("no-seats", BVVN_60B_1, "Er is geen plaats.", "Vul in hoeveel mensen Nederlander kunnen worden.")
    return grant("planned", BVVN_60B_1, f"Ceremonie op {short_day(ceremony.day)} met {ceremony.seats} plaatsen.")


def may_receive_decree(file: File, decree_on: date, granted: bool, day: date, terms: NationalityTerms) -> Decision:
    """May the King's decision be put down? Of a file that was sent, dated after that, and once."""
    if file.option or not file.agreed or file.decided_on is None:
        text = "Het dossier is nog niet naar de IND."
        return refuse("not-sent", RWN_9_4, text, "Stuur het dossier eerst.", "cases.decide")
    if file.over or file.decree_on is not None:
        return refuse("already-decided", RWN_9_4, "De beslissing is al vastgelegd.")
    if not file.decided_on <= decree_on <= day:
        text = f"De dagtekening ligt niet tussen de verzending ({short_day(file.decided_on)}) en vandaag."
        return refuse("dated-outside", RWN_9_4, text, "Vul de dag in die op het besluit staat.")
    if not granted:
        return grant("rejected", RWN_9_4, "Het verzoek is afgewezen; de IND bericht de verzoeker.")
    later = replace(file, decree_on=decree_on)
    assert later.call_due is not None
    call = DutyOrder(
        CALL_DUTY, BVVN_60B_2, later.call_due, SECOND_LINE, "Voor de ceremonie oproepen", "nationality.call"
    )
    text = f"Oproepen kan tot en met {short_day(later.call_due)}."
    return grant("decreed", RWN_9_4, text, (call, *lapse_warning(later, terms)))


def confirmed(file: File, terms: NationalityTerms) -> tuple[DutyOrder, ...]:
    """What must be done once an option is confirmed: hand it over within nine weeks, and before it lapses."""
    assert file.hand_over_due is not None, "what is confirmed has a day by which it is handed over"
    title = "Oproepen, en de bevestiging uitreiken"
    due = DutyOrder(HAND_OVER_DUTY, BVVN_60A_7, file.hand_over_due, SECOND_LINE, title, "nationality.hand_over")
    return (due, *lapse_warning(file, terms))


def lapse_warning(file: File, terms: NationalityTerms) -> tuple[DutyOrder, ...]:
    """The duty that warns before it lapses."""
    assert file.lapse_on is not None, "what was granted can lapse"
    law, lead = _law(file, BVVN_60A_11, BVVN_60B_11), terms.lapse_lead_days.value
    title = "Uitreiken voordat het vervalt"
    return (DutyOrder(LAPSE_DUTY, law, file.lapse_on, SECOND_LINE, title, "nationality.hand_over", lead),)


def may_call(file: File, ceremony: Ceremony, day: date) -> Decision:
    """May they be called to this ceremony? Three times, the third by registered letter; not past a year. 60a, 60b."""
    again = _law(file, BVVN_60A_10, BVVN_60B_10)
    standing = _to_hand_over(file, day)
    if isinstance(standing, Refused):
        return standing
    if file.waits_for_ceremony:
        text = "Voor een eerdere ceremonie is nog niet vastgelegd wie er was."
        return refuse("already-called", again, text, "Leg eerst de aanwezigheid vast.", "nationality.attend")
    if file.present and (file.pledged_on is not None or day <= file.calls[-1].ceremony_on):
        text = "Betrokkene was aanwezig; reik uit."
        return refuse("was-present", again, text, "Leg de uitreiking vast.", "nationality.hand_over")
    if len(file.calls) >= CALLS:
        text = f"Er is al {CALLS} keer opgeroepen, de laatste keer aangetekend."
        return refuse("three-calls", again, text, "Wacht tot het vervalt, en stuur het dan terug naar de minister.")
    return _fits(file, ceremony, day)


def _fits(file: File, ceremony: Ceremony, day: date) -> Decision:
    """Does this ceremony come in time, and is there a seat?"""
    assert file.lapse_on is not None
    if ceremony.day < day:
        return refuse(
            "ceremony-over", BVVN_60B_2, f"De ceremonie was op {short_day(ceremony.day)}.", "Kies een latere."
        )
    if ceremony.day > file.lapse_on:
        law, text = _law(file, BVVN_60A_11, BVVN_60B_11), f"Na {short_day(file.lapse_on)} is het vervallen."
        return refuse("after-lapse", law, text, "Kies een eerdere ceremonie.")
    if ceremony.free < file.people:
        text = f"Er zijn nog {max(0, ceremony.free)} plaatsen, en dit zijn {file.people} mensen."
        return refuse("no-seats", _law(file, BVVN_60A_2, BVVN_60B_2), text, "Kies een andere ceremonie.")
    number = len(file.calls) + 1
    letter = "per aangetekende brief" if number == CALLS else "per brief"
    text = f"Oproep {number}, {letter}, voor {short_day(ceremony.day)}."
    if file.option:
        late = file.hand_over_due is not None and ceremony.day > file.hand_over_due
        words = " Later dan negen weken; dat kan alleen om een bijzondere reden." if late and number == 1 else ""
        duties = (_presence(file, ceremony.day),)
        return grant("called-late" if words else "called", BVVN_60A_2, text + words, duties)
    called = replace(file, calls=(*file.calls, Call(number, day, ceremony.day)))
    assert called.hand_over_due is not None
    if ceremony.day > called.hand_over_due:
        text = f"De uitreiking moet binnen zes weken na de oproep, uiterlijk {short_day(called.hand_over_due)}."
        return refuse("more-than-six-weeks", BVVN_60B_7, text, "Roep later op, of kies een eerdere ceremonie.")
    title = "Naturalisatiebesluit uitreiken"
    due = DutyOrder(HAND_OVER_DUTY, BVVN_60B_7, called.hand_over_due, SECOND_LINE, title, "nationality.hand_over")
    late = number == 1 and file.call_due is not None and day > file.call_due
    words = " Later dan zes weken na het besluit." if late else ""
    return grant("called-late" if late else "called", BVVN_60B_2, text + words, (due, _presence(file, ceremony.day)))


def _presence(file: File, held_on: date) -> DutyOrder:
    """On the day of the ceremony it is put down who came."""
    law, title = _law(file, BVVN_60A_1, BVVN_60B_1), "Vastleggen wie er bij de ceremonie was"
    return DutyOrder(PRESENCE_DUTY, law, held_on, SECOND_LINE, title, "nationality.attend", 0)


def may_attend(file: File, present: bool, day: date, terms: NationalityTerms) -> Decision:
    """May it be put down whether they came? On the day of the ceremony or after it, once."""
    law, call = _law(file, BVVN_60A_10, BVVN_60B_10), file.last_call
    if call is None or call.present is not None or file.over:
        return refuse("not-called", law, "Er is geen oproep waarvan dit nog open staat.")
    if day < call.ceremony_on:
        text = f"De ceremonie is pas op {short_day(call.ceremony_on)}."
        return refuse("before-ceremony", law, text, "Leg de aanwezigheid die dag vast.")
    if present:
        return grant("present", law, "Aanwezig.")
    if call.number >= CALLS:
        return grant("absent-thrice", law, "Drie keer niet gekomen; er volgt geen oproep meer.")
    due = day + timedelta(days=terms.follow_up_days.value)
    duties = (DutyOrder(CALL_DUTY, law, due, SECOND_LINE, "Opnieuw oproepen voor een ceremonie", "nationality.call"),)
    return grant("absent", law, "Niet gekomen; roep opnieuw op.", duties)


def no_longer_asked(present: bool) -> tuple[str, ...]:
    """Which duties lose their ground once it is known who came: nothing can be handed over to who did not."""
    return () if present else (HAND_OVER_DUTY,)


def may_pledge(file: File, way: str, everybody: bool, day: date) -> Decision:
    """May the declaration of allegiance be put down? At a ceremony they came to, by everybody who must. 60a, 60b."""
    law = _law(file, BVVN_60A_4, BVVN_60B_4)
    if not file.declares:
        return refuse("nobody-declares", law, "In dit dossier hoeft niemand de verklaring af te leggen.")
    if file.pledged_on is not None or file.over:
        return refuse("already-pledged", law, "De verklaring is al afgelegd, of het dossier is klaar.")
    present = _at_ceremony(file, day)
    if isinstance(present, Refused):
        return present
    if way not in WAYS:
        return refuse("unknown-way", law, "Zo kan de verklaring niet worden afgelegd.")
    if not everybody:
        text = "Niet iedereen van 16 jaar en ouder legde de verklaring af. De uitreiking wordt aangehouden."
        held = _law(file, BVVN_60A_3, BVVN_60B_3)
        return refuse("not-everybody", held, text, "Leg haar vast als iedereen haar heeft afgelegd.")
    return grant("unable" if way == UNABLE else "pledged", law, f"Verklaring van verbondenheid: {WAYS[way]}.")


def may_hand_over(file: File, day: date) -> Decision:
    """May it be handed over? At the ceremony, within the year, and only after the declaration. RWN 6(2), 60a, 60b.

    It may be put down later; what counts is the day of the ceremony.
    """
    standing = _to_hand_over(file, file.last_call.ceremony_on if file.last_call else day)
    if isinstance(standing, Refused):
        return standing
    present = _at_ceremony(file, day)
    if isinstance(present, Refused):
        return present
    if file.declares and file.pledged_on is None:
        law = RWN_6_2 if file.option else BVVN_60B_3
        text = "De verklaring van verbondenheid is niet afgelegd."
        return refuse("not-pledged", law, text, "Leg eerst de verklaring vast.", "nationality.pledge")
    tell = _tell(file, day, "De minister berichten dat is uitgereikt")
    return grant("handed-over", _law(file, BVVN_60A_1, BVVN_60B_1), "Betrokkene is Nederlander.", (tell,))


def may_lapse(file: File, day: date) -> Decision:
    """Has it lapsed? The day after the year, and never before. BVVN 60a(11), 60b(11)."""
    law = _law(file, BVVN_60A_11, BVVN_60B_11)
    if file.over or file.lapse_on is None:
        return refuse("nothing-to-lapse", law, "Er is niets dat kan vervallen.")
    if day <= file.lapse_on:
        return refuse("not-lapsed", law, f"Uitreiken kan nog tot en met {short_day(file.lapse_on)}.")
    if file.waits_for_ceremony or file.pledged_on is not None:
        text = "Van de laatste ceremonie is nog niet alles vastgelegd."
        return refuse("ceremony-unrecorded", law, text, "Leg vast wie er was en aan wie is uitgereikt.")
    text = f"Vervallen: niet uitgereikt voor of op {short_day(file.lapse_on)}."
    return grant("lapsed", law, text, (_tell(file, day, "De minister berichten dat het is vervallen, en terugsturen"),))


def _tell(file: File, day: date, title: str) -> DutyOrder:
    law, by = _law(file, BVVN_60A_12, BVVN_60B_12), add_working_days(day, TELL_WORKDAYS)
    return DutyOrder(TELL_DUTY, law, by, SECOND_LINE, title, "duties.settle")


def _to_hand_over(file: File, day: date) -> Decision:
    """Is there something to hand over, that has not lapsed?"""
    law = _law(file, BVVN_60A_1, BVVN_60B_1)
    if file.granted_on is None:
        what = "bevestiging" if file.option else "koninklijk besluit"
        return refuse("not-granted", law, f"Er is nog geen {what}.")
    if file.over:
        return refuse("over", law, "Dit dossier is klaar.")
    assert file.lapse_on is not None
    if day > file.lapse_on:
        text = f"Het is vervallen: uitreiken kon tot en met {short_day(file.lapse_on)}."
        cure = "De aanvrager kan een nieuwe aanvraag doen."
        return refuse("lapsed", _law(file, BVVN_60A_11, BVVN_60B_11), text, cure)
    return grant("standing", law, "Uitreiken kan.")


def _at_ceremony(file: File, day: date) -> Decision:
    """Was there a ceremony to which they came?"""
    law, call = _law(file, BVVN_60A_1, BVVN_60B_1), file.last_call
    if call is None or not file.present:
        text = "Uitreiken gebeurt bij een ceremonie waar betrokkene aanwezig is."
        return refuse("not-present", law, text, "Leg eerst de aanwezigheid vast.", "nationality.attend")
    if day < call.ceremony_on:
        return refuse("before-ceremony", law, f"De ceremonie is pas op {short_day(call.ceremony_on)}.")
    return grant("present", law, "Betrokkene is aanwezig.")


def _law(file: File, option: Clause, naturalisation: Clause) -> Clause:
    return option if file.option else naturalisation
