"""Where a first registration is: its phases in their order, and the step that comes next."""

from __future__ import annotations

from collections.abc import Iterator

from noaber.cases.phases import Phase, in_order
from noaber.registration.file import File


def phases(file: File) -> list[Phase]:
    """All phases of a file. It is over once the overview was sent, or when there will be no registration."""
    refused = file.decided_on is not None and not file.registered
    return in_order(_phases(file), refused)


def _phases(file: File) -> Iterator[Phase]:
    yield Phase("Aangifte ontvangen", file.declared, None, "dag van vestiging")
    yield Phase("Verblijfsrecht vastgesteld", file.residence_on)
    found = "er was al een nummer" if file.bsn_known else "er was nog geen nummer"
    yield Phase("Presentievraag gesteld", file.asked_on, None, found if file.asked_on else "")
    proven = len(file.facts) - len(file.unproven)
    yield Phase(
        "Feiten met een document of verklaring", None, None, f"{proven} van {len(file.facts)}", not file.unproven
    )
    yield Phase("Dossier compleet", file.complete_on)
    yield Phase("Ingeschreven", file.decided_on if file.registered else None, file.norm_due)
    yield Phase("Overzicht gestuurd", file.overview_on, file.overview_due)


def next_step(file: File) -> str:
    """The step that comes next, by the name of its address; `besluit` is taken on the page of the case."""
    if file.decided_on is not None:
        return "overzicht" if file.registered and file.overview_on is None else ""
    if file.residence_on is None:
        return "verblijf"
    if file.asked_on is None:
        return "presentievraag"
    if file.unproven:
        return "document"
    return "compleet" if file.complete_on is None else "besluit"
