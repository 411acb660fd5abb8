"""What people can ask about the codes, wishes and readers of families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from noaber.agreement.link_codes import digest
from noaber.cemetery.funerals import wishes
from noaber.cemetery.funerals.models import FamilyCode, FamilyReader, FamilyWish, read_code
from noaber.cemetery.law import Law
from noaber.cemetery.models import GraveRight, Interment
from noaber.cemetery.queries import last_body_on
from noaber.cemetery.windows import Window, earliest_clearing, renewal_request


def code_that_opens(client: int, typed: str, day: date) -> FamilyCode:
    """The code that somebody typed or followed, as long as it opens. Raises FamilyCode.DoesNotExist."""
    rows = FamilyCode.objects.of(client).select_related("right__grave", "right__holder", "resident")
    row = rows.get(code_hash=digest(read_code(typed)))
    holder = row.right.holder.number if row.right.holder else ""
    ended = row.right.ended_on is not None
    if not wishes.opens(holder, row.resident.number, row.expires_on, row.revoked_on, ended, day):
        raise FamilyCode.DoesNotExist
    return row


def share_that_opens(client: int, code: str, day: date) -> FamilyCode:
    """The code behind a link that a holder passed on. Raises FamilyCode.DoesNotExist."""
    rows = FamilyCode.objects.of(client).select_related("right")
    row = rows.get(share_hash=digest(code))
    if row.revoked_on is not None or row.right.ended_on is not None or day > row.expires_on:
        raise FamilyCode.DoesNotExist
    return row


def reader_by_code(client: int, code: str) -> FamilyReader:
    """The address that a link in a mail is about. Raises FamilyReader.DoesNotExist."""
    return FamilyReader.objects.of(client).select_related("right__grave").get(code_hash=digest(code))


@dataclass(frozen=True, slots=True)
class FamilyGrave:
    """What a family sees of its grave: who lies there, the clocks of the right, and what was asked already."""

    right: GraveRight
    lying: list[Interment]
    request: Window | None
    clearing: Window | None
    wishes: list[FamilyWish]

    def asked(self, kind: str) -> FamilyWish | None:
        """What waits for us of this kind."""
        return next((one for one in self.wishes if one.kind == kind and one.state == wishes.WAITING), None)


def family_grave(client: int, right: GraveRight, law: Law) -> FamilyGrave:
    """Everything a family sees. Three queries."""
    lies = Interment.objects.of(client).filter(grave=right.grave, removed_on=None).select_related("resident")
    last = last_body_on(client, right.grave)
    request = renewal_request(right.days(last), law)
    asked = FamilyWish.objects.of(client).filter(right=right).order_by("-id")
    clearing = earliest_clearing(last, law) if last else None
    return FamilyGrave(right, list(lies.order_by("layer", "id")), request, clearing, list(asked))


def codes_of(client: int, right: GraveRight) -> list[FamilyCode]:
    """The codes that were given for a right, the latest on top."""
    return list(FamilyCode.objects.of(client).filter(right=right).select_related("resident").order_by("-id"))


def codes_in_use(client: int, right: GraveRight, day: date) -> int:
    """How many codes of a right open its page on a day."""
    return FamilyCode.objects.of(client).filter(right=right, revoked_on=None, expires_on__gte=day).count()


def waiting(client: int) -> QuerySet[FamilyWish]:
    """The wishes that wait for us, with what is due first on top."""
    rows = FamilyWish.objects.of(client).filter(state=wishes.WAITING)
    return rows.select_related("right__grave", "right__holder", "resident").order_by("due", "id")


def wish_of(client: int, number: str) -> FamilyWish:
    """One wish. Raises FamilyWish.DoesNotExist, also for one of another municipality."""
    rows = FamilyWish.objects.of(client).select_related("right__grave", "right__holder", "resident")
    return rows.get(number=number)


def followers(client: int, right: GraveRight) -> list[FamilyWish]:
    """Who was named to follow the holder, the latest on top."""
    named = FamilyWish.objects.of(client).filter(right=right, kind=wishes.FOLLOWER, state=wishes.DONE)
    return list(named.order_by("-id"))


def readers(client: int, right: GraveRight) -> QuerySet[FamilyReader]:
    """The addresses that hear of a right, or still have to be confirmed."""
    return FamilyReader.objects.of(client).filter(right=right, stopped_on=None).exclude(email="")


def to_tell(client: int, law: Law, day: date) -> list[FamilyReader]:
    """The confirmed addresses to which the end of the term is told today."""
    confirmed = Q(confirmed_on__isnull=False, stopped_on=None, right__ended_on=None, right__ends_on__gte=day)
    rows = FamilyReader.objects.of(client).filter(confirmed).exclude(email="").select_related("right__holder")
    found = []
    for row in rows.order_by("id"):
        window = renewal_request(row.right.days(None), law)
        opens = window.since if window else None
        if wishes.to_tell(row.right.ends_on, row.told_end, opens, day):
            found.append(row)
    return found


def readers_to_erase(client: int, day: date) -> QuerySet[FamilyReader]:
    """The addresses that nobody confirmed, and those of a right that has ended."""
    over = Q(erase_on__lte=day) | Q(right__ended_on__isnull=False)
    return FamilyReader.objects.of(client).filter(over).exclude(email="")
