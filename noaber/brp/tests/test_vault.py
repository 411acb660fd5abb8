"""A number opens only in its own row, and its index tells no more than that two are the same."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.brp.bsn import Bsn
from noaber.brp.keys import add_key, keyring
from noaber.brp.vault import CannotOpen, Keyring, Sealed, blind_index, seal, unseal
from noaber.values.bsn import passes_eleven_test

KEYS = Keyring("k1", {"k1": b"1" * 32}, b"i" * 32)
NUMBER = Bsn("999993653")


def completed(eight: int) -> str:
    """Eight digits with the ninth that the eleven-test asks; where that would be a ten, there is no such number."""
    digits = f"{eight:08d}"
    last = sum((9 - place) * int(digit) for place, digit in enumerate(digits)) % 11
    return f"{digits}{last}"


numbers = st.integers(1, 99_999_999).map(completed).filter(passes_eleven_test).map(Bsn)
pairs = st.one_of(st.tuples(numbers, numbers), numbers.map(lambda one: (one, Bsn(one.digits))))


@given(bsn=numbers, municipality=st.integers(1, 9999))
def test_what_is_sealed_opens_as_the_same_number_and_looks_different_each_time(bsn, municipality):
    one, two = (seal(KEYS, bsn, municipality, "2026-AAAAAA") for _ in range(2))
    assert unseal(KEYS, one, municipality, "2026-AAAAAA") == bsn
    assert one.ciphertext != two.ciphertext and bsn.digits.encode() not in one.ciphertext


@given(pair=pairs, municipality=st.integers(1, 9999))
def test_the_index_is_equal_exactly_when_the_numbers_are(pair, municipality):
    one, two = pair
    assert (blind_index(KEYS, one, municipality) == blind_index(KEYS, two, municipality)) == (one == two)


def test_the_same_person_has_another_index_in_another_municipality_and_under_another_key():
    other = Keyring("k1", KEYS.sealing, b"j" * 32)
    found = [blind_index(KEYS, NUMBER, 175), blind_index(KEYS, NUMBER, 163), blind_index(other, NUMBER, 175)]
    assert all(one != two for one, two in itertools.combinations(found, 2))


@pytest.mark.parametrize(("municipality", "case"), [(163, "2026-AAAAAA"), (175, "2026-BBBBBB")])
def test_a_number_that_is_moved_to_another_row_does_not_open(municipality, case):
    sealed = seal(KEYS, NUMBER, 175, "2026-AAAAAA")
    with pytest.raises(CannotOpen):
        unseal(KEYS, sealed, municipality, case)


def test_a_changed_row_or_a_lost_key_does_not_open_and_tells_nothing():
    sealed = seal(KEYS, NUMBER, 175, "2026-AAAAAA")
    flipped = Sealed("k1", sealed.ciphertext[:-1] + bytes([sealed.ciphertext[-1] ^ 1]))
    for wrong in (flipped, Sealed("k9", sealed.ciphertext), Sealed("k1", b""), Sealed("k1", b"short")):
        with pytest.raises(CannotOpen) as told:
            unseal(KEYS, wrong, 175, "2026-AAAAAA")
        assert NUMBER.digits not in str(told.value)


def test_keys_are_made_once_kept_private_and_added_to(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    first = keyring()
    assert keyring() == first and first.current == "k1"
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    sealed = seal(first, NUMBER, 175, "2026-AAAAAA")
    assert add_key() == "k2" == keyring().current
    assert unseal(keyring(), sealed, 175, "2026-AAAAAA") == NUMBER
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert not any(str(key) in repr(keyring()) for key in keyring().sealing.values())
