"""Pages for undertakers: one request, from the link in the mail to the day of the funeral. No account."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from noaber.agreement.acting import SYSTEM, AlreadyDone, Refusal
from noaber.agreement.pages import once
from noaber.cemetery.funerals import actions, rules
from noaber.cemetery.funerals.forms import Address, Intake, Paper, Start
from noaber.cemetery.funerals.kinds import NEEDS_GRAVE, NEEDS_PAPER, is_bound
from noaber.cemetery.funerals.models import Funeral
from noaber.cemetery.funerals.models import Intake as Link
from noaber.cemetery.funerals.queries import (
    Standing,
    free_for,
    funeral_by_code,
    intake_by_code,
    kind_of,
    standing_of,
)
from noaber.cemetery.funerals.seen import Told, draft_price
from noaber.cemetery.funerals.site import Site, for_residents
from noaber.cemetery.funerals.wording import STATES, at_moment, rest_lines, seen_lines
from noaber.cemetery.local import GraveKind
from noaber.parties.clock import now, today
from noaber.parties.scope import reading


@for_residents("POST")
def start(request: HttpRequest, site: Site) -> HttpResponse:
    """Where an undertaker begins: an address to which the link goes."""
    if request.method != "POST":
        return site.page(request, "start", {"form": Address(site.lang), "sent": "verstuurd" in request.GET})
    form = Address(site.lang, request.POST)
    if not form.is_valid():
        return site.page(request, "start", {"form": form}, 422)
    if not site.may_try(request):
        return site.page(request, "start", {"form": form, "busy": True}, 429)
    actions.invite(site.agreement.code, form.cleaned_data["email"], site.lang)
    return site.go("funeral-start", "verstuurd=1")


@for_residents()
def request_page(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """What the link opens: a new request, or how the one that was made stands."""
    row = _made(site, code)
    if row is not None:
        return _status(request, site, row)
    _link(site, code)
    return _first(request, site, code, None)


@for_residents()
def change_page(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Change what was asked, from the first question on."""
    row = _made(site, code)
    if row is None or row.state not in rules.CHANGING:
        return site.go("funeral-request", code=code)
    return _first(request, site, code, row)


def _first(request: HttpRequest, site: Site, code: str, row: Funeral | None) -> HttpResponse:
    sent = "kind" in request.GET
    given: Any = request.GET if sent else Start.of(row) if row else None
    form = (
        Start(site.lang, site.local, today(), given) if sent else Start(site.lang, site.local, today(), initial=given)
    )
    if sent and form.is_valid():
        return site.go("funeral-details", request.GET.urlencode(), code=code)
    return site.page(request, "first", {"form": form, "row": row}, 422 if sent else 200)


def _made(site: Site, code: str) -> Funeral | None:
    with reading(site.client):
        try:
            return funeral_by_code(site.client, code)
        except Funeral.DoesNotExist:
            return None


def _link(site: Site, code: str) -> Link:
    with reading(site.client):
        try:
            return intake_by_code(site.client, code, now())
        except Link.DoesNotExist:
            raise Http404 from None


