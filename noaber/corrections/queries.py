"""What people can ask about corrections and source documents."""

from __future__ import annotations

from noaber.corrections.models import CorrectionRecord, SourceRequestRecord


def correction_of(client: int, number: str) -> CorrectionRecord | None:
    """The correction on a case, if it was taken up."""
    found = CorrectionRecord.objects.of(client).select_related("case")
    return found.filter(case__municipality=client, case__number=number).first()


def request_of(client: int, number: str) -> SourceRequestRecord | None:
    """The request for a source document on a case, if it was put down."""
    found = SourceRequestRecord.objects.of(client).select_related("case")
    return found.filter(case__municipality=client, case__number=number).first()
