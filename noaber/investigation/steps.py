"""The steps that the page of an investigation offers: what is typed, what does it, and whether it is possible now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form

from noaber.agreement.acts import Act
from noaber.investigation import actions, acts, file, forms, rules
from noaber.investigation.file import File
from noaber.investigation.terms import InvestigationTerms
from noaber.values import Decision

Do = Callable[[Any, str, str, dict[str, Any], Any], object]
May = Callable[[File, date, InvestigationTerms], Decision]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done: `step` is what it takes, `done` what is said afterwards, `how` what it is for."""

    step: str
    act: Act
    form: type[Form]
    do: Do
    may: May
    done: str
    how: str


def _take(step: str, act: Act, form: type[Form], done: str, how: str) -> Step:
    return Step(
        step,
        act,
        form,
        lambda who, code, number, typed, once: actions.take(who, code, number, step, typed["on"], once),
        lambda value, day, terms: rules.may_take(value, step, day, day, terms),
        done,
        how,
    )


STEPS: dict[str, Step] = {
    "beoordelen": _take(
        file.TRIAGED,
        acts.TRIAGE,
        forms.Done,
        "Het signaal is beoordeeld.",
        "Kijk in de BRP en in eigen bronnen of er reden is om te twijfelen aan het adres.",
    ),
    "onderzoek": Step(
        file.ANNOTATED,
        acts.ANNOTATE,
        forms.Annotation,
        lambda who, code, number, typed, once: actions.annotate(who, code, number, typed["code"], once),
        lambda value, day, terms: rules.may_annotate(value, "081100", day, terms),
        "Het adres staat in onderzoek.",
        "Plaats de aantekening in de BRP. Een terugmelding is daarmee beantwoord; zet dat ook in het portaal.",
    ),
    "brief-1": _take(
        file.LETTER_1, acts.LETTER_1, forms.Sent, "Brief 1 is vastgelegd.", "Vraag op het BRP-adres wie er woont."
    ),
    "brief-2": _take(
        file.LETTER_2, acts.LETTER_2, forms.Sent, "Brief 2 is vastgelegd.", "Geen antwoord? Vraag het nog een keer."
    ),
    "bronnen": _take(
        file.CONSULTED,
        acts.CONSULT,
        forms.Done,
        "Het raadplegen is vastgelegd.",
        "Bijvoorbeeld werk en inkomen, de eigenaar van het huis of de buren. Wat je vond blijft in het bronsysteem.",
    ),
    "huisbezoek": _take(
        file.VISITED, acts.VISIT, forms.Done, "Het huisbezoek is vastgelegd.", "Het verslag blijft in het bronsysteem."
    ),
    "extra-brief": _take(
        file.EXTRA, acts.EXTRA, forms.Sent, "De extra brief is vastgelegd.", "Alleen als er nog iets te vragen is."
    ),
    "voornemen": Step(
        file.PUBLISHED,
        acts.ANNOUNCE,
        forms.Intention,
        lambda who, code, number, typed, once: actions.announce(
            who, code, number, typed["intended"], typed["on"], once
        ),
        lambda value, day, terms: rules.may_announce(value, file.INSIDE, day, day, terms),
        "Het voornemen is vastgelegd; de dag ervan ligt vast.",
        "Laat weten wat het college gaat opnemen, en tot wanneer de inwoner kan reageren.",
    ),
    "uitkomst": Step(
        file.DECIDED,
        acts.DECIDE,
        forms.Result,
        lambda who, code, number, typed, once: actions.decide(
            who, code, number, typed["result"], typed["declared"], typed.get("ended", False), once
        ),
        lambda value, day, terms: rules.may_decide(value, file.UNKNOWN, False, True, day, terms),
        "De uitkomst is vastgelegd.",
        "Dit is het besluit in deze zaak.",
    ),
    "melder": Step(
        file.INFORMED,
        acts.INFORM,
        forms.Nothing,
        lambda who, code, number, typed, once: actions.inform(who, code, number, once),
        lambda value, day, terms: rules.may_inform(value, terms),
        "De melder is bericht.",
        "Bericht alleen de uitkomst. Geen adres, en niets over de inwoner.",
    ),
    "afsluiten": Step(
        file.CLOSED,
        acts.CLOSE,
        forms.Nothing,
        lambda who, code, number, typed, once: actions.close(who, code, number, once),
        lambda value, day, terms: rules.may_close(value, terms),
        "Het onderzoek is afgesloten.",
        "Sluit af als het dossier compleet is.",
    ),
    "intrekken": Step(
        "",
        acts.WITHDRAW,
        forms.Nothing,
        lambda who, code, number, typed, once: actions.withdraw(who, code, number, once),
        lambda value, day, terms: rules.may_withdraw(value),
        "Het voornemen is ingetrokken.",
        "Klopte de brief niet? Een nieuw voornemen krijgt een eigen dag.",
    ),
}
