"""What subjects above the cases show on the page of a case; each adds its panel when the product starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from noaber.cases.models import Case
from noaber.cases.rules import Facts


@dataclass(frozen=True, slots=True)
class Panel:
    """A template, and what it shows (as `panel`) of a case to whoever looks; `urgent` in it puts it first."""

    template: str
    context: Callable[[HttpRequest, Case, Facts], dict[str, Any]]


PANELS: list[Panel] = []
