"""What people can ask of posts and files: what waits, what is missing, what a file is made of, what changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from noaber.agreement.book import Book
from noaber.cemetery.charge_lines import MEASURE
from noaber.cemetery.charges import acts, layout, rules
from noaber.cemetery.charges.models import Debtor, FileBatch, FileLayout, FileLine, FileSeries, Post
from noaber.cemetery.charges.returned import Sent
from noaber.cemetery.local import Local
from noaber.cemetery.models import GraveRight
from noaber.cemetery.tariffs import LEVY, Tariff
from noaber.cemetery.windows import EXCLUSIVE
from noaber.duties.models import Duty
from noaber.journal.models import CountedLine, Entry
from noaber.values import Euro

CHARGED = ("cemetery.grant", "cemetery.bury", "cemetery.renew", "cemetery.transfer", "endings.place_urn")
"""The acts that cost something: without a line for it they are on the list of what may be missed."""
TASK_FIELD = "7.5"
"""Of the municipal budget (Besluit begroting en verantwoording): cemeteries."""
OBJECTION = "BEZWAAR-6W"
MOST_LISTED = 200
HERE = "Nederland"


def post_of(client: int, number: int) -> Post:
    """One post with what its page shows. Raises Post.DoesNotExist."""
    return _whole(Post.objects.of(client)).get(number=number)


def _whole(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related("debtor", "debtor__resident", "grave", "original", "replaces")


def posts(client: int, state: str) -> QuerySet[Post]:
    """The posts that stand so; the newest on top, but what waits to be fixed in the order in which it came."""
    return _whole(Post.objects.of(client).filter(state=state)).order_by("id" if state == rules.CONCEPT else "-id")


def counts(client: int) -> dict[str, tuple[int, Euro]]:
    """How many posts stand how, and what they come to. One query."""
    rows = Post.objects.of(client).order_by().values_list("state").annotate(Count("id"), Sum("amount_cents"))
    found = {state: (number, Euro(cents)) for state, number, cents in rows}
    return {state: found.get(state, (0, Euro())) for state in rules.STATES}


def last_number(client: int) -> int:
    """The number of the last post."""
    return Post.objects.of(client).aggregate(last=Max("number"))["last"] or 0


def to_collect(client: int) -> QuerySet[CountedLine]:
    """The lines of the journal that have no post yet, oldest first. What costs nothing is left out."""
    lines = CountedLine.objects.filter(municipality=client, measure=MEASURE, quantity__gt=0)
    return lines.filter(~Exists(Post.objects.filter(line=OuterRef("pk")))).order_by("id")


def without_line(client: int) -> QuerySet[Entry]:
    """The events that left nothing to collect and for which nobody made a post, newest first."""
    entries = Entry.objects.filter(municipality=client, act__in=CHARGED, result="granted")
    priced = CountedLine.objects.filter(municipality=client, measure=MEASURE, entry=OuterRef("pk"))
    known = Post.objects.filter(municipality=client, event=OuterRef("pk"))
    return entries.filter(~Exists(priced), ~Exists(known)).order_by("-id")


def without_event(client: int) -> QuerySet[Post]:
    """The posts that were made by hand, and that no event in the register stands behind; newest first."""
    made = Post.objects.of(client).filter(kind=rules.INVOICE, event=None, replaces=None)
    return _whole(made.exclude(state=rules.DROPPED)).order_by("-id")


def layout_of(client: int) -> layout.Layout:
    """The layout of the next file."""
    row = FileLayout.objects.of(client).order_by("-id").first()
    return row.value if row else layout.CSV_V1


def last_file(client: int) -> str:
    """The number of the last file; empty before the first."""
    row = FileSeries.objects.of(client).first()
    return row.last if row else ""


def batch_of(client: int, number: str) -> FileBatch:
    """One file. Raises FileBatch.DoesNotExist."""
    return FileBatch.objects.of(client).get(number=number)


def batches(client: int) -> QuerySet[FileBatch]:
    """The files, newest first, with how many of their lines are still open and how many were rejected."""
    of = FileBatch.objects.of(client).defer("content", "manifest", "told").order_by("-id")
    state = "lines__post__state"
    return of.annotate(
        open_lines=Count("lines", filter=Q(**{state: rules.IN_FILE})),
        rejected=Count("lines", filter=Q(**{state: rules.REJECTED})),
    )


def lines_of(batch: FileBatch) -> QuerySet[FileLine]:
    """The lines of a file with their posts."""
    lines = FileLine.objects.of(batch.municipality_id).filter(batch=batch)
    return lines.select_related("post", "post__debtor", "post__debtor__resident").order_by("number")


def open_lines(client: int, batch: FileBatch) -> tuple[dict[int, Sent], dict[int, int]]:
    """The lines of a file that wait for an answer: as they were sent, and the key of their post."""
    rows = FileLine.objects.of(client).filter(batch=batch, post__state=rules.IN_FILE)
    found = list(rows.values_list("number", "post_id", "post__post_id", "post__amount_cents"))
    return {one[0]: Sent(str(one[2]), one[3]) for one in found}, {one[0]: one[1] for one in found}


def how_many_open(batch: FileBatch) -> int:
    """How many lines of a file wait for an answer."""
    return FileLine.objects.of(batch.municipality_id).filter(batch=batch, post__state=rules.IN_FILE).count()


def duty_of_file(client: int) -> Duty | None:
    """The due day that the next file is for: the first that is open."""
    found = Duty.objects.of(client).filter(done_by=acts.MAKE_FILE.code, done_on=None)
    return found.order_by("due", "id").first()


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since the file before: how many of each, and posts of before that came too late for it."""

    since: date | None
    new: int
    credits: int
    replaced: int
    dropped: int
    late: int


