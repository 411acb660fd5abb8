"""Who may open which page. A page without a line of this kind does not pass the tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from noaber.agreement.queries import side_of
from noaber.parties.clock import today
from noaber.parties.functions import FIELD, FUNCTIONS

View = Callable[..., HttpResponse]

STAFF = tuple(function for function in FUNCTIONS if function not in FIELD)
WORKERS = ("clerk", "second_line", "team_lead")
MONEY = ("team_lead", "controller", "director")
BOTH_SIDES = ("team_lead", "controller", "director", "ciso", "archivist")


def everybody(view: View) -> View:
    """A page for people without an account."""
    view.functions = ()  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """A page for everybody who signs in, whatever they do."""
    return _guarded(view, tuple(FUNCTIONS), needs_client=False)


def open_to(*functions: str) -> Callable[[View], View]:
    """A page for people who hold one of these functions under the agreement that is at work."""
    return lambda view: _guarded(view, functions, needs_client=True)


def _guarded(view: View, functions: tuple[str, ...], needs_client: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not needs_client:
            return view(request, *args, **kwargs)
        if request.agreement is None:  # type: ignore[attr-defined]
            raise Http404
        if not held(request) & set(functions):
            who = ", ".join(FUNCTIONS[function] for function in functions)
            return render(request, "web/not_for_you.html", {"who": who}, status=403)
        return view(request, *args, **kwargs)

    guarded.functions = functions  # type: ignore[attr-defined]
    return guarded


def held(request: HttpRequest) -> set[str]:
    """The functions that the person holds at one of the two sides of the agreement at work."""
    agreement = request.agreement  # type: ignore[attr-defined]
    sides = {agreement.client_id, agreement.contractor_id}
    positions = request.user.positions_on(today())  # type: ignore[union-attr]
    return {position.function for position in positions if position.organisation_id in sides}


def may_open(request: HttpRequest, address: str) -> bool:
    """Is the page at this address of the product open to the person? A link to it is for those alone."""
    return opens_for(address, held(request))


def opens_for(address: str, functions: set[str]) -> bool:
    """Is the page at this address of the product open to somebody who holds these functions?"""
    return bool(functions & set(getattr(resolve(address).func, "functions", ())))


def side(request: HttpRequest) -> str:
    """On which side of the agreement at work the person stands."""
    return side_of(request.user, request.agreement, today())  # type: ignore[attr-defined]
