"""Makes the public register from the register: the one place where the two meet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from noaber.agreement.models import Agreement
from noaber.cemetery.models import URN, Interment
from noaber.cemetery.publicregister.models import Filled, PublicEntry
from noaber.cemetery.publicregister.queries import kept_out
from noaber.cemetery.publicregister.rules import Known, day_shown, shown_from
from noaber.cemetery.visitors import FILE, SearchRules, visitors_in
from noaber.parties.clock import today
from noaber.parties.scope import reading, set_scope

COLUMNS = ("number", "given_names", "surname", "search", "born", "died", "urn", "grave", "cemetery", "shown_from")
_AT_ONCE = 2_000


def fill(agreement: str) -> int:
    """Bring the public register of a municipality up to date. Returns how many rows changed; safe to run twice.

    A municipality without rules about visitors has an empty one.
    """
    client = Agreement.objects.values_list("client_id", flat=True).get(code=agreement)
    visitors = visitors_in(settings.AGREEMENTS_DIR / agreement)
    rules = visitors.on(today()) if visitors else None
    with reading(client):
        hidden = set(kept_out(client).values_list("grave", flat=True))
        wanted = {row["number"]: row for row in _rows(client, rules, hidden)} if rules else {}
        there = {row["number"]: row for row in PublicEntry.objects.filter(municipality=client).values("id", *COLUMNS)}
    gone = [row["id"] for number, row in there.items() if number not in wanted]
    new = [row for number, row in wanted.items() if number not in there]
    changed = [row | {"id": there[number]["id"]} for number, row in wanted.items() if _differs(row, there.get(number))]
    if gone or new or changed:
        _write(client, gone, new, changed)
    return len(gone) + len(new) + len(changed)


def fill_daily(agreement: str, day: date) -> int:
    """The same, once a day and whenever the rules change: the clock asks every minute."""
    client = Agreement.objects.values_list("client_id", flat=True).get(code=agreement)
    path = settings.AGREEMENTS_DIR / agreement / FILE
    rules = hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""
    with reading(client):
        last = Filled.objects.filter(municipality=client).values_list("day", "rules").first()
    if last == (day, rules) or (last is None and not rules):
        return 0
    changed = fill(agreement)
    with transaction.atomic():
        set_scope(client)
        Filled.objects.update_or_create(municipality_id=client, defaults={"day": day, "rules": rules})
    return changed


def _differs(wanted: dict[str, Any], there: dict[str, Any] | None) -> bool:
    return there is not None and any(there[column] != wanted[column] for column in COLUMNS)


def _rows(client: int, rules: SearchRules, hidden: set[str]) -> Iterator[dict[str, Any]]:
    for one in _buried(client).iterator(chunk_size=_AT_ONCE):
        if one.grave.number in hidden:
            continue
        who = one.resident
        died = Known(who.died_on, who.died_text) if who.died_on or who.died_text else Known(one.died_on)
        yield {
            "number": one.number,
            "given_names": who.given_names,
            "surname": who.surname,
            "search": who.search,
            "born": day_shown(Known(who.born_on, who.born_text), rules),
            "died": day_shown(died, rules),
            "urn": one.kind == URN,
            "grave": one.grave.number,
            "cemetery": one.grave.cemetery,
            "shown_from": shown_from(one.buried_on, died.day, rules),
        }


def _buried(client: int) -> QuerySet[Interment]:
    """Who lies somewhere now, with no more of the register than is shown."""
    fields = ("number", "kind", "buried_on", "died_on", "grave__number", "grave__cemetery")
    names = ("given_names", "surname", "search", "born_on", "born_text", "died_on", "died_text")
    found = Interment.objects.of(client).filter(removed_on=None).select_related("grave", "resident")
    return found.only(*fields, *(f"resident__{name}" for name in names)).order_by("id")


def _write(client: int, gone: list[int], new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        set_scope(client)
        for start in range(0, len(gone), _AT_ONCE):
            PublicEntry.objects.filter(municipality=client, pk__in=gone[start : start + _AT_ONCE]).delete()
        # Each server has a worker: what another wrote since this one read is there already, and just as good.
        made = (PublicEntry(municipality_id=client, **row) for row in new)
        PublicEntry.objects.bulk_create(made, _AT_ONCE, ignore_conflicts=True)
        rows = [PublicEntry(municipality_id=client, **row) for row in changed]
        PublicEntry.objects.filter(municipality=client).bulk_update(rows, COLUMNS, batch_size=50)
        hidden = list(kept_out(client).values_list("grave", flat=True))  # also those that were hidden meanwhile
        PublicEntry.objects.filter(municipality=client, grave__in=hidden).delete()
