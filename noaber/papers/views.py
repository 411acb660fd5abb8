"""The pages of papers: what a case has, writing one with its text beside it, and drawing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.acting import permission
from noaber.agreement.pages import carry_out, page
from noaber.agreement.paper_texts import AskedFact, Named
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.cases.models import Case
from noaber.cases.panels import Panel
from noaber.cases.queries import case_by_number, kind_of, names_of
from noaber.cases.rules import Facts
from noaber.papers import actions, acts, rules
from noaber.papers.document import write_pdf
from noaber.papers.forms import OnPaperOnly, PaperFacts
from noaber.papers.models import PaperRecord
from noaber.papers.paper import Paper, with_personal
from noaber.papers.queries import about, one_paper, papers_about
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Refused


def panel(request: HttpRequest, case: Case, facts: Facts) -> dict[str, Any]:
    """What the page of a case shows: the paper to write now, the others that fit, and those that were written."""
    if not held(request) & set(WORKERS):
        return {}
    texts = rules.fitting(book_of(request.agreement).papers, facts)  # type: ignore[attr-defined]
    written = papers_about(case.municipality_id, case.pk)
    first = rules.first_to_write(texts, facts, [(row.kind, row.written_on) for row in written])
    others = [text for text in texts if text is not first]
    names = names_of(row.writer for row in written) if written else {}
    rows = [(row, names.get(row.writer, "")) for row in written]
    urgent = first is not None and first.phase != "open"
    return {"show": bool(texts or written), "first": first, "urgent": urgent, "others": others, "written": rows}


PANEL = Panel("papers/panel.html", panel)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WORKERS)
def new_paper(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Write a paper: what Noaber does not know is typed, and the text stands beside it."""
    agreement, book = request.agreement, book_of(request.agreement)  # type: ignore[attr-defined]
    text = book.papers.texts.get(kind)
    if text is None:
        raise Http404
    with reading(agreement.client_id):
        context, writer = _desk(request, number, kind)
    tariffs = book.catalogue.tariffs_of(context["case"].product, today())

    def preview(typed: rules.Typed) -> dict[str, Any]:
        return shown(rules.compose(text, book.papers, writer, typed, today()), text.facts)

    if request.method != "POST":
        form = PaperFacts(text, tariffs, initial=request.GET.dict())
        return page(request, "papers/new.html", context | {"form": form, "paper": preview(form.offered())})
    form = PaperFacts(text, tariffs, request.POST)
    form.full_clean()
    context["paper"] = preview(form.typed())
    if "preview" in request.POST:
        alone = "HX-Request" in request.headers
        return page(request, "papers/preview.html" if alone else "papers/new.html", context | {"form": form})

    def do(once: Any) -> str:
        written = actions.write(request.user, agreement.code, number, kind, form.typed(), once)
        return reverse("paper", args=[number, written.pk])

    back = reverse("case", args=[number])
    return carry_out(request, do, "De brief is gemaakt.", back, form, "papers/new.html", context)


def _desk(request: HttpRequest, number: str, kind: str) -> tuple[dict[str, Any], rules.About]:
    """What stands on the desk: the case, the text, whether it may be written now, and as whom."""
    agreement, book = request.agreement, book_of(request.agreement)  # type: ignore[attr-defined]
    try:
        case = case_by_number(agreement.client_id, number)
    except Case.DoesNotExist:
        raise Http404 from None
    text, facts = book.papers.texts[kind], case.facts(kind_of(book, case.product))
    may = permission(agreement, book, request.user, acts.WRITE, today(), case.organ)
    rule = rules.may_write(text, book.papers, facts, case.signature, book.act_clause(acts.WRITE.code))
    signature, function = (may.signature, may.function) if isinstance(may, Permission) else ("", "")
    context = {
        "case": case,
        "kind": facts.kind,
        "text": text,
        "refused": next((one for one in (rule, may) if isinstance(one, Refused)), None),
        "may": may,
        "house": book.papers.house,
    }
    return context, about(book, case, facts, signature, function)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WORKERS)
def paper(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A paper as it was written. Sent, the form draws it, with what is personal in it: that is kept nowhere."""
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        try:
            record = one_paper(agreement.client_id, number, pk)
        except PaperRecord.DoesNotExist:
            raise Http404 from None
        writer = names_of([record.writer]).get(record.writer, "")
    book, value = book_of(agreement), record.value
    text = book.papers.texts.get(record.kind)
    context = {
        "record": record,
        "case": record.case,
        "paper": shown(value, value.personal),
        "writer": writer,
        "text": text,
    }
    context |= {"kind": book.product(record.case.product), "house": book.papers.house}
    if request.method != "POST":
        return page(request, "papers/paper.html", context | {"form": OnPaperOnly(value)})
    form = OnPaperOnly(value, request.POST)
    if not form.is_valid():
        return page(request, "papers/paper.html", context | {"form": form}, status=422)
    answer = HttpResponse(
        write_pdf(with_personal(value, form.words()), form.addressee()), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="{record.kind}-{number}.pdf"'
    return answer


def shown(value: Paper, asked: Sequence[AskedFact]) -> dict[str, Any]:
    """A paper for the page: its blocks in pieces of words, of which those still open carry the label of what comes."""
    facts = {fact.name: fact for fact in asked}
    blocks = [
        {"kind": block.kind, "rows": [[_piece(part, facts) for part in row] for row in block.rows]}
        for block in value.blocks
    ]
    return {"value": value, "blocks": blocks}


def _piece(part: str | Named, facts: Mapping[str, AskedFact]) -> tuple[str, str]:
    """The words of a part, and how they look: nothing for what is there, `open` or `personal` for what is not."""
    if isinstance(part, str):
        return part, ""
    fact = facts[part.name]
    return fact.label, "personal" if fact.personal else "open"
