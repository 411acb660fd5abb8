"""The pages of the journal: what was done or refused, the lines under a number, and what is needed to check it all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from noaber.agreement.access import BOTH_SIDES, STAFF, held, open_to
from noaber.agreement.acting import Refusal
from noaber.agreement.actions import record_export
from noaber.agreement.acts import Act
from noaber.agreement.journal_lists import asked, found, hidden_of_entry, without
from noaber.agreement.lines_shown import READS_ALL
from noaber.agreement.pages import page, refused
from noaber.agreement.queries import book_of
from noaber.agreement.wording import counted
from noaber.journal import sealing, verify
from noaber.journal.checkpoint import write_proof
from noaber.journal.export import export_chunks, origin
from noaber.journal.keys import verifier_key
from noaber.journal.merkle import inclusion_proof
from noaber.journal.models import Checkpoint, Entry, Leaf
from noaber.journal.queries import entries, header_of, leaf_hashes, whole_log, years
from noaber.parties.clock import today
from noaber.parties.functions import FUNCTIONS
from noaber.parties.scope import reading
from noaber.values import Euro, MissingTerm, Period
from noaber.web.labels import names_of
from noaber.web.paging import listed, page_number

MINIMUM_PERSONS = "billing.minimum_persons"


@require_safe
@open_to(*BOTH_SIDES)
def journal(request: HttpRequest) -> HttpResponse:
    """Everything that was done or refused, newest first, with filters on act, result and what it is about."""
    query, client = request.GET, request.agreement.client_id  # type: ignore[attr-defined]
    wanted = {"act": query.get("handeling", ""), "result": query.get("uitkomst", "")}
    about = query.get("over", "").strip()
    wished = entries(client, **wanted)
    if about:
        wished = wished.filter(object__in=names_of(about))
    rows = listed(wished, page_number(query.get("pagina", "")))
    context = {
        "list": rows,
        "wanted": wanted | {"about": about},
        "typed": about.rpartition(":")[2],
        "acts": sorted((act for act in Act.known.values() if act.code in _done(request)), key=lambda act: act.label),
        "results": (("granted", "gedaan"), ("refused", "geweigerd")),
        "years": years(client),
        "checkpoint": sealing.latest(client),
        "key": verifier_key(),
    }
    return page(request, "agreement/journal.html", context)


def _done(request: HttpRequest) -> set[str]:
    """The acts that can be done under the agreement at work."""
    return set(book_of(request.agreement).acts)  # type: ignore[attr-defined]


@require_safe
@open_to(*STAFF)
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what was done or refused, by whom under what, its facts and lines, and its place in the log."""
    one = _entry(request, pk)
    if not may_read(request, one):
        who = ", ".join(FUNCTIONS[function] for function in BOTH_SIDES)
        return render(request, "web/not_for_you.html", {"who": who}, status=403)
    minimum = _minimum(request)
    lines = list(one.lines.order_by("id"))
    hidden = hidden_of_entry(lines, minimum)
    leaf = Leaf.objects.filter(municipality=one.municipality_id, entry=one).first()
    header, facts = header_of(one), one.facts
    told = facts if one.granted else {name: facts[name] for name in facts if name not in ("text", "cure")}
    context = {
        "entry": one,
        "header": header,
        "act": Act.known.get(one.act),
        "facts": [(FACTS.get(name, name), fact_words(name, value)) for name, value in sorted(told.items())],
        "refused_text": facts.get("text", "") if not one.granted else "",
        "refused_cure": facts.get("cure", "") if not one.granted else "",
        "erased": not hasattr(one, "payload") or one.payload.body is None,
        "lines": [line_row(line, (line.measure, line.day, line.key, line.service) in hidden) for line in lines],
        "leaf": leaf,
        "checkpoint": _covering(leaf) if leaf else None,
        "sealed_text": json.dumps(without(header, bool(hidden)), ensure_ascii=False, indent=2, sort_keys=True),
        "kept_back": bool(hidden),
        "reads_journal": bool(held(request) & set(BOTH_SIDES)),
    }
    return page(request, "agreement/journal_entry.html", context)


def _entry(request: HttpRequest, pk: int) -> Entry:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    one = Entry.objects.filter(municipality=client, pk=pk).select_related("payload").first()
    if one is None:
        raise Http404
    return one


