"""Forms as people here type them, and how a field is drawn for everybody."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from noaber.values import Euro, Period
from noaber.web.forms import DutchDateField, DutchEuroField, DutchFileField, MonthField


@pytest.mark.parametrize(
    "typed",
    ["8-12-2026", "08-12-2026", "8/12/2026", "8.12.2026", " 8-12-2026 ", "8 december 2026", "8 dec 2026", "2026-12-08"],
)
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert DutchDateField().clean(typed) == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31-2-2026", "no-such-day"),
        ("29-2-2026", "no-such-day"),
        ("8-13-2026", "no-such-day"),
        ("8-12-26", "invalid"),
        ("12-2026", "invalid"),
        ("morgen", "invalid"),
        ("8 decembre 2026", "invalid"),
        ("", "required"),
    ],
)
def test_a_day_that_is_none_is_refused_with_what_to_do(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as error:
        DutchDateField().clean(typed)
    assert error.value.code == code


@given(day=st.dates())
def test_every_day_reads_back_from_how_it_is_shown(day: date) -> None:
    field = DutchDateField()
    shown = field.prepare_value(day)
    if day.year >= 1000:
        assert field.clean(shown) == day


@given(cents=st.integers(-(10**12), 10**12))
def test_every_amount_reads_back_from_how_it_is_shown(cents: int) -> None:
    field = DutchEuroField()
    assert field.clean(field.prepare_value(Euro(cents))) == Euro(cents)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("0,99", "too-low"), ("1,00", None), ("25.000", None), ("25.000,01", "too-high"), ("25,000.00", "invalid")],
)
def test_an_amount_is_held_against_bounds_that_are_allowed_themselves(typed: str, code: str | None) -> None:
    field = DutchEuroField(lowest=Euro(100), highest=Euro.of(25_000))
    if code is None:
        assert field.clean(typed) == Euro.parse(typed)
        return
    with pytest.raises(ValidationError) as error:
        field.clean(typed)
    assert error.value.code == code


@pytest.mark.parametrize("typed", ["9-2026", "09-2026", "september 2026", "sep 2026", "2026-09", "2026-9"])
def test_a_month_is_read_however_it_is_typed(typed: str) -> None:
    assert MonthField().clean(typed) == Period.month(2026, 9)


@pytest.mark.parametrize("typed", ["13-2026", "0-2026", "2026-13", "2026", "9-26", "kwartaal 2026"])
def test_a_month_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MonthField().clean(typed)


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [("loon.csv", 1, None), ("LOON.CSV", 1_000_000, None), ("loon.csv", 1_000_001, "size"), ("loon.xlsx", 1, "kind")],
)
def test_a_file_must_be_of_its_kind_and_not_too_large(name: str, size: int, code: str | None) -> None:
    field = DutchFileField(kinds=(".csv",), megabytes=1)
    file = SimpleUploadedFile(name, b"x" * size)
    if code is None:
        assert field.clean(file) is file
        return
    with pytest.raises(ValidationError) as error:
        field.clean(file)
    assert error.value.code == code


class Sample(forms.Form):
    """A form with every kind of field."""

    title = forms.CharField(label="Waar gaat het om?", help_text="In één zin.")
    kind = forms.ChoiceField(label="Soort", choices=[("", "Kies"), ("a", "A")])
    since = DutchDateField(label="Sinds")
    amount = DutchEuroField(label="Raming", required=False)
    wait = forms.ChoiceField(label="Kan het wachten?", choices=[("j", "Ja"), ("n", "Nee")], widget=forms.RadioSelect)
    called = forms.BooleanField(label="Gebeld", required=False)
    note = forms.CharField(label="Toelichting", required=False, widget=forms.Textarea)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form, **context: Any) -> str:
    return render_to_string("web/form.html", {"form": form, "form_token": "abc", "submit": "Vastleggen"} | context)


def test_every_control_has_a_label_and_every_description_it_names_is_there() -> None:
    for form in (Sample(), Sample({"since": "31-2-2026", "amount": "x"})):
        page = drawn(form)
        ids = set(re.findall(r'\bid="([^"]+)"', page))
        assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= ids
        for described in re.findall(r'aria-describedby="([^"]+)"', page):
            assert set(described.split()) <= ids, described
        assert len(re.findall(r"<legend", page)) == 1, "choices stand together under one legend"


def test_mistakes_stand_on_top_with_links_and_at_the_field() -> None:
    page = drawn(Sample({"since": "31-2-2026", "amount": "x"}))
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', page)
    assert {place for place, _ in links} <= ids
    assert [text for _, text in links] == [
        "Vul “Waar gaat het om?” in.",
        "Maak een keuze bij “Soort”.",
        "De dag 31-2-2026 bestaat niet. Controleer de datum.",
        "“x” is geen bedrag. Schrijf het als 1.234,50.",
        "Maak een keuze bij “Kan het wachten?”.",
    ]
    for _, text in links:
        assert page.count(text) == 2
    assert page.count('aria-invalid="true"') >= 4 and 'value="31-2-2026"' in page


def test_a_sentence_of_the_form_itself_is_kept_as_it_was_written() -> None:
    class Own(forms.Form):
        name = forms.CharField(label="Naam", error_messages={"required": "Zonder naam kan het niet."})

    assert "Zonder naam kan het niet." in drawn(Own({}))


def test_a_form_carries_its_token_and_says_what_is_not_required() -> None:
    page = drawn(Sample(), cancel="/terug/")
    assert 'name="form_token" value="abc"' in page and page.count("(niet verplicht)") == 2
    assert 'href="/terug/"' in page and "enctype" not in page


def test_a_form_with_a_file_is_sent_as_one() -> None:
    class Upload(forms.Form):
        file = DutchFileField(label="Bestand", kinds=(".csv",))

    page = drawn(Upload())
    assert 'enctype="multipart/form-data"' in page and 'accept=".csv"' in page


def test_a_label_is_not_repeated_inside_its_field() -> None:
    class Own(forms.Form):
        name = forms.CharField(label="Naam", widget=forms.TextInput(attrs={"placeholder": "Naam"}))
        town = forms.CharField(label="Plaats", widget=forms.TextInput(attrs={"placeholder": "Ommen"}))

    assert re.findall(r'placeholder="([^"]*)"', drawn(Own())) == ["Ommen"]


def test_controls_wear_the_classes_of_the_design_system() -> None:
    page = drawn(Sample({}))
    for look in ("utrecht-textbox", "utrecht-select", "utrecht-textarea", "utrecht-textbox--invalid"):
        assert re.search(rf'class="[^"]*\b{look}\b', page)
