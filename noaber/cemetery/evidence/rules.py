"""Who can be written to about a grave, whose answer counts, and when a sign stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from noaber.calendar.deadlines import last_day
from noaber.calendar.words import short_day
from noaber.cemetery.law import Law
from noaber.cemetery.windows import EXCLUSIVE
from noaber.values import Clause, Decision, Line, grant, refuse

PROOF = Clause("Awb", "3:2")
"""What an administration decides rests on facts that it can show."""

END_EXCLUSIVE, END_GENERAL, RENOUNCE_RECEIPT = "einde-grafrecht", "einde-algemeen-graf", "ontvangst-afstand"
OVER, NO_HOLDER, DIED, UNSURE, NO_ADDRESS = "over", "no-holder", "died", "unsure", "no-address"
OBSTACLES = {
    OVER: ("De termijn is al voorbij.", "Laat het recht vervallen."),
    NO_HOLDER: ("Er is geen rechthebbende bekend.", "Zoek uit wie dat is, en laat het recht overschrijven."),
    DIED: ("De rechthebbende is overleden.", "Zoek wie het recht wil overnemen; daar is een termijn voor."),
    UNSURE: ("Het adres is onzeker.", "Zoek het adres uit en stel het vast."),
    NO_ADDRESS: ("Er is geen volledig adres bekend.", "Zoek het adres uit en stel het vast."),
}
"""Why somebody cannot be written to, and what comes next. The first that holds is the one that counts."""

WAYS = {"post": "per post", "registered": "aangetekend", "email": "per e-mail", "hand": "afgegeven"}
REASONS = {
    "moved": "verhuisd",
    "unknown": "onbekend op dit adres",
    "dead": "overleden",
    "refused": "geweigerd",
    "other": "niet te bezorgen",
}
RENEW, LET_END, RENOUNCE, TRANSFER = "renew", "end", "renounce", "transfer"
FETCH, LEAVE, OTHER = "fetch", "leave", "other"
REPLIES = {
    RENEW: "wil verlengen",
    LET_END: "wil niet verlengen",
    RENOUNCE: "wil afstand doen",
    TRANSFER: "wil laten overschrijven",
    FETCH: "haalt het gedenkteken zelf op",
    LEAVE: "laat het gedenkteken aan de gemeente",
    OTHER: "iets anders",
}
REPLIES_TO = {
    END_EXCLUSIVE: (RENEW, LET_END, RENOUNCE, TRANSFER, FETCH, LEAVE, OTHER),
    RENOUNCE_RECEIPT: (FETCH, LEAVE, OTHER),
}
"""What can be answered to a letter; to any other what is left of a grave without a choice."""
AT_GRAVE, AT_ENTRANCE = "grave", "entrance"
PLACES = {AT_GRAVE: "bij het graf", AT_ENTRANCE: "bij de ingang"}
TERM_ENDS, CLEARING, NEGLECT = "end", "clearing", "neglect"
SIGNS = {TERM_ENDS: "de termijn eindigt", CLEARING: "voornemen om te ruimen", NEGLECT: "verwaarlozing"}
ABOUT = {
    "bury": "begraven in dit graf",
    "urn": "een asbus plaatsen",
    "monument": "een gedenkteken plaatsen of veranderen",
    "exhume": "opgraven",
    "clear": "ruimen",
}
"""What a holder can allow; what an act of the register rests on is kept by the code of that act."""
SOURCES = (
    "basisregistratie personen",
    "opgegeven door de rechthebbende zelf",
    "Kamer van Koophandel",
)
MOST_AT_ONCE = 1000
"""As many letters go in one batch; the rest waits for the next."""
_DAY = timedelta(days=1)


def replies_to(kind: str) -> tuple[str, ...]:
    """What can be answered to a kind of letter."""
    return REPLIES_TO.get(kind, (FETCH, LEAVE, OTHER))


def letter_kind(right_kind: str) -> str:
    """Which letter says that a right of this kind ends."""
    return END_EXCLUSIVE if right_kind == EXCLUSIVE else END_GENERAL


def letter_clause(right_kind: str, law: Law) -> Clause:
    """The article under which that letter is written."""
    return (law.letter_last if right_kind == EXCLUSIVE else law.general_letter_last).clause


def may_write_batch(writable: int, clause: Clause) -> Decision:
    """May a batch be written? When there is somebody to write to."""
    if not writable:
        text = "Er is niemand aan wie nu geschreven kan worden."
        return refuse("nobody", clause, text, "Kijk bij wie niet te schrijven is, en los dat op.")
    return grant("written", clause, f"Er zijn {writable} brieven geschreven.")


def may_write_letter(obstacle: str, clause: Clause) -> Decision:
    """May a letter be written to somebody? `obstacle` is why not, or empty."""
    if obstacle:
        return refuse(obstacle, clause, *OBSTACLES[obstacle])
    return grant("written", clause, "De brief is geschreven.")


def may_dispatch(unsent: int, made_on: date, day: date, today: date) -> Decision:
    """May letters be put down as sent? Those that were not, on a day from that of the letters up to today."""
    if not unsent:
        return refuse("sent", PROOF, "Dit is al als verzonden vastgelegd.")
    if not made_on <= day <= today:
        text = f"De dag van verzending ligt van {short_day(made_on)} tot en met vandaag."
        return refuse("wrong-day", PROOF, text, "Verbeter de dag.")
    return grant("dispatched", PROOF, "De verzending is vastgelegd.")


def may_take_back(sent_on: date | None, returned_on: date | None, day: date, today: date) -> Decision:
    """May it be put down that a letter came back? Once, and after it was sent."""
    if sent_on is None:
        return refuse("not-sent", PROOF, "Deze brief is nog niet verzonden.", "Leg eerst de verzending vast.")
    if returned_on is not None:
        return refuse("returned", PROOF, f"Deze brief is al retour sinds {short_day(returned_on)}.")
    if not sent_on <= day <= today:
        text = f"De dag ligt van {short_day(sent_on)} tot en met vandaag."
        return refuse("wrong-day", PROOF, text, "Verbeter de dag.")
    return grant("returned", PROOF, "De brief is retour; het adres is nu onzeker.")


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers a letter. `is_holder` where it is the registered holder, `same_surname` where only the name is."""

    is_holder: bool
    same_surname: bool
    identity: str


