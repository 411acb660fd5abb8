"""Seven questions, each checked before it leaves, and each as the contract writes it."""

from datetime import date

import pytest

from noaber.brp.bsn import Bsn
from noaber.brp.questions import (
    ByAddressableObject,
    ByAddressDesignation,
    ByNameAndBirth,
    ByNameAndMunicipality,
    ByNumber,
    ByPostcode,
    ByStreet,
    InvalidQuestion,
)
from noaber.brp.tests.brp_data import KINDS, stand_in, there

BORN = date(1985, 12, 1)
SEVEN = [
    ByNumber(numbers=(Bsn("999993653"),)),
    ByNameAndBirth(surname="Moulin", born=BORN),
    ByNameAndMunicipality(surname="Moulin", first_names="Suzanne", municipality="0599"),
    ByPostcode(postcode="3077AW", house_number=31),
    ByStreet(street="Boterdiep", house_number=31, municipality="0599"),
    ByAddressDesignation(designation="0599200000219678"),
    ByAddressableObject(place="0599010000208579"),
]


@pytest.mark.parametrize("question", SEVEN, ids=lambda one: one.kind)
def test_a_question_is_written_as_the_contract_asks_and_shows_only_its_kind(question):
    body = question.body(("naam",))
    assert body == {"type": question.kind, "fields": ["naam"]} | KINDS[question.kind]
    assert repr(question) == str(question) == f"<{question.kind}>"


@there
@pytest.mark.parametrize("question", SEVEN, ids=lambda one: one.kind)
def test_the_stand_in_takes_each_question_and_finds_the_person(question):
    answer = stand_in().ask(question.body(("naam.geslachtsnaam",)))
    assert (answer.status, answer.body["type"]) == (200, question.kind)
    assert {"naam": {"geslachtsnaam": "Moulin"}} in answer.body["personen"]


def house(**more):
    return ByPostcode(**{"postcode": "7731 AA", "house_number": 1} | more)


def street(**more):
    return ByStreet(**{"street": "Markt", "house_number": 1, "municipality": "0175"} | more)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda: ByNumber(numbers=()), {"numbers"}),
        (lambda: ByNumber(numbers=(Bsn("999993653"),) * 21), {"numbers"}),
        (lambda: house(postcode="0731AA"), {"postcode"}),
        (lambda: house(postcode="7731A"), {"postcode"}),
        (lambda: house(postcode=" "), {"postcode"}),
        (lambda: house(house_number=0), {"house_number"}),
        (lambda: house(house_number=100_000), {"house_number"}),
        (lambda: house(letter="ab", addition="12345"), {"letter", "addition"}),
        (
            lambda: house(postcode="x", house_number=-1, municipality="175"),
            {"postcode", "house_number", "municipality"},
        ),
        (lambda: street(street="Markt*"), {"street"}),
        (lambda: street(municipality=""), {"municipality"}),
        (lambda: ByNameAndBirth(surname="", born=BORN), {"surname"}),
        (lambda: ByNameAndBirth(surname="Mo*", born=BORN), {"surname"}),
        (lambda: ByNameAndBirth(surname="Moulin", born=date(85, 1, 1)), {"born"}),
        (lambda: ByNameAndMunicipality(surname="<b>", first_names="", municipality="0175"), {"surname", "first_names"}),
        (lambda: ByAddressDesignation(designation="0" * 16), {"designation"}),
        (lambda: ByAddressableObject(place="059901000020857"), {"place"}),
    ],
)
def test_every_mistake_is_named_at_once_in_dutch_without_what_was_typed(make, wrong):
    with pytest.raises(InvalidQuestion) as refused:
        make()
    assert set(refused.value.mistakes) == wrong
    assert all(text.endswith(".") for text in refused.value.mistakes.values())


@pytest.mark.parametrize(
    "make",
    [
        lambda: ByNumber(numbers=(Bsn("999993653"),) * 20),
        lambda: house(house_number=99_999),
        lambda: house(postcode="7731 aa", letter="a", addition="bis"),
        lambda: street(street="Markten*"),
        lambda: street(street="*Marktens"),
        lambda: ByNameAndBirth(surname="Mou*", born=date(1850, 1, 1)),
        lambda: ByNameAndMunicipality(surname="d'Or-ź", first_names="Suz*", municipality="0599"),
    ],
)
def test_what_lies_on_the_edge_is_taken_by_us_and_by_the_contract(make):
    question = make()
    if there.args[0] is False:
        assert stand_in().contract.mistakes(question.body(("naam",))) == []
