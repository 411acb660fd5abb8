"""How seats are divided over lists: Kieswet chapter P, in exact numbers, each step with its article.

Lots are never drawn here: they are drawn in public (P 14) and come in as `draws`, and the division is done again from
its start. Where one is missing the answer is the lot that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import takewhile

from noaber.elections.kinds import Kind
from noaber.values import Clause

REMAINDER, UNIQUE_AVERAGE, AVERAGE = "largest_remainder", "unique_highest_average", "highest_average"


@dataclass(frozen=True, slots=True)
class ListVotes:
    """A list with its votes, and how many of its candidates can take a seat: those who have not died (P 19a)."""

    number: int
    votes: int
    candidates: int


@dataclass(frozen=True, slots=True)
class ResidualSeat:
    """A residual seat given to a list: how, the value that decided, which lists had it, and which had nobody left."""

    how: str
    number: int
    list: int
    value: Fraction
    options: tuple[int, ...]
    exhausted: tuple[int, ...] = ()
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class MajoritySeat:
    """A residual seat that goes to the list with most of the votes (P 9)."""

    taken_from: int
    given_to: int
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A seat taken from a list without a candidate for it (P 10); `full` when no residual seat was left to take."""

    list: int
    full: bool


Step = ResidualSeat | MajoritySeat | SeatTaken


@dataclass(frozen=True, slots=True)
class ResidualLot:
    """A lot about the next residual seat (P 7, P 8): `seat_numbers` are left for more lists than that."""

    how: str
    value: Fraction
    seat_numbers: tuple[int, ...]
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MajorityLot:
    """A lot about which list loses its residual seat to the list with the majority (P 9)."""

    how: str
    given_to: int
    options: tuple[int, ...]


Lot = ResidualLot | MajorityLot


@dataclass(frozen=True, slots=True)
class Division:
    """The seats of each list, in the order of list numbers, and every step that led to them."""

    lists: tuple[ListVotes, ...]
    seats: int
    kind: Kind
    full: tuple[int, ...]
    residual: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def quota(self) -> Fraction:
        return quota(self.lists, self.seats)

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(full + residual for full, residual in zip(self.full, self.residual, strict=True))

    @property
    def empty(self) -> int:
        """Seats that nobody can be given: no votes, or no candidates."""
        return self.seats - sum(self.totals)

    @property
    def undecided(self) -> bool:
        """Did a majority meet a list without candidates? The law does not say how P 9 and P 10 go together."""
        return any(isinstance(step, MajoritySeat) for step in self.steps) and any(
            isinstance(step, SeatTaken) for step in self.steps
        )

    def of(self, number: int) -> int:
        """The seats of a list by its number."""
        return dict(zip((each.number for each in self.lists), self.totals, strict=True))[number]


@dataclass(frozen=True, slots=True)
class LotNeeded:
    """The division cannot go on without this lot; `so_far` is where it stopped."""

    lot: Lot
    so_far: Division


class WrongDraw(ValueError):
    """A lot was handed in that the law does not ask for, or it was drawn from other lists than take part in it."""


def next_draw(draws: list[int], options: Sequence[int], who: str) -> int | None:
    """Which of the options was drawn? Takes the first of the draws; None when there is none. Raises WrongDraw."""
    if not draws:
        return None
    drawn = draws.pop(0)
    if drawn not in options:
        among = ", ".join(map(str, options))
        raise WrongDraw(f"{who} {drawn} kan hier niet geloot zijn. De loting gaat tussen {among}.")
    return drawn


def divide(lists: Sequence[ListVotes], seats: int, kind: Kind, draws: Sequence[int] = ()) -> Division | LotNeeded:
    """How are the seats divided? `draws` are the lists drawn by lot so far, in order. Raises WrongDraw."""
    if seats < 1 or len({each.number for each in lists}) != len(lists) or any(each.votes < 0 for each in lists):
        raise ValueError("Geef ten minste één zetel, elke lijst één keer, en geen stemmen onder nul.")
    drawn = list(draws)
    table = _Table(tuple(sorted(lists, key=lambda each: each.number)), seats, kind, drawn)
    try:
        table.give_residual_seats()
        if kind.majority:
            table.give_to_majority()
        table.take_from_exhausted()
        table.give_residual_seats()
    except _Undrawn as undrawn:
        return LotNeeded(undrawn.lot, table.division())
    if drawn:
        raise WrongDraw(f"De loting met lijst {drawn[0]} is niet nodig. Haal haar weg.")
    return table.division()


P5 = Clause("Kieswet", "P 5")


def quota(lists: Sequence[ListVotes], seats: int) -> Fraction:
    """The quota (kiesdeler): all votes, divided by the seats."""
    return Fraction(sum(each.votes for each in lists), seats)


P6 = Clause("Kieswet", "P 6")


def full_seats(votes: int, all_votes: int, seats: int) -> int:
    """A list gets a seat as often as the quota goes into its votes; without any votes there are none to give."""
    return votes * seats // all_votes if all_votes else 0


