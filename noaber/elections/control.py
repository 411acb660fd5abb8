"""The control calculation: sums from the bottom up, files against each other, seats and people done again.

Its outcome is a *controleberekening*: what counts is what the central committee establishes with its own program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from noaber.elections import checks
from noaber.elections.districts import GroupAnswer, GroupElected, elect_group, group_lists
from noaber.elections.elected import CandidateLotNeeded, Candidates, Elected, elect, threshold
from noaber.elections.eml import counts as c
from noaber.elections.eml.result import BY_LIST, BY_PREFERENCE, Result
from noaber.elections.eml.source import whole
from noaber.elections.kinds import Kind
from noaber.elections.seats import Division, ListVotes, LotNeeded, divide

FAR = Fraction(1, 2)
"""A list that has this much more or less of the votes at a station than elsewhere is asked about (HCP)."""
VOTERS = frozenset({"A", "D"})


@dataclass(frozen=True, slots=True)
class Remark:
    """What the control found: a code, where (a station, a list, a file), and why."""

    code: str
    where: str
    text: str

    @property
    def is_error(self) -> bool:
        """A warning (W) or a question (Q) is to be explained; anything else does not add up."""
        return self.code[0] not in "WQ"

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {self.text}" if self.where else f"{self.code} {self.text}"


def entry_of(block: c.Block, cast: int | None = None) -> checks.CountEntry:
    """A count from a file by the letters of the paper form. EML has no letter H: it is what was counted together."""
    found = block.others
    numbers: dict[str, int | None] = {
        "A": found.get(c.POLL_CARDS), "B": found.get(c.PROXIES), "C": found.get(c.VOTER_CARDS),
        "D": found.get(c.ADMITTED), "E": block.counted, "F": block.blank, "G": block.invalid,
        "H": block.counted + block.blank + block.invalid if cast is None else cast,
        "I": found.get(c.MORE), "J": found.get(c.FEWER), "Z": block.eligible, "unexplained": found.get(c.UNEXPLAINED),
    }  # fmt: skip
    return checks.CountEntry(numbers, _list_entries(block))


def _list_entries(block: c.Block) -> dict[int, checks.ListEntry]:
    votes = block.votes
    return {
        span.list: checks.ListEntry(votes[span.total], votes[span.first : span.end], votes[span.total])
        for span in block.layout.spans
    }


def check_units(contest: c.Contest, cast: Mapping[str, int] | None = None) -> Iterator[Remark]:
    """Every rule at every station, and lists that stand out. Without admitted voters only the votes are checked."""
    every = checks.count_rules()
    about_votes = [rule for rule in every if not rule.when.names & VOTERS]
    for unit in contest.units:
        entry = entry_of(unit.block, (cast or {}).get(unit.id))
        for finding in checks.check(entry, "FILE", every if c.ADMITTED in unit.block.others else about_votes):
            yield Remark(finding.code, unit.name, finding.text)
    yield from lists_that_stand_out(contest)


def lists_that_stand_out(contest: c.Contest) -> Iterator[Remark]:
    """Which lists have half of the votes more, or less, at a station than in all others together?"""
    by_unit = [(unit.name, unit.block.lists()) for unit in contest.units]
    everywhere: dict[int, int] = {}
    for _, lists in by_unit:
        for number, votes in lists.items():
            everywhere[number] = everywhere.get(number, 0) + votes
    all_votes = sum(everywhere.values())
    for name, lists in by_unit:
        here = sum(lists.values())
        if not here or here == all_votes:
            continue
        for number, votes in lists.items():
            difference = Fraction(votes, here) - Fraction(everywhere[number] - votes, all_votes - here)
            if abs(difference) >= FAR:
                text = f"Lijst {number} heeft hier {votes} van {here} stemmen; dat is heel anders dan elders."
                yield Remark("Q.3", name, text)


def check_sums(contest: c.Contest) -> Iterator[Remark]:
    """Are the totals what all stations have together, number by number?"""
    if contest.total is None or not contest.units:
        return
    together = added([unit.block for unit in contest.units], contest.total.layout)
    yield from differences(together, contest.total, "SOM", "Totaal", ("de stembureaus samen", "het totaal"))


def added(blocks: Sequence[c.Block], layout: c.Layout) -> c.Block:
    """Blocks together, in the rows of a layout; over districts candidates are found by their short codes."""
    others: dict[str, int] = {}
    for block in blocks:
        for reason, number in block.others.items():
            others[reason] = others.get(reason, 0) + number
    if all(block.layout == layout for block in blocks):
        votes = tuple(map(sum, zip(*(block.votes for block in blocks), strict=True)))
    else:
        by_row = _by_row(blocks, any(row.short_code for row in layout.rows))
        votes = tuple(by_row.get(_key(row, True), by_row.get(_key(row, False), 0)) for row in layout.rows)
    eligible, counted = sum(each.eligible for each in blocks), sum(each.counted for each in blocks)
    blank, invalid = sum(each.blank for each in blocks), sum(each.invalid for each in blocks)
    return c.Block(layout, votes, eligible, counted, blank, invalid, others)


def _by_row(blocks: Sequence[c.Block], coded: bool) -> dict[tuple[int, int | str], int]:
    by_row: dict[tuple[int, int | str], int] = {}
    for block in blocks:
        for row, votes in zip(block.layout.rows, block.votes, strict=True):
            key = _key(row, coded)
            by_row[key] = by_row.get(key, 0) + votes
    return by_row


def _key(row: c.Row, coded: bool) -> tuple[int, int | str]:
    return (row.list, row.short_code if coded and row.short_code else row.candidate)


NAMED = (("eligible", "kiesgerechtigden"), ("counted", "geldige stemmen"), ("blank", "blanco"), ("invalid", "ongeldig"))


def differences(one: c.Block, other: c.Block, code: str, where: str, names: tuple[str, str]) -> Iterator[Remark]:
    """In what do two counts of the same differ? Numbers that only one of them has are no difference."""
    first, second = names
    for number, name in NAMED:
        mine, theirs = getattr(one, number), getattr(other, number)
        if mine != theirs:
            yield Remark(code, where, f"{name}: {first} {mine}, {second} {theirs}.")
    for reason, mine in one.others.items():
        theirs = other.others.get(reason, mine)
        if mine != theirs:
            yield Remark(code, where, f"{reason}: {first} {mine}, {second} {theirs}.")
    if one.layout == other.layout and one.votes == other.votes:
        return
    coded = any(row.short_code and not row.candidate for row in other.layout.rows)
    mine_by, theirs_by = _by_row([one], coded), _by_row([other], coded)
    for key in mine_by | theirs_by:
        mine, theirs = mine_by.get(key, 0), theirs_by.get(key, 0)
        if mine != theirs:
            who = f"kandidaat {key[1]} van lijst {key[0]}" if key[1] else f"lijst {key[0]}"
            yield Remark(code, where, f"{who}: {first} {mine}, {second} {theirs}.")


def check_against(one: c.Contest, other: c.Contest, names: tuple[str, str]) -> Iterator[Remark]:
    """Do two files say the same of every station and of the whole? Stations are known by the end of their number."""
    if one.total and other.total:
        yield from differences(one.total, other.total, "VERSCHIL", "Totaal", names)
    theirs = {short_id(unit.id): unit for unit in other.units}
    for unit in one.units:
        same = theirs.pop(short_id(unit.id), None)
        if same is None:
            yield Remark("VERSCHIL", unit.name, f"Dit stembureau staat niet in {names[1]}.")
        else:
            yield from differences(unit.block, same.block, "VERSCHIL", unit.name, names)
    for left in theirs.values():
        yield Remark("VERSCHIL", left.name, f"Dit stembureau staat niet in {names[0]}.")


def short_id(number: str) -> str:
    """`0668::SB1` is station 1; in the CSV it is called by that."""
    return number.rpartition("::")[2].removeprefix("SB")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The control calculation of a whole election: seats, and people once no lot is missing for the seats.

    In an election with districts the people are in `groups`, by list.
    """

    division: Division | LotNeeded
    elected: Elected | CandidateLotNeeded | None
    lists: Mapping[int, Candidates]
    groups: Mapping[int, GroupAnswer] = field(default_factory=dict)


