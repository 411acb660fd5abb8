"""What people can ask about permits for graves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from noaber.agreement.link_codes import digest
from noaber.cemetery.models import Grave, GraveRight, Interment
from noaber.cemetery.permits.file import File
from noaber.cemetery.permits.measures import Finding, PermitRules
from noaber.cemetery.permits.models import Mason, Permit, PermitPaper, PlacingCheck
from noaber.cemetery.permits.rules import may_apply
from noaber.journal.models import CountedLine
from noaber.values import Decision, Period

RELATED = ("case", "grave", "right__holder", "interment", "mason")
KPI = "BG-02"


@dataclass(frozen=True, slots=True)
class Opened:
    """An application with everything that is known of it."""

    permit: Permit
    file: File
    papers: list[PermitPaper]
    checks: list[PlacingCheck]
    findings: tuple[Finding, ...]


def opened(permit: Permit, rules: PermitRules, day: date) -> Opened:
    """An application as it stands on a day, tested against the rules of that day."""
    papers = sorted(permit.papers.all(), key=lambda one: one.pk)
    checks = sorted(permit.checks.all(), key=lambda one: one.pk)
    findings = rules.test(permit.kind, permit.place, permit.asked, day)
    return Opened(permit, permit.value(findings, papers, checks), papers, checks, findings)


def permits(client: int) -> QuerySet[Permit]:
    """The applications of a client, with the rows they point to at hand."""
    return Permit.objects.of(client).select_related(*RELATED)


def whole_permits(client: int) -> QuerySet[Permit]:
    """The same with their papers and checks, for lists. Three queries, however many there are."""
    return permits(client).prefetch_related("papers", "checks")


def permit_of(client: int, number: str) -> Permit:
    """The application on a case. Raises Permit.DoesNotExist."""
    return permits(client).get(case__municipality=client, case__number=number)


def permit_by_code(client: int, code: str) -> Permit:
    """The application whose page a code opens. Raises Permit.DoesNotExist."""
    return permits(client).get(code_hash=digest(code))


def permit_by_consent_code(client: int, code: str) -> Permit:
    """The application about which a right holder is asked. Raises Permit.DoesNotExist."""
    return permits(client).get(consent_hash=digest(code))


def permit_by_paper(client: int, code: str) -> Permit:
    """The permit that a code on paper belongs to. Raises Permit.DoesNotExist."""
    return permits(client).exclude(outcome="").get(permit_hash=digest(code))


def mason_by_code(client: int, code: str, day: date) -> Mason:
    """The mason whose page a code opens, as long as the link is good. Raises Mason.DoesNotExist."""
    return Mason.objects.of(client).get(code_hash=digest(code), link_until__gte=day)


def mason_by_mail(client: int, email: str) -> Mason | None:
    """The mason with this address."""
    return Mason.objects.of(client).filter(email=email).first()


OPEN, TO_PLACE, ENDED = "open", "plaatsen", "klaar"
LISTS = {OPEN: "Te beslissen", TO_PLACE: "Te plaatsen of uit te voeren", ENDED: "Afgehandeld"}


def listed_permits(client: int, which: str) -> QuerySet[Permit]:
    """The applications of one list: what runs out first on top; those that are done, newest first."""
    found = whole_permits(client)
    if which == OPEN:
        return found.filter(outcome="").order_by(F("case__clock").asc(nulls_last=True), "id")
    approved = PlacingCheck.objects.of(client).filter(result="approved").values("permit")
    done = Q(carried_out_on__isnull=False) | Q(pk__in=approved) | ~Q(outcome="verleend")
    decided = found.exclude(outcome="")
    if which == TO_PLACE:
        return decided.exclude(done).order_by(F("announced_for").asc(nulls_last=True), "decided_on", "id")
    return decided.filter(done).order_by("-decided_on", "-id")


def permits_of_mason(client: int, mason: Mason) -> list[Permit]:
    """What a mason applied for, newest first."""
    return list(whole_permits(client).filter(mason=mason).order_by("-id")[:50])


def may_apply_on(
    rules: PermitRules, kind: str, right: GraveRight | None, day: date, by_court: bool = False
) -> Decision:
    """May this be applied for on a day, on a grave with this right or with none?"""
    over = right is not None and right.ends_on is not None and right.ends_on < day
    return may_apply(kind, rules.basis(kind, day), right.kind if right else "", over, by_court)


def answers_links(right: GraveRight | None) -> bool:
    """Can the register tell who answers a link? By the address of the right holder, where it knows that."""
    holder = right.holder if right else None
    return holder is not None and bool(holder.postcode and holder.house_number)


def lying_in(client: int, grave: Grave) -> list[Interment]:
    """Who lies in a grave, as far as they can be exhumed."""
    there = Interment.objects.of(client).filter(grave=grave, kind="body", removed_on=None)
    return list(there.select_related("resident").order_by("layer", "id"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the permits of a client stand: open, of those too late or waiting for the applicant, and to be placed."""

    open: int
    late: int
    waiting: int
    to_place: int
    to_mend: int


def standing(client: int, day: date) -> Standing:
    """How many permits stand how on a day. Two queries, whatever there is."""
    found = (
        Permit.objects.of(client)
        .filter(outcome="")
        .aggregate(
            open=Count("id"),
            late=Count("id", filter=Q(waiting=False, case__clock__lt=day)),
            waiting=Count("id", filter=Q(waiting=True)),
        )
    )
    to_place = listed_permits(client, TO_PLACE).aggregate(
        number=Count("id", distinct=True), mend=Count("id", filter=Q(checks__isnull=False), distinct=True)
    )
    return Standing(found["open"], found["late"], found["waiting"], to_place["number"], to_place["mend"])


@dataclass(frozen=True, slots=True)
class InTime:
    """How many decisions of a period there were, and how many of them within the term."""

    decided: int
    in_time: int


def in_time(client: int, period: Period) -> InTime:
    """The decisions of a period as the norm counts them (BG-02): the same lines as the quarterly report. One query."""
    lines = CountedLine.objects.filter(municipality=client, measure="kpi", key=KPI, day__gte=period.since)
    if period.until is not None:
        lines = lines.filter(day__lte=period.until)
    pairs: Sequence[tuple[int, int]] = list(lines.values_list("base", "quantity"))
    return InTime(sum(base for base, _ in pairs), sum(met for _, met in pairs))
