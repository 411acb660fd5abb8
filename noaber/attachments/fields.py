"""The field of a form in which somebody chooses a file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from noaber.attachments.files import ENDINGS, MEGABYTES, PAPER, NotTaken, Taken, take
from noaber.web.forms import DutchFileField


class AttachmentField(DutchFileField):
    """A photo or a paper; cleans to `Taken`, or to None where nothing was chosen."""

    def __init__(self, *, accepts: tuple[str, ...] = PAPER, **kwargs: Any) -> None:
        endings = tuple(ending for kind in accepts for ending in ENDINGS[kind])
        super().__init__(kinds=endings, megabytes=MEGABYTES, **kwargs)
        self.accepts = accepts

    def clean(self, data: Any, initial: Any = None) -> Taken | None:
        """The file as it is kept; raises ValidationError with what to do."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        try:
            return take(file.name or "", file.read(), self.accepts)
        except NotTaken as error:
            raise ValidationError(str(error), code="not-taken") from error
