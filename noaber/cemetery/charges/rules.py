"""When a post may be made, fixed, credited and sent, and when a file may be made and its processing put down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from noaber.values import Clause, Decision, grant, refuse

INVOICE, LEVY, CREDIT = "factuur", "heffing", "credit"
KINDS = {INVOICE: "factuur", LEVY: "heffing", CREDIT: "credit"}
CONCEPT, FIXED, IN_FILE, PROCESSED, REJECTED, DROPPED = (
    "concept",
    "fixed",
    "in_file",
    "processed",
    "rejected",
    "dropped",
)
STATES = {
    CONCEPT: "concept",
    FIXED: "vastgesteld",
    IN_FILE: "in bestand",
    PROCESSED: "verwerkt",
    REJECTED: "afgekeurd",
    DROPPED: "vervallen",
}
HOLDER, UNDERTAKER, OTHER, CLIENT = "holder", "undertaker", "other", "client"
ROLES = {
    HOLDER: "rechthebbende",
    UNDERTAKER: "uitvaartondernemer",
    OTHER: "iemand anders",
    CLIENT: "ten laste van de gemeente",
}
DESCRIPTION = 60
"""How long the description of a line is at most. It names the tariff and the grave, never who lies there."""


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post as these rules read it. `makers` are the people (pseudonyms) who determined what it says."""

    number: int
    state: str
    makers: tuple[str, ...]
    payer: bool
    cents: int = 0
    kind: str = INVOICE
    followed: bool = False

    @property
    def called(self) -> str:
        """As people name it."""
        return called(self.number)


def called(number: int) -> str:
    """A post as people name it: `000123`."""
    return f"{number:06d}"


def debtor_number(serial: int) -> str:
    """How a debtor is numbered: `D-00012`."""
    return f"D-{serial:05d}"


def description(title: str, grave: str) -> str:
    """What the receiver reads of a post: the tariff and the grave, cut off after the longest that fits."""
    tail = f", graf {grave}" if grave else ""
    return title[: DESCRIPTION - len(tail)].rstrip() + tail


def may_collect(waiting: int, clause: Clause) -> Decision:
    """May posts be made of what acts left? Where there is something that has none yet."""
    if not waiting:
        return refuse("nothing-to-collect", clause, "Er zijn geen gebeurtenissen zonder post.")
    return grant("collected", clause, f"Er zijn {waiting} posten gemaakt.")


def may_add(cents: int, known: bool, clause: Clause) -> Decision:
    """May a post be made by hand? For more than nothing, and once for one event."""
    if cents <= 0:
        text = "Een post is hoger dan nul."
        return refuse("no-amount", clause, text, "Geld terug? Crediteer de post waar het over gaat.")
    if known:
        return refuse("has-post", clause, "Voor deze gebeurtenis is al een post, of zij kost niets.")
    return grant("added", clause, "De post is gemaakt.")


def may_waive(known: bool, reason: str, clause: Clause) -> Decision:
    """May it be put down that an event costs nothing? With a reason, where there is no post for it."""
    if known:
        return refuse("has-post", clause, "Voor deze gebeurtenis is al een post, of zij kost niets.")
    if not reason.strip():
        return refuse("no-reason", clause, "Zeg waarom dit niets kost.")
    return grant("waived", clause, "Vastgelegd dat dit niets kost.")


def may_name_debtor(post: PostFacts, clause: Clause) -> Decision:
    """May it be changed who pays? As long as nobody fixed it."""
    if post.state != CONCEPT:
        text = f"Post {post.called} is {STATES[post.state]}; wie betaalt staat vast."
        return refuse("not-a-concept", clause, text, "Crediteer de post en maak een nieuwe.")
    return grant("named", clause, "De debiteur is gekozen.")


def may_fix(posts: Sequence[PostFacts], by: str, clause: Clause) -> Decision:
    """May somebody fix these posts? Concepts of which is known who pays, none of which they made themselves."""
    if not posts:
        return refuse("nothing-chosen", clause, "Er is geen post gekozen.", "Kruis aan welke posten kloppen.")
    for post in posts:
        if post.state != CONCEPT:
            return refuse("not-a-concept", clause, f"Post {post.called} is al {STATES[post.state]}.")
        if not post.payer:
            text = f"Bij post {post.called} staat niet wie betaalt."
            return refuse("no-debtor", clause, text, "Kies een debiteur, of leg hem ten laste van de gemeente.")
        if by in post.makers:
            text = f"Post {post.called} heb je zelf gemaakt of gewijzigd."
            return refuse("same-person", clause, text, "Laat een collega hem vaststellen.")
    return grant("fixed", clause, f"{len(posts)} {'post is' if len(posts) == 1 else 'posten zijn'} vastgesteld.")


