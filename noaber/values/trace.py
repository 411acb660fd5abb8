"""Why a number is what it is: the tree that the why-panel opens, down to the journal lines."""

from __future__ import annotations

from dataclasses import dataclass

from noaber.values.clause import Clause


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of a computation, in words that a controller reads.

    `value` is the result as people read it (`€ 1.234,50`, `96,4 %`), `formula` how it came about in Dutch, `rounding`
    the step that rounded it. `inputs` are the numbers it was made of. `lines` is the query string that opens the
    journal lines under it (`measure=wage&period=2026-09&service=1`), empty where it rests on inputs alone.
    """

    label: str
    value: str
    formula: str = ""
    clause: Clause | None = None
    rounding: str = ""
    inputs: tuple[Trace, ...] = ()
    lines: str = ""
