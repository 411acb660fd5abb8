"""What is typed about permits for graves at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from noaber.attachments.fields import AttachmentField
from noaber.attachments.files import PHOTO
from noaber.cases.file_steps import worded
from noaber.cemetery.models import Interment
from noaber.cemetery.permits.applying import Application, Papers
from noaber.cemetery.permits.deciding import Checked
from noaber.cemetery.permits.file import APPLICANTS, CHECKS, DESTINATIONS, HOLDER, OUTCOMES
from noaber.cemetery.permits.measures import ASKED, EXHUMATION, KINDS, LABELS, NL, OPTIONS, Ground, Measure
from noaber.cemetery.permits.models import PAPERS
from noaber.cemetery.permits.rules import Judgement, standard_conditions
from noaber.web.forms import DutchDateField

MOST_CENTIMETRES = 999
OTHER = "-"


def measure_fields(
    kind: str, rules: Mapping[str, Measure], language: int = NL, required: Sequence[str] = ()
) -> dict[str, forms.Field]:
    """A field for each measure and choice of a kind of permit, with what is allowed beside it."""
    found: dict[str, forms.Field] = {}
    for what in ASKED[kind]:
        label = LABELS[what][language].capitalize()
        rule = rules.get(what)
        help_text = f"{('Mag', 'Allowed')[language]}: {rule.words(language)}." if rule else ""
        if what in OPTIONS:
            words = [(code, both[language].capitalize()) for code, both in OPTIONS[what].items()]
            choices = [("", ("Kies", "Choose")[language]), *words]
            found[what] = forms.ChoiceField(
                label=label, choices=choices, required=what in required, help_text=help_text
            )
        else:
            found[what] = forms.IntegerField(
                label=f"{label} ({('in cm', 'in cm')[language]})",
                min_value=1,
                max_value=MOST_CENTIMETRES,
                required=what in required,
                help_text=help_text,
                error_messages={
                    "invalid": (
                        "Vul een heel aantal centimeters in, als 90.",
                        "Fill in a whole number of centimetres, as 90.",
                    )[language]
                },
            )
    return found


def asked_of(kind: str, typed: Mapping[str, Any]) -> dict[str, int | str]:
    """The measures and choices that were filled in."""
    return {what: typed[what] for what in ASKED[kind] if typed.get(what) not in (None, "")}


def papers_of(typed: Mapping[str, Any]) -> Papers:
    """The papers that were added; a field has the name of what it is."""
    return [(what, typed[what]) for what in PAPERS if typed.get(what)]


class Start(forms.Form):
    """For which grave, and what."""

    graf = forms.CharField(label="Grafnummer", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    soort = forms.ChoiceField(
        label="Waarvoor?",
        choices=[(code, words[NL].capitalize()) for code, words in KINDS.items()],
        widget=forms.RadioSelect,
    )

    def clean_graf(self) -> str:
        """As the register writes it."""
        return str(self.cleaned_data["graf"]).strip().upper()


class Apply(forms.Form):
    """An application that somebody brings to the desk."""

    received = DutchDateField(label="Ontvangen op")
    applicant = forms.ChoiceField(label="Wie vraagt de vergunning aan?", widget=forms.RadioSelect, initial=HOLDER)

    def __init__(
        self,
        kind: str,
        rules: Mapping[str, Measure],
        lying: Iterable[Interment],
        day: date,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["received"].initial = day
        self.fields["applicant"].choices = list(worded(APPLICANTS))  # type: ignore[attr-defined]
        if kind == EXHUMATION:
            self.fields |= _exhumation_fields(lying)
        else:
            self.fields |= measure_fields(kind, rules)
            self.fields["text"] = forms.CharField(
                label="Opschrift of omschrijving",
                max_length=400,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Wat er op de steen komt, of wat er geplant wordt.",
            )
            self.fields["drawing"] = AttachmentField(
                label="Tekening", required=False, help_text="PDF, JPEG of PNG, hooguit 10 MB."
            )

    def application(self, grave: str) -> Application:
        """What was typed, for this grave."""
        typed = self.cleaned_data
        if self.kind == EXHUMATION:
            same = {name: typed[name] for name in ("interment", "destination", "where", "asked_by", "by_court")}
            return Application(self.kind, grave, typed["applicant"], prosecutor=typed["prosecutor"].strip(), **same)
        return Application(self.kind, grave, typed["applicant"], asked_of(self.kind, typed), typed["text"].strip())

    def papers(self) -> Papers:
        """What was added."""
        return papers_of(self.cleaned_data)


def _exhumation_fields(lying: Iterable[Interment]) -> dict[str, forms.Field]:
    who = [(one.number, f"{one.resident.name}, laag {one.layer}") for one in lying]
    return {
        "interment": forms.ChoiceField(
            label="Wie wordt opgegraven?", choices=[("", "Nog niet bekend"), *who], required=False
        ),
        **special_fields(),
        "by_court": forms.BooleanField(label="Op bevel van een rechterlijke autoriteit", required=False),
    }


def special_fields() -> dict[str, forms.Field]:
    """What is asked of an exhumation beside who it is."""
    return {
        "destination": forms.ChoiceField(
            label="Wat gebeurt er daarna?", choices=[("", "Nog niet bekend"), *worded(DESTINATIONS)], required=False
        ),
        "where": forms.CharField(
            label="Waar?", max_length=120, required=False, help_text="Begraafplaats of crematorium."
        ),
        "asked_by": forms.BooleanField(
            label="Wie voor de crematie zorgt (Wlb art. 18) vraagt erom",
            required=False,
        ),
        "prosecutor": forms.CharField(
            label="Kenmerk van het verlof van de officier van justitie",
            max_length=60,
            required=False,
            help_text="Alleen bij crematie binnen een jaar na de begraving.",
        ),
    }


class Add(forms.Form):
    """What is added to an application: papers, and what was not known yet."""

    def __init__(
        self, kind: str, rules: Mapping[str, Measure], known: Mapping[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == EXHUMATION:
            self.fields |= special_fields()
            self.fields["interment"] = forms.ChoiceField(
                label="Wie wordt opgegraven?", choices=[("", "Nog niet bekend"), *known["lying"]], required=False
            )
        else:
            self.fields |= measure_fields(kind, rules)
            self.fields["drawing"] = AttachmentField(label="Tekening", required=False)
        self.fields["other"] = AttachmentField(label="Ander stuk", required=False)
        for name, value in known.items():
            if name in self.fields:
                self.fields[name].initial = value

    def asked(self) -> dict[str, int | str]:
        """The measures."""
        return asked_of(self.kind, self.cleaned_data)

    def papers(self) -> Papers:
        """What was added."""
        return papers_of(self.cleaned_data)

    def special(self) -> dict[str, Any]:
        """What is known of an exhumation."""
        typed = self.cleaned_data
        names = (*special_fields(), "interment")
        return {name: typed[name] for name in names} if self.kind == EXHUMATION else {}


class AskConsent(forms.Form):
    """Where the right holder is mailed."""

    email = forms.EmailField(
        label="E-mailadres van de rechthebbende",
        error_messages={"invalid": "Vul een e-mailadres in, als naam@voorbeeld.nl."},
        help_text="Alleen voor deze vraag; het wordt gewist zodra er een antwoord is.",
    )


class Consent(forms.Form):
    """What the right holder signed."""

    by = forms.ChoiceField(label="Wie heeft getekend?", widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label="Wat is het antwoord?",
        choices=[("ja", "Ja, de rechthebbende geeft toestemming"), ("nee", "Nee")],
        widget=forms.RadioSelect,
    )
    paper = AttachmentField(label="Getekende toestemming", required=False)

    def __init__(self, holder: str, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [(holder, f"De geregistreerde rechthebbende: {name} ({holder})")] if holder else []
        self.fields["by"].choices = [*mine, (OTHER, "Iemand anders, ook met dezelfde achternaam")]  # type: ignore[attr-defined]


class Extend(forms.Form):
    """Why more time is needed."""

    reason = forms.CharField(
        label="Waardoor komt het?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Komt in de brief. Hele zinnen, zonder namen.",
    )


class Decide(forms.Form):
    """The decision, with its grounds, conditions and reasons."""

    outcome = forms.ChoiceField(
        label="Besluit", choices=list(worded({one: one for one in OUTCOMES})), widget=forms.RadioSelect
    )
    grounds = forms.MultipleChoiceField(
        label="Gronden om te weigeren",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Alleen bij weigeren. Andere gronden zijn er niet.",
    )
    conditions = forms.CharField(
        label="Voorschriften",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Bij verlenen. Eén per regel; zij komen in de brief.",
    )
    reason = forms.CharField(
        label="Motivering",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nodig bij weigeren, en als je afwijkt van een maat. Komt in de brief, zonder namen.",
    )

    def __init__(self, kind: str, grounds: Mapping[str, Ground], proposed: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].initial = proposed
        self.fields["conditions"].initial = "\n".join(standard_conditions(kind))
        self.fields["grounds"].choices = [  # type: ignore[attr-defined]
            (code, f"{ground.text} ({ground.clause})") for code, ground in grounds.items()
        ]

    def judgement(self) -> Judgement:
        """What was typed."""
        typed = self.cleaned_data
        conditions = tuple(line.strip() for line in typed["conditions"].splitlines() if line.strip())
        return Judgement(typed["outcome"], tuple(typed["grounds"]), conditions, typed["reason"])


class Announce(forms.Form):
    """On which day something is placed, or somebody is exhumed."""

    placed_on = DutchDateField(label="Op welke dag")


class Check(forms.Form):
    """What was seen at the grave."""

    result = forms.ChoiceField(
        label="Is het zoals de vergunning zegt?", choices=list(worded(CHECKS)), widget=forms.RadioSelect
    )
    checked_on = DutchDateField(label="Gecontroleerd op")
    photo = AttachmentField(label="Foto van het graf", accepts=PHOTO, required=False)
    note = forms.CharField(label="Wat moet er hersteld worden?", max_length=400, required=False)
    mend_until = DutchDateField(label="Hersteld uiterlijk", required=False)

    def __init__(self, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked_on"].initial = day

    def seen(self) -> Checked:
        """What was typed."""
        typed = self.cleaned_data
        return Checked(typed["result"], typed["checked_on"], typed["photo"], typed["note"], typed["mend_until"])


class Exhume(forms.Form):
    """When somebody was exhumed, and with which papers they left."""

    done_on = DutchDateField(label="Opgegraven op")
    papers = forms.CharField(label="Kenmerk van de vervoerspapieren", max_length=60, required=False)
