"""Who may do what on whose behalf: the mandate check that stands before every act. Awb title 10.1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from noaber.parties.functions import FUNCTIONS
from noaber.values import Clause, Decision, Euro, Period, Refused, grant, refuse


class Holding(Protocol):
    """A function that somebody holds."""

    @property
    def function(self) -> str: ...

    @property
    def organisation_id(self) -> int: ...


class Mandate(Protocol):
    """A grant of the register, as far as the check reads it."""

    @property
    def code(self) -> str: ...

    @property
    def clause(self) -> Clause: ...

    @property
    def organ(self) -> str: ...

    @property
    def functions(self) -> Sequence[str]: ...

    @property
    def side(self) -> str: ...

    @property
    def limit(self) -> Euro | None: ...

    @property
    def signature(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Permission:
    """Why somebody may: the mandate, the function that holds it, the organ it speaks for and the words to sign with."""

    mandate: str
    clause: Clause
    function: str
    organisation: int
    organ: str
    signature: str


def may_act(
    label: str,
    organ: str,
    holdings: Sequence[Holding],
    mandates: Sequence[Mandate],
    sides: dict[str, int],
    amount: Euro | None,
    default: Clause,
) -> Permission | Refused:
    """May somebody with these functions do this, for this organ and amount?

    `mandates` are the grants for the act that are in force on the day, `sides` the municipality of each side. The first
    grant that fits is the answer; the refusal says which condition failed last (Awb 10:1, 10:4, 10:5).
    """
    if not mandates:
        return refuse("no-mandate", default, f"Voor “{label}” is op deze dag geen mandaat verleend.", _ASK_CLIENT)
    of_organ = [mandate for mandate in mandates if not organ or mandate.organ == organ]
    if not of_organ:
        return refuse(
            "other-organ", default, f"Er is geen mandaat voor “{label}” namens {ORGANS.get(organ, organ)}.", _ASK_CLIENT
        )
    above_limit = None
    for mandate in of_organ:
        for holding in holdings:
            if holding.function not in mandate.functions or holding.organisation_id != sides.get(mandate.side):
                continue
            if mandate.limit is not None and amount is not None and amount > mandate.limit:
                above_limit = mandate
                continue
            return Permission(
                mandate.code,
                mandate.clause,
                holding.function,
                holding.organisation_id,
                mandate.organ,
                mandate.signature,
            )
    if above_limit is not None:
        return refuse(
            "above-mandate",
            above_limit.clause,
            f"Het bedrag {amount} gaat boven het mandaat van {above_limit.limit}.",
            "Vraag iemand met een hoger mandaat om dit te doen.",
        )
    return refuse(
        "no-function",
        of_organ[0].clause,
        f"Jouw functie heeft geen mandaat voor “{label}”.",
        f"Dit mag wel: {who_may(of_organ)}.",
    )


def may_appoint(
    function: str, since: date, until: date | None, held: Sequence[tuple[date, date | None]], clause: Clause
) -> Decision:
    """May somebody be given a function from a day on? One that Noaber knows, and not twice on the same day."""
    if function not in FUNCTIONS or function == "system":
        known = ", ".join(code for code in FUNCTIONS if code != "system")
        return refuse("unknown-function", clause, f"“{function}” is geen functie.", f"Kies uit: {known}.")
    if until is not None and until < since:
        return refuse("ends-before-it-begins", clause, "De functie eindigt voor zij begint.", "Verbeter de dagen.")
    wanted = Period(since, until)
    if any(wanted.overlaps(Period(*days)) for days in held):
        return refuse(
            "already-held", clause, "Deze functie is in die dagen al toegekend.", "Kies dagen die niet overlappen."
        )
    return grant("appointed", clause, f"Toegekend: {FUNCTIONS[function]}.")


def who_may(mandates: Sequence[Mandate]) -> str:
    """The functions that hold one of these mandates, in words."""
    names = sorted({FUNCTIONS.get(function, function) for mandate in mandates for function in mandate.functions})
    return ", ".join(names)


class Parties(Protocol):
    """An agreement, as far as the loading of new data for it is judged."""

    @property
    def client(self) -> int: ...

    @property
    def contractor(self) -> int: ...

    @property
    def since(self) -> date: ...


def may_load(before: Parties, after: Parties, clause: Clause) -> Decision:
    """May these data take the place of those in use? The journal rests on who the parties are and when it began."""
    if (before.client, before.contractor) != (after.client, after.contractor):
        return refuse(
            "other-parties",
            clause,
            "De partijen van een overeenkomst die in gebruik is veranderen niet.",
            "Maak voor andere partijen een nieuwe map met een eigen code.",
        )
    if before.since != after.since:
        return refuse(
            "other-start",
            clause,
            "De ingangsdag van een overeenkomst die in gebruik is verandert niet.",
            "Laat een nieuwe overeenkomst de oude opvolgen, in een eigen map.",
        )
    return grant("loaded", clause, "De gegevens van de overeenkomst zijn in gebruik genomen.")


def may_export(year: int, known: Sequence[int], clause: Clause) -> Decision:
    """May the journal of a year be fetched? Both sides have a right to all of it; there must be one."""
    if year not in known:
        text = f"Over {year} is er nog geen verzegeld journaal."
        return refuse("no-journal", clause, text, "Kies een jaar dat op de pagina van het journaal staat.")
    return grant("exported", clause, f"Het journaal van {year} mag worden opgehaald.")


ORGANS = {
    "college": "het college van burgemeester en wethouders",
    "burgemeester": "de burgemeester",
    "registrar": "de ambtenaar van de burgerlijke stand",
    "client": "de opdrachtgever",
    "contractor": "de opdrachtnemer",
}
_ASK_CLIENT = "Leg het ontbrekende mandaat voor aan de regisseur; het verlenende orgaan kan een besluit nemen."
