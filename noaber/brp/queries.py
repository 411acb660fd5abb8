"""What people can ask of what is kept about persons: is there one, which cases share one, which questions are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from noaber.brp.models import DONE, OPEN, OpenQuestion, Subject
from noaber.brp.outcomes import TEXTS
from noaber.parties.prepared import Prepared

MOST_CASES = 20


@dataclass(frozen=True, slots=True)
class Panel:
    """What the page of a case says of its person: never anything of the person."""

    kept: bool
    state: str = ""
    outcome: str = ""
    again_at: datetime | None = None

    @property
    def text(self) -> str:
        """How the question ended that was asked last, in words."""
        return TEXTS.get(self.outcome, "")


def panel_of(client: int, case: str) -> Panel:
    """How a case stands with the BRP. At most two queries."""
    subject = subject_of(client, case)
    if subject is None or not subject.kept:
        return Panel(False)
    question = OpenQuestion.objects.of(client).filter(subject=subject).exclude(state=DONE).first()
    if question is None:
        return Panel(True)
    return Panel(True, question.state, question.outcome, question.again_at)


def subject_of(client: int, case: str) -> Subject | None:
    """The person of a case, with a number or wiped; None where nobody ever filled one in."""
    return next(iter(_SUBJECT(client, case)), None)


_SUBJECT = Prepared(lambda client, case: Subject.objects.of(client).filter(case=case)[:1], int, str)


def cases_of_same_person(client: int, case: str) -> list[str]:
    """The other cases of this client about the same person, newest first. Never those of another municipality."""
    subject = subject_of(client, case)
    if subject is None or not subject.kept:
        return []
    same = Subject.objects.of(client).filter(blind_index=subject.blind_index).exclude(pk=subject.pk)
    return list(same.order_by("-id").values_list("case", flat=True)[:MOST_CASES])


def to_ask_again(client: int, agreement: str, moment: datetime, most: int = 20) -> list[int]:
    """The open questions of an agreement whose time has come, the longest waiting first."""
    found = OpenQuestion.objects.of(client).filter(agreement=agreement, state=OPEN, again_at__lte=moment)
    return list(found.order_by("again_at").values_list("pk", flat=True)[:most])


def to_reseal(client: int, key_id: str, most: int = 500) -> QuerySet[Subject]:
    """Rows that hold a number under another key than this one."""
    return Subject.objects.of(client).exclude(key_id__in=("", key_id)).order_by("id")[:most]
