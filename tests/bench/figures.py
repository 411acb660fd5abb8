"""A measured figure, with the bar it must meet and the floor: the same work in its barest form, in the same run."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `at_least` says on which side of the bar it must be; without a bar it only informs."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    floor: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def met(self) -> bool:
        """Is it on the right side of the bar?"""
        if self.bar is None:
            return True
        return self.value >= self.bar if self.at_least else self.value <= self.bar


def percentile(values: Iterable[float], part: float) -> float:
    """The value that this part of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(part * len(ordered) + 0.5) - 1))]


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table that reads well in a terminal and on a page."""
    head = ("figure", "value", "bar", "floor", "", "note")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "| " + " | ".join("-" * max(3, width) for width in widths) + " |")
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, ...]:
    sign = "≥" if figure.at_least else "≤"
    return (
        figure.name,
        f"{_short(figure.value)} {figure.unit}",
        f"{sign} {_short(figure.bar)} {figure.unit}" if figure.bar is not None else "",
        f"{_short(figure.floor)} {figure.unit}" if figure.floor is not None else "",
        "" if figure.bar is None else "met" if figure.met else "MISSED",
        figure.note,
    )


def _short(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def write(path: Path, vendor: str, quick: bool, figures: Sequence[Figure]) -> None:
    """Keep the figures as JSON, with what they were measured on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    found = {
        "vendor": vendor,
        "quick": quick,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load_average": os.getloadavg(),
        "python": platform.python_version(),
        "figures": [asdict(figure) | {"met": figure.met} for figure in figures],
    }
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
