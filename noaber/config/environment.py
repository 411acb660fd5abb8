"""Every setting that differs between machines, read and checked once, at start."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from noaber.brp.key_list import keys_by_municipality

ROOT = Path(__file__).resolve().parents[2]


class Environment(BaseSettings):
    """Settings from the environment, each as `NOABER_<NAME>`; defaults are safe except where the demo is asked for."""

    model_config = SettingsConfigDict(env_prefix="NOABER_", env_file=None, hide_input_in_errors=True)

    demo: bool = Field(False, description="Serve the fictional demo: sign-in by one click, mail to files, no TLS.")
    debug: bool = False
    secret_key: str = ""
    data_dir: Path = Field(ROOT / "var", description="Database of the embedded kind, keys, mail of the demo.")
    database_url: str = Field("", description="`sqlite:///path` or `postgresql://user:password@host:port/name`.")
    owner: bool = Field(False, description="Connect as the owner of the tables: only for `noaber migrate`.")
    database_owner_url: str = Field("", description="The owner's connection, for migrations on PostgreSQL.")
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    base_url: str = "http://localhost:8000"
    smtp_url: str = Field(
        "",
        description="`smtp+tls://user:password@host:587` (or smtps://, or smtp://); empty: files in data_dir.",
    )
    mail_from: str = "noaber@localhost"
    oidc_name: str = ""
    oidc_server: str = ""
    oidc_client: str = ""
    oidc_secret: str = ""
    worker: Literal["thread", "process"] = Field("thread", description="Where background work is done.")
    brp_url: str = Field("", description="Where the BRP answers (Haal Centraal personen bevragen v2); empty: nowhere.")
    brp_keys: str = Field("", description="`0175:key 0163:other`: the key of each municipality that is asked for.")
    agreements_dir: Path = ROOT / "agreements"

    @field_validator("brp_url")
    @classmethod
    def only_in_secret(cls, address: str) -> str:
        """Citizen numbers do not go over a line that others can read; on this machine itself there is no line."""
        parts = urlsplit(address)
        if address and parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError("NOABER_BRP_URL begint met https://, behalve voor een adres op deze machine zelf.")
        return address

    @field_validator("brp_keys")
    @classmethod
    def by_municipality(cls, text: str) -> str:
        """The shape of the keys, without a key in the message."""
        keys_by_municipality(text)
        return text

    @property
    def database(self) -> dict[str, object]:
        """The database as Django wants it."""
        url = (self.database_owner_url if self.owner else "") or self.database_url
        if not url or url.startswith("sqlite"):
            return _sqlite(url.removeprefix("sqlite:///") or str(self.data_dir / "noaber.sqlite3"))
        return _postgresql(url)


def _sqlite(name: str) -> dict[str, object]:
    # No mmap_size: a page that is mapped is checked again (cell_size_check) each time it is looked at, one in the cache
    # once. Going past 40,000 rights by their keys took 28 ms with it, and 10 without.
    return {
        "ENGINE": "noaber.config.sqlite_locked",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA trusted_schema=OFF;PRAGMA cell_size_check=ON;PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;"
            "PRAGMA cache_size=-16000;PRAGMA journal_size_limit=27103364;",
        },
        "TEST": {"NAME": f"{name}-test"},
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "noaber.config.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # The server keeps the plan of a statement that comes back; half a millisecond of every act was planning.
            "server_side_binding": True,
            "prepare_threshold": 5,
            "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000",
        },
    }


@lru_cache
def environment() -> Environment:
    """The settings of this process."""
    return Environment()  # type: ignore[call-arg]  # what is not given comes from the environment
