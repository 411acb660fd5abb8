"""The keys of the vault, in files that only the application can read: `brp.keys` seals, `brp-index.key` finds.

`brp.keys` has a line for each key, `id base64`; the last one is the current. Keys are added and never taken away here,
for a back-up may still need them.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from django.conf import settings

from noaber.brp.vault import Keyring
from noaber.parties.secret_files import secret_file

KEY_BYTES = 32


def keyring() -> Keyring:
    """The keys as they are now, made at first use. Read anew each time: another process may have added one."""
    lines = secret_file(_sealing(), lambda: _line(1)).splitlines()
    sealing = {name: base64.b64decode(key) for name, key in (line.split() for line in lines)}
    index = secret_file(_folder() / "brp-index.key", _key)
    return Keyring(list(sealing)[-1], sealing, base64.b64decode(index))


def add_key() -> str:
    """Add a key, which seals from now on. Returns its id."""
    keys = keyring()
    text = _sealing().read_text(encoding="ascii").rstrip("\n")
    line = _line(len(keys.sealing) + 1)
    fresh = _sealing().with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{text}\n{line}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(_sealing())
    return line.split()[0]


def _folder() -> Path:
    return Path(settings.DATA_DIR)


def _sealing() -> Path:
    return _folder() / "brp.keys"


def _line(number: int) -> str:
    return f"k{number} {_key()}"


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
