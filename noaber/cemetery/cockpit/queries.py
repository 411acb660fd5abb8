"""What the cockpit asks of the register: sums alone, and no names."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractYear

from noaber.cemetery.cockpit.rules import Ending, Stock
from noaber.cemetery.local import Local
from noaber.cemetery.models import Grave, GraveRight, Interment
from noaber.cemetery.price import of_years
from noaber.cemetery.tariffs import RENEW
from noaber.cemetery.windows import EXCLUSIVE
from noaber.values import Euro

YEARS = 10


def stocks(client: int, since: date, local: Local, day: date) -> list[Stock]:
    """Every kind of grave at every cemetery: how many are free, and how many rights were granted since a day.

    A grave is free where nobody lies, no right runs, and it is neither blocked nor reserved. Two queries.
    """
    runs = GraveRight.objects.of(client).filter(grave=OuterRef("pk"), ended_on=None)
    lies = Interment.objects.of(client).filter(grave=OuterRef("pk"), removed_on=None)
    open_ones = Grave.objects.of(client).filter(~Exists(runs), ~Exists(lies), blocked="", reserved="")
    free = Counter({(one, kind): count for one, kind, count in _by_kind(open_ones)})
    granted = GraveRight.objects.of(client).filter(granted_on__gt=since, granted_on__lte=day)
    rows = granted.order_by().values_list("grave__cemetery", "grave__kind").annotate(count=Count("id"))
    given = Counter({(one, kind): count for one, kind, count in rows})
    return [
        Stock(
            local.name_of(cemetery), local.kind_name(kind, cemetery, day), free[cemetery, kind], given[cemetery, kind]
        )
        for cemetery, kind in sorted({*free, *given})
    ]


def _by_kind(graves: object) -> list[tuple[str, str, int]]:
    return list(graves.order_by().values_list("cemetery", "kind").annotate(count=Count("id")))  # type: ignore[attr-defined]


def endings(client: int, day: date, years: int, local: Local) -> list[Ending]:
    """The running exclusive rights that end in the next ten years, by year and kind, with the price of renewing one.

    One query. The price is that of the day, for the term that is assumed.
    """
    rights = GraveRight.objects.of(client).filter(kind=EXCLUSIVE, ended_on=None, ends_on__gt=day)
    within = rights.filter(ends_on__year__lt=day.year + YEARS).annotate(year=ExtractYear("ends_on"))
    rows = within.order_by().values_list("year", "grave__cemetery", "grave__kind").annotate(count=Count("id"))
    prices: dict[tuple[str, str], Euro | None] = {}
    found = []
    for year, cemetery, kind, count in rows:
        if (cemetery, kind) not in prices:
            prices[cemetery, kind] = _price(local, cemetery, kind, years, day)
        name = f"{local.kind_name(kind, cemetery, day)}, {cemetery}"
        found.append(Ending(year, name, count, prices[cemetery, kind]))
    return sorted(found, key=lambda one: (one.year, one.kind))


def _price(local: Local, cemetery: str, code: str, years: int, day: date) -> Euro | None:
    kind = local.kind_at(code, cemetery, day)
    price = of_years(local, RENEW, kind, years, day) if kind else None
    return price.total if price and price.lines else None
