"""The pages of the evidence: letters to write and to send, signs to place, and what is kept of one grave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import ask, carry_out, page
from noaber.agreement.queries import book_of
from noaber.cemetery.evidence import actions, forms, queries, rules
from noaber.cemetery.evidence.models import Batch, Letter, Sign
from noaber.cemetery.evidence.proof import proof_of
from noaber.cemetery.evidence.shown import next_steps, state, story
from noaber.cemetery.letters import head_of
from noaber.cemetery.models import Grave, GraveRight, Resident
from noaber.cemetery.queries import GraveFile, grave_file, right_of
from noaber.cemetery.shown import Told, together
from noaber.cemetery.shown import story as register_story
from noaber.cemetery.views import laws
from noaber.cemetery.windows import STATES
from noaber.papers.document import write_batch, write_pdf
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.web.paging import listed, page_number

FORM = "evidence/form.html"
SHOWN = 100


def _evidence(request: HttpRequest, file: GraveFile) -> queries.Evidence:
    """The evidence of a grave, read once for a page that shows it twice."""
    kept: tuple[int, queries.Evidence] | None = getattr(request, "grave_evidence", None)
    if kept is None or kept[0] != file.grave.pk:
        kept = (file.grave.pk, queries.evidence_of(file.grave.municipality_id, file.grave))
        request.grave_evidence = kept  # type: ignore[attr-defined]
    return kept[1]


def tell(request: HttpRequest, file: GraveFile) -> list[Told]:
    """What the evidence tells in the story of a grave."""
    return story(_evidence(request, file))


def panel(request: HttpRequest, file: GraveFile) -> dict[str, Any]:
    """What can be done with the evidence of a grave, and what waits."""
    if not held(request) & set(WORKERS):
        return {}
    found, right = _evidence(request, file), file.right
    obstacle = queries.obstacle_of(None, right.holder, today()) if right is not None else ""
    words = rules.OBSTACLES[obstacle] if obstacle else ()
    steps = next_steps(found.letters, obstacle)
    return {"number": file.grave.number, "steps": steps, "right": right, "obstacle": words, "code": obstacle}


@never_cache
@open_to(*WORKERS)
def letters(request: HttpRequest) -> HttpResponse:
    """The batch of letters that is due: how many, to whom not and why; and writing it."""
    agreement, day, here = request.agreement, today(), reverse("grave-letters")  # type: ignore[attr-defined]
    local, law = laws(request)
    client = agreement.client_id
    asked = [state for state in queries.DUE if state in request.GET.getlist("stand")] or list(queries.DUE)
    where = request.GET.get("begraafplaats", "")
    where = where if where in {one.code for one in local.cemeteries} else ""

    def do(once: Any) -> str:
        made = actions.write_batch(request.user, agreement.code, asked, where, once)
        return reverse("grave-letter-batch", args=[made.number])

    if request.method == "POST":
        return carry_out(request, do, "De brieven zijn geschreven. Druk ze af en leg de verzending vast.", here)
    with reading(client):
        rights = queries.due(client, day, law, asked, where)
        numbers = queries.how_many(rights)
        writable = list(rights.filter(obstacle="")[:SHOWN])
        stuck = [(right, *rules.OBSTACLES[right.obstacle]) for right in rights.exclude(obstacle="")[:SHOWN]]
        batches = list(queries.batches(client)[:20])
        single = list(queries.unsent(client).filter(batch=None)[:SHOWN])
        back = list(queries.returned(client)[:SHOWN])
    why = [(rules.OBSTACLES[code][0], numbers[code]) for code in rules.OBSTACLES if code in numbers]
    context = {"count": min(numbers.get("", 0), rules.MOST_AT_ONCE), "writable": writable, "stuck": stuck, "why": why}
    context |= {"states": [(code, STATES[code], code in asked) for code in queries.DUE], "batches": batches}
    context |= {"cemeteries": local.cemeteries, "where": where, "single": single, "back": back, "day": day}
    return page(request, "evidence/letters.html", context)


def _found(request: HttpRequest, find: Callable[[int], Any], *missing: type[Exception]) -> Any:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        try:
            return find(client)
        except missing:
            raise Http404 from None


@never_cache
@open_to(*WORKERS)
def batch(request: HttpRequest, number: str) -> HttpResponse:
    """One batch: its letters, its print, and putting down that it went out."""
    code, client = request.agreement.code, request.agreement.client_id  # type: ignore[attr-defined]
    found = _found(request, lambda of: queries.batches(of).get(number=number), Batch.DoesNotExist)
    with reading(client):
        rows = listed(queries.letters_of(client, found), page_number(request.GET.get("pagina", "")), found.letters)
    shown = [(one, *state(one)) for one in rows.rows]
    context = {"batch": found, "list": rows, "rows": shown}
    here = reverse("grave-letter-batch", args=[number])
    if request.method != "POST":
        return page(request, "evidence/batch.html", context | {"form": forms.Dispatched()})
    form = forms.Dispatched(request.POST)

    def do(once: Any) -> str:
        actions.dispatch_batch(request.user, code, number, form.cleaned_data["day"], form.cleaned_data["how"], once)
        return here

    return carry_out(request, do, "De verzending is vastgelegd.", here, form, "evidence/batch.html", context)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@never_cache
@require_safe
@open_to(*WORKERS)
def batch_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """All letters of a batch as one print."""

    def find(client: int) -> list[Letter]:
        return list(queries.letters_of(client, Batch.objects.of(client).get(number=number)))

    found = _found(request, find, Batch.DoesNotExist)
    papers = [(one.paper, one.addressee, head_of(one.paper, one.grave.number)) for one in found]
    return _pdf(write_batch(f"Partij {number}", papers), number)


@never_cache
@require_safe
@open_to(*WORKERS)
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """One letter as it was written, and what became of it."""
    found = _found(request, lambda client: queries.letter_of(client, number), Letter.DoesNotExist)
    paper = found.paper
    obstacle = queries.obstacle_of(found.right, found.right.holder if found.right else found.receiver, today())
    words = rules.OBSTACLES[obstacle] if obstacle else ()
    context = {"letter": found, "paper": paper, "state": state(found), "obstacle": words}
    context["blocks"] = [(block.kind, ["".join(map(str, row)) for row in block.rows]) for block in paper.blocks]
    return page(request, "evidence/letter.html", context)


@never_cache
@require_safe
@open_to(*WORKERS)
def letter_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """One letter as a PDF: the same bytes each time."""
    found = _found(request, lambda client: queries.letter_of(client, number), Letter.DoesNotExist)
    return _pdf(write_pdf(found.paper, found.addressee, head_of(found.paper, found.grave.number)), number)


@require_POST
@open_to(*WORKERS)
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Write a letter that came back again."""
    _found(request, lambda client: queries.letter_of(client, number), Letter.DoesNotExist)

    def do(once: Any) -> str:
        made = actions.write_again(request.user, request.agreement.code, number, once)  # type: ignore[attr-defined]
        return reverse("grave-letter", args=[made.number])

    return carry_out(request, do, "De brief is opnieuw geschreven.", reverse("grave-letter", args=[number]))


