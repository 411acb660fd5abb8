"""Cases as `noaber elections seats` reads and answers them: the shape in which test vectors of the Kiesraad's rules go.

A case names the election, the seats and the lists with the votes of each candidate, who died, and which lots were
drawn. The answer has seats, steps, the lot that is asked for, and who is elected.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from noaber.elections import seats as s
from noaber.elections.elected import CandidateLotNeeded, Candidates, Elected, elect
from noaber.elections.kinds import KINDS, kind_of


class FaultyCase(ValueError):
    """A case that cannot be read; the text says what is wrong."""


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a case, ready for JSON. Raises FaultyCase, and WrongDraw for a lot that nobody asked for."""
    kind, seats, lists = _kind(case), _seats(case), candidates_of(case)
    draws = _draws(case)
    if case.get("stage") == "nomination":
        totals = dict(zip(lists, _numbers(case, "seats_per_list"), strict=True))
        found = elect(list(lists.values()), totals, Fraction(case["quota"]), seats, kind, draws["candidate"])
        return {"name": case.get("name", ""), **elected_shown(found)}
    divided = s.divide(votes_of(case, lists), seats, kind, draws["list"])
    shown = {"name": case.get("name", ""), **division_shown(divided)}
    if isinstance(divided, s.LotNeeded) or not any(each.votes for each in lists.values()):
        return shown
    totals = dict(zip(sorted(lists), divided.totals, strict=True))
    found = elect(list(lists.values()), totals, divided.quota, seats, kind, draws["candidate"])
    if isinstance(found, CandidateLotNeeded):
        return shown | elected_shown(found)
    return shown | {"nomination": elected_shown(found)}


def _kind(case: Mapping[str, Any]) -> Any:
    try:
        return kind_of(str(case.get("election", "GR")), _seats(case))
    except KeyError:
        raise FaultyCase(
            f"De verkiezing {case.get('election')!r} is niet bekend. Kies uit GR, AB, {', '.join(KINDS)}."
        ) from None


def _seats(case: Mapping[str, Any]) -> int:
    seats = case.get("seats")
    if not isinstance(seats, int) or isinstance(seats, bool) or not 1 <= seats <= 1_000:
        raise FaultyCase(f"Het aantal zetels {seats!r} kan niet. Schrijf een heel getal van 1 tot en met 1000.")
    return seats


def candidates_of(case: Mapping[str, Any]) -> dict[int, Candidates]:
    """The lists by number, with their candidates: by `candidate_numbers`, or else numbered from one."""
    deceased = {int(number): frozenset(gone) for number, gone in case.get("deceased", {}).items()}
    lists: dict[int, Candidates] = {}
    for row in case.get("lists", []):
        number, votes = row.get("number"), row.get("candidate_votes", [])
        numbers = row.get("candidate_numbers") or range(1, len(votes) + 1)
        if not isinstance(number, int) or number in lists:
            raise FaultyCase(f"Lijst {number!r} heeft geen nummer of staat er twee keer.")
        if len(numbers) != len(votes) or not all(isinstance(each, int) and each >= 0 for each in votes):
            raise FaultyCase(f"Lijst {number}: geef voor elke kandidaat een aantal stemmen, nul of hoger.")
        by_number = dict(zip(numbers, votes, strict=True))
        lists[number] = Candidates(number, by_number, deceased.get(number, frozenset()))
    if not lists:
        raise FaultyCase("Er staan geen lijsten in deze zaak.")
    return lists


def votes_of(case: Mapping[str, Any], lists: Mapping[int, Candidates]) -> list[s.ListVotes]:
    """The lists with their totals: as the case gives them, or else the votes of their candidates together."""
    given = {row["number"]: row.get("votes", sum(row.get("candidate_votes", []))) for row in case["lists"]}
    if not all(isinstance(votes, int) and votes >= 0 for votes in given.values()):
        raise FaultyCase("Stemmen op een lijst zijn een heel getal van nul of hoger.")
    return [s.ListVotes(number, given[number], len(each.alive)) for number, each in lists.items()]


