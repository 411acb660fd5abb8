"""Pages that a link or a code on paper opens: how an application stands, the question to a right holder, the permit."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.agreement.pages import once
from noaber.cemetery.permits import applying, deciding, file, rules
from noaber.cemetery.permits.measures import KINDS
from noaber.cemetery.permits.models import Permit
from noaber.cemetery.permits.portal_forms import Answer, Completed, Placing
from noaber.cemetery.permits.queries import opened, permit_by_code, permit_by_consent_code, permit_by_paper
from noaber.cemetery.permits.shown import STATES_EN, refusal_words, tested
from noaber.cemetery.permits.site import Site, for_applicants
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Granted


def _found(site: Site, ask: Any, code: str) -> Permit:
    with reading(site.client):
        try:
            permit: Permit = ask(site.client, code)
        except Permit.DoesNotExist:
            raise Http404 from None
    return permit


def _context(site: Site, permit: Permit) -> dict[str, Any]:
    day, language = today(), site.language
    with reading(site.client):
        now = opened(permit, site.rules, day)
    words, shape = file.state_of(now.file, day)
    return {
        "permit": permit,
        "file": now.file,
        "kind": KINDS[permit.kind][language],
        "cemetery": site.local.cemetery(permit.grave.cemetery).name,
        "state": STATES_EN.get(words, words) if site.lang == "en" else words,
        "shape": shape,
        "tested": tested(now.findings, language),
        "lacks": [] if permit.outcome else [file.LACKS[code][language] for code in file.lacks(now.file, day)],
        "checks": now.checks,
    }


@for_applicants("POST")
def status(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """How an application stands; completing it, and announcing the day of placing."""
    permit = _found(site, permit_by_code, code)
    day, context = today(), _context(site, permit)
    allowed = site.rules.rules_for(permit.kind, permit.place, day)
    basis = site.rules.basis(permit.kind, day) or rules.AWB_4_2
    placing = isinstance(rules.may_announce(context["file"], day, day, basis), Granted)
    context |= {
        "completing": Completed(permit.kind, allowed, site.language, auto_id="aanvullen_%s")
        if context["lacks"]
        else None,
        "placing": Placing(site.language, auto_id="plaatsing_%s") if placing else None,
        "sent": "verstuurd" in request.GET,
        "done": "gedaan" in request.GET,
        "here": site.address("permit-status", code=code),
    }
    if request.method != "POST":
        return site.page(request, "status", context)
    what = request.POST.get("wat", "")
    try:
        if what == "plaatsing":
            context["form"] = context["placing"] = form = Placing(site.language, request.POST, auto_id="plaatsing_%s")
            if not form.is_valid():
                return site.page(request, "status", context, status=422)
            deciding.announce_by_link(site.agreement.code, code, form.cleaned_data["placed_on"], once(request))
        else:
            more = Completed(permit.kind, allowed, site.language, request.POST, request.FILES, auto_id="aanvullen_%s")
            context["form"] = context["completing"] = more
            if not more.is_valid():
                return site.page(request, "status", context, status=422)
            applying.add_by_link(site.agreement.code, code, more.papers(), more.asked(), once(request))
    except AlreadyDone:
        pass
    except Refusal as refusal:
        refused = refusal_words(refusal.decision, site.lang)
        return site.page(request, "status", context | {"refused": refused}, status=409)
    return HttpResponseRedirect(f"{context['here']}?gedaan=1")


@for_applicants("POST")
def consent(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """The right holder says yes or no, and shows with their address that it is them."""
    permit = _found(site, permit_by_consent_code, code)
    form = Answer(site.language, request.POST if request.method == "POST" else None)
    context = _context(site, permit) | {"form": form}
    if request.method != "POST":
        return site.page(request, "consent", context)
    if not form.is_valid():
        return site.page(request, "consent", context, status=422)
    typed = form.cleaned_data
    answer = (typed["answer"] == "ja", typed["postcode"], typed["house_number"])
    try:
        permit = applying.answer(site.agreement.code, code, *answer, once(request))
    except AlreadyDone:
        return HttpResponseRedirect(site.address("consent", code=code))
    except Refusal as refusal:
        refused = refusal_words(refusal.decision, site.lang)
        return site.page(request, "consent", context | {"refused": refused}, status=409)
    if permit.consent == file.NO_ANSWER:
        form.add_error("postcode", WRONG_ADDRESS[site.language])
        return site.page(request, "consent", context, status=422)
    return HttpResponseRedirect(site.address("consent", code=code))


WRONG_ADDRESS = (
    "Dit is niet het adres van de rechthebbende dat de gemeente kent. Bent u verhuisd? Bel de gemeente.",
    "This is not the address of the right holder that the municipality knows. Have you moved? Call the municipality.",
)


@for_applicants()
def check(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """What the code on a permit says: that it is real, for which grave, and what may be placed. No names."""
    permit = _found(site, permit_by_paper, code)
    return site.page(request, "check", _context(site, permit))
