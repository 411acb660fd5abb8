"""Pages for families: their grave by a code, what they can ask, and news for others in the family. No account."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from noaber.agreement.pages import once
from noaber.cemetery import price
from noaber.cemetery.bilingual import Bilingual
from noaber.cemetery.funerals import family_actions as actions
from noaber.cemetery.funerals import wishes
from noaber.cemetery.funerals.family_forms import AskRenewal, Follower, NewAddress, Reader, Typed
from noaber.cemetery.funerals.family_queries import (
    code_that_opens,
    family_grave,
    reader_by_code,
    share_that_opens,
)
from noaber.cemetery.funerals.models import FamilyCode, FamilyReader, read_code
from noaber.cemetery.funerals.site import Site, for_residents
from noaber.cemetery.funerals.wording import on_day
from noaber.cemetery.local import GraveKind
from noaber.cemetery.models import GraveRight
from noaber.cemetery.tariffs import RENEW
from noaber.cemetery.windows import EXCLUSIVE
from noaber.parties.clock import today
from noaber.parties.scope import reading


@for_residents("POST")
def start(request: HttpRequest, site: Site) -> HttpResponse:
    """Where the code from the letter is typed."""
    if request.method != "POST":
        return site.page(request, "family_start", {"form": Typed(site.lang)})
    form = Typed(site.lang, request.POST)
    if not site.may_try(request):
        return site.page(request, "family_start", {"form": form, "busy": True}, 429)
    if form.is_valid():
        code = read_code(form.cleaned_data["code"])
        if code and _opened(site, code) is not None:
            return site.go("family-grave", code=code)
        text = (
            "Deze code opent niets. Kijk of u alles hebt overgetypt.",
            "This code opens nothing. Check what you typed.",
        )
        form.add_error("code", site.say(*text))
    return site.page(request, "family_start", {"form": form}, 422)


def _opened(site: Site, code: str) -> FamilyCode | None:
    with reading(site.client):
        try:
            return code_that_opens(site.client, code, today())
        except FamilyCode.DoesNotExist:
            return None


def _opens(site: Site, code: str) -> FamilyCode:
    found = _opened(site, code)
    if found is None:
        raise Http404
    return found


@for_residents()
def grave(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Who lies here, until when, who is the contact, what can be chosen, what it costs, and what if nothing is done."""
    opened = _opens(site, code)
    if opened.consulted_on != today():
        actions.consult(site.agreement.code, code)
    with reading(site.client):
        seen = family_grave(site.client, opened.right, site.law)
    kind = _kind(site, opened.right)
    window = seen.request
    is_open = window is not None and window.state(today()) in ("open", "last-month")
    context = {
        "seen": seen,
        "right": opened.right,
        "holder": opened.right.holder,
        "cemetery": site.local.cemetery(opened.right.grave.cemetery).name,
        "kind": kind,
        "exclusive": opened.right.kind == EXCLUSIVE,
        "options": _options(site, kind),
        "draft": _draft(site, kind),
        "open": is_open,
        "asked": {name: seen.asked(name) for name in wishes.WISHES},
        "done": request.GET.get("gedaan", ""),
        "code": code,
        "share": site.address("family-share", code=opened.share_code),
        "expires": opened.expires_on,
    }
    return site.page(request, "family_grave", context)


def _kind(site: Site, right: GraveRight) -> GraveKind | None:
    return site.local.kind_at(right.grave.kind, right.grave.cemetery, today())


def _options(site: Site, kind: GraveKind | None) -> list[tuple[int, str]]:
    """For how long a right can be renewed, each with its price where the table has one."""
    if kind is None:
        return []
    found = []
    for years in kind.renewals:
        cost = price.of_years(site.local, RENEW, kind, years, today())
        words = str(cost.total) if cost.lines else site.say("bedrag nog niet bekend", "amount not known yet")
        if cost.lines and cost.lines[0].quantity > 1:
            words += f" ({years} x {cost.lines[0].unit})"
        found.append((years, f"{years} {site.say('jaar', 'years')}: {words}"))
    return found


def _draft(site: Site, kind: GraveKind | None) -> bool:
    if kind is None or not kind.renewals:
        return False
    return price.of_years(site.local, RENEW, kind, kind.renewals[0], today()).draft


@for_residents("POST")
def renewal(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Ask to renew the right."""
    opened = _opens(site, code)
    options = _options(site, _kind(site, opened.right))

    def form(*given: Any) -> Bilingual:
        return AskRenewal(site.lang, options, *given)

    words = ("Verlenging aanvragen", "Ask for renewal")
    return _wish(request, site, code, wishes.RENEWAL, form, words)


@for_residents("POST")
def follower(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Name who is to follow the holder."""
    words = ("Een opvolger noemen", "Name who follows you")
    return _wish(request, site, code, wishes.FOLLOWER, lambda *given: Follower(site.lang, *given), words)


@for_residents("POST")
def address(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Tell the new address of the holder."""
    words = ("Nieuw adres doorgeven", "Tell us your new address")
    return _wish(request, site, code, wishes.ADDRESS, lambda *given: NewAddress(site.lang, *given), words)


def _wish(request: HttpRequest, site: Site, code: str, kind: str, made: Any, words: tuple[str, str]) -> HttpResponse:
    opened, back = _opens(site, code), site.address("family-grave", code=code)
    context = {"title": site.say(*words), "back": back, "kind": kind, "right": opened.right}
    if request.method != "POST":
        return site.page(request, "wish", context | {"form": made()})
    form = made(request.POST)
    if not form.is_valid():
        return site.page(request, "wish", context | {"form": form}, 422)
    told = actions.Told(kind, **form.cleaned_data)
    act = partial(actions.wish, site.agreement.code, code, told, once(request))
    return site.do(request, act, f"{back}?gedaan={kind}", back)


@for_residents("POST")
def share(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """What a holder passes on: an address can be left to hear when the term ends. Nothing of the grave stands here."""
    with reading(site.client):
        try:
            share_that_opens(site.client, code, today())
        except FamilyCode.DoesNotExist:
            raise Http404 from None
    form = Reader(site.lang, request.POST) if request.method == "POST" else Reader(site.lang)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return site.page(request, "share", {"form": form, "sent": "verstuurd" in request.GET}, status)
    act = partial(actions.listen, site.agreement.code, code, form.cleaned_data["email"], site.lang, once(request))
    return site.do(request, act, f"{request.path}?verstuurd=1", request.path)


@for_residents("POST")
def news(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """What the link in a mail opens: confirm the address, or stop."""
    with reading(site.client):
        try:
            row = reader_by_code(site.client, code)
        except FamilyReader.DoesNotExist:
            raise Http404 from None
    if request.method != "POST":
        ends = on_day(row.right.ends_on, site.lang) if row.right.ends_on and row.confirmed_on else ""
        return site.page(request, "news", {"reader": row, "ends": ends})
    act = actions.stop_mail if "stop" in request.POST else actions.confirm_mail
    return site.do(request, partial(act, site.agreement.code, code, once(request)), request.path, request.path)
