"""What may be shown of wages: sums behind which enough different people stand, the rest together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from noaber.values import Euro, Period

WAGES = ("wage", "cao", "revaluation")


class Cost(Protocol):
    """An amount of one kind (`wage`, `cao`, `revaluation`), for one service, about one month, with people behind it."""

    @property
    def kind(self) -> str: ...

    @property
    def service(self) -> int: ...

    @property
    def about(self) -> Period: ...

    @property
    def net(self) -> Euro: ...

    @property
    def persons(self) -> int: ...


C = TypeVar("C", bound=Cost)


@dataclass(frozen=True, slots=True)
class Group(Generic[C]):
    """Costs that are shown as one amount; at least `persons` different people stand behind it."""

    parts: tuple[C, ...]
    merged: bool = False

    @property
    def persons(self) -> int:
        """The same people may stand behind several parts, so the largest part counts."""
        return max(part.persons for part in self.parts)

    @property
    def net(self) -> Euro:
        return Euro.sum(part.net for part in self.parts)

    @property
    def services(self) -> list[int]:
        return sorted({part.service for part in self.parts})

    @property
    def abouts(self) -> list[Period]:
        return sorted({part.about for part in self.parts})

    @property
    def kinds(self) -> list[str]:
        return sorted({part.kind for part in self.parts})


def merge_small(groups: list[Group[C]], minimum: int) -> list[Group[C]]:
    """The groups with those of fewer than `minimum` people merged, with the smallest other where that is not enough.

    When no group is large enough, only the total is left. The merged group comes last.
    """
    small = [group for group in groups if group.persons < minimum]
    large = [group for group in groups if group.persons >= minimum]
    if not small:
        return groups
    if large:
        fewest = min(group.persons for group in large)
        small.append(large.pop(max(place for place, group in enumerate(large) if group.persons == fewest)))
    return [*large, Group(tuple(part for group in small for part in group.parts), merged=True)]


def wage_groups(month: Period, parts: Sequence[C], minimum: int) -> tuple[list[Group[C]], list[Group[C]]]:
    """Wages per service, and corrections per past month and kind; corrections of too few people go into the wages.

    The invoice and the page of a payroll show the same groups, so that one cannot be taken from the other.
    """
    wages: dict[int, list[C]] = {}
    corrections: dict[tuple[Period, str], list[C]] = {}
    for part in parts:
        if part.kind == "wage" and part.about == month:
            wages.setdefault(part.service, []).append(part)
        elif part.kind in WAGES:
            corrections.setdefault((part.about, part.kind), []).append(part)
    shown = [Group(tuple(wages[service])) for service in sorted(wages)]
    past = merge_small([Group(tuple(corrections[place])) for place in sorted(corrections)], minimum)
    if shown and past and past[-1].persons < minimum:
        return merge_small([*shown, *past], minimum), []
    return merge_small(shown, minimum), past
