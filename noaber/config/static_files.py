"""Puts the style sheets, scripts and fonts where they are served from, packed; only when one of them changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_MARK = ".sources"


def collect_static() -> bool:
    """Collect what is served, unless it is there already: packing it took a third of a start. Did it do anything?"""
    mark, wanted = Path(settings.STATIC_ROOT) / _MARK, _sources()
    if mark.exists() and mark.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(wanted)
    return True


def _sources() -> str:
    """What the files look like from outside: where, how large, and when they were last written."""
    found = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            about = path.stat()
            found.append(f"{path} {about.st_size} {about.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
