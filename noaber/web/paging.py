"""Long lists in pages, and the numbers and words in an address, from people who may type anything there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections

MOST = 1_000_000
PAGE = 50
COUNTED = 1_000
"""How far a list counts. Beyond it says “meer dan”: counting on would cost more with every act there ever was."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """One page of rows; `total` counts up to a bound."""

    rows: list[Row]
    total: int
    page: int

    @property
    def more_than_counted(self) -> bool:
        """Are there more than we counted?"""
        return self.total > COUNTED

    @property
    def first(self) -> int:
        """The number of the first row on this page; zero on an empty one."""
        return (self.page - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row on this page."""
        return (self.page - 1) * PAGE + len(self.rows)

    @property
    def has_next(self) -> bool:
        """Is there a page after this one?"""
        return self.total > self.page * PAGE


def listed(found: Any, page: int, total: int | None = None) -> Listed[Any]:
    """A page of a query, in its own order; `total` where it is known already. Two queries, whatever there is."""
    start = (page - 1) * PAGE
    counted = _count(found) if total is None else total
    return Listed(list(found[start : start + PAGE]), counted, page)


def first_rows(found: Any, most: int) -> tuple[list[Any], int]:
    """The first rows of a query, and how many there are up to the bound. Two queries, whatever there is."""
    return list(found[:most]), _count(found)


def _count(found: Any) -> int:
    """How many there are, up to the bound. Django's own count() takes twice the time to say the same."""
    sql, values = found.order_by().values("pk")[: COUNTED + 1].query.sql_with_params()
    with connections[found.db].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", values)  # noqa: S608  Django wrote the statement
        return int(cursor.fetchone()[0])


def whole(text: str) -> int | None:
    """A whole number of at most a million in plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 and int(text) <= MOST else None


def page_number(text: str) -> int:
    """The page of a list that an address asks for; the first where it asks for none."""
    return whole(text) or 1


def plain(text: str, longest: int = 80) -> str:
    """What was typed in a search box, without what a database cannot take, and not longer than makes sense."""
    return " ".join(text.replace("\x00", " ").split())[:longest].strip()
