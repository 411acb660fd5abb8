"""For whom somebody is working: one client municipality at a time, on every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from noaber.agreement.queries import agreements_of
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
        person = request.user
        if not person.is_authenticated:
            return self.get_response(request)
        request.agreements = agreements_of(person, today())  # type: ignore[attr-defined]
        if not request.agreements:  # type: ignore[attr-defined]
            return self.get_response(request)
        chosen = request.session.get("agreement")
        known = {agreement.code: agreement for agreement in request.agreements}  # type: ignore[attr-defined]
        request.agreement = known.get(chosen) or request.agreements[0]  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading(request.agreement.client_id):  # type: ignore[attr-defined]
            return self.get_response(request)
