"""What the database refuses across the tables of the register, on SQLite and PostgreSQL alike.

- A body in a layer that its grave does not have, and a grave that loses a layer somebody lies in.
- A burial that names another end of the right than the right has; but a register that is taken in has burials of before
  the right was renewed.
"""

from __future__ import annotations

from typing import Any

from noaber.agreement.guards import Check, refuse
from noaber.cemetery.acts import IMPORT

_INTERMENT, _GRAVE, _RIGHT = "cemetery_interment", "cemetery_grave", "cemetery_graveright"
_ABOVE = f"NEW.layer > (SELECT layers_max FROM {_GRAVE} WHERE id = NEW.grave_id)"
_LOST = (
    f"NEW.layers_max < (SELECT max(layer) FROM {_INTERMENT} "
    "WHERE municipality_id = NEW.municipality_id AND grave_id = NEW.id AND removed_on IS NULL)"
)
_OTHER_END = (
    "NEW.late_reason = '' AND NEW.right_id IS NOT NULL AND coalesce(CAST(NEW.term_until AS text), '') <> "
    f"(SELECT coalesce(CAST(ends_on AS text), '') FROM {_RIGHT} WHERE id = NEW.right_id) "
    f"AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id AND act = '{IMPORT.code}')"
)
_OTHER_GRAVE = f"NEW.right_id IS NOT NULL AND NEW.grave_id <> (SELECT grave_id FROM {_RIGHT} WHERE id = NEW.right_id)"
CHECKS = (
    Check(_INTERMENT, "layer", ("INSERT", "UPDATE"), _ABOVE, "the grave has no such layer"),
    Check(_GRAVE, "layers", ("UPDATE",), _LOST, "somebody lies in that layer"),
    Check(_INTERMENT, "term", ("INSERT",), _OTHER_END, "the right ends on another day"),
    Check(_INTERMENT, "right", ("INSERT", "UPDATE"), _OTHER_GRAVE, "the right is on another grave"),
)


def install(**_: Any) -> None:
    """Put the checks in place; run after each migration, safe to run again."""
    refuse(*CHECKS)