def _answered(letter: Letter, *given: Any) -> forms.Answered:
    return forms.Answered(letter.receiver_name, letter.receiver.surname, letter.kind, *given)


STEPS: dict[str, tuple[str, Callable[..., Any], Callable[..., Any], str]] = {
    "verzenden": (
        "Verzending vastleggen",
        lambda letter, *given: forms.Dispatched(*given),
        lambda who, code, number, form, once: actions.dispatch(
            who, code, number, form.cleaned_data["day"], form.cleaned_data["how"], once
        ),
        "De verzending is vastgelegd.",
    ),
    "retour": (
        "Retour vastleggen",
        lambda letter, *given: forms.Returned(*given),
        lambda who, code, number, form, once: actions.take_back(
            who, code, number, form.cleaned_data["day"], form.cleaned_data["because"], once
        ),
        "De brief is retour; het adres is nu onzeker.",
    ),
    "antwoord": (
        "Antwoord vastleggen",
        _answered,
        lambda who, code, number, form, once: actions.answer(
            who, code, number, form.cleaned_data["reply"], form.answerer(), form.cleaned_data["signed"], once
        ),
        "Het antwoord is vastgelegd.",
    ),
}


def _form(
    request: HttpRequest, title: str, back: str, form: Callable[..., Any], do: Callable[..., Any], done: str
) -> HttpResponse:
    """A page with one form, and what it does; then back to where it was asked."""

    def carried(once: Any, made: Any) -> None:
        do(made, once)

    return ask(request, FORM, {"title": title, "back": back, "submit": title}, form, carried, done)


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """What became of one letter: sent, returned or answered."""
    found = _found(request, lambda client: queries.letter_of(client, number), Letter.DoesNotExist)
    title, form, do, done = STEPS[what]
    code = request.agreement.code  # type: ignore[attr-defined]
    return _form(
        request,
        title,
        reverse("grave-letter", args=[number]),
        lambda *given: form(found, *given),
        lambda made, once: do(request.user, code, number, made, once),
        done,
    )


