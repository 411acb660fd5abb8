"""Forms as people here type them: Dutch dates and amounts, months, files; and how every field is drawn."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input

from noaber.calendar.words import MONTHS as SHORT_MONTHS
from noaber.values import Euro, Period
from noaber.values.period import MONTHS

_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})\.?[-/. ](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{1,2}|[a-z]{3,9})\.?[-/. ](\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.FileInput, ""),
    (forms.HiddenInput, ""),
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.NumberInput, "utrecht-textbox utrecht-textbox--html-input nb-width-number"),
    (Input, "utrecht-textbox utrecht-textbox--html-input"),
)


class Field(BoundField):
    """A field as it stands in a form: with the classes of the NL Design System, and what is wrong in full words."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """The attributes of the control: its look, and to assistive technology what belongs to it."""
        built = super().build_widget_attrs(attrs, widget)
        control = widget or self.field.widget
        look = next((look for kind, look in _CLASSES if isinstance(control, kind)), "")
        classes = [*look.split(), *str(control.attrs.get("class", "")).split(), *str(built.get("class", "")).split()]
        if self.errors and look:
            classes.append(f"{look.split()[0]}--invalid")
        if classes:
            built["class"] = " ".join(dict.fromkeys(classes))
        built.pop("required", None)
        if self.label in (built.get("placeholder"), control.attrs.get("placeholder")):
            built["placeholder"] = False
        return built

    @property
    def mistakes(self) -> list[str]:
        """What is wrong, as a sentence that says what to do."""
        return [self._sentence(error) for error in self.errors.as_data()]

    def _sentence(self, error: ValidationError) -> str:
        if error.code == "required" and error.message == forms.Field.default_error_messages["required"]:
            choose = isinstance(self.field, forms.ChoiceField)
            return f"Maak een keuze bij “{self.label}”." if choose else f"Vul “{self.label}” in."
        return " ".join(error.messages)

    @property
    def shape(self) -> str:
        """How the field is drawn: `group` (several controls under one legend), `check` or `plain`."""
        if self.use_fieldset:
            return "group"
        return "check" if isinstance(self.field.widget, forms.CheckboxInput) else "plain"


class Renderer(DjangoTemplates):
    """Draws every form and field of the product with our own templates."""

    form_template_name = "web/fields.html"
    field_template_name = "web/field.html"
    bound_field_class = Field


class DutchDateField(forms.Field):
    """A day, typed as 8-12-2026; cleans to `date`. Also reads 8/12/2026, 8 december 2026 and 2026-12-08."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        classes = {"class": "nb-width-day", "inputmode": "text", "autocomplete": "off", "spellcheck": "false"}
        self.widget.attrs = classes | self.widget.attrs

    def prepare_value(self, value: Any) -> Any:
        """A day as it is typed; what somebody typed stays as it is."""
        return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        """The day that was typed; raises ValidationError with what to do."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        return read_day(str(value))


def read_day(text: str) -> date:
    """A day as Dutch people type it. Raises ValidationError with what to do."""
    typed = text.strip().lower()
    if found := _ISO_DAY.fullmatch(typed):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif (found := _DAY.fullmatch(typed)) and (number := _month_number(found[2])):
        year, month, day = int(found[3]), number, int(found[1])
    else:
        raise ValidationError(f"“{text}” is geen datum. Schrijf de dag als 8-12-2026.", code="invalid")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValidationError(f"De dag {text.strip()} bestaat niet. Controleer de datum.", code="no-such-day") from None


def _month_number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    months = enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), 1)
    return next((number for number, names in months if text in names), None)


class DutchEuroField(forms.Field):
    """An amount, typed as 1.234,50; cleans to `Euro`. `lowest` and `highest` are allowed themselves."""

    widget = forms.TextInput
    prefix_text = "€"

    def __init__(self, *, lowest: Euro | None = None, highest: Euro | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lowest, self.highest = lowest, highest
        self.widget.attrs = {
            "class": "nb-width-money",
            "inputmode": "decimal",
            "autocomplete": "off",
        } | self.widget.attrs

    def prepare_value(self, value: Any) -> Any:
        """An amount as it is typed; what somebody typed stays as it is."""
        return value.plain if isinstance(value, Euro) else value

    def to_python(self, value: Any) -> Euro | None:
        """The amount that was typed; raises ValidationError with what to do."""
        if value in self.empty_values:
            return None
        if isinstance(value, Euro):
            return value
        try:
            return Euro.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def validate(self, value: Any) -> None:
        """Hold the amount against its bounds."""
        super().validate(value)
        if value is None:
            return
        if self.lowest is not None and value < self.lowest:
            raise ValidationError(f"Vul een bedrag in van ten minste {self.lowest}.", code="too-low")
        if self.highest is not None and value > self.highest:
            raise ValidationError(f"Vul een bedrag in van ten hoogste {self.highest}.", code="too-high")


class MonthField(forms.Field):
    """A calendar month, typed as 9-2026, september 2026 or 2026-09; cleans to the `Period` of that month."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs = {"class": "nb-width-day", "autocomplete": "off"} | self.widget.attrs

    def prepare_value(self, value: Any) -> Any:
        """A month as it is typed: `9-2026`; what somebody typed stays as it is."""
        return f"{value.since.month}-{value.since.year}" if isinstance(value, Period) else value

    def to_python(self, value: Any) -> Period | None:
        """The month that was typed; raises ValidationError with what to do."""
        if value in self.empty_values:
            return None
        if isinstance(value, Period):
            return value
        typed = str(value).strip().lower()
        found, iso = _MONTH.fullmatch(typed), _ISO_MONTH.fullmatch(typed)
        month = int(iso[2]) if iso else (_month_number(found[1]) if found else None)
        year = int(iso[1]) if iso else (int(found[2]) if found else 0)
        if month is None or not 1 <= month <= 12:
            raise ValidationError(f"“{value}” is geen maand. Schrijf de maand als 9-2026.", code="invalid")
        return Period.month(year, month)


class DutchFileField(forms.FileField):
    """A file of one of the `kinds` (`.csv`), not larger than `megabytes`; cleans to the uploaded file."""

    def __init__(self, *, kinds: tuple[str, ...] = (), megabytes: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds, self.megabytes = kinds, megabytes
        self.error_messages |= {
            "empty": "Het bestand is leeg. Kies een bestand waar iets in staat.",
            "missing": "Er is geen bestand aangekomen. Kies het bestand opnieuw.",
            "invalid": "Er is geen bestand aangekomen. Kies het bestand opnieuw.",
        }
        if kinds:
            self.widget.attrs = {"accept": ",".join(kinds)} | self.widget.attrs

    def to_python(self, data: Any) -> Any:
        """The file that was chosen; raises ValidationError with what to do."""
        file = super().to_python(data)
        if not isinstance(file, UploadedFile):
            return file
        kind = PurePath(file.name or "").suffix.lower()
        if self.kinds and kind not in self.kinds:
            raise ValidationError(f"Kies een bestand dat eindigt op {' of '.join(self.kinds)}.", code="kind")
        if (file.size or 0) > self.megabytes * 1_000_000:
            raise ValidationError(f"Het bestand is groter dan {self.megabytes} MB. Kies een kleiner.", code="size")
        return file
