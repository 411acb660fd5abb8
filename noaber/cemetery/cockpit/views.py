"""The cockpit of who directs the work: few numbers, each of which opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.agreement.access import may_open, open_to
from noaber.agreement.pages import page
from noaber.agreement.queries import book_of
from noaber.calendar.deadlines import Span, raw_end
from noaber.cemetery.cockpit import rules
from noaber.cemetery.cockpit.queries import YEARS, endings, stocks
from noaber.cemetery.cockpit.terms import CockpitTerms
from noaber.cemetery.figures import Asked, Figure, panels
from noaber.cemetery.queries import board_counts
from noaber.cemetery.views import READERS, has_cemeteries, laws
from noaber.parties.clock import today
from noaber.parties.scope import reading


def _open(request: HttpRequest, found: list[tuple[str, Sequence[Figure]]]) -> list[tuple[str, list[Figure]]]:
    """The figures without the links to pages that are not open to who looks."""
    return [(title, [_linked(request, one) for one in figures]) for title, figures in found]


def _linked(request: HttpRequest, figure: Figure) -> Figure:
    here = figure.url.partition("?")[0]
    return figure if not here or may_open(request, here) else replace(figure, url="")


@never_cache
@require_safe
@open_to(*READERS)
def cockpit(request: HttpRequest) -> HttpResponse:
    """How the cemeteries stand: work, letters, room that is left, and what renewals will bring in."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    local, law = laws(request)
    book = book_of(agreement)
    terms = CockpitTerms.fill(book.term, day)
    since = raw_end(day, Span(terms.pace_years.value, "year", "other", backwards=True))
    with reading(agreement.client_id):
        board = board_counts(agreement.client_id, day, law)
        shown = _open(request, panels(Asked(agreement.client_id, day, local, law, book, board)))
        kinds = stocks(agreement.client_id, since, local, day)
        ends = endings(agreement.client_id, day, terms.renewal_years.value, local)
    rights = {year: sum(one.rights for one in ends if one.year == year) for year in range(day.year, day.year + YEARS)}
    context = {
        "panels": shown,
        "stocks": [(one, rules.years_left(one, terms)) for one in kinds],
        "forecast": [(year, count, rules.income_of(year, ends, terms)) for year, count in rights.items()],
        "terms": terms,
        "percent": rules.percent_words(terms),
        "draft": any(row.draft for row in local.tariffs),
        "day": day,
    }
    return page(request, "cockpit/cockpit.html", context)
