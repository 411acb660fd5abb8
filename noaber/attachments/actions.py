"""Keeping a file. It has no act of its own: a file comes with what somebody does."""

from __future__ import annotations

from noaber.attachments.files import Taken
from noaber.attachments.models import Attachment
from noaber.journal.models import Entry


def keep(entry: Entry, taken: Taken) -> Attachment:
    """The row of a file, under the entry of the act that brings it; put `taken.digest` in the facts of that entry."""
    return Attachment.add(
        entry,
        name=taken.name,
        media_type=taken.media_type,
        size=len(taken.data),
        digest=taken.digest,
        content=taken.data,
    )
