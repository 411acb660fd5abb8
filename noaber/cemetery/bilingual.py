"""Forms for people without an account: labels, help and mistakes in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from noaber.attachments.fields import AttachmentField
from noaber.web.forms import DutchDateField

Words = Mapping[str, tuple[str, str]]
_WRONG = {
    "required": ("Vul “{label}” in.", "Fill in “{label}”."),
    "choice": ("Kies uit de lijst bij “{label}”.", "Choose from the list at “{label}”."),
    "email": ("Vul een e-mailadres in, als naam@voorbeeld.nl.", "Fill in an e-mail address, as name@example.com."),
    "date": ("", "This is not a date. Write the day as 8-12-2026."),
    "file": ("", "This file cannot be used. Choose a PDF, JPEG or PNG of 10 MB at most."),
    "time": ("Schrijf de tijd als 14:30.", "Write the time as 14:30."),
    "long": ("Dit is te lang bij “{label}”. Maak het korter.", "This is too long at “{label}”. Make it shorter."),
    "range": ("Dit getal kan niet bij “{label}”. Kijk het na.", "This number is not possible at “{label}”. Check it."),
    "number": ("Vul bij “{label}” een heel getal in.", "Fill in a whole number at “{label}”."),
}


PLACE_WORDS: Words = {
    "street": ("Straat", "Street"),
    "house_number": ("Huisnummer", "House number"),
    "postcode": ("Postcode", "Postcode"),
    "city": ("Plaats", "Town"),
}


def mistakes_of(field: forms.Field, place: int) -> dict[str, str]:
    """What a field says of each mistake, by its code, in Dutch (0) or English (1)."""
    says = {code: words[place].format(label=field.label) for code, words in _WRONG.items()}
    found = {"required": says["required"], "max_length": says["long"]}
    if isinstance(field, forms.ChoiceField):
        found |= {"required": says["choice"], "invalid_choice": says["choice"]}
    elif isinstance(field, forms.EmailField):
        found["invalid"] = says["email"]
    elif isinstance(field, forms.TimeField):
        found["invalid"] = says["time"]
    elif isinstance(field, forms.IntegerField):
        found |= {"invalid": says["number"], "min_value": says["range"], "max_value": says["range"]}
    return found


def say_in_english(form: forms.Form) -> None:
    """What is wrong with a day or a file is said in Dutch by the field; here it is said in English."""
    for name, field in form.fields.items():
        # What a field itself says comes first; what the form says of a day that was read is English already.
        if isinstance(field, DutchDateField) and name in form.errors and name not in form.cleaned_data:
            typed = bool(form[name].data)
            text = _WRONG["date"][1] if typed else str(field.error_messages["required"])
            form.errors[name] = form.error_class([text])
        elif isinstance(field, AttachmentField) and name in form.errors:
            form.errors[name] = form.error_class([_WRONG["file"][1]])


class Bilingual(forms.Form):
    """A form whose labels, help and mistakes stand in the language of the page."""

    words: ClassVar[Words] = {}
    helps: ClassVar[Words] = {}

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang, place = lang, int(lang == "en")
        for name, field in self.fields.items():
            field.label = self.words[name][place]
            field.help_text = self.helps.get(name, ("", ""))[place]
            field.error_messages |= mistakes_of(field, place)

    def say(self, dutch: str, english: str) -> str:
        """The text in the language of the form."""
        return english if self.lang == "en" else dutch

    def full_clean(self) -> None:
        """On an English page everything that is wrong is said in English."""
        super().full_clean()
        if self.lang == "en" and self.is_bound:
            say_in_english(self)
