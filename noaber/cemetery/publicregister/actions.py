"""What people do with the public register: keep a grave out of it, and show it again."""

from __future__ import annotations

from typing import Any

from noaber.agreement.acting import Once, acting
from noaber.cemetery.models import Grave
from noaber.cemetery.publicregister import acts, rules
from noaber.cemetery.publicregister.models import KeptOut, PublicEntry
from noaber.cemetery.publicregister.queries import kept_out


def hide(person: Any, agreement: str, grave: str, reason: str, once: Once | None = None) -> KeptOut:
    """Keep a grave out of the public register, at once. Why stands with the row and not in the journal."""
    with acting(person, agreement, alone=True, once=once) as act:
        known = Grave.objects.of(act.client).filter(number=grave).exists()
        decision = rules.may_hide(known, kept_out(act.client).filter(grave=grave).exists(), reason)
        entry = act.record(acts.HIDE, decision, f"grave:{grave}")
        row = KeptOut.add(entry, grave=grave, since=act.day, reason=reason.strip())
        PublicEntry.objects.filter(municipality=act.client, grave=grave).delete()
        return row


def show(person: Any, agreement: str, grave: str, once: Once | None = None) -> None:
    """Let a grave be found again: from the next time that the public register is made."""
    with acting(person, agreement, alone=True, once=once) as act:
        row = kept_out(act.client).filter(grave=grave).first()
        entry = act.record(acts.SHOW, rules.may_show(row is not None), f"grave:{grave}")
        assert row is not None, "a grave that is not kept out is refused"
        row.change(entry, shown_again_on=act.day)
