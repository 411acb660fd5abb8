"""What families type, in Dutch and in English, checked for its shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from noaber.cemetery.bilingual import PLACE_WORDS, Bilingual


class Typed(Bilingual):
    """A code that somebody types over from a letter."""

    words = {"code": ("Code uit de brief", "Code from the letter")}
    helps = {
        "code": (
            "26 letters en cijfers. Streepjes en hoofdletters maken niet uit.",
            "26 letters and digits. Dashes and capitals do not matter.",
        )
    }
    code = forms.CharField(max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))


class AskRenewal(Bilingual):
    """For how long a family wants to go on."""

    words = {"years": ("Met hoeveel jaar wilt u verlengen?", "For how many years do you want to renew?")}
    years = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)

    def __init__(self, lang: str, offered: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["years"].choices = list(offered)  # type: ignore[attr-defined]


class NewAddress(Bilingual):
    """Where the holder lives now."""

    words = PLACE_WORDS
    street = forms.CharField(max_length=200)
    house_number = forms.CharField(max_length=20)
    postcode = forms.CharField(max_length=10)
    city = forms.CharField(max_length=100)


class Follower(Bilingual):
    """Who is to follow the holder."""

    words = {
        "name": ("Naam van wie u opvolgt", "Name of who follows you"),
        "email": ("E-mailadres van die persoon", "E-mail address of that person"),
        **PLACE_WORDS,
    }
    helps = {
        "name": (
            "Deze persoon wordt niet vanzelf rechthebbende, maar wij weten dan wie wij moeten vragen.",
            "This person does not become the holder by itself, but we know whom to ask.",
        )
    }
    name = forms.CharField(max_length=200)
    email = forms.EmailField(max_length=254, required=False)
    street = forms.CharField(max_length=200, required=False)
    house_number = forms.CharField(max_length=20, required=False)
    postcode = forms.CharField(max_length=10, required=False)
    city = forms.CharField(max_length=100, required=False)


class Reader(Bilingual):
    """An address that wants to hear when the term ends."""

    words = {"email": ("Uw e-mailadres", "Your e-mail address")}
    helps = {
        "email": (
            "Wij sturen eerst een mail om dit adres te bevestigen.",
            "We first send a mail to confirm this address.",
        )
    }
    email = forms.EmailField(max_length=254)
