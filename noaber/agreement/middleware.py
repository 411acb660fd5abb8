"""For whom somebody is working: one client municipality at a time, on every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from noaber.agreement.acting import agreements_in_use
from noaber.agreement.models import Agreement
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
        request.agreements = _agreements_of(person)  # type: ignore[attr-defined]
        if not request.agreements:  # type: ignore[attr-defined]
            return self.get_response(request)
        chosen = request.session.get("agreement")
        known = {agreement.code: agreement for agreement in request.agreements}  # type: ignore[attr-defined]
        request.agreement = known.get(chosen) or request.agreements[0]  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading(request.agreement.client_id):  # type: ignore[attr-defined]
            return self.get_response(request)


def _agreements_of(person: Any) -> list[Agreement]:
    """The agreements in force that a person has to do with, by the organisations where they hold a function."""
    day = today()
    organisations = {position.organisation_id for position in person.positions_on(day)}
    return [
        agreement
        for agreement in agreements_in_use()
        if organisations & {agreement.client_id, agreement.contractor_id}
        and agreement.since <= day
        and (agreement.until is None or day <= agreement.until)
    ]
