"""Lengths of time that the database itself counts, for constraints that hold on SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, Func, IntegerField


class SecondsBetween(Func):
    """The seconds from the first moment to the second."""

    output_field = IntegerField()
    arity = 2

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite keeps moments as text in UTC. The sign of a percent is doubled, for Django fills the text in."""
        first, second = self._columns(compiler)
        return f"(CAST(strftime('%%s', {second}) AS INTEGER) - CAST(strftime('%%s', {first}) AS INTEGER))", []

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL subtracts moments."""
        first, second = self._columns(compiler)
        return f"EXTRACT(EPOCH FROM ({second} - {first}))", []

    def _columns(self, compiler: Any) -> tuple[str, str]:
        (first, one), (second, two) = (compiler.compile(part) for part in self.get_source_expressions())
        assert not (one or two), "only columns, so that nothing has to be filled in"
        return first, second


class YearsLater(Func):
    """The day some years after a day; from 29 February on the 28th where there is no 29th."""

    output_field = DateField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite would go on to 1 March."""
        day, values = compiler.compile(self.get_source_expressions()[0])
        years = f"'+{int(self.extra['years'])} years'"
        month_end = f"date({day}, 'start of month', {years}, '+1 month', '-1 day')"
        return f"min(date({day}, {years}), {month_end})", [*values, *values]

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL stops at the end of the month."""
        day, values = compiler.compile(self.get_source_expressions()[0])
        return f"CAST({day} + interval '{int(self.extra['years'])} years' AS date)", values
