"""What every script stands on: Django set up, and the people by slug."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "noaber.config.settings"

import django

django.setup()

from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.parties.models import Person

CODE = "ommen-twenterand-2024"


def person(slug: str) -> Person:
    """Somebody of the demo."""
    return Person.objects.get(email=f"{slug}@demo.noaber.example")


def product() -> str:
    """A product that is handled as a case."""
    book = book_of(Agreement.objects.get(code=CODE))
    return next(row.code for row in book.products if not row.desk and row.span)


def say(text: object) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
