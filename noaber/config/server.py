"""The server. Everything is loaded once; every worker is a fork of it and shares what was loaded."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from noaber.config.environment import environment

THREADS = 2
"""Requests that one worker has in hand: while one waits for the disk, the other is worked on."""


def serve(host: str, port: int, workers: int) -> None:
    """Serve until somebody stops it. Returns when all workers have ended."""
    _application()  # only now: it looks once at which style sheets and scripts there are
    get_resolver().url_patterns  # noqa: B018  loads every page, before the forks instead of in each
    connections.close_all()
    # What was loaded stays; the collector would otherwise write in it, and no page of memory would stay shared.
    gc.collect()
    gc.freeze()
    server = Server(
        "noaber",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=_worker, wrap_loader=False)


def _application() -> Callable[..., Any]:
    from noaber.config.wsgi import application

    return application


def _worker() -> Callable[..., Any]:
    """What a worker serves, with the background work beside it where this installation wants that."""
    if environment().worker == "thread":
        from noaber.config.worker import start_thread

        start_thread()
    return _application()