def may_read(request: HttpRequest, one: Entry) -> bool:
    """May this person open this entry? Readers of the journal may; others what is of the work, or their own doing."""
    if held(request) & set(BOTH_SIDES):
        return True
    return one.object.partition(":")[0] in OF_THE_WORK or one.actor == request.user.pseudonym  # type: ignore[union-attr]


OF_THE_WORK = ("case", "visit", "desk", "document", "ceremony", "grave", "right")
"""What everybody who works on it may read back. Money, people and the agreement itself are not among them."""


def _covering(leaf: Leaf) -> Checkpoint | None:
    """The checkpoint that first covered a place in the log."""
    log = Checkpoint.objects.filter(municipality=leaf.municipality_id, year=leaf.year, size__gt=leaf.index)
    return log.order_by("size").first()


def _minimum(request: HttpRequest) -> int | None:
    """From how many people wages are shown to this person; None where all are. Decided by the agreement's data."""
    if held(request) & READS_ALL:
        return None
    try:
        return int(book_of(request.agreement).term(MINIMUM_PERSONS, today()).value)  # type: ignore[attr-defined]
    except MissingTerm:
        return None


@require_safe
@open_to(*BOTH_SIDES)
def lines(request: HttpRequest) -> HttpResponse:
    """The lines that a number is the sum of: the total on top, then each line with its entry and its clause."""
    try:
        wanted = asked(request.GET)
    except ValueError as error:
        return page(request, "agreement/journal_lines.html", {"mistake": str(error)}, status=422)
    selected = found(request.agreement.client_id, wanted, _minimum(request))  # type: ignore[attr-defined]
    rows = listed(selected.lines, page_number(request.GET.get("pagina", "")), selected.count)
    total = selected.total
    context = {
        "list": rows,
        "rows": [line_row(line, selected.hides(line)) for line in rows.rows],
        "total": total,
        "total_words": quantity_words(total.unit, total.quantity) if total else "",
        "totals": [
            {"measure": measure_words(one.measure), "total": one, "words": quantity_words(one.unit, one.quantity)}
            for one in selected.totals
        ],
        "wanted": wanted,
        "measures": [measure_words(measure) for measure in wanted.measures],
        "period_words": period_words(wanted.period),
        "kept_back": selected.kept_back,
    }
    return page(request, "agreement/journal_lines.html", context)


def line_row(line: Any, hide: bool) -> dict[str, Any]:
    """A line as a table shows it."""
    return {
        "line": line,
        "measure": measure_words(line.measure),
        "words": quantity_words(line.unit, None if hide else line.quantity),
        "base": base_words(line),
    }


FACTS = {
    "cents": "bedrag",
    "product": "product",
    "outcome": "uitkomst",
    "signature": "ondertekening",
    "products": "producten",
    "year": "jaar",
    "digest": "kenmerk van de gegevens",
    "before": "kenmerk daarvoor",
    "changes": "wijzigingen",
    "text": "tekst",
    "addendum": "addendum",
    "agrees": "akkoord",
    "started": "begonnen op",
    "finished": "gereed op",
    "informed": "geïnformeerd op",
    "rows": "regels in het bestand",
    "flags": "regels die opvielen",
    "replaces": "vervangt een eerder bestand",
    "purpose": "doel",
    "fields": "gevraagde gegevens",
    "secret": "geheim adres getoond",
    "reason": "reden",
    "persons": "gevonden personen",
    "on": "gedaan op",
    "told_on": "bericht op",
    "due": "uiterlijk",
    "source": "melder",
    "kind": "soort",
    "signal": "zaak van het signaal",
    "code": "aanduiding in onderzoek",
    "intended": "voornemen",
    "result": "uitkomst",
    "declared": "op verklaring van de inwoner",
    "annotation_ended": "in onderzoek tot",
    "departure": "geldt vanaf",
    "status": "status in WALAA",
    "category": "gaat over",
    "ground": "reden van de weigering",
    "asker": "gevraagd door",
    "document": "soort document",
    "found": "gevonden",
}
"""What facts are called. Subjects add their own codes; an unknown one is shown as it is."""


