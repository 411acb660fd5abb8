"""The clerk's side of families: giving and taking back a code, and handling what families ask."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.acting import AlreadyDone, Refusal
from noaber.agreement.pages import carry_out, once, page, refused
from noaber.cemetery.funerals import family_actions as actions
from noaber.cemetery.funerals.clerk_forms import GiveCode, Handle
from noaber.cemetery.funerals.family_queries import codes_in_use, codes_of, followers, waiting, wish_of
from noaber.cemetery.funerals.models import FamilyCode, FamilyWish, in_groups
from noaber.cemetery.models import GraveRight
from noaber.cemetery.queries import GraveFile, right_of
from noaber.cemetery.views import has_cemeteries, laws, sees_names
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number


def _right(request: HttpRequest, number: str) -> GraveRight:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        try:
            return right_of(client, number)
        except GraveRight.DoesNotExist:
            raise Http404 from None


@never_cache
@open_to(*WORKERS)
def codes(request: HttpRequest, number: str) -> HttpResponse:
    """The codes of a right. A new one stands on the page once, right after it was made."""
    laws(request)
    agreement, right = request.agreement, _right(request, number)  # type: ignore[attr-defined]
    back = reverse("family-codes", args=[number])
    form = GiveCode(request.POST) if request.method == "POST" else GiveCode()
    fresh = ""
    if request.method == "POST" and form.is_valid():
        holder = right.holder.number if right.holder else ""
        what = (form.cleaned_data["how"], form.cleaned_data["identity"])
        try:
            _, code = actions.give_code(request.user, agreement.code, number, holder, *what, once(request))
            fresh, form = in_groups(code), GiveCode()
        except Refusal as refusal:
            return refused(request, refusal, back)
        except AlreadyDone:
            messages.warning(request, "Deze code is al gemaakt en stond toen op het scherm. Maak zo nodig een nieuwe.")
    with reading(agreement.client_id):
        given = codes_of(agreement.client_id, right)
        named = followers(agreement.client_id, right)
    address = request.build_absolute_uri(reverse("family-start-nl", args=[agreement.client.slug]))
    context = {"right": right, "codes": given, "followers": named, "form": form, "fresh": fresh, "address": address}
    return page(request, "funerals/codes.html", context | {"day": today()}, 422 if form.errors else 200)


@never_cache
@require_POST
@open_to(*WORKERS)
def revoke(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take a code back."""
    back = reverse("family-codes", args=[number])

    def do(once_: Any) -> str:
        actions.revoke_code(request.user, request.agreement.code, pk, once_)  # type: ignore[attr-defined]
        return back

    try:
        return carry_out(request, do, "De code is ingetrokken.", back)
    except FamilyCode.DoesNotExist:
        raise Http404 from None


@never_cache
@require_safe
@open_to(*WORKERS)
def wishes(request: HttpRequest) -> HttpResponse:
    """What families asked and waits for us."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        found = listed(waiting(client), page_number(request.GET.get("pagina", "")))
    return page(request, "funerals/wishes.html", {"list": found, "rows": found.rows, "day": today()})


@never_cache
@open_to(*WORKERS)
def wish(request: HttpRequest, number: str) -> HttpResponse:
    """One wish: do what is asked, or say why not."""
    laws(request)
    agreement, back = request.agreement, reverse("family-wishes")  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        try:
            row = wish_of(agreement.client_id, number)
        except FamilyWish.DoesNotExist:
            raise Http404 from None
    if request.method != "POST":
        return page(request, "funerals/wish.html", {"row": row, "form": Handle(), "day": today()})
    form = Handle(request.POST)

    def do(once_: Any) -> str:
        typed = form.cleaned_data
        actions.handle(request.user, agreement.code, number, typed["done"], typed["reason"], once_)
        return back

    context = {"row": row, "day": today()}
    return carry_out(request, do, "De vraag is afgehandeld.", back, form, "funerals/wish.html", context)


def panel(request: HttpRequest, file: GraveFile) -> dict[str, Any]:
    """On the page of a grave: whether its family has a code, and who was named to follow; for those who do the work."""
    right = file.right
    if right is None or not sees_names(request):
        return {}
    client = request.agreement.client_id  # type: ignore[attr-defined]
    named = followers(client, right)
    in_use = codes_in_use(client, right, today())
    return {"right": right.number, "codes": in_use, "follower": named[0].name if named else ""}