def changed_since(client: int) -> Changes:
    """What the next file brings that the last one did not. Two queries."""
    last = FileBatch.objects.of(client).order_by("-id").values_list("made_on", flat=True).first()
    fixed, late = Q(state=rules.FIXED), Q(fact_on__lte=last) if last else Q(pk=None)
    dropped = Q(state=rules.DROPPED) & (Q(entry__at__date__gt=last) if last else Q())
    found = Post.objects.of(client).aggregate(
        new=Count("id", filter=fixed & ~Q(kind=rules.CREDIT) & Q(replaces=None)),
        credits=Count("id", filter=fixed & Q(kind=rules.CREDIT)),
        replaced=Count("id", filter=fixed & Q(replaces__isnull=False)),
        dropped=Count("id", filter=dropped),
        late=Count("id", filter=fixed & late),
    )
    return Changes(last, **found)


_COLUMNS = {
    "pk": "id",
    "number": "number",
    "post": "post_id",
    "kind": "kind",
    "role": "role",
    "grave": "grave__number",
    "tariff": "tariff",
    "tariff_year": "tariff_year",
    "law": "law",
    "article": "article",
    "title": "title",
    "quantity": "quantity",
    "unit_price": "unit_cents",
    "amount": "amount_cents",
    "vat": "vat",
    "vat_amount": "vat_cents",
    "ledger": "ledger",
    "cost_centre": "cost_centre",
    "cost_kind": "cost_kind",
    "fact_day": "fact_on",
    "decided_day": "decided_on",
    "tax_year": "tax_year",
    "original": "original__number",
    "replaces": "replaces__number",
    "debtor": "debtor_id",
    "debtor_number": "debtor__ledger_number",
    "kvk": "debtor__kvk",
    "bsn": "debtor__bsn",
    "name": "debtor__name",
    "attention": "debtor__attention",
    "street": "debtor__street",
    "house_number": "debtor__house_number",
    "postcode": "debtor__postcode",
    "city": "debtor__city",
    "country": "debtor__country",
    "email": "debtor__email",
    "resident": "debtor__resident_id",
    "given_names": "debtor__resident__given_names",
    "surname": "debtor__resident__surname",
    "r_street": "debtor__resident__street",
    "r_house_number": "debtor__resident__house_number",
    "r_postcode": "debtor__resident__postcode",
    "r_city": "debtor__resident__city",
}


