"""Amounts of money: whole cents, rounded half up, split without losing a cent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_DUTCH = re.compile(r"(?P<sign>-?)(?:€ ?)?(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{1,2}|-))?")


@dataclass(frozen=True, order=True, slots=True)
class Euro:
    """An amount in euro, kept as whole cents. Never made from a float."""

    cents: int = 0

    def __post_init__(self) -> None:
        assert isinstance(self.cents, int) and not isinstance(self.cents, bool), "cents are whole"

    @classmethod
    def of(cls, amount: Decimal | int | str) -> Euro:
        """An amount written with a decimal point, in euro: `Euro.of("18000.50")`. Raises ValueError under a cent."""
        cents = Decimal(amount) * 100
        if cents != cents.to_integral_value():
            raise ValueError(f"{amount} is geen bedrag in hele centen")
        return cls(int(cents))

    @classmethod
    def parse(cls, text: str) -> Euro:
        """An amount as Dutch people type it: `1.234,50`, `€ 18.000`, `-12,5`. Raises ValueError with what to do."""
        found = _DUTCH.fullmatch(text.strip().replace("\u00a0", " "))
        if not found:
            raise ValueError(f"“{text}” is geen bedrag. Schrijf het als 1.234,50.")
        cents = (found["cents"] or "0").replace("-", "0").ljust(2, "0")
        amount = int(found["whole"].replace(".", "")) * 100 + int(cents)
        return cls(-amount if found["sign"] else amount)

    @classmethod
    def sum(cls, amounts: Iterable[Euro]) -> Euro:
        """The total of any number of amounts; of none it is zero."""
        return cls(sum(amount.cents for amount in amounts))

    def __add__(self, other: Euro) -> Euro:
        return Euro(self.cents + other.cents)

    def __sub__(self, other: Euro) -> Euro:
        return Euro(self.cents - other.cents)

    def __neg__(self) -> Euro:
        return Euro(-self.cents)

    def __mul__(self, times: int) -> Euro:
        assert isinstance(times, int), "use part() for anything but whole numbers"
        return Euro(self.cents * times)

    def __bool__(self) -> bool:
        return self.cents != 0

    def part(self, share: Fraction | Decimal | int) -> Euro:
        """A share of this amount, rounded half up (away from zero) to the cent: `salary.part(Fraction(35, 100))`."""
        exact = Fraction(self.cents) * Fraction(share)
        size = (abs(exact) * 2 + 1) // 2
        return Euro(int(size) if exact >= 0 else -int(size))

    def split(self, weights: Sequence[int | Fraction]) -> list[Euro]:
        """This amount over weights by largest remainder; ties go to the first. The parts always add up to the whole."""
        total = sum((Fraction(weight) for weight in weights), Fraction(0))
        if not weights or total <= 0 or min(weights) < 0:
            raise ValueError("a split needs weights that are not negative and not all zero")
        exact = [abs(self.cents) * Fraction(weight) / total for weight in weights]
        cents = [int(share) for share in exact]
        order = sorted(range(len(weights)), key=lambda place: (cents[place] - exact[place], place))
        for place in order[: abs(self.cents) - sum(cents)]:
            cents[place] += 1
        sign = -1 if self.cents < 0 else 1
        return [Euro(sign * part) for part in cents]

    @property
    def decimal(self) -> Decimal:
        """The amount in euro with two decimals, for files that want a decimal point."""
        return (Decimal(self.cents) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def plain(self) -> str:
        """The amount without the sign of the euro: `1.234,50`."""
        whole, cents = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{whole:,}".replace(",", ".") + f",{cents:02d}"

    def __str__(self) -> str:
        return f"€\u00a0{self.plain}"
