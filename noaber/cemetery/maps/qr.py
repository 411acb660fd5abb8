"""An address as a picture that a telephone reads."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString


def drawing(text: str) -> SafeString:
    """The QR code as a drawing within a page; it is made of numbers only, so that it is safe as it stands."""
    code = segno.make_qr(text, error="m")
    return SafeString(code.svg_inline(scale=4, light="#fff", omitsize=True, svgclass=None, lineclass=None))