@for_residents("POST")
def details(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Everything else, with the free times; read once more with the price, and then sent."""
    row = _made(site, code)
    if row is None:
        _link(site, code)
    elif row.state not in rules.CHANGING:
        return site.go("funeral-request", code=code)
    first = Start(site.lang, site.local, today(), request.GET)
    if not first.is_valid():
        return site.go("funeral-request", code=code)
    kind = kind_of(first.cleaned_data["kind"], first.cleaned_data["cemetery"], site.local, today())
    free, grants = _free(site, first, row), _grants(kind)
    context: dict[str, Any] = {"row": row, "first": first, "free": free, "openings": site.openings}
    if request.method != "POST":
        form = Intake(site.lang, first, free, grants, initial=Intake.of(row) if row else None)
        return site.page(request, "details", context | {"form": form})
    form = Intake(site.lang, first, free, grants, request.POST)
    if not form.is_valid() or "wijzigen" in request.POST:
        return site.page(request, "details", context | {"form": form}, 200 if "wijzigen" in request.POST else 422)
    if "versturen" not in request.POST:
        return site.page(request, "preview", context | _preview(site, form, kind, row))
    try:
        if row is None:
            actions.ask(site.agreement.code, code, form.details(), once(request))
        else:
            actions.change(site.agreement.code, code, form.details(), once(request))
    except AlreadyDone:
        pass
    except Link.DoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        if refusal.decision.code in ("taken", "past", "short-notice"):
            form.add_error("at", site.say(refusal.decision.text, "This time is no longer free. Choose another one."))
            form.offer(_free(site, first, row))
            return site.page(request, "details", context | {"form": form}, 409)
        return site.no(request, refusal, request.get_full_path())
    return site.go("funeral-request", "ontvangen=1", code=code)


def _grants(kind: GraveKind | None) -> list[int]:
    """For how many years a grave of this kind is granted; zero is without an end."""
    return [*kind.grants, *((0,) if kind.indefinite else ())] if kind else []


def _free(site: Site, first: Start, row: Funeral | None) -> list[Any]:
    typed, at = first.cleaned_data, now()
    bound = is_bound(typed["kind"], typed["exception"])
    with reading(site.client):
        number = row.number if row else ""
        return free_for(site.client, typed["cemetery"], first.died_at(), bound, site.openings, site.law, at, number)


def _preview(site: Site, form: Intake, kind: GraveKind | None, row: Funeral | None) -> dict[str, Any]:
    asked = form.details()
    shown = Funeral(**asked.columns(), language=site.lang)
    told = Told(asked.kind, asked.at, asked.died_at, asked.born_on, asked.years)
    gives_out = not asked.grave_typed and asked.kind not in NEEDS_GRAVE
    return {
        "form": form,
        "lines": [*seen_lines(shown, site.local, site.lang), *rest_lines(shown, site.lang)],
        "price": draft_price(told, kind, gives_out, site.local),
        "more_years": not gives_out,
    }


def _status(request: HttpRequest, site: Site, row: Funeral, status: int = 200, form: Any = None) -> HttpResponse:
    with reading(site.client):
        standing = standing_of(row, site.local, site.law, site.openings)
    context = _shown(site, row, standing) | {"form": form or Paper(site.lang), "received": "ontvangen" in request.GET}
    return site.page(request, "status", context, status)


def _shown(site: Site, row: Funeral, standing: Standing) -> dict[str, Any]:
    english = int(site.lang == "en")
    return {
        "row": row,
        "standing": standing,
        "words": STATES[row.state][english],
        "shape": rules.SHAPES.get(row.state, "off"),
        "lines": [*seen_lines(row, site.local, site.lang), *rest_lines(row, site.lang)],
        "needs_paper": row.kind in NEEDS_PAPER,
        "may_change": row.state in rules.CHANGING,
        "is_open": row.state in rules.OPEN,
        "proposal": at_moment(row.proposed_at, site.lang) if row.proposed_at else "",
        "first_asked": at_moment(row.at, site.lang),
        "code": row.code,
    }


@for_residents("POST")
def paper(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Add the permission of the registrar, or the statement of a doctor."""
    row = _made(site, code)
    if row is None:
        raise Http404
    if request.method != "POST":
        return site.go("funeral-request", code=code)
    form = Paper(site.lang, request.POST, request.FILES)
    if not form.is_valid():
        return _status(request, site, row, 422, form)
    typed = form.cleaned_data
    what = (typed["permit"], typed["file"], once(request), actions.PORTAL)
    return _do(request, site, code, lambda: actions.add_paper(SYSTEM, site.agreement.code, row.pk, *what))


@for_residents("POST")
def proposal(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Take the moment that the municipality proposes."""
    if request.method != "POST":
        return site.go("funeral-request", code=code)
    return _do(request, site, code, lambda: actions.take_proposal(site.agreement.code, code, once(request)))


@for_residents("POST")
def withdraw(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Withdraw a request, after one question."""
    row = _made(site, code)
    if row is None:
        raise Http404
    if request.method != "POST":
        return site.page(request, "withdraw", {"row": row, "code": code})
    return _do(
        request,
        site,
        code,
        lambda: actions.withdraw(SYSTEM, site.agreement.code, row.pk, once(request), actions.PORTAL),
    )


def _do(request: HttpRequest, site: Site, code: str, act: Any) -> HttpResponse:
    back = site.address("funeral-request", code=code)
    try:
        return site.do(request, act, back, back)
    except Funeral.DoesNotExist:
        raise Http404 from None
