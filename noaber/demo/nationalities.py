"""Made-up options and naturalisations: one in every phase, so that each can be looked at, and their ceremonies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from noaber.calendar.working_days import next_working_day
from noaber.cases import actions as cases
from noaber.demo.schedule import Schedule, moment_of
from noaber.nationality import actions, ceremony_actions
from noaber.nationality.file import ADULT, HEARD, ORAL, UNDER_12, UNDER_16, UNDER_18
from noaber.parties.clock import today
from noaber.values import Period

OPTION, NATURALISATION = "optie", "naturalisatie"
CEREMONIES = (430, 395, 360, 290, 230, 150, 100, 64, 29, -13, -41)
"""So many days before the last day of the demo there is a ceremony; two are still to come."""
SEATS = 6
Step = tuple[int, Callable[[str], object]]
"""What is done so many days before the last day, with the number of the case."""


@dataclass
class Nationalities:
    """Fills a schedule with who becomes Dutch. Days are counted back from the last day of the demo."""

    schedule: Schedule
    agreement: str
    clerk: Any
    second_line: Any
    last: date = field(default=date.min)
    first: date = field(default=date.min)
    held: dict[int, int] = field(default_factory=dict)

    def plan(self, period: Period) -> None:
        """Plan the ceremonies, and the files that began in the period."""
        assert period.until is not None
        self.first, self.last = period.since, period.until
        for ago in CEREMONIES:
            self._at(ago + 60, 9, lambda ago=ago: self._ceremony(ago))  # type: ignore[misc]
        self._options()
        self._naturalisations()

    def _options(self) -> None:
        pay, hear, agree = self._pay, self._hear, self._agree
        self._file(4, OPTION, "a")
        self._file(19, OPTION, "e", (UNDER_12, UNDER_16, UNDER_18), [(18, pay), (9, lambda one: hear(one, 2))])
        self._file(47, OPTION, "e", (UNDER_16,), [(46, pay), (40, lambda one: hear(one, 1)), (33, self._advice)])
        both = [(117, lambda one: hear(one, 1)), (116, lambda one: agree(one, 1))]
        self._file(119, OPTION, "b", (UNDER_18,), [(118, pay), *both, (42, self._confirm), (20, self._call(-13))])
        missed: list[Step] = [
            (232, pay),
            (171, self._confirm),
            (170, self._call(150)),
            (149, self._absent),
            (19, self._call(-13)),
        ]
        self._file(233, OPTION, "h", (), missed)
        taken: list[Step] = [(308, pay), (250, self._confirm), (249, self._call(230)), (230, self._hand_over)]
        self._file(309, OPTION, "g", (), taken)
        never: list[Step] = [(523, pay), (440, self._confirm)]
        for called, held in ((439, 430), (425, 395), (390, 360)):
            never += [(called, self._call(held)), (held - 1, self._absent)]
        self._file(524, OPTION, "f", (), never)

    def _naturalisations(self) -> None:
        pay, complete, send = self._pay, self._complete, self._send
        self._file(11, NATURALISATION, "", (), [(10, pay)])
        self._file(31, NATURALISATION, "", (UNDER_12,), [(30, pay), (3, complete)])
        self._file(151, NATURALISATION, "", (), [(150, pay), (140, complete), (136, send)])
        self._file(392, NATURALISATION, "", (), [(391, pay), (380, complete), (377, send), (40, self._hold)])
        self._file(340, NATURALISATION, "", (), [(339, pay), (330, complete), (326, send), (15, self._decree(22))])
        twice: list[Step] = [(460, pay), (450, complete), (447, send), (131, self._decree(138))]
        for called, held in ((125, 100), (95, 64)):
            twice += [(called, self._call(held)), (held - 1, self._absent)]
        self._file(461, NATURALISATION, "", (UNDER_12,), [*twice, (18, self._call(-13))])
        done: list[Step] = [(509, pay), (500, complete), (492, send), (190, self._decree(197)), (185, self._call(150))]
        self._file(510, NATURALISATION, "", (), [*done, (150, self._hand_over)])

    def _file(self, ago: int, product: str, ground: str, ages: Sequence[str] = (), steps: Sequence[Step] = ()) -> None:
        """A file that begins so many days before the last day, and what is done in it; none from before the demo."""
        if self._day(ago) < self.first:
            return
        number = ""

        def begin() -> None:
            nonlocal number
            reference = f"{today().year}-{730_000 + ago}"
            number = cases.register_case(self.clerk, self.agreement, product, today(), reference).number
            actions.open_file(self.second_line, self.agreement, number, ADULT, ground, ages)

        self._at(ago, 9, begin)
        for when, step in steps:
            self._at(when, 11, lambda step=step: step(number))  # type: ignore[misc]

    def _day(self, ago: int) -> date:
        return next_working_day(self.last - timedelta(days=ago))

    def _at(self, ago: int, hour: int, happening: Callable[[], object]) -> None:
        day = self._day(ago)
        if day >= self.first:
            self.schedule.at(moment_of(day, hour, 30), happening)

    def _ceremony(self, ago: int) -> None:
        made = ceremony_actions.plan(self.second_line, self.agreement, self._day(ago), "Raadzaal", SEATS)
        self.held[ago] = made.pk

    def _pay(self, number: str) -> None:
        actions.pay(self.clerk, self.agreement, number, today())

    def _hear(self, number: str, place: int) -> None:
        actions.hear(self.second_line, self.agreement, number, place, HEARD)

    def _agree(self, number: str, place: int) -> None:
        actions.agree(self.second_line, self.agreement, number, place, True)

    def _advice(self, number: str) -> None:
        actions.ask_advice(self.second_line, self.agreement, number)

    def _confirm(self, number: str) -> None:
        self._decide(number, "bevestigd")

    def _complete(self, number: str) -> None:
        actions.complete(self.second_line, self.agreement, number)

    def _send(self, number: str) -> None:
        self._decide(number, "dossier naar IND")

    def _decide(self, number: str, outcome: str) -> None:
        cases.decide_case(self.second_line, self.agreement, number, outcome)
        cases.close_case(self.second_line, self.agreement, number)

    def _hold(self, number: str) -> None:
        actions.hold(self.second_line, self.agreement, number)

    def _decree(self, dated: int) -> Callable[[str], object]:
        return lambda number: actions.receive_decree(self.second_line, self.agreement, number, self._day(dated), True)

    def _call(self, ago: int) -> Callable[[str], object]:
        return lambda number: ceremony_actions.call(self.second_line, self.agreement, number, self.held[ago])

    def _absent(self, number: str) -> None:
        ceremony_actions.attend(self.second_line, self.agreement, number, False)

    def _hand_over(self, number: str) -> None:
        ceremony_actions.attend(self.second_line, self.agreement, number, True)
        ceremony_actions.pledge(self.second_line, self.agreement, number, ORAL, True)
        ceremony_actions.hand_over(self.second_line, self.agreement, number)
