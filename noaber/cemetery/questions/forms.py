"""What is typed about a question and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from noaber.cemetery.names import LEAST, search_key
from noaber.cemetery.questions.actions import Asked, Told
from noaber.cemetery.questions.rules import ANYBODY, CHANNELS, ENTITLED, MOST_MINUTES, WHO
from noaber.values.bsn import passes_eleven_test
from noaber.web.forms import DutchDateField


def _no_citizen_number(value: str) -> None:
    digits = "".join(sign if sign.isdigit() else " " for sign in value).split()
    if any(len(one) == 9 and passes_eleven_test(one) for one in digits):
        raise ValidationError("Dit lijkt een burgerservicenummer. Haal het weg.", code="bsn")


class LookUp(forms.Form):
    """A grave or a person; it is sent, not put in the address."""

    q = forms.CharField(
        label="Graf of overledene",
        max_length=100,
        help_text="Het begin van een grafnummer of een naam, ten minste twee letters.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_q(self) -> str:
        """At least two letters or figures."""
        typed: str = self.cleaned_data["q"]
        if len(search_key(typed)) < LEAST:
            raise ValidationError("Typ ten minste twee letters of cijfers.")
        return typed


class Answering(forms.Form):
    """An answer, and to whom it may be said."""

    answer = forms.CharField(
        label="Antwoord",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[_no_citizen_number],
    )
    entitled = forms.ChoiceField(
        label="Wat mag deze vrager horen?",
        choices=list(ENTITLED.items()),
        initial=ANYBODY,
        widget=forms.RadioSelect,
    )
    proof = forms.CharField(
        label="Hoe is dat vastgesteld?",
        max_length=200,
        required=False,
        help_text="Alleen bij meer dan wat openbaar is. Bijvoorbeeld: paspoort gezien.",
        validators=[_no_citizen_number],
    )
    minutes = forms.IntegerField(label="Minuten", min_value=0, max_value=MOST_MINUTES, initial=10)

    def clean(self) -> dict[str, Any]:
        """Who hears more has shown why; said here, so that nothing typed is lost."""
        typed = super().clean() or {}
        if typed.get("answer") and typed.get("entitled", ANYBODY) != ANYBODY and not typed.get("proof", "").strip():
            self.add_error("proof", "Schrijf welk bewijs je zag, of antwoord met wat openbaar is.")
        return typed

    def told(self) -> Told:
        """The answer as it was typed."""
        typed = self.cleaned_data
        return Told(typed["answer"], typed["minutes"] or 0, typed["entitled"], typed["proof"])


class Asking(Answering):
    """A question as it comes in, with the answer where it is given at once."""

    channel = forms.ChoiceField(label="Hoe kwam de vraag", choices=list(CHANNELS.items()))
    who = forms.ChoiceField(label="Wie vraagt het", choices=list(WHO.items()))
    name = forms.CharField(label="Naam en bereikbaarheid", max_length=120, required=False)
    grave = forms.CharField(label="Grafnummer", max_length=40, required=False, help_text="Als het over een graf gaat.")
    received = DutchDateField(label="Ontvangen op")
    question = forms.CharField(label="Wat is de vraag?", max_length=500, validators=[_no_citizen_number])

    field_order = ("channel", "who", "name", "grave", "received", "question", "answer", "entitled", "proof", "minutes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = self.fields["minutes"].required = False
        self.fields["answer"].help_text = "Leeg als het antwoord later komt."

    def clean_grave(self) -> str:
        """The number as the register writes it."""
        return str(self.cleaned_data["grave"]).strip().upper()

    def asked(self) -> Asked:
        """The question as it was typed."""
        typed = self.cleaned_data
        return Asked(
            typed["channel"], typed["who"], typed["question"], typed["received"], typed["name"], typed["grave"]
        )
