"""Who is elected where a party has lists in more than one district: Kieswet P 12, P 13, and P 15 to P 18.

Candidates are known by a code here, for they may stand on several lists of their group at different places. Lists that
read the same are one list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from noaber.elections.elected import CandidateLot, Candidates, by_preference, passes
from noaber.elections.kinds import Kind
from noaber.elections.seats import WrongDraw, next_draw
from noaber.values import Clause


@dataclass(frozen=True, slots=True)
class DistrictList:
    """A list of a group: the lowest number of its districts, its people in order with their votes, and who died."""

    district: int
    votes: Mapping[str, int]
    deceased: frozenset[str] = frozenset()

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(code for code in self.votes if code not in self.deceased)

    @property
    def total(self) -> int:
        return sum(self.votes.values())


@dataclass(frozen=True, slots=True)
class GroupSeats:
    """The seats of each list of a group, by district, and which lists got a residual seat, in that order."""

    of: Mapping[int, int]
    residual: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupLot:
    """A lot about which list of a group gets its next seat (P 12): the districts of the lists that tie."""

    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupElected:
    """Who of a group is elected, by preference in the order of their votes and by their lists, and each list's seats.

    `unsettled` when somebody passed the threshold on a list that has no seat for them. That person gets one all the
    same (P 16, second paragraph); that the list which got the last residual seat gives it up is our own reading.
    """

    preferential: tuple[str, ...]
    other: tuple[str, ...]
    seats: Mapping[int, int]
    unsettled: bool = False


def group_lists(
    by_district: Mapping[int, Mapping[str, int]], deceased: frozenset[str] = frozenset()
) -> tuple[DistrictList, ...]:
    """The lists of a group from the votes of each district: those with the same people in the same order are one."""
    lists: dict[tuple[str, ...], DistrictList] = {}
    for district in sorted(by_district):
        votes = by_district[district]
        same = lists.get(tuple(votes))
        if same is not None:
            votes = {code: same.votes[code] + number for code, number in votes.items()}
        lists[tuple(votes)] = replace(same, votes=votes) if same else DistrictList(district, votes, deceased)
    return tuple(lists.values())


P12 = Clause("Kieswet", "P 12")
P13 = Clause("Kieswet", "P 13")


def seats_of_lists(lists: Sequence[DistrictList], seats: int, draws: list[int]) -> GroupSeats | GroupLot:
    """Which list of the group has how many of its seats, by district: full group quotas, then greatest remainders.

    A list gets no more than it has people; what is left goes on by remainders and then by averages.
    """
    votes, everything = {each.district: each.total for each in lists}, sum(each.total for each in lists)
    room = {each.district: len(each.people) for each in lists}
    assert everything, "a party without votes has no seats to divide"
    given = {number: min(vote * seats // everything, room[number]) for number, vote in votes.items()}
    had: list[int] = []
    while sum(given.values()) < min(seats, sum(room.values())):
        may = [number for number in given if given[number] < room[number]]
        if fresh := [number for number in may if number not in had]:
            values = {number: Fraction(votes[number] * seats % everything) for number in fresh}
        else:
            values = {number: Fraction(votes[number], given[number] + 1) for number in may}
        most = max(values.values())
        options = tuple(number for number, value in values.items() if value == most)
        chosen = options[0]
        if len(options) > seats - sum(given.values()):
            drawn = next_draw(draws, options, "De lijst van kieskring")
            if drawn is None:
                return GroupLot(options)
            chosen = drawn
        given[chosen] += 1
        had.append(chosen)
    return GroupSeats(given, tuple(had))


GroupAnswer = GroupElected | GroupLot | CandidateLot


def elect_group(
    number: int, lists: Sequence[DistrictList], seats: int, least: Fraction, kind: Kind,
    list_draws: Sequence[int] = (), candidate_draws: Sequence[str] = (),
) -> GroupAnswer:  # fmt: skip
    """Who of a party is elected? In a lot about candidates, its options are places in the order of `codes_of`."""
    lists_drawn, codes = list(list_draws), codes_of(lists)
    if unknown := set(candidate_draws) - set(codes):
        raise WrongDraw(f"{', '.join(sorted(unknown))} staat niet op een lijst van deze partij.")
    people_drawn = [codes.index(code) for code in candidate_draws]
    places = seats_of_lists(lists, seats, lists_drawn)
    if isinstance(places, GroupLot):
        return places
    pooled = Candidates(number, {at: sum(each.votes.get(code, 0) for each in lists) for at, code in enumerate(codes)})
    passed = [at for at, votes in pooled.votes.items() if passes(votes, least, kind)]
    preferred = by_preference(pooled, passed, seats, people_drawn)
    if isinstance(preferred, CandidateLot):
        return preferred
    if lists_drawn or people_drawn:
        raise WrongDraw("Er zijn meer lotingen gegeven dan er nodig zijn. Haal weg wat te veel is.")
    preferential = tuple(codes[at] for at in preferred)
    taken = _on_their_lists(lists, preferential)
    given = _given_up(places, taken)
    elected = _fill(lists, given, taken)
    other = tuple(code for people in elected.values() for code in people if code not in preferential)
    return GroupElected(preferential, other, given, given != places.of)


def codes_of(lists: Sequence[DistrictList]) -> list[str]:
    """Everybody of the group once, in the order of the lists."""
    return list(dict.fromkeys(code for each in lists for code in each.people))


P16 = Clause("Kieswet", "P 16")


def _on_their_lists(lists: Sequence[DistrictList], people: Sequence[str]) -> dict[int, list[str]]:
    """Somebody elected by preference counts on the list with most votes for that person; equal, the lowest district."""
    taken: dict[int, list[str]] = {each.district: [] for each in lists}
    for code in people:
        on = [each for each in lists if code in each.votes]
        taken[min(on, key=lambda each: (-each.votes[code], each.district)).district].append(code)
    return taken


def _given_up(places: GroupSeats, taken: Mapping[int, Sequence[str]]) -> dict[int, int]:
    """The seats of the lists once those with too few got theirs, from the lists that got a residual seat last."""
    given = dict(places.of)
    for district, people in taken.items():
        while len(people) > given[district]:
            free = [number for number in reversed(places.residual) if given[number] > len(taken[number])]
            free += [number for number in given if given[number] > len(taken[number])]
            given[free[0]] -= 1
            given[district] += 1
    return given


P18 = Clause("Kieswet", "P 18")


def _fill(
    lists: Sequence[DistrictList], places: Mapping[int, int], taken: Mapping[int, Sequence[str]]
) -> dict[int, list[str]]:
    """The other seats in the order of each list. Who would be elected on more lists counts where most votes were, and
    the other lists go on, until nobody is elected twice.
    """
    elected = {district: list(people) for district, people in taken.items()}
    while True:
        already = {code for people in elected.values() for code in people}
        next_ones: dict[str, list[DistrictList]] = {}
        for each in lists:
            left = places[each.district] - len(elected[each.district])
            waiting = [code for code in each.people if code not in already]
            for code in waiting[: max(left, 0)]:
                next_ones.setdefault(code, []).append(each)
        if not next_ones:
            return elected
        for code, on in next_ones.items():
            best = min(on, key=lambda each: (-each.votes[code], each.district))
            elected[best.district].append(code)
