"""The payroll file that the demo leaves for who wants to try reading one in. Outside the demo there is none."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from noaber.values import Period


def example_of(month: Period) -> Path | None:
    """The made-up file of a month; None where there is none, and always outside the demo."""
    path: Path = settings.DATA_DIR / "demo" / f"loonjournaal-{month.code}.csv"
    return path if settings.DEMO and path.exists() else None
