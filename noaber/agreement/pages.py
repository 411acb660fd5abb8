"""How a page asks for an act and shows the answer: done, refused, or wrong in shape."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from noaber.agreement.access import may_open
from noaber.agreement.acting import AlreadyDone, Once, Refusal
from noaber.agreement.queries import book_of
from noaber.parties.scope import reading

FORM_TOKEN = "form_token"  # noqa: S105  the name of a field, not a secret


def page(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the client at work; every page with a form carries a fresh token that makes it count once."""
    context = {"form_token": secrets.token_urlsafe(18), "book": book_of(request.agreement)} | (context or {})  # type: ignore[attr-defined]
    with reading(request.agreement.client_id):  # type: ignore[attr-defined]
        return render(request, template, context, status=status)


def once(request: HttpRequest) -> Once | None:
    """What makes this form count once, from the token that its page carried."""
    token = request.POST.get(FORM_TOKEN, "")
    if not token:
        return None
    leave_out = {FORM_TOKEN, "csrfmiddlewaretoken"}
    content = [(name, value) for name, values in request.POST.lists() if name not in leave_out for value in values]
    return Once.of(token, content)


def carry_out(
    request: HttpRequest,
    do: Callable[[Once | None], str],
    done: str,
    back: str,
    form: BaseForm | None = None,
    template: str = "",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Do what a form asks. `do` returns the address to go to; `done` is said there; `back` is where to start again.

    A form of the wrong shape is shown again with all that was typed; a refusal is shown with its clause and cure.
    """
    if form is not None and not form.is_valid():
        return page(request, template, {"form": form} | (context or {}), status=422)
    try:
        target = do(once(request))
    except Refusal as refusal:
        return refused(request, refusal, back)
    except AlreadyDone as earlier:
        text = "Dit formulier was al verwerkt; er is niets twee keer gedaan."
        if not earlier.same:
            text = "Dit formulier is al eerder verstuurd, met andere gegevens. Begin opnieuw om het te wijzigen."
        messages.warning(request, text)
        return HttpResponseRedirect(back)
    messages.success(request, done)
    return HttpResponseRedirect(target)


def ask(
    request: HttpRequest,
    template: str,
    words: dict[str, Any],
    make: Callable[..., BaseForm],
    do: Callable[[Once | None, Any], str | None],
    done: str,
    unknown: Mapping[type[Exception], tuple[str, str]] | None = None,
) -> HttpResponse:
    """A page of one form: shown, and carried out when it is sent. `words` is what the page says, with its `back`.

    `make` makes the form of what was sent; `do` returns the address to go to, or nothing for `back`. What nobody knows
    (`unknown`: an exception, with a field and what to say there) is said at its field, with all that was typed kept.
    """
    if request.method != "POST":
        return page(request, template, words | {"form": make()})
    form, back = make(request.POST, request.FILES), str(words["back"])
    unknown = unknown or {}
    try:
        return carry_out(request, lambda once: do(once, form) or back, done, back, form, template, words)
    except tuple(unknown) as error:
        form.add_error(*next(said for kind, said in unknown.items() if isinstance(error, kind)))
        return page(request, template, words | {"form": form}, status=422)


def refused(request: HttpRequest, refusal: Refusal, back: str) -> HttpResponse:
    """The refusal as part of a page: what, because of which clause, and what to do instead."""
    where = reverse("journal-entry", args=[refusal.entry.pk]) if refusal.entry else ""
    context = {"decision": refusal.decision, "act": refusal.act, "entry": refusal.entry, "back": back}
    context["entry_url"] = where if where and may_open(request, where) else ""
    return page(request, "web/refusal.html", context, status=409)
