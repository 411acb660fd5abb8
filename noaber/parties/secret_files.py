"""Secrets of this installation that nobody gave us: made once, kept in a file that only we can read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def secret_file(path: Path, make: Callable[[], str]) -> str:
    """The text of a secret file; made with `make()` when it is not there. Refuses a file that others can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            raise PermissionError(f"{path} is leesbaar voor anderen. Herstel dit met: chmod 600 {path}") from None
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(text := make())
    return text
