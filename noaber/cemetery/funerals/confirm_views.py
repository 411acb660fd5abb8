"""The page on which who decides reads a request and confirms exactly that. No account, one press."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.agreement.pages import once
from noaber.cemetery.funerals import actions, rules
from noaber.cemetery.funerals.models import Funeral
from noaber.cemetery.funerals.queries import funeral_to_confirm, standing_of
from noaber.cemetery.funerals.site import Site, for_residents
from noaber.cemetery.funerals.wording import STATES, seen_lines
from noaber.parties.scope import reading


@for_residents("POST")
def confirm(request: HttpRequest, site: Site, code: str) -> HttpResponse:
    """Read, and confirm. What is confirmed is known by a hash that comes back with the form."""
    with reading(site.client):
        try:
            row = funeral_to_confirm(site.client, code)
        except Funeral.DoesNotExist:
            raise Http404 from None
        standing = standing_of(row, site.local, site.law, site.openings)
    context = {
        "row": row,
        "standing": standing,
        "lines": seen_lines(row, site.local, site.lang),
        "price": standing.price,
        "is_open": row.state in rules.OPEN,
        "changed": bool(row.confirmed_hash) and not standing.confirmed,
        "words": STATES[row.state][site.lang == "en"],
        "by_holder": standing.by_holder,
    }
    if request.method != "POST":
        return site.page(request, "confirm", context)
    try:
        actions.confirm(site.agreement.code, code, request.POST.get("seen", ""), once(request))
    except AlreadyDone:
        pass
    except Refusal as refusal:
        if refusal.decision.code == "changed":
            return site.page(request, "confirm", context | {"just_changed": True}, 409)
        return site.no(request, refusal, site.address("confirm-funeral", code=code))
    return site.go("confirm-funeral", code=code)
