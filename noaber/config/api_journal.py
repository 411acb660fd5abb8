"""The journal in the API: every sealed entry with its place in the log, checkpoints, and proofs.

What is sealed can be checked by whoever gets it: the fingerprint is SHA-256 over a zero byte and the header, the proofs
are those of RFC 6962 in the formats of C2SP. A header that tells the wages of fewer people than the agreement lets
others see is left out unless the key has the scope `wages`; its fingerprint stands, so that the log stays whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from django.http import Http404
from msgspec import Meta
from ninja import Path, Query, Router
from pydantic import Field

from noaber.agreement.journal_lists import hidden_of_entry
from noaber.agreement.queries import book_of
from noaber.config.api_agreement import at_work
from noaber.config.api_door import KeyRequest, Shown, page_of, resource
from noaber.config.api_parameters import Paging, Whole, Word
from noaber.journal.checkpoint import write_proof
from noaber.journal.keys import verifier_key
from noaber.journal.merkle import inclusion_proof
from noaber.journal.models import Checkpoint, CountedLine, Leaf
from noaber.journal.queries import leaf_hashes
from noaber.parties.clock import today
from noaber.parties.models import ApiToken
from noaber.values import MissingTerm

router = Router(tags=["journaal"])
YEAR = Path(..., ge=2000, le=2999, description="Het jaar van het journaal")
INDEX = Path(..., ge=0, le=999_999_999, description="De plaats in het journaal van dat jaar, vanaf 0")


class EntryItem(msgspec.Struct, rename="camel"):
    """One entry of the journal."""

    year: int
    index: Annotated[int, Meta(description="Plaats in het journaal van dat jaar, vanaf 0")]
    leaf_hash: Annotated[str, Meta(description="SHA-256 van een nulbyte en de kop, hexadecimaal")]
    header: Annotated[
        str | None,
        Meta(description="De verzegelde kop, teken voor teken; null als hij loon van te weinig mensen noemt"),
    ]


class CheckpointItem(msgspec.Struct, rename="camel"):
    """A signed statement of how large a log was and what its root was (C2SP tlog-checkpoint)."""

    year: int
    size: int
    root: Annotated[str, Meta(description="Wortel van de boom, hexadecimaal")]
    at: datetime
    note: Annotated[str, Meta(description="De ondertekende tekst")]


class ProofItem(msgspec.Struct, rename="camel"):
    """What shows that an entry stands at its place in a log (C2SP tlog-proof)."""

    year: int
    index: int
    leaf_hash: str
    tree_size: Annotated[int, Meta(description="Het aantal regels van het controlepunt")]
    hashes: Annotated[list[str], Meta(description="De weg omhoog, hexadecimaal, de buur eerst")]
    proof: Annotated[str, Meta(description="Hetzelfde als tlog-proof, met het controlepunt")]
    verifier_key: Annotated[str, Meta(description="De openbare sleutel om de handtekening mee te controleren")]


class EntryFilters(Paging):
    """Which entries."""

    year: Whole | None = Field(None, ge=2000, le=2999, description="Het jaar; zonder jaar het lopende jaar.")
    act: Word | None = Field(None, description="Alleen deze handeling, zoals cases.decide.")
    object: Word | None = Field(None, description="Alleen wat hierover gaat, zoals case:2026-H7KQ3T.")
    result: Literal["granted", "refused"] | None = Field(None, description="Alleen wat is gedaan of is geweigerd.")


class YearFilter(Paging):
    """Of which year."""

    year: Whole | None = Field(None, ge=2000, le=2999, description="Alleen het journaal van dit jaar.")


@resource(router, "/journal-entries", "journal", list[EntryItem], "De regels van het journaal")
def journal_entries(request: KeyRequest, wanted: EntryFilters = Query(...)) -> Shown:
    """In de volgorde van het journaal. Een regel verschijnt zodra hij verzegeld is, na enkele seconden."""
    year = wanted.year or today().year
    found = Leaf.objects.filter(municipality=request.auth.municipality_id, year=year)
    exact = {"entry__act": wanted.act, "entry__object": wanted.object, "entry__result": wanted.result}
    narrowed = {name: value for name, value in exact.items() if value is not None}
    columns = ("year", "index", "hash", "entry__header", "entry_id")
    if narrowed:
        rows = found.filter(**narrowed).order_by("index").values_list(*columns)[wanted.start : wanted.stop]
    else:  # places follow each other without gaps, so a page is a range: as fast at the end as at the start
        places = found.filter(index__gte=wanted.start, index__lt=wanted.stop)
        rows = places.order_by("index").values_list(*columns)
    items = _items(request.auth, list(rows))
    return Shown(items[: wanted.page_size], len(items) > wanted.page_size)


@resource(router, "/journal-entries/{year}/{index}", "journal", EntryItem, "Eén regel van het journaal")
def journal_entry(request: KeyRequest, year: Whole = YEAR, index: Whole = INDEX) -> EntryItem:
    """De regel op deze plaats."""
    found = Leaf.objects.filter(municipality=request.auth.municipality_id, year=year, index=index)
    rows = list(found.values_list("year", "index", "hash", "entry__header", "entry_id"))
    if not rows:
        raise Http404
    return _items(request.auth, rows)[0]


def _items(key: ApiToken, rows: Sequence[tuple]) -> list[EntryItem]:
    withheld = _withheld(key, [row[4] for row in rows])
    return [
        EntryItem(year, index, bytes(digest).hex(), None if entry in withheld else header)
        for year, index, digest, header, entry in rows
    ]


def _withheld(key: ApiToken, entries: Iterable[int]) -> set[int]:
    """The entries whose lines tell what fewer people earn than this key may see."""
    minimum = None if "wages" in key.scopes else _minimum(key.municipality_id)
    if minimum is None:
        return set()
    lines: defaultdict[int, list[CountedLine]] = defaultdict(list)
    found = CountedLine.objects.filter(entry_id__in=list(entries), unit="cents", base__gt=0)
    for line in found.filter(municipality=key.municipality_id):
        lines[line.entry_id].append(line)
    return {entry for entry, mine in lines.items() if hidden_of_entry(mine, minimum)}


def _minimum(client: int) -> int | None:
    """From how many people wages are shown, by the agreement's data."""
    try:
        return int(book_of(at_work(client)).term("billing.minimum_persons", today()).value)
    except (MissingTerm, Http404):
        return None


