"""The page of one neglected grave, clearing, urn or scattering, what begins it, and each of its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.pages import ask, page
from noaber.cemetery.endings import acts, ashes_actions, clearing_actions, forms, neglect_actions, shown, steps
from noaber.cemetery.endings.clearing import CLEAR, above_from
from noaber.cemetery.endings.models import Clearing, NeglectRecord, Scattering
from noaber.cemetery.endings.neglect import NEGLECT
from noaber.cemetery.endings.neglect_actions import neglect_of, waiting
from noaber.cemetery.endings.queries import clearing_of, record_of, scattering_of, urn_of
from noaber.cemetery.endings.views import ending_terms
from noaber.cemetery.law import Law
from noaber.cemetery.models import Grave, GraveRight, Interment, Resident
from noaber.cemetery.queries import grave_of, running_right
from noaber.cemetery.views import code_of, laws
from noaber.parties.clock import today
from noaber.parties.scope import reading

FORM = "grave_endings/form.html"
NOBODY: dict[type[Exception], tuple[str, str]] = {
    Resident.DoesNotExist: ("deceased", "Dit nummer staat niet in het register. Zoek de persoon, of neem die op.")
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of thing with a page of its own: how one is found and named, where it is, and its steps."""

    find: Callable[[int, str], Any]
    missing: type[Exception]
    page: str
    template: str
    words: str
    steps: Mapping[str, steps.Step]


KINDS = {
    shown.NEGLECT: Kind(
        neglect_of, NeglectRecord.DoesNotExist, "grave-neglect", "neglect.html", "Verwaarlozing", steps.NEGLECT
    ),
    shown.CLEARING: Kind(
        clearing_of, Clearing.DoesNotExist, "grave-clearing-one", "clearing.html", "Ruiming", steps.CLEARING
    ),
    shown.URN: Kind(urn_of, Interment.DoesNotExist, "grave-urn", "urn.html", "Asbus", steps.URN),
    shown.SCATTERING: Kind(
        scattering_of, Scattering.DoesNotExist, "grave-scattering", "scattering.html", "Verstrooiing", steps.SCATTERING
    ),
}


def _found(request: HttpRequest, kind: Kind, number: str) -> Any:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        try:
            return kind.find(client, number)
        except kind.missing:
            raise Http404 from None


def _grave(request: HttpRequest, number: str) -> tuple[Grave, GraveRight | None]:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        try:
            grave = grave_of(client, number)
        except Grave.DoesNotExist:
            raise Http404 from None
        return grave, running_right(client, grave)


@never_cache
@require_safe
@open_to(*WORKERS)
def one(request: HttpRequest, number: str, of: str) -> HttpResponse:
    """One of these, how it stands, and what comes next."""
    kind, day = KINDS[of], today()
    local, law = laws(request)
    row = _found(request, kind, number)
    with reading(row.municipality_id):
        context = _MORE[of](request, row, day, law)
    first, *others = [_link(kind, number, what) for what in (context["state"].first, *context["state"].others)]
    context |= {"row": row, "first": first, "others": others, "day": day, "law": law}
    context["cemetery"] = local.cemetery(row.cemetery if row.__class__ is Scattering else row.grave.cemetery).name
    return page(request, f"grave_endings/{kind.template}", context)


def _link(kind: Kind, number: str, what: str) -> tuple[str, str] | None:
    """The address and the words of a step; nothing where there is none."""
    return (reverse(f"{kind.page}-{what}", args=[number]), kind.steps[what].title) if what else None


def _neglect(request: HttpRequest, row: NeglectRecord, day: date, law: Law) -> dict[str, Any]:
    return {"state": shown.of_neglect(row, day, law, waiting(row, ending_terms(request), day))}


def _clearing(request: HttpRequest, row: Clearing, day: date, law: Law) -> dict[str, Any]:
    first = above_from(row.announced_on, law) if row.announced_on else None
    return {"state": shown.of_clearing(row, day, law), "above_from": first}


def _urn(request: HttpRequest, row: Interment, day: date, law: Law) -> dict[str, Any]:
    kept = record_of(row)
    right = running_right(row.municipality_id, row.grave)
    rest = shown.urn_rest(kept.stored_on if kept is not None else None, law)
    return {"state": shown.of_urn(row, right is not None), "kept": kept, "right": right, "rest": rest}


def _scattering(request: HttpRequest, row: Scattering, day: date, law: Law) -> dict[str, Any]:
    return {"state": shown.of_scattering(row, day), "place": shown.place_of(row, laws(request)[0])}


