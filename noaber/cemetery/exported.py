"""What parts of the cemetery add to the take-home file of a register; each adds its files when the product starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Pieces = Callable[[int], Iterator[str]]
"""The text of a file in pieces, from the municipality whose it is."""
ADDED: dict[str, Pieces] = {}
"""By the name of the file."""


def add(name: str, pieces: Pieces) -> None:
    """Add a file."""
    assert ADDED.get(name, pieces) is pieces, f"two parts make {name}"
    ADDED[name] = pieces
