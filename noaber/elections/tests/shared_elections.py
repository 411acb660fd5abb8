"""Real counts and reference files, where they lie beside the repository; without them a test is skipped."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

ELECTIONS = Path(__file__).resolve().parents[3] / "../shared/data/elections"
needs_data = pytest.mark.skipif(not ELECTIONS.is_dir(), reason="../shared/data/elections is not there")


@lru_cache(maxsize=1)
def vectors():
    path = ELECTIONS / "apportionment_vectors.json"
    return json.loads(path.read_text(encoding="utf-8"))["cases"] if path.is_file() else []
