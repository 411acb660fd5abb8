"""The pages of a mason: a link by mail, what is allowed on a grave, the application with its test."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.agreement.pages import once
from noaber.cemetery.models import Grave
from noaber.cemetery.permits import applying, file
from noaber.cemetery.permits.applying import Application
from noaber.cemetery.permits.file import DRAWN, MASON
from noaber.cemetery.permits.measures import EXHUMATION, KINDS, LABELS, Place
from noaber.cemetery.permits.models import Mason, Permit
from noaber.cemetery.permits.portal_forms import AskLink, Choose, Measured, Sent
from noaber.cemetery.permits.queries import (
    answers_links,
    mason_by_code,
    may_apply_on,
    opened,
    permit_of,
    permits_of_mason,
)
from noaber.cemetery.permits.shown import STATES_EN, refusal_words, tested
from noaber.cemetery.permits.site import Site, for_applicants
from noaber.cemetery.queries import grave_of, running_right
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Refused


@for_applicants("POST")
def ask_link(request: HttpRequest, site: Site) -> HttpResponse:
    """Ask for a link. The answer is the same for everybody, so that it tells nobody who is known here."""
    form = AskLink(site.language, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return site.page(request, "ask", {"form": form, "sent": "verstuurd" in request.GET})
    if not form.is_valid():
        return site.page(request, "ask", {"form": form}, status=422)
    try:
        typed = form.cleaned_data
        applying.ask_link(site.agreement.code, typed["firm"].strip(), typed["email"], site.lang, once(request))
    except AlreadyDone:
        pass
    return HttpResponseRedirect(f"{site.address('ask-permit-link')}?verstuurd=1")


def _mason(site: Site, code: str) -> Mason:
    with reading(site.client):
        try:
            return mason_by_code(site.client, code, today())
        except Mason.DoesNotExist:
            raise Http404 from None


@for_applicants()
def mason(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """What a mason applied for, and choosing a grave for something new."""
    who, day = _mason(site, code), today()
    sent = "soort" in request.GET
    form = Choose(site.language, request.GET if sent else None)
    if sent and form.is_valid():
        grave = _grave(site, form.cleaned_data["graf"])
        if grave is not None:
            address = site.address("mason-apply", code=code, kind=form.cleaned_data["soort"], number=grave.number)
            return HttpResponseRedirect(address)
        wrong = ("Dit grafnummer kennen wij niet. Kijk het na.", "We do not know this grave number. Please check it.")
        form.add_error("graf", wrong[site.language])
    with reading(site.client):
        rows = [_row(site, permit, day) for permit in permits_of_mason(site.client, who)]
    status = 422 if sent else 200
    return site.page(request, "mason", {"form": form, "rows": rows, "until": who.link_until}, status=status)


def _row(site: Site, permit: Permit, day: Any) -> dict[str, Any]:
    words, shape = file.state_of(opened(permit, site.rules, day).file, day)
    return {
        "permit": permit,
        "kind": KINDS[permit.kind][site.language],
        "state": STATES_EN.get(words, words) if site.lang == "en" else words,
        "shape": shape,
        "url": site.address("permit-status", code=permit.code),
    }


def _grave(site: Site, number: str) -> Grave | None:
    with reading(site.client):
        return Grave.objects.of(site.client).filter(number=number).first()


@for_applicants("POST")
def mason_apply(request: HttpRequest, site: Site, code: str, kind: str, number: str) -> HttpResponse:
    """What is allowed on this grave; the measures, tested at once; the papers, and sending."""
    _mason(site, code)
    day = today()
    with reading(site.client):
        try:
            grave = grave_of(site.client, number)
        except Grave.DoesNotExist:
            raise Http404 from None
        right = running_right(site.client, grave)
    if kind not in KINDS or kind == EXHUMATION:
        raise Http404
    place = Place(grave.cemetery, grave.section, grave.kind)
    allowed = site.rules.rules_for(kind, place, day)
    context: dict[str, Any] = {
        "grave": grave,
        "cemetery": site.local.cemetery(grave.cemetery).name,
        "kind": KINDS[kind][site.language],
        "allowed": [(rule, _label(rule.what, site), rule.words(site.language)) for rule in allowed.values()],
        "back": site.address("mason", code=code),
        "code": code,
    }
    may = may_apply_on(site.rules, kind, right, day)
    if isinstance(may, Refused):
        return site.page(request, "apply", context | {"refused": refusal_words(may, site.lang)}, status=409)
    if request.method != "POST":
        return site.page(request, "apply", context | {"form": Measured(kind, allowed, site.language)})
    form = Measured(kind, allowed, site.language, request.POST)
    if not form.is_valid() or request.POST.get("stap") == "wijzigen":
        return site.page(request, "apply", context | {"form": form}, status=200 if form.is_valid() else 422)
    findings = tested(site.rules.test(kind, place, form.asked(), day), site.language)
    private = right is not None and right.kind == "exclusive"
    sending = request.POST.get("stap") == "versturen"
    given = (request.POST, request.FILES) if sending else ()
    sent = Sent(private, kind in DRAWN, answers_links(right), site.language, *given)
    context |= {"tested": findings, "kept": form.kept(), "form": sent}
    context["broken"] = any(one["state"] == "breaks" for one in findings)
    if not sending or not sent.is_valid():
        return site.page(request, "send", context, status=422 if sending else 200)
    new = Application(
        kind,
        grave.number,
        MASON,
        form.asked(),
        form.cleaned_data["text"].strip(),
        site.lang,
        sent.cleaned_data.get("holder", ""),
    )
    try:
        permit = applying.apply_as_mason(site.agreement.code, code, new, sent.papers(), once(request))
    except AlreadyDone as earlier:
        with reading(site.client):
            permit = permit_of(site.client, earlier.entry.object.removeprefix("case:"))
    except Refusal as refusal:
        return site.page(
            request, "apply", context | {"refused": refusal_words(refusal.decision, site.lang)}, status=409
        )
    return HttpResponseRedirect(f"{site.address('permit-status', code=permit.code)}?verstuurd=1")


def _label(what: str, site: Site) -> str:
    return LABELS[what][site.language].capitalize()
