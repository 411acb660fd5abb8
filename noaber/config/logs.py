"""Log lines as JSON with the trace of the request; never names, numbers of people or secrets."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

_CODE = re.compile(r"(?<=/)(?:[0-9a-f]{32}|(?=[\w-]*[A-Z0-9])[\w-]{22})(?=/)")


def without_codes(_: Any, __: str, said: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out of an address the code that opens an appointment or a question: whoever has it, may."""
    said["event"] = _CODE.sub("…", str(said["event"]))
    return said


class Formatter(structlog.stdlib.ProcessorFormatter):
    """One JSON object a line; line breaks and control characters cannot break out of it."""

    def __init__(self) -> None:
        shared: list[Any] = [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_codes,
        ]
        super().__init__(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        )


def logger(name: str) -> logging.Logger:
    """The logger of a part of the product."""
    return logging.getLogger(f"noaber.{name}")
