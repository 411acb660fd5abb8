"""What a clerk fills in about a request for a funeral, a code or a wish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms

from noaber.attachments.fields import AttachmentField
from noaber.cemetery.forms import identity_field
from noaber.cemetery.funerals.clerk_actions import Looked
from noaber.cemetery.funerals.kinds import NEEDS_GRAVE, NO_GRAVE
from noaber.cemetery.funerals.models import Funeral
from noaber.cemetery.funerals.wishes import GIVEN
from noaber.cemetery.funerals.wording import moments_by_day
from noaber.values import Clause


class Accept(forms.Form):
    """The grave, and what the clerk establishes. Fields that this request does not need are not there."""

    grave = forms.CharField(label="Graf", max_length=40)
    doctor_heard = forms.BooleanField(label="De burgemeester heeft een arts gehoord", required=False)
    prosecutor_agreed = forms.BooleanField(label="De officier van justitie stemt in (binnen 36 uur)", required=False)

    def __init__(self, row: Funeral, free: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._grave(row, free)
        if not row.exception:
            del self.fields["doctor_heard"], self.fields["prosecutor_agreed"]

    def _grave(self, row: Funeral, free: Sequence[Any]) -> None:
        if row.kind in NO_GRAVE:
            del self.fields["grave"]
        elif row.kind in NEEDS_GRAVE or row.grave_typed:
            self.fields["grave"].initial = row.grave.number if row.grave else row.grave_typed
        else:
            choices = [(grave.number, grave.number) for grave in free]
            first = row.grave.number if row.grave else (choices[0][0] if choices else "")
            self.fields["grave"] = forms.ChoiceField(
                label="Graf",
                choices=choices,
                initial=first,
                help_text="Vrije graven van deze soort, op volgorde van ligging. Kies bij voorkeur het eerste.",
            )

    def looked(self) -> Looked:
        """What was filled in."""
        return Looked(**self.cleaned_data)


class Settle(forms.Form):
    """How it was established that the registered holder confirmed, where a holder decides."""

    identity = identity_field()

    def __init__(self, by_holder: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identity"].help_text = "Van de rechthebbende. Dezelfde achternaam is niet genoeg."
        if not by_holder:
            del self.fields["identity"]


class Propose(forms.Form):
    """Another moment."""

    at = forms.ChoiceField(label="Andere tijd", help_text="Ook tijden waarvoor het melden eigenlijk te laat is.")

    def __init__(self, free: Sequence[datetime], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [("", "Kies"), *moments_by_day(free, "nl")]  # type: ignore[attr-defined]

    def moment(self) -> datetime:
        """The moment that was chosen."""
        return datetime.fromisoformat(self.cleaned_data["at"])


class Refuse(forms.Form):
    """Why not, and by which article."""

    ground = forms.ChoiceField(label="Artikel", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reden", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="De ondernemer leest dit."
    )

    def __init__(self, grounds: Mapping[str, tuple[Clause, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grounds = grounds
        choices = [(code, f"{clause}: {text}") for code, (clause, text) in grounds.items()]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]

    def clause(self) -> Clause:
        """The article that was chosen."""
        return self.grounds[self.cleaned_data["ground"]][0]


class Permit(forms.Form):
    """The permission of the registrar that came in another way, or the statement of a doctor."""

    permit = forms.CharField(label="Nummer", max_length=40)
    file = AttachmentField(label="Stuk (PDF of foto)", required=False)


class Nothing(forms.Form):
    """A step that asks nothing."""


class GiveCode(forms.Form):
    """To whom a code goes, and how it was established that it is them."""

    how = forms.ChoiceField(label="Hoe krijgt de rechthebbende de code?", choices=list(GIVEN.items()))
    identity = identity_field(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identity"].help_text = "Nodig aan de balie; een brief gaat naar het geregistreerde adres."


class Handle(forms.Form):
    """Whether what a family asked is done, and why not."""

    done = forms.TypedChoiceField(
        label="Wat doe je?",
        choices=[("ja", "Uitvoeren"), ("nee", "Niet uitvoeren")],
        coerce=lambda typed: typed == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reden als het niet gebeurt",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De familie leest dit.",
    )