def fact_words(name: str, value: Any) -> Any:
    """A fact as people read it."""
    if name == "cents" and isinstance(value, int):
        return str(Euro(value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) or "geen"
    return "geen" if value in ("", None) else value


MEASURES = {
    "case.registered": "zaken geregistreerd",
    "case.closed": "zaken afgesloten",
    "case.overdue": "zaken te laat",
    "case.days": "werkdagen tot afsluiten",
    "kpi": "norm gehaald",
    "wage": "loonkosten",
    "cao": "cao-verhoging",
    "revaluation": "herwaardering",
    "billed.net": "gefactureerd, zonder omzetbelasting",
    "billed.overhead": "gefactureerde overhead",
    "billed.training": "gefactureerde opleiding",
    "training": "opleidingskosten",
    "extra": "meerwerk en maatwerk",
    "calamity": "calamiteit",
    "feedback": "antwoorden van inwoners",
    "complaint": "klachten",
    "complaint.settled": "klachten afgehandeld",
    "complaint.overdue": "klachten te laat afgehandeld",
}


def measure_words(measure: str) -> str:
    """What is counted, in words."""
    return MEASURES.get(measure, measure)


def quantity_words(unit: str, quantity: int | None) -> str:
    """How many, in the unit of the line: `€ 1.234,50`, `12 minuten`, `3`."""
    if quantity is None:
        return "niet getoond"
    if unit == "cents":
        return str(Euro(quantity))
    number = f"{quantity:,}".replace(",", ".")
    return {"minutes": f"{number} minuten", "days": f"{number} dagen"}.get(unit, number)


def base_words(line: Any) -> str:
    """Of how many the quantity is a part, or how many people stand behind it."""
    if not line.base:
        return ""
    if line.unit == "cents":
        return counted(line.base, "mens", "mensen")
    return f"van {line.base}"


def period_words(period: Period | None) -> str:
    """The days that were asked for, in words; empty for all."""
    return str(period) if period else ""


@require_safe
@open_to(*BOTH_SIDES)
def export(request: HttpRequest, year: int) -> HttpResponse:
    """The whole log of a year as a file that can be checked elsewhere; that it was fetched is recorded first."""
    agreement = request.agreement  # type: ignore[attr-defined]
    client = agreement.client_id
    _seal(client)
    try:
        record_export(request.user, agreement.code, year)
    except Refusal as refusal:
        return refused(request, refusal, request.headers.get("Referer", "/"))
    _seal(client)  # after the act of fetching, so that a seal fetched next counts no entry that this file lacks
    response = StreamingHttpResponse(_pieces(client, year), content_type="application/gzip")
    response["Content-Disposition"] = f'attachment; filename="noaber-GM{client:04d}-{year}.jsonl.gz"'
    return response  # type: ignore[return-value]  # a stream is an answer too


def _seal(client: int) -> None:
    """Bring the seal up to date. A journal that was tampered with is handed over all the same: the file shows it."""
    with suppress(sealing.SealBroken):
        sealing.seal(client)


def _pieces(client: int, year: int) -> Iterator[bytes]:
    """The file in pieces. It is read after the request's own scope has closed, so it opens one of its own."""
    with reading(client):
        yield from export_chunks(origin(client, year), verifier_key(), *whole_log(client, year))


@require_safe
@open_to(*BOTH_SIDES)
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed checkpoint, to be kept where Noaber cannot reach it."""
    client = request.agreement.client_id  # type: ignore[attr-defined]
    _seal(client)
    newest = sealing.latest(client)
    if newest is None:
        raise Http404
    name = f"noaber-GM{client:04d}-{newest.year}-{newest.size}.txt"
    return _text(newest.note, name)


@require_safe
@open_to(*BOTH_SIDES)
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof that an entry stands at its place in the log of the newest checkpoint of its year."""
    one = _entry(request, pk)
    leaf = Leaf.objects.filter(municipality=one.municipality_id, entry=one).first()
    if leaf is None:
        raise Http404
    log = Checkpoint.objects.filter(municipality=leaf.municipality_id, year=leaf.year, size__gt=leaf.index)
    newest = log.order_by("-size").first()
    if newest is None:
        raise Http404
    hashes = leaf_hashes(leaf.municipality_id, leaf.year, newest.size)
    text = write_proof(leaf.index, inclusion_proof(hashes, leaf.index), newest.note)
    return _text(text, f"noaber-GM{leaf.municipality_id:04d}-{leaf.year}-{leaf.index}.tlog-proof")


@require_safe
@open_to(*BOTH_SIDES)
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that checks an export: one file, to be run and read anywhere."""
    assert verify.__file__ is not None
    return _text(Path(verify.__file__).read_text(encoding="utf-8"), "verify.py", "text/x-python")


def _text(text: str, name: str, kind: str = "text/plain") -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
