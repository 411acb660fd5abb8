"""The id that ties one request, its log lines and its journal entries together."""

from contextvars import ContextVar

trace: ContextVar[str] = ContextVar("trace", default="")