def may_answer(answerer: Answerer, replied_on: date | None, kind: str, reply: str, clause: Clause) -> Decision:
    """Does an answer count? Only that of the registered holder, whose identity was established, and once."""
    if not answerer.is_holder:
        cure = "Leg het vast als notitie, en vraag de rechthebbende zelf om te antwoorden."
        if answerer.same_surname:
            text = "Wie antwoordt heeft dezelfde achternaam als de rechthebbende, maar is dat niet. Dit telt niet."
            return refuse("same-surname", clause, text, cure)
        text = "Wie antwoordt, is niet de geregistreerde rechthebbende. Dit antwoord telt niet."
        return refuse("not-the-holder", clause, text, cure)
    if not answerer.identity.strip():
        text = "Niet is vastgelegd hoe de identiteit is vastgesteld."
        return refuse("no-identity", clause, text, "Kijk wie antwoordt, en leg vast hoe je dat deed.")
    if replied_on is not None:
        return refuse("answered", clause, f"Er is al geantwoord op {short_day(replied_on)}.", "Maak een notitie.")
    if reply not in replies_to(kind):
        return refuse("no-such-answer", clause, "Dit antwoord past niet bij deze brief.", "Kies een ander antwoord.")
    return grant("answered", clause, f"Het antwoord is vastgelegd: {REPLIES[reply]}.")


def letter_before(day: date, law: Law) -> date:
    """The last day of a letter after which, without a request, signs stand on a day."""
    found = day
    while last_day(found, law.signs_after.value) + _DAY > day:
        found -= _DAY
    return found


def may_place_sign(stands: bool, placed_on: date, until: date | None, today: date, photo: bool, law: Law) -> Decision:
    """May a sign be put down as standing? Once in a place, with a photo of it, from a day up to today."""
    clause = law.signs_after.clause
    if stands:
        return refuse("stands", clause, "Dit bord staat er al.")
    if not photo:
        return refuse(
            "no-photo", clause, "Zonder foto is niet te bewijzen dat het bord er staat.", "Voeg een foto toe."
        )
    if placed_on > today:
        return refuse("future", clause, "Deze dag moet nog komen.", "Leg het bord vast als het er staat.")
    if until is not None and placed_on > until:
        return refuse("too-late", clause, f"Het bord had tot en met {short_day(until)} moeten staan.")
    return grant("placed", clause, "Het bord is vastgelegd.")


def may_take_away(stands: bool, until: date | None, needed: bool, today: date, law: Law) -> Decision:
    """May a sign be taken away? After its last day, or when what it says is settled."""
    clause = law.signs_after.clause
    if not stands:
        return refuse("gone", clause, "Dit bord is al weggehaald.")
    if needed and (until is None or today <= until):
        last = f" tot en met {short_day(until)}" if until else ""
        return refuse("needed", clause, f"Dit bord moet blijven staan{last}.")
    return grant("taken-away", clause, "Het bord is weggehaald.")


def letter_lines(kind: str, number: int, in_time: int, day: date, clause: str) -> tuple[Line, ...]:
    """How many letters of a kind were written, and how many of them before the last day of the law."""
    return (
        Line("grave.letter", day, number, "count", 0, kind, 0, clause),
        Line("grave.letter.in_time", day, in_time, "count", 0, kind, number, clause),
    )


def sign_lines(kind: str, place: str, day: date, clause: str) -> tuple[Line, ...]:
    """One sign that was placed."""
    return (Line("grave.sign", day, 1, "count", 0, f"{kind}.{place}", 0, clause),)


def may_settle(source: str) -> Decision:
    """May an address be put down? With where it is known from."""
    if not source.strip():
        return refuse("no-source", PROOF, "Niet is vastgelegd waar dit adres vandaan komt.", "Vul de bron in.")
    return grant("settled", PROOF, "Het adres is vastgesteld.")


def may_consent(is_holder: bool, identity: str, clause: Clause) -> Decision:
    """Does a consent count? That of the registered holder, whose identity was established."""
    if not is_holder:
        text = "Wie toestemt, is niet de geregistreerde rechthebbende. Dezelfde achternaam is niet genoeg."
        return refuse("not-the-holder", clause, text, "Vraag het aan de rechthebbende zelf, of laat overschrijven.")
    if not identity.strip():
        text = "Niet is vastgelegd hoe de identiteit is vastgesteld."
        return refuse("no-identity", clause, text, "Kijk wie toestemt, en leg vast hoe je dat deed.")
    return grant("consented", clause, "De toestemming is vastgelegd.")


def may_note(text: str, day: date, today: date) -> Decision:
    """May a note be made? With words, of a day up to today."""
    if not text.strip():
        return refuse("empty", PROOF, "Er staat niets in de notitie.", "Schrijf op wat er is gezegd.")
    if day > today:
        return refuse("future", PROOF, "Deze dag moet nog komen.", "Verbeter de dag.")
    return grant("noted", PROOF, "De notitie is gemaakt.")
