"""Files as the tests of becoming Dutch use them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from noaber.nationality.file import NATURALISATION, OPTION, Call, File
from noaber.nationality.terms import NationalityTerms
from noaber.values import Clause, Term

TERMS = NationalityTerms(
    *(Term(days, Clause("voorbeeld-2024", "3.1"), date(2024, 1, 1)) for days in (14, 56)),
)
RECEIVED = date(2026, 1, 12)
PAID = RECEIVED
CONFIRMED = date(2026, 3, 2)
SENT = date(2026, 2, 2)
DECREED = date(2026, 9, 7)
LAPSE_OPTION = date(2027, 3, 2)
LAPSE_DECREE = date(2027, 9, 7)

OPTION_FILE = File(OPTION, RECEIVED, ground="e", paid_on=PAID)
REQUEST = File(NATURALISATION, RECEIVED, paid_on=PAID)
AGREED_OPTION = replace(OPTION_FILE, decided_on=CONFIRMED, agreed=True)
SENT_REQUEST = replace(REQUEST, complete_on=date(2026, 1, 26), decided_on=SENT, agreed=True)
DECREED_REQUEST = replace(SENT_REQUEST, decree_on=DECREED)


def called(file: File, *presences: bool | None, on: date | None = None, **more: Any) -> File:
    """The file after calls to ceremonies, one for each answer whether they came."""
    assert file.granted_on is not None
    day = on or file.granted_on
    calls = tuple(Call(place, day, day, present) for place, present in enumerate(presences, 1))
    return replace(file, calls=calls, **more)
