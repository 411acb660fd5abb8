"""The steps in the file of a funeral: what each does, which are possible now, and which comes next."""

from __future__ import annotations

from typing import Any

from django.forms import Form

from noaber.cases.file_steps import FileStep, Nothing
from noaber.cemetery.municipal import actions, acts, file, forms, resting, settling
from noaber.cemetery.municipal.money import COSTS, SOURCES
from noaber.cemetery.municipal.queries import Opened
from noaber.cemetery.municipal.rules import is_liable
from noaber.values import Euro

MANDATED, IN_PERSON = "zorg", "burgemeester"
"""The decision of the mayor: on behalf of the mayor, or put down as the mayor took it."""

STEPS: dict[str, FileStep] = {
    "zoeken": FileStep(
        acts.SEARCH,
        lambda who, code, number, typed, once: actions.search(
            who, code, number, typed["place"], typed["result"], typed["on"], typed["note"], once
        ),
        "De zoekactie is vastgelegd.",
        "Zoek naar familie, een testament, een uitvaartverzekering en naar wat de overledene wilde.",
    ),
    "nabestaande": FileStep(
        acts.NOTE_KIN,
        lambda who, code, number, typed, once: actions.note_kin(who, code, number, typed["relative"], once),
        "Het antwoord is vastgelegd.",
        "Vraag wie je vindt of die zelf voor de uitvaart zorgt. Doet iemand dat, dan draag je de uitvaart over.",
    ),
    "afronden": FileStep(
        acts.FINISH_SEARCH,
        lambda who, code, number, typed, once: actions.finish_search(who, code, number, typed["reason"], once),
        "Het zoeken is afgerond.",
        "Daarna staat vast dat niemand voor de uitvaart zorgt, en beslist de burgemeester.",
    ),
    MANDATED: FileStep(
        acts.TAKE_CHARGE,
        lambda who, code, number, typed, once: actions.take_charge(who, code, number, typed["order"], once),
        "Het besluit is genomen namens de burgemeester.",
        "Zorgt niemand voor de uitvaart, dan doet de burgemeester dat. De wens van de overledene gaat voor.",
    ),
    IN_PERSON: FileStep(
        acts.NOTE_ORDER,
        lambda who, code, number, typed, once: actions.note_order(who, code, number, typed["order"], once),
        "Het besluit van de burgemeester is vastgelegd.",
        "Besliste de burgemeester zelf, leg dat hier dan vast met het kenmerk van het besluit.",
    ),
    "termijn": FileStep(
        acts.OTHER_TERM,
        lambda who, code, number, typed, once: actions.set_other_term(who, code, number, typed["told"], once),
        "De andere termijn is vastgelegd.",
        "Alleen de burgemeester kan een andere termijn stellen, na het horen van een arts.",
    ),
    "opdracht": FileStep(
        acts.COMMISSION,
        lambda who, code, number, typed, once: actions.commission(
            who, code, number, typed["firm"], typed["planned"], once
        ),
        "De opdracht is vastgelegd.",
        "Plan de uitvaart binnen de termijn van de wet. Leg de raming van de kosten apart vast.",
    ),
    "uitvaart": FileStep(
        acts.LAY_TO_REST,
        lambda who, code, number, typed, once: resting.lay_to_rest(who, code, number, typed["rest"], once),
        "De uitvaart is vastgelegd.",
        "In een eigen graf komt de begrafenis meteen in het register. Er komt geen post en geen debiteur.",
    ),
    "overdragen": FileStep(
        acts.HAND_OVER,
        lambda who, code, number, typed, once: actions.hand_over(who, code, number, once),
        "De uitvaart is overgedragen.",
        "Een nabestaande zorgt zelf voor de uitvaart. Reken daarna af wat al is uitgegeven.",
    ),
    "raming": FileStep(
        acts.ADD_COST,
        lambda who, code, number, typed, once: settling.add_cost(
            who, code, number, typed["kind"], typed["estimate"], typed["text"], once
        ),
        "De kosten zijn geraamd.",
        "De kosten komen ten laste van de gemeente tot zij zijn verhaald.",
    ),
    "nota": FileStep(
        acts.BILL,
        lambda who, code, number, typed, once: settling.bill(
            who, code, number, int(typed["line"]), typed["actual"], typed["note"], once
        ),
        "De werkelijke kosten zijn vastgelegd.",
    ),
    "bezit": FileStep(
        acts.NOTE_ASSET,
        lambda who, code, number, typed, once: settling.note_asset(
            who, code, number, typed["kind"], typed["text"], typed["value"], typed["kept"], once
        ),
        "Het bezit is vastgelegd.",
        "Geld, goederen en polissen die zijn gevonden.",
    ),
    "bezit-overdragen": FileStep(
        acts.HAND_ASSET,
        lambda who, code, number, typed, once: settling.hand_asset(
            who, code, number, int(typed["line"]), typed["to"], typed["receipt"], once
        ),
        "De overdracht is vastgelegd.",
    ),
    "verhaal": FileStep(
        acts.CLAIM,
        lambda who, code, number, typed, once: settling.claim(
            who, code, number, typed["source"], typed["amount"], typed["kin"], typed["note"], once
        ),
        "Het verhaal is vastgelegd.",
        "Eerst op wat is gevonden en op de nalatenschap, dan op nabestaanden die onderhoud verschuldigd waren.",
    ),
    "ontvangst": FileStep(
        acts.RECEIVE,
        lambda who, code, number, typed, once: settling.receive(
            who, code, number, int(typed["line"]), typed["amount"], once
        ),
        "De ontvangst is vastgelegd.",
    ),
    "verhaal-beeindigen": FileStep(
        acts.END_CLAIM,
        lambda who, code, number, typed, once: settling.end_claim(
            who, code, number, int(typed["line"]), typed["reason"], once
        ),
        "Het verhaal is beëindigd.",
        "Wat dan nog open staat, verhaal je ergens anders op of stel je voor af te boeken.",
    ),
    "afboeken": FileStep(
        acts.PROPOSE_WRITE_OFF,
        lambda who, code, number, typed, once: settling.propose_write_off(
            who, code, number, typed["amount"], typed["reason"], typed["text"], once
        ),
        "Het voorstel wacht op een collega.",
        "Een collega beslist over je voorstel.",
    ),
    "afboeken-beslissen": FileStep(
        acts.ANSWER_WRITE_OFF,
        lambda who, code, number, typed, once: settling.answer_write_off(
            who, code, number, int(typed["line"]), typed["answer"] == "ja", once
        ),
        "Over het voorstel is beslist.",
        "Wie het voorstelde, beslist er niet over.",
    ),
    "afsluiten": FileStep(
        acts.CLOSE,
        lambda who, code, number, typed, once: settling.close(who, code, number, typed["minutes"], once),
        "Het dossier is afgesloten.",
        "Namen en adressen van nabestaanden worden gewist. De bedragen blijven.",
    ),
}


