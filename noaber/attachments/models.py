"""Files that people add: a photo of a sign, a signed paper. The bytes stand in the database, with every other truth."""

from __future__ import annotations

from django.db import models

from noaber.agreement.models import Recorded


class Attachment(Recorded):
    """One file, as it was taken in. It is never changed; what is wrong is replaced by another one."""

    name = models.CharField("naam", max_length=90)
    media_type = models.CharField("soort", max_length=40)
    size = models.PositiveIntegerField("bytes")
    digest = models.CharField("vingerafdruk", max_length=64)
    content = models.BinaryField("inhoud")

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"

    def __str__(self) -> str:
        return f"bijlage {self.pk}"

    @property
    def is_photo(self) -> bool:
        """Can it be shown in a page?"""
        return self.media_type.startswith("image/")
