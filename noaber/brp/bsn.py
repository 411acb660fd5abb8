"""A citizen number that cannot slip out: whoever prints, logs or compares it sees a mask."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from noaber.values.bsn import passes_eleven_test

MASK = "●●●●●●●●●"
_BETWEEN = re.compile(r"[\s.\-]")
_NUMBERS = {8: "acht", 10: "tien"}


class NoBsn(ValueError):
    """What was typed is no citizen number. The message says what is wrong and never what was typed."""


@dataclass(frozen=True, slots=True)
class Bsn:
    """Nine digits that pass the eleven-test. `digits` is the only way to read them."""

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        if not passes_eleven_test(self.digits) or not self.digits.isascii():
            raise NoBsn("Dit is geen burgerservicenummer.")

    @classmethod
    def parse(cls, text: str) -> Bsn:
        """What somebody typed, with spaces, dots or dashes where they like. Raises NoBsn."""
        digits = _BETWEEN.sub("", text)
        if not digits:
            raise NoBsn("Vul het burgerservicenummer in.")
        if not (digits.isascii() and digits.isdigit()):
            raise NoBsn("Een burgerservicenummer heeft alleen cijfers.")
        if len(digits) != 9:
            count = _NUMBERS.get(len(digits), str(len(digits)))
            hint = " Zet er een nul voor als dat zo op het document staat." if len(digits) == 8 else ""
            raise NoBsn(f"Een burgerservicenummer heeft negen cijfers; hier staan er {count}.{hint}")
        if not passes_eleven_test(digits):
            raise NoBsn("Dit burgerservicenummer bestaat niet. Controleer de cijfers op het document.")
        return cls(digits)

    def __repr__(self) -> str:
        return f"Bsn({MASK})"

    def __str__(self) -> str:
        return MASK
