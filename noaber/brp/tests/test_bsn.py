"""A citizen number is nine digits that pass the eleven-test, and never shows itself."""

import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.brp.bsn import Bsn, NoBsn
from noaber.values.bsn import passes_eleven_test

NUMBER = "999993653"


@pytest.mark.parametrize("typed", [NUMBER, "999 993 653", "9999.93.653", " 999-993-653\n"])
def test_a_number_is_read_as_people_write_it(typed):
    assert Bsn.parse(typed).digits == NUMBER


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Vul het burgerservicenummer in."),
        ("   ", "Vul het burgerservicenummer in."),
        ("99999365", "acht"),
        ("9999936530", "tien"),
        ("999993654", "bestaat niet"),
        ("000000000", "bestaat niet"),
        ("99999365a", "alleen cijfers"),
        ("９９９９９３６５３", "alleen cijfers"),
    ],
)
def test_what_is_no_number_is_refused_with_what_is_wrong(typed, says):
    with pytest.raises(NoBsn) as wrong:
        Bsn.parse(typed)
    assert says in str(wrong.value)
    assert not typed.strip() or typed not in str(wrong.value)


@given(st.text(alphabet="0123456789 .-x", max_size=14))
def test_what_is_read_passes_the_eleven_test_and_what_is_refused_is_not_repeated(typed):
    try:
        assert passes_eleven_test(Bsn.parse(typed).digits)
    except NoBsn as wrong:
        assert not any(len(word) >= 8 and word in str(wrong) for word in typed.split())


def test_a_number_shows_itself_nowhere():
    bsn = Bsn(NUMBER)
    try:
        raise RuntimeError("went wrong with %s", bsn, [bsn], {"bsn": bsn})
    except RuntimeError:
        told = traceback.format_exc()
    for text in (str(bsn), repr(bsn), f"{bsn}", f"{bsn!r}", repr([bsn]), told):
        assert NUMBER not in text
    assert pickle.loads(pickle.dumps(bsn)) == bsn
