"""Each step of a division and of who is elected, as a sentence in Dutch with its article of the Kieswet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from noaber.elections import districts as d
from noaber.elections import elected as e
from noaber.elections import seats as s
from noaber.elections.elected import Candidates, Elected, Nomination, Successor
from noaber.values import Clause


@dataclass(frozen=True, slots=True)
class Sentence:
    """One step as people read it, and where the law says so."""

    clause: Clause
    text: str

    def __str__(self) -> str:
        return f"{self.text} ({self.clause})"


@dataclass(frozen=True, slots=True)
class Names:
    """How lists and candidates are called: `lists` by number, `people` by list and number; nameless they keep it."""

    lists: Mapping[int, str]
    people: Mapping[tuple[int, int], str]

    def list(self, number: int) -> str:
        return f"lijst {number} ({self.lists[number]})" if self.lists.get(number) else f"lijst {number}"

    def person(self, number: int, candidate: int) -> str:
        name = self.people.get((number, candidate))
        return f"{candidate}. {name}" if name else f"kandidaat {candidate}"

    def some(self, numbers: tuple[int, ...]) -> str:
        return together([self.list(number) for number in numbers])


NAMELESS = Names({}, {})


def explain_division(answer: s.Division | s.LotNeeded, names: Names = NAMELESS) -> tuple[Sentence, ...]:
    """How the seats were divided, from the quota to the last seat, or up to the lot that is needed."""
    division = answer.so_far if isinstance(answer, s.LotNeeded) else answer
    sentences = [*_opening(division, names), *(_step(step, names) for step in division.steps)]
    if isinstance(answer, s.LotNeeded):
        return (*sentences, _lot(answer.lot, names))
    if not sum(each.votes for each in division.lists):
        return (*sentences, Sentence(s.P5, "Er zijn geen stemmen op lijsten. Er kan geen zetel worden toegewezen."))
    return (*sentences, *_closing(division))


def _opening(division: s.Division, names: Names) -> Iterator[Sentence]:
    votes, quota = sum(each.votes for each in division.lists), division.quota
    yield Sentence(
        s.P5, f"De kiesdeler is {amount(votes)} stemmen gedeeld door {amount(division.seats)} zetels: {amount(quota)}."
    )
    for each in division.lists:
        full = s.full_seats(each.votes, votes, division.seats)
        rest = each.votes - full * quota
        what = f"{capital(names.list(each.number))} heeft {amount(each.votes)} stemmen en krijgt {counted(full)}"
        yield Sentence(s.P6, f"{what}; er blijven {amount(rest)} stemmen over.")
    left = division.seats - sum(s.full_seats(each.votes, votes, division.seats) for each in division.lists)
    if left and votes:
        text = f"Er {'is' if left == 1 else 'zijn'} dan nog {amount(left)} {'restzetel' if left == 1 else 'restzetels'}"
        yield Sentence(s.P7 if division.kind.averages else s.P8, f"{text} te verdelen.")


WAYS = {
    s.REMAINDER: ("het grootste overschot", s.P8),
    s.UNIQUE_AVERAGE: ("het grootste gemiddelde, voor elke lijst hooguit één", s.P8),
    s.AVERAGE: ("het grootste gemiddelde", s.P7),
}


def _step(step: s.Step, names: Names) -> Sentence:
    match step:
        case s.ResidualSeat():
            return _residual(step, names)
        case s.MajoritySeat(taken, given, drawn):
            how = " Het lot wees aan welke lijst hem afstaat." if drawn else ""
            why = f"{capital(names.list(given))} heeft meer dan de helft van de stemmen maar niet van de zetels"
            return Sentence(s.P9, f"{why}: de zetel gaat van {names.list(taken)} naar die lijst.{how}")
        case s.SeatTaken(number, full):
            kind = "volle zetel" if full else "restzetel"
            return Sentence(s.P10, f"{capital(names.list(number))} heeft te weinig kandidaten en verliest een {kind}.")


def _residual(step: s.ResidualSeat, names: Names) -> Sentence:
    way, clause = WAYS[step.how]
    text = f"Restzetel {step.number} gaat naar {names.list(step.list)}: {way} ({amount(step.value)})."
    if step.drawn:
        text += f" Het lot besliste tussen {names.some(step.options)}."
    elif len(step.options) > 1:
        text += f" {capital(names.some(step.options))} hebben evenveel; er zijn zetels genoeg voor allemaal."
    if step.exhausted:
        text += f" Zonder kandidaat over: {names.some(step.exhausted)}."
    return Sentence(clause, text)


def _lot(lot: s.Lot, names: Names) -> Sentence:
    if isinstance(lot, s.MajorityLot):
        text = f"Loting nodig: wie staat een restzetel af aan {names.list(lot.given_to)}?"
        return Sentence(s.P14, f"{text} {capital(names.some(lot.options))}.")
    text = f"Loting nodig om restzetel {lot.seat_numbers[0]} tussen {names.some(lot.options)}"
    return Sentence(s.P14, f"{text}: zij hebben evenveel ({amount(lot.value)}).")


def _closing(division: s.Division) -> Iterator[Sentence]:
    if division.undecided:
        text = "Meerderheid en uitgeputte lijst komen samen; de wet regelt dat niet. Vraag het de Kiesraad."
        yield Sentence(s.P10, text)
    if division.empty:
        stay = "blijft" if division.empty == 1 else "blijven"
        text = f"{capital(counted(division.empty))} {stay} onbezet: geen lijst met stemmen heeft nog een kandidaat."
        yield Sentence(s.P10, text)


def explain_elected(
    answer: Elected | e.CandidateLotNeeded, lists: Mapping[int, Candidates], names: Names = NAMELESS
) -> tuple[Sentence, ...]:
    """Who is elected and why, list by list, or which lot is needed first."""
    if isinstance(answer, e.CandidateLotNeeded):
        lot = answer.lot
        who = together([names.person(lot.list, number) for number in lot.options])
        text = f"Loting nodig om zetel {lot.seat_numbers[0]} van {names.list(lot.list)} tussen {who}"
        return (Sentence(s.P14, f"{text}: zij hebben elk {amount(lot.votes)} stemmen."),)
    least = Sentence(e.P15, f"De voorkeurdrempel is {amount(answer.threshold)} stemmen.")
    return (least, *(sentence for each in answer.lists for sentence in _people(each, lists[each.list], names)))


def _people(each: Nomination, candidates: Candidates, names: Names) -> Iterator[Sentence]:
    listed = capital(names.list(each.list))
    for number in each.preferential:
        votes = amount(candidates.votes[number])
        yield Sentence(e.P15, f"{listed}: {names.person(each.list, number)} is gekozen met {votes} voorkeurstemmen.")
    for number in each.other:
        yield Sentence(e.P17, f"{listed}: {names.person(each.list, number)} is gekozen in de volgorde van de lijst.")
    if each.changed:
        order = ", ".join(map(str, each.ranking)) or "niemand"
        yield Sentence(e.P19, f"{listed}: de rangschikking wordt {order}.")


def explain_groups(
    groups: Mapping[int, d.GroupAnswer], least: Fraction, names: Names, people: Mapping[str, str]
) -> tuple[Sentence, ...]:
    """Who is elected where lists differ by district; `people` are names by code."""
    first = Sentence(e.P15, f"De voorkeurdrempel is {amount(least)} stemmen.")
    return (first, *(each for number, group in groups.items() for each in _group(number, group, names, people)))


def _group(number: int, group: d.GroupAnswer, names: Names, people: Mapping[str, str]) -> Iterator[Sentence]:
    listed = capital(names.list(number))
    if not isinstance(group, d.GroupElected):
        yield Sentence(s.P14, f"{listed}: hier is een loting nodig.")
        return
    if len(group.seats) > 1:
        places = ", ".join(f"{district}: {seats}" for district, seats in group.seats.items() if seats)
        yield Sentence(d.P12, f"{listed}: de zetels gaan naar de lijsten van deze kieskringen ({places}).")
    if group.unsettled:
        text = (
            "wie de drempel haalde op een lijst zonder zetel krijgt er toch een, van de lijst met de laatste restzetel"
        )
        yield Sentence(d.P16, f"{listed}: {text}.")
    for code in group.preferential:
        yield Sentence(e.P15, f"{listed}: {people.get(code, code)} is gekozen met voorkeurstemmen.")
    clause = d.P18 if len(group.seats) > 1 else e.P17
    for code in group.other:
        yield Sentence(clause, f"{listed}: {people.get(code, code)} is gekozen in de volgorde van de lijst.")


def explain_successor(number: int, answer: Successor, names: Names = NAMELESS) -> tuple[Sentence, ...]:
    """Who fills a vacancy, and why those who rank higher do not."""
    passed = tuple(
        Sentence(e.W2, f"{capital(names.person(number, candidate))} {e.REASONS[reason]}.")
        for candidate, reason in answer.passed_over
    )
    if answer.candidate is None:
        return (*passed, Sentence(e.W1, f"Op {names.list(number)} kan niemand meer worden benoemd."))
    who = capital(names.person(number, answer.candidate))
    return (*passed, Sentence(e.W1, f"{who} is de hoogste in de rangschikking die benoemd kan worden."))


def amount(value: int | Fraction) -> str:
    """A number as it is written in Dutch: 1.524, or 527 5/17 where votes do not divide."""
    whole, rest = divmod(Fraction(value), 1)
    text = f"{whole:,}".replace(",", ".")
    return f"{text} {rest.numerator}/{rest.denominator}" if rest and whole else str(rest) if rest else text


def counted(seats: int) -> str:
    return "1 zetel" if seats == 1 else f"{amount(seats)} zetels"


def together(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
