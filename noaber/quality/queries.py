"""What people can ask about findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet

from noaber.journal.models import Entry
from noaber.quality.acts import RECORD_SCORE
from noaber.quality.models import FindingRecord


def findings(client: int, state: str = "open", origin: str = "", text: str = "") -> QuerySet[FindingRecord]:
    """The findings of a client, open ones by what runs out first, settled ones newest first."""
    found = FindingRecord.objects.of(client)
    if text:
        return found.filter(reference=text).order_by("due", "id")
    if origin:
        found = found.filter(origin=origin)
    if state == "open":
        return found.filter(settled_on=None).order_by("due", "id")
    return found.exclude(settled_on=None).order_by(F("settled_on").desc(), "-id")


def finding_of(client: int, key: int) -> FindingRecord:
    """One finding. Raises FindingRecord.DoesNotExist, also for one of another municipality."""
    return FindingRecord.objects.of(client).get(pk=key)


def known_references(client: int, wanted: Iterable[str] | None = None) -> set[str]:
    """Which references are in the list already, of these or of all."""
    found = FindingRecord.objects.of(client)
    if wanted is not None:
        found = found.filter(reference__in=list(wanted))
    return set(found.values_list("reference", flat=True))


def findings_to_pass(client: int, day: date, most: int = 500) -> list[int]:
    """Open findings whose term ran out before this day and that do not yet count as missed."""
    late = FindingRecord.objects.of(client).filter(settled_on=None, due__lt=day, passed=False)
    return list(late.order_by("due").values_list("id", flat=True)[:most])


def is_scored(client: int, year: int) -> bool:
    """Was the score of the self-evaluation of a year recorded?"""
    about = f"self-evaluation:{year}"
    return Entry.objects.filter(municipality=client, object=about, act=RECORD_SCORE.code, result="granted").exists()