def rows_to_send(
    client: int, municipality: str, state: str = rules.FIXED, most: int | None = None
) -> list[dict[str, Any]]:
    """The posts that go into the next file, in their order, as its lines read them. One query, locked by who writes."""
    found = Post.objects.of(client).filter(state=state).order_by("id").values_list(*_COLUMNS.values())[:most]
    names = tuple(_COLUMNS)
    return [_row(dict(zip(names, row, strict=True)), municipality) for row in found.iterator(2_000)]


def _row(row: dict[str, Any], municipality: str) -> dict[str, Any]:
    """A post with everything that a column can take. Who lies in the grave is nowhere in it."""
    if row["resident"] is not None:
        row["name"] = f"{row['given_names']} {row['surname']}".strip()
        for part in ("street", "house_number", "postcode", "city"):
            row[part] = row[part] or row[f"r_{part}"]
    number, grave, client_pays = rules.called(row["number"]), row["grave"] or "", row["debtor"] is None
    return row | {
        "post_id": str(row["post"]),
        "municipality": municipality,
        "name": municipality if client_pays else row["name"],
        "role": rules.ROLES[row["role"]],
        "country": row["country"] or HERE,
        "reference": number,
        "grave": grave,
        "article": f"{row['law']}, artikel {row['article']}" if row["article"] else row["law"],
        "description": rules.description(row["title"], grave),
        "task_field": TASK_FIELD,
        "objection": OBJECTION if row["kind"] != rules.CREDIT else "",
        "original": rules.called(row["original"]) if row["original"] else "",
        "replaces": rules.called(row["replaces"]) if row["replaces"] else "",
        **{name: row[name] or "" for name in _TEXTS},
    }


_TEXTS = ("debtor_number", "kvk", "bsn", "attention", "street", "house_number", "postcode", "city", "email")


_KEPT = (
    *("line", "post_id", "kind", "name", "role", "reference", "grave", "description", "quantity", "unit_price"),
    *("amount", "vat", "ledger", "cost_centre", "article", "original", "replaces"),
)


def packed(rows: Sequence[Mapping[str, Any]]) -> str:
    """The lines of a file as they are kept beside it; without the citizen number, which is in the file alone."""
    return json.dumps([{name: row[name] for name in _KEPT} for row in rows], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Levied:
    """A right that owes the levy of a year, under a row of the table."""

    right: int
    holder: int | None
    grave: int
    number: str
    tariff: Tariff


def to_levy(client: int, local: Local, reference: date, year: int) -> list[Levied]:
    """Who owes the levy of a year and has no post for it yet: the exclusive rights that run on the reference day."""
    runs = Q(ended_on=None) | Q(ended_on__gt=reference)
    until = Q(ends_on=None) | Q(ends_on__gte=reference)
    rights = GraveRight.objects.of(client).filter(runs, until, kind=EXCLUSIVE, granted_on__lte=reference)
    posted = Post.objects.of(client).filter(kind=rules.LEVY, tax_year=year).values_list("right_id", "tariff")
    known, rows, found = set(posted), dict[tuple[str, str], Tariff | None](), []
    columns = ("id", "holder_id", "grave_id", "grave__number", "grave__kind", "grave__cemetery")
    for right, holder, grave, number, kind, cemetery in rights.order_by("id").values_list(*columns):
        place = (kind, cemetery)
        if place not in rows:
            rows[place] = local.tariff(LEVY, kind, cemetery, reference) or local.per_time(
                LEVY, kind, cemetery, reference
            )
        row = rows[place]
        if row is not None and (right, row.code) not in known:
            found.append(Levied(right, holder, grave, number, row))
    return found


def debtors(client: int) -> QuerySet[Debtor]:
    """The organisations that pay, by name."""
    return Debtor.objects.of(client).filter(resident=None).order_by("name", "id")


def service_of(book: Book) -> int:
    """The service that the file belongs to: that of the norm which counts it, zero where there is none."""
    return book.service_measured_by(acts.MAKE_FILE.code)