@resource(router, "/journal-entries/{year}/{index}/proof", "journal", ProofItem, "Het bewijs van een regel")
def journal_proof(request: KeyRequest, year: Whole = YEAR, index: Whole = INDEX) -> ProofItem:
    """Dat de regel op deze plaats staat in het nieuwste controlepunt van zijn jaar."""
    client = request.auth.municipality_id
    log = Checkpoint.objects.filter(municipality=client, year=year, size__gt=index)
    newest = log.order_by("-size").first()
    if newest is None:
        raise Http404
    leaves = leaf_hashes(client, year, newest.size)
    hashes = inclusion_proof(leaves, index)
    return ProofItem(
        year,
        index,
        leaves[index].hex(),
        newest.size,
        [value.hex() for value in hashes],
        write_proof(index, hashes, newest.note),
        verifier_key(),
    )


@resource(router, "/checkpoints", "journal", list[CheckpointItem], "De controlepunten van het journaal")
def checkpoints(request: KeyRequest, wanted: YearFilter = Query(...)) -> Shown:
    """Nieuwste eerst. Bewaar ze buiten Noaber: daarmee is later te zien dat er niets is veranderd."""
    found = Checkpoint.objects.filter(municipality=request.auth.municipality_id)
    if wanted.year is not None:
        found = found.filter(year=wanted.year)
    rows = found.order_by("-year", "-size").values_list("year", "size", "root", "at", "note")
    return page_of(rows, wanted, _checkpoint)


def _checkpoint(row: tuple) -> CheckpointItem:
    year, size, root, at, note = row
    return CheckpointItem(year, size, bytes(root).hex(), at, note)
