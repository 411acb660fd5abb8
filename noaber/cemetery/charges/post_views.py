"""The pages of posts: what waits, what may be missed, one post, and who pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import ask, carry_out, page
from noaber.cemetery.charges import actions, queries, rules
from noaber.cemetery.charges.forms import Chosen, DebtorForm, HandMade, LevyRun, Payer, Why
from noaber.cemetery.charges.models import Debtor, Post
from noaber.cemetery.models import Grave
from noaber.cemetery.views import code_of, has_cemeteries, laws
from noaber.journal.models import Entry
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Euro
from noaber.web.paging import listed, page_number

READERS = (*WORKERS, "controller")
"""Who sees what is asked of whom."""
DECIDERS = ("second_line", "team_lead")
SHAPES = {
    rules.CONCEPT: "wait",
    rules.FIXED: "open",
    rules.IN_FILE: "open",
    rules.PROCESSED: "done",
    rules.REJECTED: "late",
    rules.DROPPED: "off",
}
FORM = "cemetery/form.html"
Made = Callable[..., Form]


def rights_of(request: HttpRequest) -> dict[str, bool]:
    """What the person at the page may do there; the mandate is looked at again when it is done."""
    mine = held(request)
    return {"works": bool(mine & set(WORKERS)), "decides": bool(mine & set(DECIDERS))}


@never_cache
@open_to(*READERS)
def posts(request: HttpRequest) -> HttpResponse:
    """The posts in one state; those that wait can be ticked and fixed."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    client, asked = request.agreement.client_id, request.GET.get("stand", "")  # type: ignore[attr-defined]
    state = asked if asked in rules.STATES else rules.CONCEPT
    with reading(client):
        numbers = queries.counts(client)
        found = listed(queries.posts(client, state), page_number(request.GET.get("pagina", "")), numbers[state][0])
        waiting, missed = queries.to_collect(client).count(), queries.without_line(client).count()
    tabs = [(code, words, numbers[code][0], code == state) for code, words in rules.STATES.items()]
    context: dict[str, Any] = {"list": found, "tabs": tabs, "state": state, "shape": SHAPES[state]}
    context |= {"waiting": waiting, "missed": missed, "total": numbers[state][1], "words": rules.STATES[state]}
    context |= rights_of(request) | {"me": request.user.pseudonym}  # type: ignore[union-attr]
    form = Chosen(found.rows, request.POST) if request.method == "POST" else Chosen(found.rows)
    if request.method != "POST":
        return page(request, "charges/posts.html", context | {"form": form})
    here = reverse("grave-posts")

    def do(once: Any) -> str:
        actions.fix(request.user, code_of(request), form.cleaned_data["posts"], once)
        return here

    return carry_out(request, do, "De posten zijn vastgesteld.", here, form, "charges/posts.html", context)


@require_POST
@open_to(*WORKERS)
def collect(request: HttpRequest) -> HttpResponse:
    """Make posts of what acts left."""
    here = reverse("grave-posts")

    def do(once: Any) -> str:
        actions.collect(request.user, code_of(request), once)
        return here

    return carry_out(request, do, "De posten zijn opgehaald.", here)


@never_cache
@require_safe
@open_to(*READERS)
def missed(request: HttpRequest) -> HttpResponse:
    """What happened without a post, and which posts nothing in the register stands behind."""
    local, _ = laws(request)
    titles = {row.code: row.title for row in local.tariffs}
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        context: dict[str, Any] = {
            "events": list(queries.without_line(client).select_related("payload")[: queries.MOST_LISTED]),
            "posts": list(queries.without_event(client)[: queries.MOST_LISTED]),
            "lines": [
                (line, titles.get(line.key, line.key))
                for line in queries.to_collect(client).select_related("entry")[: queries.MOST_LISTED]
            ],
        }
    return page(request, "charges/missed.html", context | rights_of(request))


@never_cache
@open_to(*WORKERS)
def new(request: HttpRequest) -> HttpResponse:
    """Make a post by hand, for an event or for nothing that is in the register."""
    asked = request.GET.get("gebeurtenis", "")
    event = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else None
    words = {"title": "Post maken", "back": reverse("grave-posts"), "submit": "Post maken"}

    def do(once: Any, form: Any) -> str:
        row = actions.add(request.user, code_of(request), form.new(event), once)
        return reverse("grave-post", args=[row.number])

    text = "Dit graf staat niet in het register. Kijk het nummer na."
    return _ask(request, HandMade, words, "De post is gemaakt.", do, {Grave.DoesNotExist: ("grave", text)})


@never_cache
@open_to(*WORKERS)
def waive(request: HttpRequest, event: int) -> HttpResponse:
    """Put down that an event costs nothing."""
    words = {"title": "Kost niets", "back": reverse("missed-posts"), "submit": "Vastleggen dat dit niets kost"}

    def do(once: Any, form: Any) -> str:
        actions.waive(request.user, code_of(request), event, form.cleaned_data["reason"], once)
        return str(words["back"])

    return _ask(request, Why, words, "Vastgelegd dat dit niets kost.", do)