def recompute(
    block: c.Block, seats: int, kind: Kind, deceased: Mapping[int, frozenset[int]] | None = None,
    list_draws: Sequence[int] = (), candidate_draws: Sequence[int] = (),
) -> Outcome:  # fmt: skip
    """Seats and people from the votes of a count, with the lots that were drawn.

    Over districts a candidate is known by a code and has no one place on a list: there only the seats mean something.
    """
    people: dict[int, dict[int, int]] = {}
    for row, votes in zip(block.layout.rows, block.votes, strict=True):
        of_list = people.setdefault(row.list, {})
        if not row.whole:
            of_list[row.candidate or len(of_list) + 1] = votes
    gone = deceased or {}
    lists = {number: Candidates(number, votes, gone.get(number, frozenset())) for number, votes in people.items()}
    totals = block.lists()
    given = [ListVotes(number, totals[number], len(each.alive)) for number, each in lists.items()]
    division = divide(given, seats, kind, list_draws)
    if isinstance(division, LotNeeded) or not sum(totals.values()):
        return Outcome(division, None, lists)
    by_list = {each.number: division.of(each.number) for each in division.lists}
    elected = elect(list(lists.values()), by_list, division.quota, seats, kind, candidate_draws)
    return Outcome(division, elected, lists)


def recompute_districts(contest: c.Contest, division: Division, kind: Kind) -> dict[int, GroupAnswer]:
    """Who is elected by list, from the votes in each district; for the lists that have seats, and votes there."""
    votes: dict[int, dict[int, dict[str, int]]] = {}
    for unit, district in zip(contest.units, _districts(contest.units), strict=True):
        for row, number in zip(unit.block.layout.rows, unit.block.votes, strict=True):
            if not row.whole:
                votes.setdefault(row.list, {}).setdefault(district, {})[row.short_code] = number
    least, groups = threshold(division.quota, kind), {}
    for each, seats in zip(division.lists, division.totals, strict=True):
        lists = group_lists(votes.get(each.number, {}))
        if seats and any(one.total for one in lists):
            groups[each.number] = elect_group(each.number, lists, seats, least, kind)
    return groups


