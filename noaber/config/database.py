"""The settings that make a commit survive a power cut, read back at start; without them Noaber does not start."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

SQLITE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "busy_timeout": 20_000,
}
POSTGRESQL = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
}
NETWORK = ("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs")


def refuse_unsafe() -> None:
    """Raise ImproperlyConfigured with everything that is wrong with the database's settings."""
    findings = unsafe_settings()
    if findings:
        raise ImproperlyConfigured("Noaber start niet: " + " ".join(findings))


def unsafe_settings() -> list[str]:
    """What is wrong with the settings of the database, in sentences that say what to do."""
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    wrong = []
    with connection.cursor() as cursor:
        for name, wanted in SQLITE.items():
            found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                wrong.append(f"SQLite: {name} is {found} en moet {wanted} zijn.")
    place = Path(str(connection.settings_dict["NAME"])).resolve()
    kind = file_system_of(place, Path("/proc/mounts"))
    if kind in NETWORK:
        wrong.append(f"De database staat op een netwerkschijf ({kind}); zet haar op een eigen schijf.")
    return wrong


def file_system_of(place: Path, mounts: Path) -> str:
    """The kind of file system that a file is on; empty where the machine does not say."""
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text().splitlines():
        _, point, name, *_ = line.split()
        inside = point == "/" or str(place) == point or str(place).startswith(f"{point}/")
        if inside and len(point) >= len(best):
            best, kind = point, name
    return kind


def _postgresql() -> list[str]:
    wrong = []
    with connection.cursor() as cursor:
        for name, wanted in POSTGRESQL.items():
            found = cursor.execute(f"SHOW {name}").fetchone()[0]
            if found != wanted:
                wrong.append(f"PostgreSQL: {name} is {found} en moet {wanted} zijn.")
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            wrong.append("PostgreSQL: de rol van Noaber mag geen beheerder zijn en mag rijbeveiliging niet overslaan.")
    return wrong
