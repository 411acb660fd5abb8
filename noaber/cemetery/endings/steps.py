"""The steps of a grave that comes to its end and of ashes: each with its form, what it does, and when it is next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from noaber.agreement.acts import Act
from noaber.cemetery.endings import (
    acts,
    ashes,
    ashes_actions,
    clearing,
    clearing_actions,
    forms,
    neglect,
    neglect_actions,
)
from noaber.cemetery.endings.clearing import CLEAR, OBJECT, UNKNOWN_PERSON
from noaber.cemetery.endings.queries import last_right
from noaber.cemetery.evidence.queries import obstacle_of
from noaber.cemetery.evidence.rules import AT_ENTRANCE, AT_GRAVE
from noaber.cemetery.local import Local
from noaber.cemetery.models import GraveRight, Resident
from noaber.cemetery.queries import running_right
from noaber.cemetery.windows import EXCLUSIVE
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Clause


@dataclass(frozen=True, slots=True)
class About:
    """What a form of a step can ask: about which row, and what the municipality has laid down."""

    row: Any
    local: Local

    def holder(self) -> Resident | None:
        """Whose consent counts: the holder of a private grave."""
        with reading(self.row.municipality_id):
            return consenting(running_right(self.row.municipality_id, self.row.grave))

    def reach(self) -> bool:
        """Can the last holder be written to?"""
        with reading(self.row.municipality_id):
            right = last_right(self.row.municipality_id, self.row.grave)
        return not obstacle_of(None, right.holder if right is not None else None, today())


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done. `says` is what it comes to, in words; `label` is its button."""

    act: Act
    make: Callable[..., Any]
    do: Callable[..., Any]
    done: str
    clause: Clause
    says: str = ""
    label: str = ""

    @property
    def title(self) -> str:
        """How it is called."""
        return self.label or self.act.label


def consenting(right: GraveRight | None) -> Resident | None:
    """Whose consent counts for a grave: the holder of a private one."""
    return right.holder if right is not None and right.kind == EXCLUSIVE else None


def _plain(form: Callable[..., Any]) -> Callable[..., Any]:
    return lambda about, *given: form(*given)


def _allowing(form: Callable[..., Any]) -> Callable[..., Any]:
    return lambda about, *given: form(about.holder(), *given)


def _timed(do: Callable[..., Any]) -> Callable[..., Any]:
    """A step of which nothing is said but how long it took."""
    return lambda who, code, number, form, once: do(who, code, number, form.took, once)


def _sign(place: str) -> Callable[..., Any]:
    return lambda who, code, number, form, once: neglect_actions.publish(
        who, code, number, place, form.cleaned_data["day"], form.cleaned_data["photo"], form.took, once
    )


