"""What is typed about letters, signs, consents and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from noaber.attachments.fields import AttachmentField
from noaber.attachments.files import PHOTO
from noaber.cemetery.evidence.rules import ABOUT, REASONS, REPLIES, SOURCES, WAYS, Answerer, replies_to
from noaber.cemetery.forms import identity_field
from noaber.cemetery.names import search_key
from noaber.parties.clock import today
from noaber.web.forms import DutchDateField

HOLDER, OTHER = "holder", "-"


def _choices(words: dict[str, str], codes: Sequence[str] = ()) -> list[tuple[str, str]]:
    return [(code, words[code][:1].upper() + words[code][1:]) for code in codes or words]


class Dispatched(forms.Form):
    """When and how letters went out."""

    day = DutchDateField(label="Verzonden op", initial=today)
    how = forms.ChoiceField(label="Hoe", choices=_choices(WAYS), widget=forms.RadioSelect, initial="post")


class Returned(forms.Form):
    """Why a letter came back."""

    day = DutchDateField(label="Retour op", initial=today)
    because = forms.ChoiceField(label="Wat staat erop?", choices=_choices(REASONS), widget=forms.RadioSelect)


class Answered(forms.Form):
    """Who answers a letter, how that was established, and what they say."""

    who = forms.ChoiceField(label="Wie antwoordt?", widget=forms.RadioSelect)
    surname = forms.CharField(
        label="Achternaam van wie antwoordt",
        max_length=200,
        required=False,
        help_text="Alleen als het iemand anders is. De naam wordt niet bewaard.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    identity = identity_field(required=False)
    reply = forms.ChoiceField(label="Wat is het antwoord?", widget=forms.RadioSelect)
    signed = AttachmentField(label="Ondertekend antwoord", required=False)

    def __init__(self, holder: str, surname: str, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holder_surname = surname
        mine = (HOLDER, f"De geregistreerde rechthebbende: {holder}")
        self.fields["who"].choices = [mine, (OTHER, "Iemand anders, ook met dezelfde achternaam")]  # type: ignore[attr-defined]
        self.fields["reply"].choices = _choices(REPLIES, replies_to(kind))  # type: ignore[attr-defined]

    def answerer(self) -> Answerer:
        """Who answers, as the rules read it."""
        typed = self.cleaned_data
        mine = typed["who"] == HOLDER
        same = not mine and search_key(typed["surname"]) == search_key(self.holder_surname)
        return Answerer(mine, same, typed["identity"])


class Address(forms.Form):
    """Where somebody lives, and from where that is known."""

    street = forms.CharField(label="Straat", max_length=200)
    house_number = forms.CharField(label="Huisnummer", max_length=20)
    postcode = forms.CharField(label="Postcode", max_length=10)
    city = forms.CharField(label="Plaats", max_length=100)
    source = forms.ChoiceField(
        label="Waar komt dit adres vandaan?",
        choices=[(words, words[:1].upper() + words[1:]) for words in SOURCES],
        widget=forms.RadioSelect,
    )


class Placed(forms.Form):
    """Since when a sign stands, with its photo."""

    day = DutchDateField(label="Staat er sinds", initial=today)
    photo = AttachmentField(label="Foto van het bord", accepts=PHOTO)


class Consented(forms.Form):
    """Who allows what, and how it was established who that is."""

    who = forms.ChoiceField(label="Wie geeft toestemming?", widget=forms.RadioSelect)
    about = forms.ChoiceField(label="Waarvoor?", choices=_choices(ABOUT), widget=forms.RadioSelect)
    identity = identity_field()
    signed = AttachmentField(label="Ondertekend stuk", required=False)

    def __init__(self, holder: str, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [(holder, f"De geregistreerde rechthebbende: {name} ({holder})")] if holder else []
        self.fields["who"].choices = [*mine, (OTHER, "Iemand anders, ook met dezelfde achternaam")]  # type: ignore[attr-defined]


class NewNote(forms.Form):
    """What was said, when and with whom."""

    day = DutchDateField(label="Wanneer", initial=today)
    who = forms.CharField(label="Met wie", max_length=200, required=False)
    text = forms.CharField(label="Notitie", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
