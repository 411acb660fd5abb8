"""What masons and right holders type on the public pages, in Dutch or English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from noaber.attachments.fields import AttachmentField
from noaber.cemetery.bilingual import mistakes_of, say_in_english
from noaber.cemetery.permits.applying import Papers
from noaber.cemetery.permits.forms import asked_of, measure_fields, papers_of
from noaber.cemetery.permits.measures import EN, KINDS, MONUMENT, NEEDED, PLANTING, VAULT, Measure
from noaber.web.forms import DutchDateField

WORDS = {
    "firm": ("Uw bedrijf", "Your firm"),
    "email": ("Uw e-mailadres", "Your e-mail address"),
    "email.help": ("Hierop krijgt u de link.", "We send the link to this address."),
    "email.wrong": (
        "Vul een e-mailadres in, als naam@voorbeeld.nl.",
        "Fill in an e-mail address, as name@example.com.",
    ),
    "grave": ("Grafnummer", "Grave number"),
    "grave.help": (
        "Zoals op het bordje of in de grafakte, bijvoorbeeld LMH-A-01.",
        "As on the sign or in the deed, for instance LMH-A-01.",
    ),
    "kind": ("Waarvoor?", "What for?"),
    "text": ("Opschrift of omschrijving", "Inscription or description"),
    "drawing": ("Tekening met de maten", "Drawing with the sizes"),
    "file.help": ("PDF, JPEG of PNG, hooguit 10 MB.", "PDF, JPEG or PNG, 10 MB at most."),
    "consent": ("Getekende toestemming van de rechthebbende", "Signed consent of the right holder"),
    "holder": ("Of: e-mailadres van de rechthebbende", "Or: e-mail address of the right holder"),
    "holder.help": (
        "Wij mailen een link waarmee de rechthebbende zelf ja of nee zegt. Daarna wissen wij het adres.",
        "We mail a link with which the right holder says yes or no. After that we erase the address.",
    ),
    "holder.none": (
        "Voeg de getekende toestemming toe, of vul het e-mailadres van de rechthebbende in.",
        "Add the signed consent, or fill in the e-mail address of the right holder.",
    ),
    "other": ("Ander stuk", "Other paper"),
    "nothing": ("Voeg iets toe of vul een maat in.", "Add something or fill in a size."),
    "placed": ("Dag van plaatsing", "Day of placing"),
    "placed.help": ("Als 8-12-2026.", "As 8-12-2026."),
    "answer": ("Geeft u toestemming?", "Do you consent?"),
    "yes": ("Ja, ik geef toestemming", "Yes, I consent"),
    "no": ("Nee, ik geef geen toestemming", "No, I do not consent"),
    "postcode": ("Uw postcode", "Your postcode"),
    "house": ("Uw huisnummer met toevoeging", "Your house number with addition"),
    "address.help": (
        "Zoals de gemeente ze kent. Zo weten wij dat u de rechthebbende bent.",
        "As the municipality knows them. So we know that you are the right holder.",
    ),
    "required": ("Vul “{label}” in.", "Fill in “{label}”."),
    "choose": ("Maak een keuze bij “{label}”.", "Make a choice at “{label}”."),
}
PORTAL_KINDS = (MONUMENT, PLANTING, VAULT)


class Bilingual(forms.Form):
    """A form in the language of the page; what is wrong is said in that language."""

    def __init__(self, language: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.fields |= self.made()
        for field in self.fields.values():
            word = "choose" if isinstance(field, forms.ChoiceField) else "required"
            own = {"required": self.say(word).format(label=field.label)}
            if language == EN:  # what Django and the shared fields say is Dutch
                own = {code: text for code, text in mistakes_of(field, EN).items() if code != "invalid"} | own
            field.error_messages |= own

    def say(self, word: str) -> str:
        """A word in the language of the page."""
        return WORDS[word][self.language]

    def made(self) -> dict[str, forms.Field]:
        """The fields."""
        raise NotImplementedError

    def full_clean(self) -> None:
        """On an English page everything that is wrong is said in English."""
        super().full_clean()
        if self.is_bound and self.language == EN:
            say_in_english(self)

    def email_field(self, word: str, required: bool = True) -> forms.EmailField:
        """An address to mail to."""
        return forms.EmailField(
            label=self.say(word),
            required=required,
            help_text=self.say(f"{word}.help"),
            error_messages={"invalid": self.say("email.wrong")},
        )

    def file_field(self, word: str, required: bool = False) -> AttachmentField:
        """A file to add."""
        return AttachmentField(label=self.say(word), required=required, help_text=self.say("file.help"))


class AskLink(Bilingual):
    """Who asks for a link."""

    def made(self) -> dict[str, forms.Field]:
        """The fields."""
        return {"firm": forms.CharField(label=self.say("firm"), max_length=120), "email": self.email_field("email")}


class Choose(Bilingual):
    """For which grave, and what."""

    def made(self) -> dict[str, forms.Field]:
        """The fields."""
        kinds = [(code, KINDS[code][self.language].capitalize()) for code in PORTAL_KINDS]
        return {
            "graf": forms.CharField(label=self.say("grave"), max_length=40, help_text=self.say("grave.help")),
            "soort": forms.ChoiceField(label=self.say("kind"), choices=kinds, widget=forms.RadioSelect),
        }

    def clean_graf(self) -> str:
        """As the register writes it."""
        return str(self.cleaned_data["graf"]).strip().upper()


class Measured(Bilingual):
    """The measures, which are tested at once."""

    def __init__(self, kind: str, rules: Mapping[str, Measure], *args: Any, **kwargs: Any) -> None:
        self.kind, self.rules = kind, rules
        super().__init__(*args, **kwargs)

    def made(self) -> dict[str, forms.Field]:
        """The fields."""
        text = forms.CharField(
            label=self.say("text"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        fields = measure_fields(self.kind, self.rules, self.language, NEEDED[self.kind])
        return fields | {"text": text}

    def asked(self) -> dict[str, int | str]:
        """What was filled in."""
        return asked_of(self.kind, self.cleaned_data)

    def kept(self) -> list[tuple[str, str]]:
        """What was typed, to be sent along with what comes next."""
        return [(name, self.data.get(name, "")) for name in self.fields]


class Sent(Bilingual):
    """The papers that go with the measures. `linked` where the register can tell who answers a link."""

    def __init__(self, private: bool, drawn: bool, linked: bool, *args: Any, **kwargs: Any) -> None:
        self.private, self.drawn, self.linked = private, drawn, linked
        super().__init__(*args, **kwargs)

    def made(self) -> dict[str, forms.Field]:
        """The fields."""
        fields: dict[str, forms.Field] = {"drawing": self.file_field("drawing", required=self.drawn)}
        if self.private:
            fields |= {"consent": self.file_field("consent", required=not self.linked)}
        if self.private and self.linked:
            fields |= {"holder": self.email_field("holder", required=False)}
        return fields

    def clean(self) -> dict[str, Any]:
        """The right holder of a private grave agrees, on paper or by a link."""
        typed = super().clean() or {}
        if self.private and self.linked and not typed.get("consent") and not typed.get("holder") and not self.errors:
            self.add_error("holder", self.say("holder.none"))
        return typed

    def papers(self) -> Papers:
        """What was added."""
        return papers_of(self.cleaned_data)


class Completed(Bilingual):
    """What completes an application."""

    def __init__(self, kind: str, rules: Mapping[str, Measure], *args: Any, **kwargs: Any) -> None:
        self.kind, self.rules = kind, rules
        super().__init__(*args, **kwargs)

    def made(self) -> dict[str, forms.Field]:
        """The fields."""
        files = {name: self.file_field(name) for name in ("drawing", "consent", "other")}
        return measure_fields(self.kind, self.rules, self.language) | files

    def clean(self) -> dict[str, Any]:
        """Something is added."""
        typed = super().clean() or {}
        if not self.errors and not any(typed.get(name) for name in self.fields):
            self.add_error("drawing", self.say("nothing"))
        return typed

    def asked(self) -> dict[str, int | str]:
        """What was filled in."""
        return asked_of(self.kind, self.cleaned_data)

    def papers(self) -> Papers:
        """What was added."""
        return papers_of(self.cleaned_data)


class Placing(Bilingual):
    """On which day something is placed."""

    def made(self) -> dict[str, forms.Field]:
        """The fields."""
        return {"placed_on": DutchDateField(label=self.say("placed"), help_text=self.say("placed.help"))}


class Answer(Bilingual):
    """What the right holder says, and the address that shows who they are."""

    def made(self) -> dict[str, forms.Field]:
        """The fields."""
        return {
            "answer": forms.ChoiceField(
                label=self.say("answer"),
                choices=[("ja", self.say("yes")), ("nee", self.say("no"))],
                widget=forms.RadioSelect,
            ),
            "postcode": forms.CharField(label=self.say("postcode"), max_length=10, help_text=self.say("address.help")),
            "house_number": forms.CharField(label=self.say("house"), max_length=20),
        }
