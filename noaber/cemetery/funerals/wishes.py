"""What a family can ask with its code, and when that is taken, handled and told."""

from __future__ import annotations

from datetime import date

from noaber.cemetery.law import Law
from noaber.cemetery.rules import Running, may_ask_renewal
from noaber.values import Clause, Decision, grant, refuse

RENEWAL, FOLLOWER, ADDRESS = "renewal", "follower", "address"
WISHES = {RENEWAL: "Verlenging", FOLLOWER: "Opvolger van de rechthebbende", ADDRESS: "Nieuw adres"}
WAITING, DONE, DECLINED = "waiting", "done", "declined"
STATES = {WAITING: "wacht op ons", DONE: "gedaan", DECLINED: "niet gedaan"}
LETTER, DESK = "letter", "desk"
GIVEN = {LETTER: "in de brief", DESK: "aan de balie"}
MOST_READERS = 20
"""How many addresses hear of one right: a family, not a mailing list."""


def may_give_code(holder: str, wanted: str, ended: bool, how: str, identity: str, clause: Clause) -> Decision:
    """May a code be given? For a right that runs, to its registered holder, by letter or after identification."""
    if ended:
        return refuse("ended", clause, "Dit recht is al geëindigd.")
    if not holder or wanted != holder:
        text = "De code is alleen voor de geregistreerde rechthebbende. Dezelfde achternaam is niet genoeg."
        return refuse("not-the-holder", clause, text, "Laat het recht eerst overschrijven.")
    if how == DESK and not identity.strip():
        return refuse("no-identity", clause, "Leg vast hoe de identiteit is vastgesteld.")
    return grant("code-given", clause, "De code is gemaakt. Zij staat alleen nu op het scherm.")


def may_revoke(revoked: bool, clause: Clause) -> Decision:
    """May a code be taken back? Once."""
    if revoked:
        return refuse("revoked", clause, "Deze code is al ingetrokken.")
    return grant("code-revoked", clause, "De code is ingetrokken.")


def opens(holder: str, given_to: str, expires_on: date, revoked_on: date | None, ended: bool, day: date) -> bool:
    """Does a code open its page on a day? Not when it is over or taken back, nor when somebody else is the holder."""
    return revoked_on is None and day <= expires_on and not ended and given_to == holder


def may_consult(clause: Clause) -> Decision:
    """May who has the code see the grave? Whoever has it was looked at when it was given."""
    return grant("consulted", clause, "Het graf is getoond.")


def may_wish(
    kind: str, running: Running, applicant: str, open_same: bool, day: date, law: Law, base: Clause
) -> Decision:
    """May this be asked? By the holder, once at a time; renewal only in the window of the law."""
    if running.ended or applicant != running.holder:
        return refuse("not-the-holder", base, "Alleen de rechthebbende kan dit vragen.")
    if open_same:
        return refuse("waiting", base, "Wij hebben deze vraag al van u en zijn ermee bezig.")
    if kind == RENEWAL:
        return may_ask_renewal(running, applicant, day, law)
    return grant("wished", base, "Wij hebben uw vraag.")


def may_handle(state: str, done: bool, reason: str, clause: Clause) -> Decision:
    """May a wish be handled? Once, and with a reason where it is not done."""
    if state != WAITING:
        return refuse("handled", clause, f"Deze vraag is al afgehandeld ({STATES[state]}).")
    if not done and not reason.strip():
        return refuse("no-reason", clause, "Zeg waarom het niet gebeurt: de familie leest dat.")
    return grant("wish-done" if done else "wish-declined", clause, "De vraag is afgehandeld.")


def may_listen(readers: int, clause: Clause) -> Decision:
    """May another address hear of this right? Up to as many as a family has."""
    if readers >= MOST_READERS:
        return refuse("too-many", clause, "Voor dit graf krijgen al genoeg mensen bericht.")
    return grant("asked", clause, "Er is een mail gestuurd om het adres te bevestigen.")


def may_confirm_mail(confirmed: bool, stopped: bool, clause: Clause) -> Decision:
    """May an address be confirmed? Once, as long as it was not stopped."""
    if stopped:
        return refuse("stopped", clause, "Dit bericht is opgezegd.")
    if confirmed:
        return refuse("confirmed", clause, "Dit adres is al bevestigd.")
    return grant("address-confirmed", clause, "Het adres is bevestigd.")


def to_tell(ends_on: date | None, told_end: date | None, window_opens: date | None, day: date) -> bool:
    """Is there something to tell? Once for each end: at once when it is confirmed, and again when renewal opens."""
    return ends_on is not None and told_end != ends_on and window_opens is not None and window_opens <= day <= ends_on
