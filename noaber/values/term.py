"""An agreed value with the clause it stands in and the days it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, Generic, Self, TypeVar

from noaber.values.clause import Clause
from noaber.values.period import Period

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Term(Generic[T]):
    """An agreed value: what, where it stands, from when until when, and whether it is agreed or a proposal."""

    value: T
    clause: Clause
    since: date = date.min
    until: date | None = None
    proposal: bool = False

    def holds_on(self, day: date) -> bool:
        """Is this the value on that day?"""
        return day in Period(self.since, self.until)


class MissingTerm(LookupError):
    """The agreement says nothing about a term on a day: its data are incomplete, nobody has done wrong."""


@dataclass(frozen=True)
class Terms:
    """What a subject needs from any agreement.

    A subject writes `class CalamityTerms(Terms, prefix="calamity")` with fields of type `Term[...]`; the field
    `ceiling` is then the term `calamity.ceiling` of the agreement's data.
    """

    prefix: ClassVar[str] = ""
    known: ClassVar[dict[str, type[Terms]]] = {}

    def __init_subclass__(cls, *, prefix: str) -> None:
        super().__init_subclass__()
        cls.prefix = prefix
        Terms.known[prefix] = cls

    @classmethod
    def names(cls) -> list[str]:
        """The names of the terms that this class reads."""
        return [f"{cls.prefix}.{field.name}" for field in fields(cls)]

    @classmethod
    def fill(cls, look_up: Callable[[str, date], Term[Any]], day: date) -> Self:
        """The terms as they hold on a day. Raises MissingTerm where the agreement says nothing."""
        return cls(**{field.name: look_up(f"{cls.prefix}.{field.name}", day) for field in fields(cls)})
