"""The pages of questions about a cemetery: what waits, putting one down with the register beside it, answering."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.cemetery.questions import actions
from noaber.cemetery.questions.forms import Answering, Asking, LookUp
from noaber.cemetery.questions.models import QuestionRecord
from noaber.cemetery.questions.queries import grave_named, look_up, public_facts, question_of, questions, waiting
from noaber.cemetery.questions.terms import QuestionTerms
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number

READERS = (*WORKERS, "director")


@never_cache
@require_safe
@open_to(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """What waits, and how long; the director sees numbers and days, not who asked what."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    over = request.GET.get("stand") == "klaar"
    with reading(agreement.client_id):
        found = listed(questions(agreement.client_id, over), page_number(request.GET.get("pagina", "")))
        stands = waiting(agreement.client_id, day)
    terms = QuestionTerms.fill(book_of(agreement).term, day)
    context = {"list": found, "over": over, "day": day, "waiting": stands, "terms": terms}
    return page(request, "questions/list.html", context | {"works": bool(held(request) & set(WORKERS))})


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def new(request: HttpRequest) -> HttpResponse:
    """Put a question down, with the public part of the register on the same screen; looking up loses nothing typed."""
    agreement, back = request.agreement, reverse("questions")  # type: ignore[attr-defined]
    client = agreement.client_id
    start = {"received": today(), "grave": request.GET.get("graf", "")}
    context: dict[str, Any] = {"back": back, "look": LookUp(auto_id="zoek_%s")}
    if request.method != "POST":
        if start["grave"]:
            with reading(client):
                context["found"] = public_facts(client, Q(grave__number=start["grave"]))
        return page(request, "questions/new.html", context | {"form": Asking(initial=start)})
    if "zoeken" in request.POST:
        look = LookUp(request.POST, auto_id="zoek_%s")
        context |= {"look": look, "form": Asking(initial=request.POST.dict())}
        if not look.is_valid():
            return page(request, "questions/new.html", context, status=422)
        with reading(client):
            context |= {"found": look_up(client, look.cleaned_data["q"]), "looked": True}
        return page(request, "questions/new.html", context)
    form = Asking(request.POST)
    if form.is_valid() and form.cleaned_data["grave"]:
        with reading(client):
            if grave_named(client, form.cleaned_data["grave"]) is None:
                form.add_error("grave", "Dit graf staat niet in het register. Zoek het hierboven op.")

    def do(once: Any) -> str:
        told = form.told() if form.cleaned_data["answer"] else None
        row = actions.register(request.user, agreement.code, form.asked(), told, once)
        return reverse("question", args=[row.number])

    return carry_out(request, do, "Het informatieverzoek is vastgelegd.", back, form, "questions/new.html", context)


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One question, what is public of its grave, and its answer."""
    agreement, here = request.agreement, reverse("question", args=[number])  # type: ignore[attr-defined]
    client = agreement.client_id
    with reading(client):
        try:
            row = question_of(client, number)
        except QuestionRecord.DoesNotExist:
            raise Http404 from None
        found = public_facts(client, Q(grave=row.grave)) if row.grave_id else []
    context = {"row": row, "found": found, "day": today()}
    if request.method != "POST":
        return page(request, "questions/one.html", context | {"form": Answering()})
    form = Answering(request.POST)

    def do(once: Any) -> str:
        actions.answer(request.user, agreement.code, number, form.told(), once)
        return here

    return carry_out(request, do, "Het antwoord is vastgelegd.", here, form, "questions/one.html", context)
