"""For whom somebody is working: one client municipality at a time, on every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from noaber.agreement.queries import agreements_of, read_once
from noaber.parties.clock import today
from noaber.parties.scope import reading


class WorkingContext:
    """Put `agreement`, `agreements` and `client` on the request, and let a page see that client's rows only.

    Pages are read within the scope; forms that are sent are not, for the one door opens the scope itself and a refusal
    must outlive the transaction that it ends.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.agreement = None  # type: ignore[attr-defined]
        request.agreements = []  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return self.get_response(request)
        with read_once():
            return self._for_person(request)

    def _for_person(self, request: HttpRequest) -> HttpResponse:
        known = {agreement.code: agreement for agreement in agreements_of(request.user, today())}
        if not known:
            return self.get_response(request)
        request.agreements = list(known.values())  # type: ignore[attr-defined]
        chosen = known.get(request.session.get("agreement", "")) or request.agreements[0]  # type: ignore[attr-defined]
        request.agreement = chosen  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading(chosen.client_id):
            return self.get_response(request)
