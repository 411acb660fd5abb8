"""The steps that can be taken in a file of its own, as panels of its page: the one that comes next, and the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.urls import reverse

from noaber.agreement.acting import permission
from noaber.agreement.acts import Act
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.parties.clock import today

Do = Callable[[Any, str, str, dict[str, Any], Any], object]
"""Does a step: for whom, under which agreement, of which case, with what was typed, and what makes it count once."""


class Nothing(Form):
    """A step that asks nothing."""


@dataclass(frozen=True, slots=True)
class FileStep:
    """A step: its act, what does it, what is said afterwards, and what the page says of it before."""

    act: Act
    do: Do
    done: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A step on the page: `may` is the mandate it rests on, `main` says that it is the one that comes next."""

    name: str
    step: FileStep
    may: Permission
    form: Form
    url: str
    main: bool


def panels(
    request: Any,
    steps: Mapping[str, FileStep],
    forms: Mapping[str, Form],
    address: str,
    number: str,
    organ: str,
    main: str,
) -> list[Panel]:
    """The steps that have a form now and that the one who looks has the mandate for; the next one stands first.

    `address` is how the addresses of the steps begin: `nationality` gives `nationality-horen`.
    """
    agreement, day = request.agreement, today()
    book = book_of(agreement)
    found = []
    for name, form in forms.items():
        may = permission(agreement, book, request.user, steps[name].act, day, organ)
        if isinstance(may, Permission):
            url = reverse(f"{address}-{name}", args=[number])
            found.append(Panel(name, steps[name], may, form, url, name == main))
    return sorted(found, key=lambda panel: not panel.main)


def worded(codes: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Codes and their words as choices, each beginning with a capital."""
    return [(code, words[:1].upper() + words[1:]) for code, words in codes.items()]
