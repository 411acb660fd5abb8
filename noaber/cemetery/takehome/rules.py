"""When the register is taken home: always. It belongs to the municipality, not to who keeps it."""

from noaber.values import Clause, Decision, grant

REGISTER = Clause("Wlb", "27")


def may_export() -> Decision:
    """May the register be taken home? Whoever has the mandate may, at any time and without a reason."""
    return grant("exported", REGISTER, "Het hele register staat in het bestand.")
