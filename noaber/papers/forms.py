"""What is typed for a paper: what is kept with it, and what goes onto paper alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from noaber.agreement.catalogue import Tariff
from noaber.agreement.paper_texts import AskedFact, PaperText
from noaber.calendar.deadlines import Span, last_day
from noaber.papers.paper import Paper
from noaber.parties.clock import today
from noaber.values import Euro
from noaber.values.bsn import passes_eleven_test
from noaber.values.period import dutch_day
from noaber.web.forms import DutchDateField, DutchEuroField
from noaber.web.typeset import can_show

_LONGEST = {"text": 300, "long": 6_000, "lines": 3_000}
_ADDRESS_LINES = 6


class Asked(forms.Form):
    """A field for each fact that is asked, and what it says as a paper takes it."""

    kept = True

    def __init__(self, facts: Sequence[AskedFact], tariffs: Sequence[Tariff], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = {fact.name: fact for fact in facts}
        for fact in facts:
            self.fields[fact.name] = _field(fact, tariffs)

    def clean(self) -> dict[str, Any]:
        """Every sign must be in the fonts of the paper; what is kept holds no citizen number."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(typed.items()):
            if isinstance(value, str):
                self._check(name, value)
        return typed

    def _check(self, name: str, value: str) -> None:
        if value and not can_show(value):
            text = "Hierin staat een teken dat niet op papier kan, zoals een emoji. Haal het weg of schrijf het anders."
            self.add_error(name, text)
        if self.kept and any(passes_eleven_test(digits) for digits in re.findall(r"(?<!\d)\d{9}(?!\d)", value)):
            text = "Dit lijkt een burgerservicenummer. Haal het weg: wat je hier typt wordt bij de zaak bewaard."
            self.add_error(name, text)

    def typed(self) -> dict[str, str | date | Euro | tuple[str, ...]]:
        """What was filled in and has the right shape, as the rules take it."""
        found = {name: value for name, value in self.cleaned_data.items() if value and name in self.facts}
        return {name: _said(self.facts[name].kind, value) for name, value in found.items()}

    def offered(self) -> dict[str, date]:
        """The days that are offered before anything was typed."""
        start = {name: self.fields[name].initial for name in self.facts if name not in self.initial}
        return {name: day for name, day in start.items() if isinstance(day, date)}


class PaperFacts(Asked):
    """What is kept with the paper."""

    def __init__(self, text: PaperText, tariffs: Sequence[Tariff], *args: Any, **kwargs: Any) -> None:
        super().__init__([fact for fact in text.facts if not fact.personal], tariffs, *args, **kwargs)


class OnPaperOnly(Asked):
    """Whom it is for, and what is personal in it: onto the paper, and kept nowhere. A record is sent to nobody."""

    kept = False

    def __init__(self, paper: Paper, *args: Any, **kwargs: Any) -> None:
        super().__init__(paper.personal, (), *args, **kwargs)
        if not paper.salutation:
            return
        self.fields["addressee"] = forms.CharField(
            label="Naam en adres",
            required=False,
            max_length=400,
            widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
            help_text="Zoals in het venster van de envelop. Leeg als je een eigen adresblad gebruikt.",
        )
        self.order_fields(["addressee", *self.facts])

    def clean_addressee(self) -> str:
        """An address that fits in the window."""
        typed: str = self.cleaned_data["addressee"]
        if len(_lines(typed)) > _ADDRESS_LINES:
            raise forms.ValidationError(f"In het venster passen {_ADDRESS_LINES} regels. Maak het adres korter.")
        return typed

    def words(self) -> dict[str, str | tuple[str, ...]]:
        """What is personal, in words."""
        said = self.typed().items()
        return {
            name: dutch_day(value) if isinstance(value, date) else value
            for name, value in said
            if not isinstance(value, Euro)
        }

    def addressee(self) -> tuple[str, ...]:
        """The lines of the address."""
        return _lines(self.cleaned_data.get("addressee", ""))


def _field(fact: AskedFact, tariffs: Sequence[Tariff]) -> forms.Field:
    shared: dict[str, Any] = {"label": fact.label, "help_text": fact.help, "required": not fact.optional}
    if fact.kind == "day":
        start = last_day(today(), Span(fact.days, "day")) if fact.days is not None else None
        return DutchDateField(**shared, initial=start)
    if fact.kind == "fee":
        return _fee(shared, tariffs)
    if fact.kind == "choice":
        choices = [(option, option[:1].upper() + option[1:]) for option in fact.options]
        nothing = [("", "Niet van toepassing")] if fact.optional else []
        return forms.ChoiceField(**shared, choices=[*nothing, *choices], widget=forms.RadioSelect)
    rows = {"text": 0, "lines": 4, "long": 6}[fact.kind]
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    widget.attrs["autocomplete"] = "off"
    return forms.CharField(**shared, max_length=_LONGEST[fact.kind], widget=widget)


def _fee(shared: Mapping[str, Any], tariffs: Sequence[Tariff]) -> forms.Field:
    """A choice from what the product costs by the tariffs of today; an amount where they say nothing."""
    if not tariffs:
        return DutchEuroField(**shared)
    choices = [(str(row.amount), f"{row.text['nl']}: {row.amount}") for row in tariffs]
    return forms.ChoiceField(**shared, choices=[("", "Maak een keuze"), *choices])


def _said(kind: str, value: Any) -> Any:
    if kind == "lines":
        return _lines(value)
    if kind == "long":
        return tuple(" ".join(part.split()) for part in re.split(r"\r?\n\s*\n", value.strip()))
    return value


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
