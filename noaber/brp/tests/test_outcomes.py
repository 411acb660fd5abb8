"""Every answer of the API is one of seven endings, and what cannot be read is out of order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.brp.outcomes import TEXTS, outcome_of

NUMBER = "999993653"


@pytest.mark.parametrize(
    ("status", "body", "code", "reason"),
    [
        (200, {"personen": [{"naam": {}}]}, "found", ""),
        (200, {"personen": []}, "not-found", ""),
        (200, {}, "out-of-order", "unreadable"),
        (200, {"personen": "x"}, "out-of-order", "unreadable"),
        (200, {"personen": ["x"]}, "out-of-order", "unreadable"),
        (200, None, "out-of-order", "unreadable"),
        (400, {"code": "tooManyResults"}, "too-many", "tooManyResults"),
        (400, {"code": "paramsValidation"}, "refused", "paramsValidation"),
        (400, None, "refused", "http400"),
        (401, {"code": "authentication"}, "not-authorised", "authentication"),
        (403, {"code": "unauthorizedField"}, "not-authorised", "unauthorizedField"),
        (403, None, "not-authorised", "http403"),
        (406, None, "refused", "http406"),
        (415, {"code": "unsupported"}, "refused", "unsupported"),
        (429, {"code": "tooManyRequests"}, "out-of-order", "tooManyRequests"),
        (500, None, "out-of-order", "http500"),
        (503, {"code": "notAvailable"}, "out-of-order", "notAvailable"),
        (302, None, "out-of-order", "http302"),
    ],
)
def test_each_answer_has_its_ending(status, body, code, reason):
    outcome = outcome_of(status, body)
    assert (outcome.code, outcome.reason) == (code, reason)
    assert outcome.text.endswith(".")


def test_what_the_api_repeats_of_a_person_is_not_taken_over():
    rows = [{"name": NUMBER, "reason": NUMBER}, {"name": "burgerservicenummer", "reason": f"{NUMBER} is fout"}]
    outcome = outcome_of(400, {"code": NUMBER, "title": NUMBER, "detail": NUMBER, "invalidParams": rows})
    assert NUMBER not in repr(outcome) and outcome.wrong == ("burgerservicenummer",)
    assert "Moulin" not in repr(outcome_of(200, {"personen": [{"naam": "Moulin"}]}))


NAMES = st.sampled_from(["personen", "code", "invalidParams"])
json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(NAMES, inner)),
)


@given(status=st.integers(100, 599), body=json)
def test_no_answer_breaks_it(status, body):
    assert outcome_of(status, body).code in TEXTS
