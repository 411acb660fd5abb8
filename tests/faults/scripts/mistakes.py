"""Two mistakes that only show across commits: writing under the entry of an act that is over."""

from django.db import DatabaseError, transaction
from ground import CODE, person, product, say

from noaber.cases.actions import register_case
from noaber.cases.models import Case
from noaber.parties.clock import today
from noaber.parties.scope import set_scope

case = register_case(person("medewerker"), CODE, product(), today())
for name, mistake in (
    ("change", lambda: Case.objects.filter(pk=case.pk).update(outcome="verleend")),
    (
        "insert",
        lambda: Case.add(
            case.entry, number="2026-AAAAAA", service=2, product="x", organ="college", received=today(), handler="x"
        ),
    ),
):
    try:
        with transaction.atomic():
            set_scope(case.municipality_id)
            mistake()
        say(f"{name} went through")
    except DatabaseError as error:
        say(f"{name}: {str(error).splitlines()[0]}")