@never_cache
@require_safe
@open_to(*WORKERS)
def signs(request: HttpRequest) -> HttpResponse:
    """The signs to place, those that stand, and those that may go."""
    client, day = request.agreement.client_id, today()  # type: ignore[attr-defined]
    _, law = laws(request)
    with reading(client):
        due = listed(queries.signs_due(client, day, law), page_number(request.GET.get("pagina", "")))
        away = list(queries.to_take_away(client, day).defer("photo__content")[:SHOWN])
        stands = list(queries.standing(client).defer("photo__content")[:SHOWN])
    gone = {sign.pk for sign in away}
    rest = [sign for sign in stands if sign.pk not in gone]
    context = {"list": due, "away": away, "stands": rest, "law": law, "day": day}
    return page(request, "evidence/signs.html", context)


@never_cache
@open_to(*WORKERS)
def place(request: HttpRequest, number: str, place: str) -> HttpResponse:
    """Put down that a sign stands, with its photo."""
    found = _found(request, lambda client: right_of(client, number), GraveRight.DoesNotExist)
    code = request.agreement.code  # type: ignore[attr-defined]
    return _form(
        request,
        f"Bord {rules.PLACES[place]} vastleggen, graf {found.grave.number}",
        reverse("grave-signs"),
        forms.Placed,
        lambda made, once: actions.place_sign(
            request.user, code, number, place, made.cleaned_data["day"], made.cleaned_data["photo"], once
        ),
        "Het bord is vastgelegd.",
    )


@require_POST
@open_to(*WORKERS)
def take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Put down that a sign was taken away."""

    def do(once: Any) -> str:
        actions.take_away_sign(request.user, request.agreement.code, pk, once)  # type: ignore[attr-defined]
        return reverse("grave-signs")

    try:
        return carry_out(request, do, "Het bord is weggehaald.", reverse("grave-signs"))
    except Sign.DoesNotExist:
        raise Http404 from None


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def address(request: HttpRequest, number: str) -> HttpResponse:
    """Settle where somebody lives."""
    who = _found(request, lambda client: Resident.objects.of(client).get(number=number), Resident.DoesNotExist)
    start = {name: getattr(who, name) for name in ("street", "house_number", "postcode", "city")}
    code = request.agreement.code  # type: ignore[attr-defined]
    return _form(
        request,
        f"Adres van {who.name} vaststellen",
        reverse("grave-letters"),
        lambda posted=None, _=None: forms.Address(posted, initial=start),
        lambda made, once: actions.settle_address(request.user, code, number, **made.cleaned_data, once=once),
        "Het adres is vastgesteld.",
    )


def _file(request: HttpRequest, number: str) -> GraveFile:
    found: GraveFile = _found(request, lambda client: grave_file(client, number), Grave.DoesNotExist)
    return found


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def consent(request: HttpRequest, number: str) -> HttpResponse:
    """Put down what the holder allows."""
    right = _file(request, number).right
    holder = right.holder if right is not None else None
    code = request.agreement.code  # type: ignore[attr-defined]

    def do(made: Any, once: Any) -> None:
        typed = made.cleaned_data
        given = (typed["who"], typed["about"], typed["identity"], typed["signed"])
        actions.consent(request.user, code, number, *given, once)

    return _form(
        request,
        "Toestemming vastleggen",
        reverse("grave", args=[number]),
        lambda *given: forms.Consented(holder.number if holder else "", holder.name if holder else "", *given),
        do,
        "De toestemming is vastgelegd.",
    )


@never_cache
@sensitive_post_parameters()
@open_to(*WORKERS)
def note(request: HttpRequest, number: str) -> HttpResponse:
    """Make a note."""
    _file(request, number)
    code = request.agreement.code  # type: ignore[attr-defined]
    return _form(
        request,
        "Notitie maken",
        reverse("grave", args=[number]),
        forms.NewNote,
        lambda made, once: actions.note(
            request.user,
            code,
            number,
            made.cleaned_data["day"],
            made.cleaned_data["who"],
            made.cleaned_data["text"],
            once,
        ),
        "De notitie is gemaakt.",
    )


@never_cache
@require_safe
@open_to(*WORKERS)
def proof(request: HttpRequest, number: str) -> HttpResponse:
    """The whole file of a grave as a PDF: what happened, and after it every letter as it was written."""
    file = _file(request, number)
    agreement = request.agreement  # type: ignore[attr-defined]
    local, _ = laws(request)
    with reading(agreement.client_id):
        found = queries.evidence_of(agreement.client_id, file.grave)
    told = together(register_story(file.events), story(found))
    record = proof_of(file, local.cemetery(file.grave.cemetery).name, told, found, book_of(agreement), today())
    papers = [(one.paper, one.addressee, head_of(one.paper, number)) for one in found.letters]
    first = (record, (), (("Graf", number), ("Stukken", str(len(papers)))))
    return _pdf(write_batch(f"Bewijsdossier van graf {number}", [first, *papers]), f"dossier-{number}")
