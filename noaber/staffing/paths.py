"""A month in an address: `2026-09`."""

from __future__ import annotations

from noaber.values import Period


class MonthConverter:
    """Turns the text of a month into its period; anything else is not found."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Period:
        """The month."""
        return Period.parse(value)

    def to_url(self, value: Period | str) -> str:
        """The text of a month, given as a period or as its code."""
        return value.code if isinstance(value, Period) else value