def may_drop(post: PostFacts, reason: str, clause: Clause) -> Decision:
    """May a post lapse? Only what is in no file, with a reason."""
    if post.state not in (CONCEPT, FIXED):
        text = f"Post {post.called} is {STATES[post.state]} en vervalt niet meer."
        return refuse("sent", clause, text, "Crediteer hem, of maak hem opnieuw als hij is afgekeurd.")
    if not reason.strip():
        return refuse("no-reason", clause, "Zeg waarom deze post vervalt.")
    return grant("dropped", clause, "De post is vervallen.")


def may_credit(post: PostFacts, reason: str, clause: Clause) -> Decision:
    """May a post be credited? One that was sent and not rejected, whole, and once."""
    if post.kind == CREDIT:
        return refuse("is-credit", clause, "Dit is zelf een creditpost.", "Maak een nieuwe post voor wat er wel moet.")
    if post.state not in (IN_FILE, PROCESSED):
        text = f"Post {post.called} is {STATES[post.state]}; crediteren kan pas als hij in een bestand staat."
        return refuse("not-sent", clause, text)
    if post.followed:
        return refuse("credited", clause, f"Post {post.called} is al gecrediteerd.")
    if not reason.strip():
        return refuse("no-reason", clause, "Zeg waarom deze post wordt gecrediteerd.")
    return grant("credited", clause, "De creditpost is gemaakt.")


def may_replace(post: PostFacts, clause: Clause) -> Decision:
    """May a post be made again? One that the bookkeeping rejected, once."""
    if post.state != REJECTED:
        return refuse("not-rejected", clause, f"Post {post.called} is niet afgekeurd.")
    if post.followed:
        return refuse("replaced", clause, f"Voor post {post.called} is al een nieuwe gemaakt.")
    return grant("replaced", clause, "Er is een nieuwe post gemaakt.")


def may_levy(year: int, reference: date, new: int, clause: Clause) -> Decision:
    """May the levy of a year be made? On a reference day in that year, where somebody has no post for it yet."""
    if reference.year != year:
        return refuse("other-year", clause, f"De peildatum ligt niet in {year}.", "Kies een dag in dat jaar.")
    if not new:
        return refuse("nothing-new", clause, f"Iedereen heeft al een post voor de heffing van {year}.")
    return grant("levied", clause, f"Er zijn {new} posten gemaakt voor de heffing van {year}.")


def may_make_file(after: str, last: str, lines: int, clause: Clause) -> Decision:
    """May a file be made? As the next of the one that was seen last: of two people at once, one makes it.

    Without a post that was fixed it is an empty file: it shows that none is missing.
    """
    if after != last:
        text = f"Er is intussen een bestand gemaakt: {last or 'het eerste'}."
        return refuse("other-was-first", clause, text, "Bekijk dat bestand eerst.")
    if not lines:
        return grant("empty-file", clause, "Het nulbestand is gemaakt.")
    return grant("file-made", clause, f"Het bestand is gemaakt: {lines} regels.")


def next_file_number(prefix: str, last: str, year: int) -> str:
    """The number after the last one: `OMM-2026-08`. It begins again at 01 in a new year."""
    before, _, serial = last.rpartition("-")
    return f"{prefix}-{year}-{int(serial) + 1 if before == f'{prefix}-{year}' else 1:02d}"


def may_acknowledge(open_lines: int, clause: Clause) -> Decision:
    """May it be put down what the bookkeeping did with a file? While one of its lines waits for that."""
    if not open_lines:
        return refuse("nothing-open", clause, "Van elke regel van dit bestand staat al vast wat ermee is gedaan.")
    return grant("acknowledged", clause, "De verwerking is vastgelegd.")


def may_download(clause: Clause) -> Decision:
    """May a file be fetched? Always, and it is written down each time."""
    return grant("downloaded", clause, "Het bestand is opgehaald.")


def may_set_layout(mistakes: Collection[str], clause: Clause) -> Decision:
    """May the next files have this layout? When nothing is wrong in it."""
    if mistakes:
        return refuse("faulty-layout", clause, " ".join(mistakes))
    return grant("layout-set", clause, "De indeling geldt voor het volgende bestand.")
