"""Which files are taken in, and what is kept of them: what the bytes are, never what their name says.

A photo is drawn anew: the place, the device and the moment that a camera writes into it are not kept.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image, ImageOps

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
PHOTO = (JPEG, PNG)
PAPER = (PDF, JPEG, PNG)
NAMES = {JPEG: "een foto (JPEG)", PNG: "een afbeelding (PNG)", PDF: "een PDF"}
ENDINGS = {JPEG: (".jpg", ".jpeg"), PNG: (".png",), PDF: (".pdf",)}
MEGABYTES = 10
MOST_PIXELS = 60_000_000
"""More than any camera of a phone makes; a small file can claim more and fill the memory."""
LONGEST_SIDE = 2400
_QUALITY = 85
_STARTS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF))
_UNSAFE = re.compile(r"[^\w.()-]+")
_RUNS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b")


class NotTaken(ValueError):
    """The file is not taken in; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it is kept."""

    name: str
    media_type: str
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of what is kept, in hexadecimals."""
        return hashlib.sha256(self.data).hexdigest()


def take(name: str, data: bytes, kinds: tuple[str, ...]) -> Taken:
    """A file of one of these kinds, as it will be kept. Raises NotTaken."""
    if not data:
        raise NotTaken("Het bestand is leeg. Kies een bestand waar iets in staat.")
    if len(data) > MEGABYTES * 1_000_000:
        raise NotTaken(f"Het bestand is groter dan {MEGABYTES} MB. Kies een kleiner bestand.")
    found = next((kind for start, kind in _STARTS if data.startswith(start)), None)
    if found not in kinds:
        wanted = " of ".join(NAMES[kind] for kind in kinds)
        raise NotTaken(f"Dit bestand is niet te gebruiken. Kies {wanted}.")
    kept = _paper(data) if found == PDF else _photo(data, found)
    return Taken(_name(name, found), found, kept)


def _paper(data: bytes) -> bytes:
    if b"%%EOF" not in data[-2048:]:
        raise NotTaken("De PDF is niet heel. Maak het bestand opnieuw en kies het dan.")
    if _RUNS.search(data):
        raise NotTaken("In de PDF zit iets dat vanzelf start of een bestand in het bestand. Druk hem af naar een PDF.")
    return data


def _photo(data: bytes, kind: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        if opened.width * opened.height > MOST_PIXELS:
            raise NotTaken("De foto heeft te veel beeldpunten. Maak hem kleiner en kies hem dan opnieuw.")
        photo = ImageOps.exif_transpose(opened)
        photo.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = io.BytesIO()
        if kind == JPEG:
            photo.convert("RGB").save(out, "JPEG", quality=_QUALITY)
        else:
            plain = photo.convert("RGBA" if "A" in photo.getbands() or "transparency" in photo.info else "RGB")
            plain.info.clear()
            plain.save(out, "PNG")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, NotTaken):
            raise
        raise NotTaken("De foto is niet te lezen. Maak hem opnieuw en kies hem dan.") from error
    return out.getvalue()


def _name(name: str, kind: str) -> str:
    """A name that is safe on every disk, and that ends as the kind does."""
    whole = PurePath(name.replace("\\", "/")).name
    stem = _UNSAFE.sub(" ", PurePath(whole).stem).strip(" .")[:80] or "bestand"
    ending = PurePath(whole).suffix.lower()
    return stem + (ending if ending in ENDINGS[kind] else ENDINGS[kind][0])