@never_cache
@require_safe
@open_to(*READERS)
def post(request: HttpRequest, number: int) -> HttpResponse:
    """One post: what it is for, why it costs that, who pays, and what became of it."""
    laws(request)
    row = _row(request, number)
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        credited = Post.objects.of(client).filter(original=row, kind=rules.CREDIT).first()
        replaced = Post.objects.of(client).filter(replaces=row).first()
        sent = getattr(row, "sent", None)
        number_of_file = sent.batch.number if sent else ""
    context = {"row": row, "state": rules.STATES[row.state], "shape": SHAPES[row.state], "credited": credited}
    context |= {"replaced": replaced, "file": number_of_file, "amount": Euro(row.amount_cents)}
    context |= {"unit": Euro(row.unit_cents), "vat": Euro(row.vat_cents)}
    return page(request, "charges/post.html", context | rights_of(request))


@never_cache
@open_to(*WORKERS)
def payer(request: HttpRequest, number: int) -> HttpResponse:
    """Say who pays."""
    row = _row(request, number)
    start = {"role": row.role, "debtor": row.debtor.number if row.debtor else ""}
    words = _words("Debiteur kiezen", number)

    def do(once: Any, form: Any) -> str:
        typed = form.cleaned_data
        actions.name_debtor(request.user, code_of(request), number, typed["role"], typed["debtor"].strip(), once)
        return str(words["back"])

    text = "Dit nummer is niet bekend. Zoek de persoon, of neem de organisatie eerst op."
    made = partial(Payer, initial=start)
    return _ask(request, made, words, "De debiteur is gekozen.", do, {Debtor.DoesNotExist: ("debtor", text)})


@never_cache
@open_to(*WORKERS)
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Let a post lapse."""
    return _why(request, number, "Post laten vervallen", "De post is vervallen.", actions.drop)


@never_cache
@open_to(*WORKERS)
def credit(request: HttpRequest, number: int) -> HttpResponse:
    """Take a post back that was sent."""
    return _why(request, number, "Post crediteren", "De creditpost is gemaakt.", actions.credit)


def _why(request: HttpRequest, number: int, title: str, done: str, act: Callable[..., Post]) -> HttpResponse:
    _row(request, number)
    words = _words(title, number)

    def do(once: Any, form: Any) -> str:
        row = act(request.user, code_of(request), number, form.cleaned_data["reason"], once)
        return reverse("grave-post", args=[row.number])

    return _ask(request, Why, words, done, do)


@require_POST
@open_to(*WORKERS)
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Make a rejected post again."""
    _row(request, number)

    def do(once: Any) -> str:
        row = actions.replace(request.user, code_of(request), number, once)
        return reverse("grave-post", args=[row.number])

    return carry_out(request, do, "De post is opnieuw gemaakt.", reverse("grave-post", args=[number]))


@never_cache
@require_safe
@open_to(*READERS)
def debtors(request: HttpRequest) -> HttpResponse:
    """The organisations that pay."""
    laws(request)
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        found = listed(queries.debtors(client), page_number(request.GET.get("pagina", "")))
    return page(request, "charges/debtors.html", {"list": found} | rights_of(request))


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def debtor(request: HttpRequest, number: str = "") -> HttpResponse:
    """An organisation that pays, or what the bookkeeping must know of a debtor."""
    laws(request)
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        row = Debtor.objects.of(client).filter(number=number).first() if number else None
        asks_bsn = queries.layout_of(client).asks_bsn
    if number and row is None:
        raise Http404
    title = f"Debiteur {number}" if number else "Organisatie opnemen"
    words = {"title": title, "back": reverse("grave-debtors"), "submit": "Debiteur bijwerken" if number else title}

    def do(once: Any, form: Any) -> str:
        actions.keep_debtor(request.user, code_of(request), form.cleaned_data, row.pk if row else None, once)
        return str(words["back"])

    return _ask(request, partial(DebtorForm, row, asks_bsn), words, "De debiteur is opgenomen.", do)


@never_cache
@open_to(*DECIDERS)
def levy(request: HttpRequest) -> HttpResponse:
    """Look first who owes the levy of a year; make the posts when somebody says so."""
    local, _ = laws(request)
    client = request.agreement.client_id  # type: ignore[attr-defined]
    here = reverse("grave-levy")
    if request.method != "POST":
        return page(request, "charges/levy.html", {"form": LevyRun(today())})
    form = LevyRun(today(), request.POST)
    context: dict[str, Any] = {}
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        with reading(client):
            owing = queries.to_levy(client, local, reference, reference.year)
        context = {"owing": owing[:50], "number": len(owing), "year": reference.year, "looked": True}
        context["total"] = Euro(sum(one.tariff.amount.cents for one in owing))
        if "opleggen" not in request.POST:
            return page(request, "charges/levy.html", {"form": form} | context)

    def do(once: Any) -> str:
        day = form.cleaned_data["reference"]
        actions.levy(request.user, code_of(request), day.year, day, once)
        return reverse("grave-posts")

    return carry_out(request, do, "De heffing is opgelegd.", here, form, "charges/levy.html", context)


def _words(title: str, number: int) -> dict[str, Any]:
    back = reverse("grave-post", args=[number])
    return {"title": f"{title}: {rules.called(number)}", "back": back, "submit": title}


def _row(request: HttpRequest, number: int) -> Post:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        try:
            return queries.post_of(client, number)
        except Post.DoesNotExist:
            raise Http404 from None


def _ask(
    request: HttpRequest,
    make: Made,
    words: dict[str, Any],
    done: str,
    do: Callable[[Any, Any], str],
    unknown: Mapping[type[Exception], tuple[str, str]] | None = None,
) -> HttpResponse:
    """Ask and carry out; an event that is none has no page."""
    try:
        return ask(request, FORM, words, make, do, done, unknown)
    except Entry.DoesNotExist:
        raise Http404 from None
