"""What tests in processes of their own start from: one prepared database, and a copy of it for each test."""

from pathlib import Path

import pytest

from tests.faults.place import Place, copy_of, make_place


@pytest.fixture(scope="session")
def first_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An installation with the agreement in use, made once for this process; nobody works in it."""
    return make_place(tmp_path_factory.mktemp("first"))


@pytest.fixture
def place(first_place: Place, tmp_path: Path) -> Place:
    """An installation of this test alone."""
    return copy_of(first_place, tmp_path / "place")
