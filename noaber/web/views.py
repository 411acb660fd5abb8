"""What people see when a page is not there, not theirs, out of date or broken."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from noaber.parties.trace import trace


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address, or nothing that this person may know of."""
    return render(request, "web/not_found.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page is there, but not for this person."""
    return render(request, "web/not_for_you.html", {"who": ""}, status=403)


def not_taken(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More was sent than we take in, or in a way that no browser sends. Drawn without reading what was sent again."""
    english = "/en/" in request.path
    return HttpResponse(render_to_string("web/not_taken.html", {"english": english}), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """We made a mistake. Drawn without the database and without the layout, for those may be what broke."""
    return HttpResponse(render_to_string("web/broken.html", {"trace": trace.get()}), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of a page that was open too long, or that was opened by somebody else."""
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = ""
    address = urlsplit(back)
    again = address.path + (f"?{address.query}" if address.query else "")
    return render(request, "web/stale_form.html", {"again": again or "/"}, status=403)