@dataclass(slots=True)
class _Table:
    """The seats while they are being divided."""

    lists: tuple[ListVotes, ...]
    seats: int
    kind: Kind
    draws: list[int]
    all_votes: int = 0
    full: dict[int, int] = field(default_factory=dict)
    residual: dict[int, int] = field(default_factory=dict)
    had: dict[tuple[str, int], int] = field(default_factory=dict)
    """How many residual seats a list had in a way that gives at most one; what it lost to a majority is not counted."""
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.all_votes = sum(each.votes for each in self.lists)
        for each in self.lists:
            self.full[each.number] = full_seats(each.votes, self.all_votes, self.seats)
            self.residual[each.number] = 0

    def of(self, number: int) -> int:
        return self.full[number] + self.residual[number]

    @property
    def left(self) -> int:
        return self.seats - sum(self.full.values()) - sum(self.residual.values())

    @property
    def given(self) -> list[ResidualSeat]:
        return [step for step in self.steps if isinstance(step, ResidualSeat)]

    def division(self) -> Division:
        full, residual = tuple(self.full.values()), tuple(self.residual.values())
        return Division(self.lists, self.seats, self.kind, full, residual, tuple(self.steps))

    def draw(self, lot: Lot) -> int:
        drawn = next_draw(self.draws, lot.options, "Lijst")
        if drawn is None:
            raise _Undrawn(lot)
        return drawn

    # Residual seats: P 7 and P 8. A list whose candidates all have a seat is left out, once P 10 was applied.

    def give_residual_seats(self) -> None:
        while self.left:
            exhausted = self._exhausted()
            how = self._next_way(exhausted)
            if how is None:
                return
            self._give_one(how, exhausted)

    def _exhausted(self) -> tuple[int, ...]:
        """Before P 10 was applied nobody looks at how many candidates a list has."""
        if not any(isinstance(step, SeatTaken) for step in self.steps):
            return ()
        return tuple(each.number for each in self.lists if self.of(each.number) >= each.candidates)

    def _next_way(self, exhausted: tuple[int, ...]) -> str | None:
        """In which way is the next seat given? The first that has a list for it; none when no list is left."""
        ways = (AVERAGE,) if self.kind.averages else (REMAINDER, UNIQUE_AVERAGE, AVERAGE)
        return next((how for how in ways if self._eligible(how, exhausted)), None)

    def _eligible(self, how: str, exhausted: tuple[int, ...]) -> list[ListVotes]:
        may = ELIGIBLE[how]
        return [each for each in self.lists if each.number not in exhausted and may(self, each)]

    def may_have_average(self, each: ListVotes) -> bool:
        return each.votes > 0 and (not self.kind.full_quota or each.votes * self.seats >= self.all_votes)

    def may_have_unique_average(self, each: ListVotes) -> bool:
        return each.votes > 0 and not self.had.get((UNIQUE_AVERAGE, each.number))

    def may_have_remainder(self, each: ListVotes) -> bool:
        enough = self.all_votes > 0 and each.votes * self.seats >= self.kind.floor * self.all_votes
        return enough and not self.had.get((REMAINDER, each.number))

    def _give_one(self, how: str, exhausted: tuple[int, ...]) -> None:
        value_of = self._remainder if how == REMAINDER else self._average
        values = {each.number: value_of(each) for each in self._eligible(how, exhausted)}
        most = max(values.values())
        options = tuple(number for number, value in values.items() if value == most)
        number, left = len(self.given) + 1, self.left
        drawn = len(options) > left
        chosen = options[0]
        if drawn:
            chosen = self.draw(ResidualLot(how, most, tuple(range(number, number + left)), options))
        self.residual[chosen] += 1
        self.had[how, chosen] = self.had.get((how, chosen), 0) + 1
        self.steps.append(ResidualSeat(how, number, chosen, most, options, exhausted, drawn))

    def _remainder(self, each: ListVotes) -> Fraction:
        """What is left of the votes after the full seats of P 6; it stays as it was when P 10 takes one of those."""
        return Fraction(each.votes * self.seats % self.all_votes, self.seats)

    def _average(self, each: ListVotes) -> Fraction:
        return Fraction(each.votes, self.of(each.number) + 1)

    # The absolute majority: P 9.

    def give_to_majority(self) -> None:
        winner = next((each.number for each in self.lists if each.votes * 2 > self.all_votes), None)
        given = self.given
        if winner is None or not given or self.of(winner) * 2 > self.seats:
            return
        last, losers = given[-1], _last_run(given)
        assert winner not in losers, "a list with the majority that got a residual seat has more than half of the seats"
        drawn = len(losers) > 1
        loser = self.draw(MajorityLot(last.how, winner, losers)) if drawn else last.list
        self.residual[loser] -= 1
        self.had[last.how, loser] -= 1
        self.residual[winner] += 1
        self.steps.append(MajoritySeat(loser, winner, drawn))

    # Lists without candidates enough: P 10, and P 19a for those who died.

    def take_from_exhausted(self) -> None:
        for each in self.lists:
            while self.of(each.number) > each.candidates:
                full = not self.residual[each.number]
                (self.full if full else self.residual)[each.number] -= 1
                self.steps.append(SeatTaken(each.number, full))


def _last_run(given: Sequence[ResidualSeat]) -> tuple[int, ...]:
    """The lists that got one of the last seats at the same value in the same way."""
    last = given[-1]
    run = takewhile(lambda step: (step.how, step.value) == (last.how, last.value), reversed(given))
    return tuple(sorted({step.list for step in run}))


P7 = Clause("Kieswet", "P 7")
P8 = Clause("Kieswet", "P 8")
P9 = Clause("Kieswet", "P 9")
P10 = Clause("Kieswet", "P 10")
P14 = Clause("Kieswet", "P 14")
ELIGIBLE: dict[str, Callable[[_Table, ListVotes], bool]] = {
    AVERAGE: _Table.may_have_average,
    UNIQUE_AVERAGE: _Table.may_have_unique_average,
    REMAINDER: _Table.may_have_remainder,
}


class _Undrawn(Exception):
    """A lot is needed that was not drawn yet."""

    def __init__(self, lot: Lot) -> None:
        super().__init__(lot)
        self.lot = lot
