"""What is typed about competences."""

from __future__ import annotations

from typing import Any

from django import forms

from noaber.competence.rules import KINDS, Competence
from noaber.parties.clock import today
from noaber.parties.models import Person
from noaber.web.forms import DutchDateField


class NewCompetence(forms.Form):
    """What somebody is for the client, from when until when."""

    kind = forms.ChoiceField(label="Bevoegdheid", choices=[("", "Kies"), *((k.code, k.label) for k in KINDS.values())])
    since = DutchDateField(label="Vanaf", help_text="Bij een eed, VOG of geheimhouding: de dag van het document.")
    until = DutchDateField(label="Tot en met", required=False, help_text="Laat leeg als er geen einddag is.")
    decision = forms.CharField(
        label="Kenmerk van het besluit of document",
        required=False,
        max_length=60,
        help_text="Bij een benoeming of aanwijzing: het besluit van het college van de opdrachtgever.",
    )

    def competence(self) -> Competence:
        """What was typed, as the rules read it."""
        typed = self.cleaned_data
        return Competence(typed["kind"], typed["since"], typed["until"], typed["decision"].strip())


class Ended(forms.Form):
    """The last day of a competence."""

    on = DutchDateField(label="Laatste dag", help_text="Op deze dag geldt de bevoegdheid nog.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class Reviewed(forms.Form):
    """Whose rights were checked."""

    people = forms.MultipleChoiceField(
        label="Van wie heb je de rechten gecontroleerd?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Vink iemand aan als de rechten in alle toepassingen nog passen bij het werk.",
    )

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(one.pseudonym, one.name) for one in people]  # type: ignore[attr-defined]
