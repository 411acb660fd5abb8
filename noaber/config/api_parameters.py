"""How parameters of the API are read: strictly, so that what is documented is what is accepted."""

import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from ninja import Schema
from pydantic import BeforeValidator, Field

MOST = 100
LAST_PAGE = 100_000


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"(0|[1-9]\d{0,8})", value, re.ASCII):
            raise ValueError("Schrijf een heel getal, zoals 12.")
        return int(value)
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)
            return date.fromisoformat(value)
        except (AssertionError, ValueError):
            raise ValueError("Schrijf een dag als 2026-09-24.") from None
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]
Word = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,60}$")]
"""A code as the product makes them: letters, digits, and a few marks."""


class Paging(Schema):
    """Which page, of how many at most."""

    page: Whole = Field(1, ge=1, le=LAST_PAGE, description="Welke bladzijde; de eerste is 1.")
    page_size: Whole = Field(50, alias="pageSize", ge=1, le=MOST, description="Hoeveel op een bladzijde.")

    @property
    def start(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * self.page_size

    @property
    def stop(self) -> int:
        """How many there are up to and including this page, and one more, which tells whether there is a next."""
        return self.start + self.page_size + 1


def links(request: HttpRequest, paging: Paging, more: bool) -> str:
    """The Link header (RFC 8288): first, previous and next page, with every other parameter kept."""
    wanted = [("first", 1)]
    if paging.page > 1:
        wanted.append(("prev", paging.page - 1))
    if more and paging.page < LAST_PAGE:
        wanted.append(("next", paging.page + 1))
    return ", ".join(f'<{_address(request, number)}>; rel="{relation}"' for relation, number in wanted)


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.dict() | {"page": str(number)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