def main_of(now: Opened, who: str, mandated: bool) -> str:
    """Which step comes next for the one who looks; empty where somebody else is needed.

    `mandated` says that there is a mandate for the decision of the mayor today.
    """
    step = file.next_step(now.file)
    simple = {
        file.SEARCH: "zoeken",
        file.FINISH: "afronden",
        file.HAND_OVER: "overdragen",
        file.ORDER: MANDATED if mandated else IN_PERSON,
        file.COMMISSION: "opdracht",
        file.REST: "uitvaart",
        file.CLOSE: "afsluiten",
    }
    return _settling(now, who) if step == file.SETTLE else simple.get(step, "")


def _settling(now: Opened, who: str) -> str:
    sums = now.file.sums
    if _unbilled(now):
        return "nota"
    if _proposals(now, who):
        return "afboeken-beslissen"
    if sums.outstanding:
        return "ontvangst"
    if sums.free > 0:
        return "afboeken" if now.claims else "verhaal"
    return "bezit-overdragen" if _kept(now) else ""


def possible(now: Opened, who: str) -> list[str]:
    """The steps that make sense as the file stands; the rules have the last word."""
    one, sums, step = now.file, now.file.sums, file.next_step(now.file)
    if step == file.DONE:
        return []
    wanted = {
        "zoeken": not one.ended and one.ordered_on is None,
        "nabestaande": True,
        "afronden": step in (file.SEARCH, file.FINISH),
        MANDATED: step == file.ORDER,
        IN_PERSON: step == file.ORDER,
        "opdracht": not one.ended and one.ordered_on is not None,
        "uitvaart": not one.ended and one.commissioned_on is not None,
        "termijn": not one.ended,
        "overdragen": step == file.HAND_OVER,
        "raming": True,
        "nota": bool(_unbilled(now)),
        "bezit": True,
        "bezit-overdragen": one.ended and bool(_kept(now)),
        "verhaal": sums.free > 0,
        "ontvangst": bool(_running(now)),
        "verhaal-beeindigen": bool(_running(now)),
        "afboeken": one.ended and sums.free > 0,
        "afboeken-beslissen": bool(_proposals(now, who)),
        "afsluiten": step == file.CLOSE,
    }
    return [name for name, here in wanted.items() if here]


