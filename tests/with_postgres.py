"""Runs a command beside a PostgreSQL of its own: a fresh cluster on a free port, thrown away afterwards.

    python tests/with_postgres.py -- pytest noaber

The cluster belongs to an ordinary user (PostgreSQL refuses to run as root). Two roles: `noaber_owner` owns the tables,
`noaber_app` is what the application is in production. The command gets NOABER_DATABASE_URL (as owner) and
NOABER_APP_URL.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

SQL = """
CREATE ROLE noaber_app LOGIN;
CREATE ROLE noaber_owner LOGIN CREATEDB;
GRANT noaber_app TO noaber_owner;
CREATE DATABASE noaber OWNER noaber_owner;
"""


def main() -> int:
    """Start, run, stop; returns what the command returned."""
    command = sys.argv[sys.argv.index("--") + 1 :]
    tools = tools_of_postgresql()
    place = Path(tempfile.mkdtemp(prefix="noaber-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(place, "postgres")
    port = free_port()
    data = place / "data"
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place} -c shared_buffers=512MB"
    settings += " -c max_connections=100 -c max_wal_size=2GB"
    try:
        run(
            [
                *as_user,
                tools / "initdb",
                "-D",
                data,
                "-U",
                "admin",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "-k",
                "--locale=C.UTF-8",
            ]
        )
        run([*as_user, tools / "pg_ctl", "-D", data, "-w", "-l", place / "log", "-o", settings, "start"])
        try:
            psql = [tools / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", "admin", "-d", "postgres", "-q"]
            for statement in SQL.strip().splitlines():
                run([*psql, "-c", statement])
            return subprocess.run(command, env=os.environ | addresses(port, data, tools, as_user)).returncode
        finally:
            run([*as_user, tools / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def addresses(port: int, data: Path, tools: Path, as_user: list[str]) -> dict[str, str]:
    """What the command must know: where the database is, and (for tests of faults) how to kill and start it."""
    return {
        "NOABER_DATABASE_URL": f"postgresql://noaber_owner@127.0.0.1:{port}/noaber",
        "NOABER_APP_URL": f"postgresql://noaber_app@127.0.0.1:{port}/noaber",
        "NOABER_TEST_CLUSTER": str(data),
        "NOABER_TEST_PG_TOOLS": str(tools),
        "NOABER_TEST_PG_USER": " ".join(as_user),
        "NOABER_TEST_PG_PORT": str(port),
    }


def tools_of_postgresql() -> Path:
    """Where Debian keeps the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        sys.exit("PostgreSQL ontbreekt. Installeer het met: apt-get install postgresql")
    return found[-1].parent


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(command: list[object], check: bool = True) -> None:
    """Run a program of PostgreSQL quietly; what it says is shown only when it fails."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd="/")
    if check and done.returncode:
        sys.exit(f"{command[-1]}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
