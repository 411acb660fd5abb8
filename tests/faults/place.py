"""A database of its own for a test that kills, races or tampers: real files, real commits, real processes."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).parent / "scripts"


@dataclass(frozen=True)
class Place:
    """Where the work of one test happens: its folder, and the environment that its processes get."""

    folder: Path
    environment: dict[str, str]
    database: str = ""

    def start(self, script: str, *arguments: object) -> subprocess.Popen[str]:
        """Start a script of `scripts/` in a process of its own."""
        command = [sys.executable, str(SCRIPTS / script), *map(str, arguments)]
        return subprocess.Popen(
            command,
            env=os.environ | self.environment,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, script: str, *arguments: object) -> str:
        """Run a script to its end; what it printed. Fails with what it complained of."""
        process = self.start(script, *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, f"{script}: {out}{err}"
        return out

    def dies(self, script: str, *arguments: object) -> str:
        """Run a script that must be killed on its way; what it printed before."""
        process = self.start(script, *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL, f"{script} was not killed: {process.returncode} {out}{err}"
        return out

    def noaber(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run the command line."""
        command = [sys.executable, "-m", "noaber.cli", *map(str, arguments)]
        return subprocess.run(command, env=os.environ | self.environment, cwd=ROOT, text=True, capture_output=True)

    def tamper(self, *statements: str) -> None:
        """Do what only somebody with the keys of the database can do: without guards, straight into the tables."""
        if self.database:
            with psycopg.connect(_admin(self.database), autocommit=True) as connection:
                connection.execute("SET session_replication_role = replica")
                for statement in statements:
                    connection.execute(statement)  # type: ignore[call-overload]
            return
        connection: Any = sqlite3.connect(self.folder / "noaber.sqlite3")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)
        connection.commit()
        connection.close()


def make_place(folder: Path) -> Place:
    """A fresh database of the kind that the tests run on, with the agreement and fictional people in it."""
    environment = {"NOABER_DATA_DIR": str(folder), "NOABER_DEMO": "true", "NOABER_DATABASE_URL": ""}
    database = ""
    if os.environ.get("NOABER_DATABASE_URL", "").startswith("postgresql"):
        database = f"noaber_{secrets.token_hex(6)}"
        _create(database)
        environment |= _addresses(database)
    place = Place(folder, environment, database)
    owner = Place(folder, environment | {"NOABER_OWNER": "true"}, database)
    migrated = owner.noaber("manage", "migrate", "-v0")
    assert migrated.returncode == 0, migrated.stderr
    place.run("prepare.py")
    return place


def copy_of(place: Place, folder: Path) -> Place:
    """The same database again, for another test: copied as it lies, which is much faster than made anew."""
    shutil.copytree(place.folder, folder, dirs_exist_ok=True)
    environment = place.environment | {"NOABER_DATA_DIR": str(folder)}
    if not place.database:
        return Place(folder, environment)
    database = f"noaber_{secrets.token_hex(6)}"
    _create(database, place.database)
    return Place(folder, environment | _addresses(database), database)


def _create(database: str, template: str = "template1") -> None:
    with psycopg.connect(_admin("postgres"), autocommit=True) as connection:
        statement = f"CREATE DATABASE {database} OWNER noaber_owner TEMPLATE {template}"
        connection.execute(statement)  # type: ignore[call-overload]


def _addresses(database: str) -> dict[str, str]:
    port = os.environ["NOABER_TEST_PG_PORT"]
    return {
        "NOABER_DATABASE_URL": f"postgresql://noaber_app@127.0.0.1:{port}/{database}",
        "NOABER_DATABASE_OWNER_URL": f"postgresql://noaber_owner@127.0.0.1:{port}/{database}",
    }


def _admin(database: str) -> str:
    return f"postgresql://admin@127.0.0.1:{os.environ['NOABER_TEST_PG_PORT']}/{database}"


def megabytes() -> int:
    """The most memory this process ever held; what `getrusage` says began with that of the process which started it."""
    words = Path("/proc/self/status").read_text(encoding="ascii").split()
    return int(words[words.index("VmHWM:") + 1]) // 1000