_MORE: dict[str, Callable[..., dict[str, Any]]] = {
    shown.NEGLECT: _neglect,
    shown.CLEARING: _clearing,
    shown.URN: _urn,
    shown.SCATTERING: _scattering,
}


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, of: str, what: str) -> HttpResponse:
    """One step of one of these."""
    kind = KINDS[of]
    wanted = kind.steps[what]
    local, _ = laws(request)
    row = _found(request, kind, number)
    back = reverse(kind.page, args=[number])
    words: dict[str, Any] = {
        "title": wanted.title,
        "back": back,
        "back_words": f"{kind.words} {number}",
        "submit": wanted.title,
    }
    words |= {"says": wanted.says, "clause": wanted.clause}

    def do(once: Any, form: Any) -> None:
        wanted.do(request.user, code_of(request), number, form, once)

    return ask(request, FORM, words, partial(wanted.make, steps.About(row, local)), do, wanted.done)


def _begin(
    request: HttpRequest, number: str, title: str, says: str, clause: Any, make: Any, do: Any, done: str
) -> HttpResponse:
    words: dict[str, Any] = {"title": f"{title}: graf {number}", "back": reverse("grave", args=[number])}
    words |= {"back_words": f"Graf {number}", "submit": title, "says": says, "clause": clause}
    return ask(request, FORM, words, make, do, done, NOBODY)


@never_cache
@open_to(*WORKERS)
def new_neglect(request: HttpRequest, number: str) -> HttpResponse:
    """Put down that a grave is not looked after."""
    laws(request)
    _grave(request, number)

    def do(once: Any, form: Any) -> str:
        row = neglect_actions.establish(request.user, code_of(request), number, form.seen(), form.took, once)
        return reverse("grave-neglect", args=[row.number])

    says = "Leg alleen vast wat duidelijk te zien is. Daarna maak je de verklaring voor de rechthebbende."
    return _begin(
        request, number, acts.ESTABLISH.label, says, NEGLECT, forms.Inspection, do, "De verwaarlozing is vastgelegd."
    )


@never_cache
@open_to(*WORKERS)
def new_clearing(request: HttpRequest, number: str) -> HttpResponse:
    """Put a grave on the list."""
    laws(request)
    _, right = _grave(request, number)

    def do(once: Any, form: Any) -> str:
        day, agreed = form.cleaned_data["day"], form.agreed()
        row = clearing_actions.put_on_list(request.user, code_of(request), number, day, agreed, form.took, once)
        return reverse("grave-clearing-one", args=[row.number])

    says = "Daarna besluit een collega namens het college, en wordt het voornemen aan de familie gemeld."
    made = partial(forms.Listing, steps.consenting(right))
    return _begin(request, number, "Op de ruimlijst zetten", says, CLEAR, made, do, "Het graf staat op de ruimlijst.")


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def new_urn(request: HttpRequest, number: str) -> HttpResponse:
    """Put down that an urn was placed."""
    laws(request)
    _, right = _grave(request, number)

    def do(once: Any, form: Any) -> str:
        typed = form.cleaned_data
        what = (number, typed["deceased"].strip(), typed["day"], form.contents(), form.agreed(), form.took, once)
        row = ashes_actions.place_urn(request.user, code_of(request), *what)
        return reverse("grave-urn", args=[row.number])

    says = "Het register van asbussen is openbaar. Alles wat erin moet staan, vul je hier in."
    made = partial(forms.Urn, steps.consenting(right))
    clause = steps.ashes.REGISTER
    return _begin(request, number, acts.PLACE_URN.label, says, clause, made, do, "De asbus staat in het register.")


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def new_scattering(request: HttpRequest, number: str = "") -> HttpResponse:
    """Allow ashes to be scattered, on a field or on this grave."""
    local, _ = laws(request)
    right = _grave(request, number)[1] if number else None

    def do(once: Any, form: Any) -> str:
        what = (form.cleaned_data["deceased"].strip(), form.wish(), form.agreed(), form.took, once)
        row = ashes_actions.allow_scattering(request.user, code_of(request), *what)
        return reverse("grave-scattering", args=[row.number])

    back = reverse("grave", args=[number]) if number else reverse("grave-scatterings")
    words: dict[str, Any] = {"title": acts.ALLOW_SCATTERING.label, "back": back, "submit": "Verstrooien toestaan"}
    words["back_words"] = f"Graf {number}" if number else "Verstrooien"
    words |= {"says": "Na het moment zelf leg je vast dat het is gebeurd.", "clause": steps.ashes.BY_KEEPER}
    made = partial(forms.Wished, local, number, steps.consenting(right))
    return ask(request, FORM, words, made, do, "De verstrooiing is toegestaan.", NOBODY)