def _districts(units: Sequence[c.Unit]) -> Sequence[int]:
    """The numbers of the districts: 7 of `HSB7`; where that does not tell them apart, their places in the file."""
    numbers = [number for unit in units if (number := whole("".join(filter(str.isdecimal, unit.id))))]
    return numbers if len(set(numbers)) == len(units) else range(1, len(units) + 1)


def check_groups(groups: Mapping[int, GroupAnswer], result: Result) -> Iterator[Remark]:
    """Are the same people elected, in the same way? Where the law left us a reading, a difference is a question."""
    official = result.people()
    for number, group in groups.items():
        if not isinstance(group, GroupElected):
            yield Remark("Q.4", f"Lijst {number}", "Hier is een loting nodig; vergelijk met het proces-verbaal.")
            continue
        theirs = {(each.person.short_code, each.how) for each in official.get(number, ())}
        mine = {(code, BY_PREFERENCE) for code in group.preferential} | {(code, BY_LIST) for code in group.other}
        if mine != theirs:
            only = ", ".join(sorted(code for code, _ in mine - theirs)) or "niemand"
            others = ", ".join(sorted(code for code, _ in theirs - mine)) or "niemand"
            text = f"Alleen in de controleberekening gekozen: {only}; alleen in het bestand: {others}."
            yield Remark("Q.4" if group.unsettled else "GEKOZEN", f"Lijst {number}", text)


def check_seats(division: Division, result: Result) -> Iterator[Remark]:
    """Does the result give every list the seats of the control calculation?"""
    theirs = result.seats()
    for each in division.lists:
        mine, official = division.of(each.number), theirs.pop(each.number, 0)
        if mine != official:
            text = f"De controleberekening geeft {mine} zetels, het bestand {official}."
            yield Remark("ZETELS", f"Lijst {each.number}", text)
    for number, official in theirs.items():
        yield Remark(
            "ZETELS", f"Lijst {number}", f"Deze lijst is niet geteld, maar heeft in het bestand {official} zetels."
        )


def check_elected(elected: Elected, result: Result) -> Iterator[Remark]:
    """Are the same people elected, in the same way? For an election without districts."""
    official = result.people()
    for nomination in elected.lists:
        mine = [(number, number in nomination.preferential) for number in nomination.elected]
        theirs = [(each.person.number, each.how == BY_PREFERENCE) for each in official.get(nomination.list, ())]
        if sorted(mine) != sorted(theirs):
            text = f"Gekozen volgens de controleberekening: {_numbers(mine)}; volgens het bestand: {_numbers(theirs)}."
            yield Remark("GEKOZEN", f"Lijst {nomination.list}", text)


def _numbers(people: Sequence[tuple[int, bool]]) -> str:
    shown = (f"{number}{' (voorkeur)' if preferred else ''}" for number, preferred in sorted(people))
    return ", ".join(shown) or "niemand"