_SIGN = "Beide borden blijven staan tot het graf is hersteld, of tot de termijn van de wet voorbij is."
NEGLECT = {
    "verklaren": Step(
        acts.DECLARE,
        _plain(forms.Timed),
        _timed(neglect_actions.declare),
        "De verklaring is gemaakt.",
        neglect.NEGLECT,
        "De verklaring gaat als brief naar de rechthebbende. Kan er niet geschreven worden, dan komen er borden.",
        "Verklaring maken",
    ),
    "ontvangst": Step(
        acts.CONFIRM,
        _plain(forms.Received),
        lambda who, code, number, form, once: neglect_actions.confirm(
            who, code, number, form.cleaned_data["day"], form.cleaned_data["how"], form.took, once
        ),
        "De ontvangst is vastgelegd. De termijn om te herstellen loopt.",
        neglect.NEGLECT,
        "Vanaf deze dag heeft de rechthebbende een jaar om het graf te herstellen.",
        "Ontvangst vastleggen",
    ),
    "bord-graf": Step(
        acts.PUBLISH,
        _plain(forms.Placed),
        _sign(AT_GRAVE),
        "Het bord is vastgelegd.",
        neglect.PUBLISH,
        _SIGN,
        "Bord bij het graf vastleggen",
    ),
    "bord-ingang": Step(
        acts.PUBLISH,
        _plain(forms.Placed),
        _sign(AT_ENTRANCE),
        "Het bord is vastgelegd.",
        neglect.PUBLISH,
        _SIGN,
        "Bord bij de ingang vastleggen",
    ),
    "herstel": Step(
        acts.REPAIR,
        _plain(forms.Repaired),
        lambda who, code, number, form, once: neglect_actions.repair(
            who, code, number, form.cleaned_data["day"], form.cleaned_data["photo"], form.took, once
        ),
        "Het herstel is vastgelegd. De borden mogen weg.",
        neglect.LAPSE,
        "Het recht blijft bestaan en dit is klaar.",
        "Herstel vastleggen",
    ),
    "vervallen": Step(
        acts.LAPSE,
        _plain(forms.Timed),
        _timed(neglect_actions.lapse),
        "Het recht is vervallen.",
        neglect.LAPSE,
        "Het recht eindigt vandaag in het register: het graf is niet op tijd hersteld. Ga eerst bij het graf kijken.",
        "Recht laten vervallen",
    ),
}
CLEARING = {
    "besluiten": Step(
        acts.DECIDE,
        _plain(forms.Timed),
        _timed(clearing_actions.decide),
        "Het besluit is genomen.",
        CLEAR,
        "Je geeft namens het college de last om dit graf te ruimen. Wie het op de lijst zette, kan dit niet doen.",
        "Besluit nemen",
    ),
    "melden": Step(
        acts.ANNOUNCE,
        lambda about, *given: forms.Announced(about.reach(), *given),
        lambda who, code, number, form, once: clearing_actions.announce(
            who, code, number, form.cleaned_data.get("photo"), form.took, once
        ),
        "Het voornemen is gemeld.",
        CLEAR,
        "Is er een adres, dan gaat er een brief naar de laatste rechthebbende, met het aanbod om op te halen wat op het"
        " graf staat. Anders komt er een bord bij het graf.",
        "Voornemen melden",
    ),
    "bovengronds": Step(
        acts.CLEAR_ABOVE,
        _plain(forms.Above),
        lambda who, code, number, form, once: clearing_actions.clear_above(
            who, code, number, form.cleaned_data["photo"], form.cleaned_data["kept"], form.took, once
        ),
        "Het graf is bovengronds geruimd.",
        clearing.OWNER,
        "De steen en de andere voorwerpen gaan van het graf en liggen daarna klaar voor de familie.",
        "Bovengronds ruimen",
    ),
    "ruimen": Step(
        acts.EMPTY,
        _plain(forms.Emptying),
        lambda who, code, number, form, once: clearing_actions.empty(
            who, code, number, form.emptied(), form.took, once
        ),
        "Het graf is geruimd.",
        clearing.REMAINS,
        "Wie hier lag, staat daarna in het register als weg. Het graf is vrij als er ook geen recht op loopt.",
    ),
    "opgehaald": Step(
        acts.FETCH,
        _plain(forms.Fetched),
        lambda who, code, number, form, once: clearing_actions.fetch(
            who, code, number, form.cleaned_data["by"], form.took, once
        ),
        "Het ophalen is vastgelegd.",
        clearing.OWNER,
        label="Ophalen vastleggen",
    ),
    "afvoeren": Step(
        acts.DISPOSE,
        _plain(forms.Timed),
        _timed(clearing_actions.dispose),
        "Het afvoeren is vastgelegd.",
        clearing.OWNER,
        "Dit kan als de familie lang genoeg de tijd had om het op te halen.",
        "Voorwerpen afvoeren",
    ),
    "burgemeester": Step(
        acts.TELL_MAYOR,
        _plain(forms.Timed),
        _timed(clearing_actions.tell_mayor),
        "De melding is vastgelegd.",
        UNKNOWN_PERSON,
        "De burgemeester kan laten onderzoeken wie hier ligt. Ruimen mag pas twee maanden na deze melding.",
        "Melding aan de burgemeester",
    ),
    "bezwaar": Step(
        acts.HOLD,
        _plain(forms.Held),
        lambda who, code, number, form, once: clearing_actions.hold(
            who, code, number, form.held(), form.runs(), form.took, once
        ),
        "Dit is vastgelegd.",
        OBJECT,
        "Zolang dit loopt, wordt het graf niet geruimd.",
        "Bezwaar of onderzoek vastleggen",
    ),
    "van-de-lijst": Step(
        acts.WITHDRAW,
        _plain(forms.Because),
        lambda who, code, number, form, once: clearing_actions.withdraw(
            who, code, number, form.cleaned_data["because"], form.took, once
        ),
        "Het graf is van de ruimlijst gehaald.",
        CLEAR,
        label="Van de ruimlijst halen",
    ),
}
URN = {
    "aanvullen": Step(
        acts.COMPLETE_URN,
        _plain(forms.Record),
        lambda who, code, number, form, once: ashes_actions.complete_urn(
            who, code, number, form.contents(), form.took, once
        ),
        "Het register is aangevuld.",
        ashes.CONTENT,
        label="Register aanvullen",
    ),
    "meegeven": Step(
        acts.HAND_OVER_URN,
        _allowing(forms.HandedOver),
        lambda who, code, number, form, once: ashes_actions.hand_over_urn(
            who,
            code,
            number,
            form.cleaned_data["destination"],
            form.cleaned_data["handed_to"],
            form.agreed(),
            form.took,
            once,
        ),
        "De asbus is meegegeven.",
        ashes.REMOVING,
    ),
    "ruimen": Step(
        acts.CLEAR_URN,
        lambda about, *given: forms.UrnCleared(about.local, about.holder(), *given),
        lambda who, code, number, form, once: ashes_actions.clear_urn(
            who, code, number, form.cleaned_data["cemetery"], form.agreed(), form.took, once
        ),
        "De asbus is geruimd en de as is verstrooid.",
        Clause("Wlb", "66"),
        "De as wordt verstrooid. Binnen tien jaar nadat de as in de bus ging, moet de rechthebbende dit toestaan.",
    ),
}
SCATTERING = {
    "verstrooid": Step(
        acts.SCATTER,
        _plain(forms.Scattered),
        lambda who, code, number, form, once: ashes_actions.scatter(who, code, number, form.at(), form.took, once),
        "De verstrooiing staat in het register.",
        ashes.BY_FAMILY,
        label="Verstrooiing vastleggen",
    ),
    "intrekken": Step(
        acts.WITHDRAW_SCATTERING,
        _plain(forms.Timed),
        _timed(ashes_actions.withdraw_scattering),
        "De toestemming is ingetrokken.",
        ashes.BY_FAMILY,
        label="Toestemming intrekken",
    ),
}
