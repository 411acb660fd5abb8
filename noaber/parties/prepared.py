"""Queries that hot pages ask again and again: put into words once, and then asked with other values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
_MARKS: dict[type, Callable[[int], Any]] = {int: lambda of: -9_000_001 - of, str: lambda of: f"\x7f{of}\x7f"}
"""Values that no query set says itself, to find again which of its parameters came from whom."""


class Prepared(Generic[Row]):
    """A query of one table, for values of the given types that it compares with and nothing more.

    Building the words of a query costs Django more than a small table takes to answer. `build` makes the query set; its
    columns are those of the table, so it neither defers nor joins. What the query set says itself stays as it is.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Row]], *types: type) -> None:
        self.build, self.types = build, types
        self._known: tuple[str, list[tuple[bool, Any]], Any, type[Row], Sequence[str]] | None = None

    def __call__(self, *values: Any) -> list[Row]:
        """The rows, as the query set would give them."""
        text, places, read, model, names = self._known or self._words()
        with connection.cursor() as cursor:
            cursor.execute(text, [values[of] if given else of for given, of in places])
            return [model.from_db(connection.alias, names, row) for row in read(cursor.fetchall())]

    def _words(self) -> tuple[str, list[tuple[bool, Any]], Any, type[Row], Sequence[str]]:
        marks = [_MARKS[kind](place) for place, kind in enumerate(self.types)]
        rows = self.build(*marks)
        compiler = rows.query.get_compiler(connection=connection)
        text, found = compiler.as_sql()
        places = [(value in marks, marks.index(value) if value in marks else value) for value in found]
        assert sorted(of for given, of in places if given) == list(range(len(marks))), "each value is compared once"
        converters = compiler.get_converters(column for column, _, _ in compiler.select)

        def read(answer: Sequence[Sequence[Any]]) -> Any:
            return compiler.apply_converters(answer, converters) if converters else answer

        names = [field.attname for field in rows.model._meta.concrete_fields]
        known = text, places, read, rows.model, names
        self._known = known
        return known
