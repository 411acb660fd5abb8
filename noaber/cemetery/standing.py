"""How a grave stands, worked out from what is there: in words, and the shape of its badge."""

from __future__ import annotations

FREE, RESERVED, GIVEN, FULL = "vrij", "gereserveerd", "uitgegeven", "vol"
BLOCKED, NO_RIGHT = "geblokkeerd", "zonder recht"
STANDINGS = {FREE: "open", RESERVED: "wait", GIVEN: "done", FULL: "done", BLOCKED: "off", NO_RIGHT: "late"}
"""Each word with its shape, in the order of a legend."""


def standing(blocked: str, reserved: str, layers: int, has_right: bool, anybody: bool, layers_taken: int) -> str:
    """How a grave stands. `anybody` is whether a body or urn is there, `layers_taken` in how many layers a body is."""
    if blocked:
        return BLOCKED
    if not has_right and not anybody:
        return RESERVED if reserved else FREE
    if not has_right:
        return NO_RIGHT
    return FULL if layers and layers_taken >= layers else GIVEN
