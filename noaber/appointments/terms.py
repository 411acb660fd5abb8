"""What appointments need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class AppointmentTerms(Terms, prefix="appointments"):
    """How the desk receives people.

    `slot_minutes` is the length of one place in the calendar, `weeks_ahead` how far it reaches, `hold_minutes` how
    long a chosen time is kept while somebody types. `most_persons` come at once. `wait_minutes` is the norm of waiting
    with an appointment, `first_free_workdays` that of the first free place. `ahead_minutes` before the agreed time an
    appointment goes before walk-ins, until `late_minutes` after it; `grace_minutes` after it whoever did not come is a
    no-show. `keep_days` after the visit name and address are erased. `ordinance` is what leges are owed under.
    """

    slot_minutes: Term[int]
    weeks_ahead: Term[int]
    hold_minutes: Term[int]
    most_persons: Term[int]
    wait_minutes: Term[int]
    first_free_workdays: Term[int]
    ahead_minutes: Term[int]
    late_minutes: Term[int]
    grace_minutes: Term[int]
    keep_days: Term[int]
    ordinance: Term[str]
