"""The data of an agreement in words that people read on its pages."""

from __future__ import annotations

from noaber.agreement.book import DutyRule, Kpi, Mandate, Product
from noaber.agreement.rules import ORGANS
from noaber.calendar.deadlines import UNIT_WORDS, Span
from noaber.parties.functions import FUNCTIONS
from noaber.values.period import MONTHS

KIND_WORDS = {"rule": "regel", "duty": "plicht", "definition": "begrip", "statement": "verklaring"}
RHYTHM_WORDS = {
    "month": "elke maand",
    "quarter": "elk kwartaal",
    "half-year": "elk halfjaar",
    "year": "elk jaar",
    "six-weeks": "elke zes weken",
    "once": "één keer",
}
PERIOD_WORDS = {
    "month": "de maand",
    "quarter": "het kwartaal",
    "half-year": "het halfjaar",
    "year": "het jaar",
    "six-weeks": "de vervaldag",
    "once": "de vervaldag",
}
OPERATOR_WORDS = {">=": "ten minste", ">": "meer dan", "<=": "hoogstens", "<": "minder dan", "=": "precies"}


def kind_words(kind: str) -> str:
    """What a kind of clause is called."""
    return KIND_WORDS.get(kind, kind)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 bepaling`, `3 bepalingen`."""
    return f"{number} {one if number == 1 else many}"


def when_due(duty: DutyRule) -> str:
    """When a duty falls due: `10 werkdagen na de maand`, `op 1 april`, `op de vervaldag`."""
    if duty.month is not None and duty.day is not None:
        return f"op {duty.day} {MONTHS[duty.month - 1]}"
    number, unit = (duty.workdays, "workday") if duty.workdays is not None else (duty.days or 0, "day")
    about = PERIOD_WORDS[duty.rhythm]
    if number:
        return f"{span_words(Span(number, unit))} na {about}"
    return f"op {about}" if duty.rhythm in ("six-weeks", "once") else f"op de laatste dag van {about}"


def span_words(span: Span | None) -> str:
    """A term of law: `8 weken`; empty for none."""
    if span is None:
        return ""
    one, many = UNIT_WORDS[span.unit]
    return counted(span.number, one, many)


def norm_words(kpi: Kpi) -> str:
    """A norm: `ten minste 95 %`, `ten minste 8 (cijfer 1-10)`."""
    number = f"{kpi.norm.normalize():f}".replace(".", ",")
    unit = "\u00a0%" if kpi.unit == "%" else f" ({kpi.unit})"
    if number == "100" and kpi.unit == "%" and kpi.norm_operator == ">=":
        return f"{number}{unit}"
    return f"{OPERATOR_WORDS[kpi.norm_operator]} {number}{unit}"


def measured_words(kpi: Kpi, label: str = "") -> str:
    """Who counts a norm; `label` is the name of the act that does."""
    if kpi.measured_by == "norm":
        return "telt mee bij elke zaak van deze producten, met de afgesproken werkdagen"
    if kpi.measured_by == "deadline":
        return "telt mee bij elke zaak van deze producten, met de termijn van de wet"
    return f"telt mee bij “{label}”" if kpi.measured_by else f"Noaber meet dit niet; zie: {kpi.source}"


def organ_words(mandate: Mandate | Product) -> str:
    """The organ, as it is called: `het college van burgemeester en wethouders`."""
    return ORGANS.get(mandate.organ, mandate.organ)


def function_words(functions: tuple[str, ...]) -> str:
    """Functions, in words and in the order of the register."""
    return ", ".join(FUNCTIONS.get(function, function) for function in functions)
