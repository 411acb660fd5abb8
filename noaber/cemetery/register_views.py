"""The pages that put something in the register: a person, a grave, a right, a burial, or a whole register."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.pages import ask, carry_out, page
from noaber.cemetery import actions
from noaber.cemetery.forms import Burial, Granted, LateBurial, NewGrave, NewResident, RegisterFiles
from noaber.cemetery.models import Grave, Resident
from noaber.cemetery.price import terms_with_price
from noaber.cemetery.queries import grave_of
from noaber.cemetery.register_files import read_register, short_terms
from noaber.cemetery.taking_in import import_register
from noaber.cemetery.tariffs import GRANT
from noaber.cemetery.views import IMPORTERS, code_of, laws
from noaber.parties.clock import today
from noaber.parties.scope import reading

FORM = "cemetery/form.html"
SHOWN = 50


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def new_person(request: HttpRequest) -> HttpResponse:
    """Put somebody in the register."""
    laws(request)
    back = reverse("graves")
    words = {"title": "Persoon opnemen", "back": back, "submit": "Persoon opnemen"}

    def do(once: Any, form: Any) -> str:
        row = actions.register_person(request.user, code_of(request), form.new(), once)
        messages.info(request, f"Het nummer van deze persoon is {row.number}.")
        return back

    return ask(request, FORM, words, NewResident, do, "De persoon staat in het register.")


@never_cache
@open_to(*WORKERS)
def new_grave(request: HttpRequest) -> HttpResponse:
    """Put a grave in the register."""
    local, _ = laws(request)
    words = {"title": "Graf registreren", "back": reverse("graves"), "submit": "Graf registreren"}

    def do(once: Any, form: Any) -> str:
        typed = form.cleaned_data
        cemetery, kind = typed["place"].split("/")
        number = typed["number"].upper()
        what = (number, cemetery, kind, typed["layers"], typed["urns"])
        actions.register_grave(request.user, code_of(request), *what, once)
        return reverse("grave", args=[number])

    made = partial(NewGrave, local, today())
    return ask(request, FORM, words, made, do, "Het graf staat in het register.")


@never_cache
@open_to(*WORKERS)
def give_out(request: HttpRequest, number: str) -> HttpResponse:
    """Grant a right on a grave."""
    local, _ = laws(request)
    row = _grave(request, number)
    kind = local.kind_at(row.kind, row.cemetery, today())
    if kind is None:
        raise Http404
    terms = terms_with_price(local, GRANT, kind, kind.grants, today())
    terms += [("0", "onbepaalde tijd")] if kind.indefinite else []
    words = {"title": f"Graf {number} uitgeven", "back": reverse("grave", args=[number]), "submit": "Recht verlenen"}

    def do(once: Any, form: Any) -> str:
        typed = form.cleaned_data
        what = (number, typed["holder"].strip(), form.span(), typed["deed"])
        actions.grant_right(request.user, code_of(request), *what, once)
        return str(words["back"])

    return ask(request, FORM, words, partial(Granted, terms), do, "Het recht is verleend.", _nobody("holder"))


@never_cache
@open_to(*WORKERS)
def bury(request: HttpRequest, number: str) -> HttpResponse:
    """Put a burial in the register."""
    laws(request)
    _grave(request, number)
    words = {"title": f"Begrafenis in graf {number}", "back": reverse("grave", args=[number])}
    words["submit"] = "Begrafenis registreren"

    def do(once: Any, form: Any) -> str:
        typed = form.cleaned_data
        what = (number, typed["deceased"].strip(), form.wanted(), typed["registration"])
        actions.bury(request.user, code_of(request), *what, once)
        return str(words["back"])

    return ask(request, FORM, words, Burial, do, "De begrafenis staat in het register.", _nobody("deceased"))


@never_cache
@open_to(*WORKERS)
def bury_late(request: HttpRequest, number: str) -> HttpResponse:
    """Put a burial of before in the register."""
    laws(request)
    _grave(request, number)
    words = {"title": f"Achteraf registreren in graf {number}", "back": reverse("grave", args=[number])}
    words["submit"] = "Achteraf registreren"

    def do(once: Any, form: Any) -> str:
        actions.bury_late(
            request.user, code_of(request), number, form.cleaned_data["deceased"].strip(), form.told(), once
        )
        return str(words["back"])

    return ask(request, FORM, words, LateBurial, do, "De begrafenis staat in het register.", _nobody("deceased"))


def _nobody(field: str) -> dict[type[Exception], tuple[str, str]]:
    """What is said where a number of a person was typed that nobody has."""
    text = "Dit nummer staat niet in het register. Zoek de persoon, of neem die eerst op."
    return {Resident.DoesNotExist: (field, text)}


def _grave(request: HttpRequest, number: str) -> Grave:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        try:
            return grave_of(client, number)
        except Grave.DoesNotExist:
            raise Http404 from None


@never_cache
@open_to(*IMPORTERS)
def take_in(request: HttpRequest) -> HttpResponse:
    """Look at the files of a register first; take them in when nothing blocks and somebody says so."""
    local, law = laws(request)
    back = reverse("graves")
    context: dict[str, Any] = {"back": back}
    if request.method != "POST":
        return page(request, "cemetery/import.html", context | {"form": RegisterFiles()})
    form = RegisterFiles(request.POST, request.FILES)
    if form.is_valid():
        report = read_register(form.opened(), today(), local, law)
        if not report.good or "inlezen" not in request.POST:
            context |= {"report": report, "kept": report.found.kept[:SHOWN], "short": short_terms(report, law)}
            status = 200 if report.good else 422
            return page(request, "cemetery/import.html", context | {"form": form}, status)

    def do(once: Any) -> str:
        import_register(request.user, code_of(request), form.opened(), once)
        return back

    return carry_out(request, do, "Het register is ingelezen.", back, form, "cemetery/import.html", context)
