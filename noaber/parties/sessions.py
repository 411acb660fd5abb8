"""Sessions in the database, read with one plain statement: every request reads one, so it counts."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is looked up."""

    def _get_session_from_db(self) -> Session | None:
        field = Session._meta.get_field("expire_date")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [self.session_key, field.get_db_prep_value(timezone.now(), connection)],
            )
            row = cursor.fetchone()
        if row is not None:
            return Session(session_data=row[0])
        self._session_key = None
        return None
