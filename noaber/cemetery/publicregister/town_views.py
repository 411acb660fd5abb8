"""The public register as anybody searches it, without an account."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from noaber.cemetery.pace import PACE
from noaber.cemetery.publicregister.search import FOUND, SHORT, TOO_MANY, Hits, search
from noaber.cemetery.publicregister.wording import WORDS
from noaber.cemetery.town import Town, for_visitors
from noaber.cemetery.visitors import SearchRules
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import plain

LONGEST = 80
STATUS = {SHORT: 422, TOO_MANY: 200, FOUND: 200}


@for_visitors("POST")
def find_deceased(request: HttpRequest, town: Town) -> HttpResponse:
    """Search by name. What was typed is sent, so that no name stands in an address or a log."""
    rules = town.visitors.on(today())
    if rules is None:
        raise Http404
    context = {"w": _words(town.lang, rules), "rules": rules, "search_url": town.address("find-deceased")}
    if request.method != "POST":
        return town.page(request, "publicregister/search.html", context)
    if not PACE.goes_on(request.META.get("REMOTE_ADDR", ""), rules.per_minute):
        return town.page(request, "publicregister/search.html", context | {"outcome": "busy"}, status=429)
    typed = plain(request.POST.get("naam", ""))[:LONGEST]
    with reading(town.client):
        hits = search(town.client, typed, today(), rules)
    context |= {"typed": typed, "outcome": hits.outcome, "rows": _shown(town, hits), "mistake": hits.outcome == SHORT}
    return town.page(request, "publicregister/search.html", context, status=STATUS.get(hits.outcome, 200))


def _words(lang: str, rules: SearchRules) -> dict[str, str]:
    return {name: text.format(letters=rules.least_letters, most=rules.most_hits) for name, text in WORDS[lang].items()}


def _shown(town: Town, hits: Hits) -> list[dict[str, Any]]:
    return [
        {"who": one, "cemetery": town.local.name_of(one.cemetery), "url": _way(town, one.grave)} for one in hits.entries
    ]


def _way(town: Town, grave: str) -> str:
    """Where the way to a grave is shown; nothing for a number that no address can hold."""
    if "/" in grave:
        return ""
    return reverse(f"find-grave-{town.lang}", kwargs={"town": town.agreement.client.slug, "number": grave})
