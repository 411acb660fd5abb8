"""What the letters about the end of a right say: the prices, the days, and in whose name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from noaber.agreement.acting import Acting
from noaber.agreement.acts import Act
from noaber.agreement.rules import ORGANS, Permission
from noaber.calendar.deadlines import last_day
from noaber.cemetery.law import Law
from noaber.cemetery.letters import AboutGrave, Said, compose
from noaber.cemetery.local import GraveKind, Local
from noaber.cemetery.models import Grave, GraveRight, Resident
from noaber.cemetery.price import of_years
from noaber.cemetery.rules import renewed_until
from noaber.cemetery.tariffs import RENEW
from noaber.cemetery.windows import renewal_request
from noaber.papers.paper import Paper
from noaber.parties.functions import FUNCTIONS
from noaber.values import Refused
from noaber.values.period import dutch_day

COLLEGE = "college"
NO_TERMS = ("Voor dit graf staan er geen termijnen vast. Neem contact met ons op.",)


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, in whose name, and what the municipality and the law say on the day of writing."""

    act: Acting
    local: Local
    law: Law
    signature: str
    function: str

    @classmethod
    def of(cls, act: Acting, kind: Act, local: Local, law: Law) -> Pen:
        """The pen of who does this act; without a mandate nobody writes, and recording the act refuses it."""
        may = act.permission(kind, COLLEGE)
        held = (may.signature, may.function) if isinstance(may, Permission) else ("", "")
        assert isinstance(may, Permission | Refused)
        return cls(act, local, law, held[0], FUNCTIONS.get(held[1], held[1]))

    def write(self, kind: str, number: str, grave: Grave, right: GraveRight | None, said: Said) -> Paper:
        """The letter of a kind. Raises KeyError for a kind that the agreement has no text for."""
        book = self.act.book
        text, client = book.papers.graves[kind], book.party("client")
        about = AboutGrave(
            number,
            grave.number,
            self.local.cemetery(grave.cemetery).name,
            right.number if right else "",
            right.ends_on if right else None,
            client.name,
            book.party("contractor").name,
            (client.street, f"{client.postcode} {client.city}".replace(" ", "\u00a0")),
            f"{ORGANS[COLLEGE]} van {client.name}",
            self.signature,
            self.function,
        )
        return compose(text, book.papers, about, said, self.act.day, self.law)


def address_of(who: Resident) -> tuple[str, str]:
    """The lines of an address as they stand in the register."""
    return f"{who.street} {who.house_number}".strip(), f"{who.postcode}\u00a0{who.city}"


def prices(local: Local, kind: GraveKind | None, right: GraveRight, day: date, law: Law) -> tuple[str, ...]:
    """What can be chosen and what it costs today: the terms of the kind within what the law lets it be."""
    if kind is None or right.ends_on is None:
        return NO_TERMS
    least, most = law.renewal_least.value.number, law.renewal_most.value.number
    lines = []
    for years in kind.renewals:
        if least <= years <= most:
            price = of_years(local, RENEW, kind, years, day)
            amount = str(price.total) if price.lines else "het bedrag vraagt u bij ons na"
            sum_of = f" ({price.lines[0].sum})" if price.lines and price.lines[0].quantity > 1 else ""
            lines.append(f"{years} jaar, tot en met {dutch_day(renewed_until(right.ends_on, years))}: {amount}{sum_of}")
    return tuple(lines) or NO_TERMS


def end_of_right(right: GraveRight, price_lines: tuple[str, ...], day: date, law: Law) -> Mapping[str, object]:
    """What the letter to the holder of an exclusive right says (Wlb 28, second paragraph)."""
    window = renewal_request(right.days(None), law)
    assert window is not None and window.since is not None and right.ends_on is not None
    sign = last_day(day, law.signs_after.value) + timedelta(days=1)
    return {
        "verlengen_met": price_lines,
        "aanvragen_van": dutch_day(max(window.since, day)),
        "bord_vanaf": dutch_day(sign) if sign <= right.ends_on else "",
        "ophalen": str(law.objects.value),
    }
