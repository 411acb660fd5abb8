"""What is typed about wages, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms

from noaber.staffing.payroll import MOST_BYTES
from noaber.values import Period
from noaber.web.forms import DutchFileField, MonthField


class ImportPayroll(forms.Form):
    """The payroll journal of a month, as the payroll office delivers it."""

    month = MonthField(label="Maand", help_text="De maand van het loonbestand, bijvoorbeeld 9-2026.")
    file = DutchFileField(
        label="Loonbestand",
        kinds=(".csv",),
        megabytes=MOST_BYTES // 1_000_000,
        help_text="CSV met puntkomma's, opgeslagen als “CSV UTF-8”. Medewerkers staan er met hun pseudoniem in.",
    )

    def __init__(self, *args: Any, month: Period | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].initial = month
