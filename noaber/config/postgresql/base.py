"""PostgreSQL, asked whether it is still there only when there is reason to.

Django asks with a statement of its own before the first query of every request. A server that goes away closes its
side of the connection, and the operating system tells us so for nothing.
"""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL; a connection on which nothing has come in since its last answer is taken to be whole."""

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        heard = select.poll()
        heard.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if heard.poll(0) else True
