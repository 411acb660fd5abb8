"""Which candidates take the seats of their lists, who follows them, and who fills a seat that falls vacant later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from noaber.elections.kinds import LARGE, Kind
from noaber.elections.seats import WrongDraw, next_draw
from noaber.values import Clause


@dataclass(frozen=True, slots=True)
class Candidates:
    """A list with its candidates in the order of the list, with the votes for each, and who of them died."""

    number: int
    votes: Mapping[int, int]
    deceased: frozenset[int] = frozenset()

    @property
    def alive(self) -> tuple[int, ...]:
        return tuple(number for number in self.votes if number not in self.deceased)


@dataclass(frozen=True, slots=True)
class Nomination:
    """Who of a list is elected, by votes of preference and by the order of the list, and in which order they follow.

    `ranked` says whether a ranking was made; where none was, `ranking` is the order of the list.
    """

    list: int
    seats: int
    preferential: tuple[int, ...]
    other: tuple[int, ...]
    ranking: tuple[int, ...]
    ranked: bool
    changed: bool

    @property
    def elected(self) -> tuple[int, ...]:
        return self.preferential + self.other


@dataclass(frozen=True, slots=True)
class CandidateLot:
    """A lot about the next seat of a list: more candidates have this many votes than there are seats left."""

    list: int
    seats: int
    votes: int
    seat_numbers: tuple[int, ...]
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Elected:
    """The nominations of all lists, in order, and the threshold for being elected by preference."""

    threshold: Fraction
    lists: tuple[Nomination, ...]


@dataclass(frozen=True, slots=True)
class CandidateLotNeeded:
    """The seats cannot be filled without this lot."""

    lot: CandidateLot


def elect(
    lists: Sequence[Candidates], totals: Mapping[int, int], quota: Fraction, seats: int, kind: Kind,
    draws: Sequence[int] = (),
) -> Elected | CandidateLotNeeded:  # fmt: skip
    """Who is elected, list by list? `totals` are the seats of each list; `draws` the candidates drawn, in order."""
    least = threshold(quota, kind)
    drawn = list(draws)
    nominations = []
    for each in sorted(lists, key=lambda each: each.number):
        passed = [number for number in each.alive if passes(each.votes[number], least, kind)]
        preferential = by_preference(each, passed, totals[each.number], drawn)
        if isinstance(preferential, CandidateLot):
            return CandidateLotNeeded(preferential)
        nominations.append(_nomination(each, totals[each.number], passed, preferential, seats))
    if drawn:
        raise WrongDraw(f"De loting met kandidaat {drawn[0]} is niet nodig. Haal haar weg.")
    return Elected(least, tuple(nominations))


P15 = Clause("Kieswet", "P 15")


def threshold(quota: Fraction, kind: Kind) -> Fraction:
    """The votes that elect a candidate out of turn: a share of the quota."""
    return quota * kind.preference


def passes(votes: int, least: Fraction, kind: Kind) -> bool:
    """Is it enough? More than the threshold; for the Eerste Kamer as many is enough."""
    return votes >= least if kind.reached else votes > least


def by_preference(each: Candidates, passed: Sequence[int], seats: int, draws: list[int]) -> list[int] | CandidateLot:
    """Who take seats by votes of preference: most votes first; equal votes in the order of the list.

    Where the last seats have more candidates with equal votes than there are seats, a lot gives the next one. Takes
    the lots that it needs from `draws`.
    """
    order = sorted(passed, key=lambda number: -each.votes[number])
    if len(order) <= seats:
        return order
    chosen: list[int] = []
    while len(chosen) < seats:
        most = max(each.votes[number] for number in order)
        options = tuple(number for number in order if each.votes[number] == most)
        next_one = options[0]
        if len(options) > seats - len(chosen):
            drawn = next_draw(draws, options, f"Lijst {each.number}, kandidaat")
            if drawn is None:
                left = tuple(range(len(chosen) + 1, seats + 1))
                return CandidateLot(each.number, seats, most, left, options)
            next_one = drawn
        chosen.append(next_one)
        order.remove(next_one)
    return chosen


P17 = Clause("Kieswet", "P 17")


def in_list_order(each: Candidates, chosen: Sequence[int], seats: int) -> tuple[int, ...]:
    """Who take the seats that are left: the first of the list who are not elected yet."""
    rest = (number for number in each.alive if number not in chosen)
    return tuple(number for number, _ in zip(rest, range(seats - len(chosen)), strict=False))


P19 = Clause("Kieswet", "P 19")


def _nomination(
    each: Candidates, seats: int, passed: Sequence[int], preferential: Sequence[int], of_body: int
) -> Nomination:
    """The ranking: elected by preference in that order, then others who passed by their votes, then by the list.

    None is made when nobody passed and nobody died, nor for a list without a seat in a body of nineteen or more.
    """
    ranked = bool(each.deceased) or bool(passed and (seats or of_body < LARGE))
    ranking = tuple(each.votes)
    if ranked:
        others = sorted((n for n in passed if n not in preferential), key=lambda number: -each.votes[number])
        rest = (number for number in each.alive if number not in passed)
        ranking = tuple(chain(preferential, others, rest))
    other = in_list_order(each, preferential, seats)
    return Nomination(each.number, seats, tuple(preferential), other, ranking, ranked, ranking != tuple(each.votes))


W1 = Clause("Kieswet", "W 1")
W2 = Clause("Kieswet", "W 2")


@dataclass(frozen=True, slots=True)
class Successor:
    """Who is appointed to a vacant seat, and who ranked higher but was passed over, with the reason."""

    candidate: int | None
    passed_over: tuple[tuple[int, str], ...]


REASONS = {
    "member": "is al lid",
    "deceased": "is overleden",
    "declined": "heeft verklaard de benoeming niet aan te nemen",
    "on_leave": "heeft tijdelijk ontslag wegens zwangerschap, bevalling of ziekte",
}
"""Why a candidate is passed over for a vacancy (W 2). Who was a member before and left can be asked again."""


def successor(nomination: Nomination, standing: Mapping[int, AbstractSet[str]]) -> Successor:
    """Who fills a vacancy on this list, at any time of the term? The highest of the ranking whom nothing stands in
    the way of; `standing` says of candidates what is so on the day (the codes of REASONS). None when nobody is left.
    """
    passed: list[tuple[int, str]] = []
    for candidate in nomination.ranking:
        reason = next((code for code in REASONS if code in standing.get(candidate, ())), None)
        if reason is None:
            return Successor(candidate, tuple(passed))
        passed.append((candidate, reason))
    return Successor(None, tuple(passed))
