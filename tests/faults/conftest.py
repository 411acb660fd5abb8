import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from place import Place, copy_of, make_place


@pytest.fixture(scope="session")
def first_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """What every test starts from; nobody works in it."""
    return make_place(tmp_path_factory.mktemp("first"))


@pytest.fixture
def place(first_place: Place, tmp_path: Path) -> Place:
    """A database of this test alone."""
    return copy_of(first_place, tmp_path / "place")
