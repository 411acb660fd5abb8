"""How a clause is written, and how tables keep it."""

from __future__ import annotations

import pytest

from noaber.values import Clause


@pytest.mark.parametrize(
    ("clause", "words", "kept"),
    [
        (Clause("ommen-twenterand-2024", "3.7"), "art. 3.7", "3.7"),
        (Clause("Awb", "4:15"), "Awb art. 4:15", "Awb 4:15"),
        (Clause("Wet BRP", "2.58, derde lid"), "Wet BRP art. 2.58, derde lid", "Wet BRP 2.58"),
        (Clause("Awb", "4:18, eerste l"), "Awb art. 4:18, eerste l", "Awb 4:18, eerste l"),
        (Clause("Besluit BRP", "28g, eerste lid"), "Besluit BRP art. 28g, eerste lid", "Besluit BRP 28g"),
        (Clause("Paspoortwet", "41, ab c"), "Paspoortwet art. 41, ab c", "Paspoortwet 41, ab c"),
        (Clause("Paspoortwet", "41, ab cd"), "Paspoortwet art. 41, ab cd", "Paspoortwet 41"),
    ],
)
def test_a_clause_that_is_too_long_for_a_table_loses_its_paragraph_and_never_half_a_word(
    clause: Clause, words: str, kept: str
) -> None:
    assert (str(clause), clause.kept) == (words, kept) and len(kept) <= 20