def form_of(what: str, now: Opened, who: str, data: Any = None) -> Form:
    """The form of a step; what can be chosen follows from the file."""
    given, free = {"data": data, "auto_id": f"{what}_%s"}, Euro(max(now.file.sums.free, 0))
    lined: dict[str, tuple[type[forms.OfLine], list[tuple[int, str]]]] = {
        "nota": (forms.Bill, _unbilled(now)),
        "bezit-overdragen": (forms.HandAsset, _kept(now)),
        "ontvangst": (forms.Receive, _running(now)),
        "verhaal-beeindigen": (forms.EndClaim, _running(now)),
        "afboeken-beslissen": (forms.AnswerWriteOff, _proposals(now, who)),
    }
    if what in lined:
        kind, lines = lined[what]
        return kind(lines, **given)
    if what == "zoeken":
        return forms.Search(now.file.unlooked, **given)
    if what == MANDATED:
        return forms.TakeCharge(now.file.identified, **given)
    if what == IN_PERSON:
        return forms.NoteOrder(now.file.identified, **given)
    if what == "uitvaart":
        return forms.LayToRest(now.file.way, now.file.planned_at, **given)
    if what == "verhaal":
        liable = [
            (one.pk, f"{one.name or 'naam onbekend'}, {one.get_relation_display()}")
            for one in now.kin
            if is_liable(one.relation)
        ]
        return forms.MakeClaim(liable, free, **given)
    if what == "afboeken":
        return forms.ProposeWriteOff(free, **given)
    simple: dict[str, type[Form]] = {
        "nabestaande": forms.NoteKin,
        "afronden": forms.FinishSearch,
        "termijn": forms.SetOtherTerm,
        "opdracht": forms.Commission,
        "raming": forms.AddCost,
        "bezit": forms.NoteAsset,
        "afsluiten": forms.Close,
    }
    return simple.get(what, Nothing)(**given)


def typed(form: Form) -> dict[str, Any]:
    """What was typed, as the steps take it."""
    if isinstance(form, forms.NoteKin):
        return {"relative": form.relative()}
    if isinstance(form, forms.TakeCharge):
        return {"order": form.order()}
    if isinstance(form, forms.SetOtherTerm):
        return {"told": form.told()}
    if isinstance(form, forms.Commission):
        return {"firm": form.cleaned_data["firm"], "planned": form.planned()}
    if isinstance(form, forms.LayToRest):
        return {"rest": form.rest()}
    if isinstance(form, forms.MakeClaim):
        kin = form.cleaned_data.get("kin") if form.cleaned_data["source"] == "kin" else ""
        return {**form.cleaned_data, "kin": int(kin) if kin else None}
    return dict(form.cleaned_data)


def _unbilled(now: Opened) -> list[tuple[int, str]]:
    return [
        (
            one.pk,
            f"{COSTS[one.kind].capitalize()}, geraamd {Euro(one.estimate_cents)}{f': {one.text}' if one.text else ''}",
        )
        for one in now.costs
        if one.actual_cents is None
    ]


def _kept(now: Opened) -> list[tuple[int, str]]:
    return [(one.pk, f"{one.text}, {Euro(one.value_cents)}") for one in now.assets if one.handed_on is None]


def _running(now: Opened) -> list[tuple[int, str]]:
    return [
        (one.pk, f"{SOURCES[one.source].capitalize()}, nog {Euro(one.value.outstanding)}")
        for one in now.claims
        if one.value.outstanding
    ]


def _proposals(now: Opened, who: str) -> list[tuple[int, str]]:
    return [
        (one.pk, f"{Euro(one.amount_cents)}: {one.get_reason_display()}")
        for one in now.write_offs
        if one.approved is None and one.proposed_by != who
    ]
