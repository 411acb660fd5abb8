"""What is taken in, what is kept of it, and what is sent back with which words."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from noaber.attachments import files
from noaber.attachments.fields import AttachmentField
from noaber.attachments.files import PAPER, PHOTO, NotTaken, take

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PLACE, MADE_BY, TURNED = 0x8825, 0x010F, 0x0112


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), turned: int = 1) -> bytes:
    exif = Image.Exif()
    exif[MADE_BY], exif[TURNED] = "Camera of somebody", turned
    exif.get_ifd(PLACE)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_kept_without_where_and_with_what_it_was_made(kind):
    data = photo(kind)
    assert b"Camera of somebody" in data
    kept = take("steen.jpg" if kind == "JPEG" else "steen.png", data, PHOTO)
    assert b"Camera of somebody" not in kept.data
    assert not dict(Image.open(io.BytesIO(kept.data)).getexif())


def test_a_photo_that_was_held_sideways_stands_upright_when_it_is_kept():
    kept = take("steen.jpg", photo(size=(60, 40), turned=6), PHOTO)
    assert Image.open(io.BytesIO(kept.data)).size == (40, 60)


@pytest.mark.parametrize(
    ("side", "kept"), [(files.LONGEST_SIDE, files.LONGEST_SIDE), (files.LONGEST_SIDE + 1, files.LONGEST_SIDE)]
)
def test_a_photo_is_not_larger_than_paper_needs(side, kept):
    assert Image.open(io.BytesIO(take("a.png", photo("PNG", (side, 10)), PHOTO).data)).width == kept


@pytest.mark.parametrize(
    ("name", "data", "kinds", "words"),
    [
        ("leeg.pdf", b"", PAPER, "leeg"),
        ("akte.pdf", PDF + b" " * (files.MEGABYTES * 1_000_000), PAPER, "groter dan 10 MB"),
        ("akte.pdf", PDF, PHOTO, "Kies een foto (JPEG) of een afbeelding (PNG)"),
        ("foto.jpg", b"MZ\x90\x00 a program", PAPER, "Kies een PDF"),
        ("half.pdf", PDF[:20], PAPER, "niet heel"),
        ("kwaad.pdf", PDF.replace(b"/Type", b"/JavaScript (x) /Type"), PAPER, "vanzelf start"),
        ("half.jpg", photo()[:200], PHOTO, "niet te lezen"),
    ],
)
def test_what_is_not_taken_is_sent_back_with_what_to_do(name, data, kinds, words):
    with pytest.raises(NotTaken, match=words.replace("(", r"\(").replace(")", r"\)")):
        take(name, data, kinds)


def test_a_small_file_that_claims_to_be_a_huge_photo_is_not_opened(monkeypatch):
    monkeypatch.setattr(files, "MOST_PIXELS", 60 * 40 - 1)
    with pytest.raises(NotTaken, match="te veel beeldpunten"):
        take("a.png", photo("PNG"), PHOTO)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("akte.pdf", "akte.pdf"),
        ("C:\\Users\\x\\akte.PDF", "akte.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ('a"\r\nSet-Cookie: x.pdf', "a Set-Cookie x.pdf"),
        (".pdf", "pdf.pdf"),
        ("foto.jpg", "foto.pdf"),
    ],
)
def test_a_name_is_safe_and_ends_as_the_bytes_are(name, kept):
    assert take(name, PDF, PAPER).name == kept


@given(st.binary(max_size=200), st.text(max_size=60))
def test_whatever_comes_is_taken_or_sent_back_with_words(data, name):
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"):
        try:
            kept = take(name, start + data, PAPER)
        except NotTaken as error:
            assert str(error).endswith(".")
        else:
            assert 0 < len(kept.name) <= 90 and kept.media_type in PAPER


def test_the_field_of_a_form_gives_what_is_kept_or_says_what_is_wrong():
    field = AttachmentField(accepts=PHOTO, required=False)
    assert field.clean(None) is None
    assert field.clean(SimpleUploadedFile("a.jpg", photo())).media_type == files.JPEG
    with pytest.raises(Exception, match=r"eindigt op \.jpg of \.jpeg of \.png"):
        field.clean(SimpleUploadedFile("a.pdf", PDF))
    with pytest.raises(Exception, match="niet te gebruiken"):
        field.clean(SimpleUploadedFile("a.jpg", PDF))