def _draws(case: Mapping[str, Any]) -> dict[str, list[int]]:
    draws: dict[str, list[int]] = {"list": [], "candidate": []}
    for row in case.get("draws", []):
        if row.get("for") not in draws or not isinstance(row.get("drawn"), int):
            raise FaultyCase(
                f"De loting {row!r} kan niet gelezen worden. Zij noemt `for` (list of candidate) en `drawn`."
            )
        draws[row["for"]].append(row["drawn"])
    return draws


def _numbers(case: Mapping[str, Any], key: str) -> list[int]:
    numbers = case.get(key)
    if not isinstance(numbers, list) or not all(isinstance(each, int) for each in numbers):
        raise FaultyCase(f"{key} is een rij van hele getallen.")
    return numbers


def division_shown(answer: s.Division | s.LotNeeded) -> dict[str, Any]:
    """A division, or how far it came, with fractions as text."""
    division = answer.so_far if isinstance(answer, s.LotNeeded) else answer
    shown: dict[str, Any] = {
        "outcome": "list_drawing_of_lots_required" if isinstance(answer, s.LotNeeded) else "completed",
        "quota": _exact(division.quota),
        "full_seats": list(division.full),
        "residual_seats": list(division.residual),
        "total_seats": list(division.totals),
        "steps": [_step(step) for step in division.steps],
        "warnings": [],
    }
    if isinstance(answer, s.LotNeeded):
        return shown | {"lots": _lot(answer.lot)}
    shown["warnings"] += ["AbsoluteMajorityAndListExhaustion"] * division.undecided
    shown["warnings"] += ["NotAllSeatsAssigned"] * bool(division.empty)
    return shown


def _step(step: s.Step) -> dict[str, Any]:
    match step:
        case s.MajoritySeat(taken, given, drawn):
            return {"kind": "absolute_majority", "from": taken, "to": given, "lots": drawn}
        case s.SeatTaken(number, full):
            return {"kind": "list_exhaustion_removal", "from": number, "full_seat": full}
    shown: dict[str, Any] = {"kind": step.how, "residual_seat_number": step.number, "list": step.list}
    shown |= {"value": _exact(step.value), "options": list(step.options)}
    if step.how != s.REMAINDER:
        shown["exhausted"] = list(step.exhausted)
    return shown | {"lots": step.drawn}


def _lot(lot: s.Lot) -> dict[str, Any]:
    """A lot by the name that the vectors give it: both kinds of averages have the same one."""
    kind = s.AVERAGE if lot.how == s.UNIQUE_AVERAGE else lot.how
    if isinstance(lot, s.MajorityLot):
        return {"kind": f"absolute_majority_{kind}", "assign_to": lot.given_to, "options": list(lot.options)}
    numbers = list(lot.seat_numbers)
    return {"kind": kind, "max": _exact(lot.value), "residual_seat_numbers": numbers, "options": list(lot.options)}


def elected_shown(answer: Elected | CandidateLotNeeded) -> dict[str, Any]:
    """Who is elected, or the lot that is needed for it."""
    if isinstance(answer, CandidateLotNeeded):
        lot = answer.lot
        numbers = {"seat_numbers": list(lot.seat_numbers), "options": list(lot.options)}
        asked = {"list": lot.list, "total_seats": lot.seats, "votes": lot.votes, **numbers}
        return {"outcome": "candidate_drawing_of_lots_required", "lots": asked}
    rows = [
        {
            "list": each.list,
            "seats": each.seats,
            "preferential": list(each.preferential),
            "other": list(each.other),
            "ranking_changed": each.changed,
            "ranking": list(each.ranking),
        }
        for each in answer.lists
    ]
    return {"outcome": "completed", "threshold": _exact(answer.threshold), "lists": rows}


def _exact(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
