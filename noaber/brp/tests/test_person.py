"""What of a person may be seen, and what must be known first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.brp.person import shown

DAY = {"type": "Datum", "datum": "1985-12-01", "langFormaat": "1 december 1985"}
HOME = {
    "type": "Adres",
    "verblijfadres": {"officieleStraatnaam": "Geheimweg", "huisnummer": 7, "postcode": "7731AA", "woonplaats": "Ommen"},
    "functieAdres": {"code": "W", "omschrijving": "woonadres"},
    "datumVan": DAY,
    "adresseerbaarObjectIdentificatie": "0175010000208579",
}
PERSON = {"naam": {"volledigeNaam": "Suzanne Moulin"}, "geboorte": {"datum": DAY}, "verblijfplaats": HOME}
SECRET = {"geheimhoudingPersoonsgegevens": True}
LETTER = {"adressering": {"adresregel1": "Geheimweg 7", "adresregel2": "7731 AA  OMMEN"}}


def told(one) -> str:
    """Everything that a page could print of somebody."""
    return " ".join([one.name, *one.address, one.summary, *(f"{label} {value}" for label, value in one.rows)])


def warned(person) -> str:
    return " ".join(f"{warning.word}: {warning.text}" for warning in shown(person).warnings)


@pytest.mark.parametrize("where", [{}, LETTER], ids=["parts", "letter"])
def test_a_secret_address_is_seen_only_by_who_deliberately_asks(where):
    person = PERSON | SECRET | where
    plain, deliberate = shown(person), shown(person, deliberately=True)
    assert plain.secret and plain.hidden
    for word in ("Geheimweg", "7731", "0175010000208579", "sinds", "woonadres"):
        assert word not in told(plain)
    assert "Geheimweg 7" in deliberate.address and not deliberate.hidden and deliberate.secret


@given(st.booleans(), st.booleans(), st.booleans())
def test_a_line_for_a_list_never_has_an_address(secret, letter, deliberate):
    person = PERSON | (SECRET if secret else {}) | (LETTER if letter else {})
    assert shown(person, deliberate).summary == "Suzanne Moulin, 1 december 1985"


def test_what_is_shown_shows_itself_nowhere_else():
    assert "Moulin" not in repr(shown(PERSON)) and "Geheimweg" not in repr(shown(PERSON))


def test_an_ordinary_person_has_no_warnings():
    assert shown(PERSON).warnings == () and shown(PERSON).address == ("Geheimweg 7", "7731AA Ommen")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (SECRET, "Geheimhouding"),
        ({"opschortingBijhouding": {"reden": {"code": "O"}}}, "overleden"),
        ({"opschortingBijhouding": {"reden": {"code": "E"}}}, "vertrokken"),
        ({"opschortingBijhouding": {"reden": {"code": "?"}}}, "opgeschort"),
        ({"verblijfplaats": {"type": "VerblijfplaatsBuitenland"}}, "in het buitenland"),
        ({"adressering": {"land": {"code": "5002", "omschrijving": "Frankrijk"}}}, "buitenland"),
        ({"verblijfplaats": {"type": "VerblijfplaatsOnbekend"}}, "niet bekend waar"),
        ({"verblijfplaats": HOME | {"functieAdres": {"code": "B"}}}, "Briefadres"),
        ({"verblijfplaats": HOME | {"indicatieVastgesteldVerblijftNietOpAdres": True}}, "niet op dit adres"),
        ({"verblijfplaats": HOME | {"inOnderzoek": {"type": True}}}, "uit van: adres"),
        ({"naam": {"volledigeNaam": "S", "inOnderzoek": {"voornamen": True}}}, "uit van: naam"),
        ({"partners": [{"inOnderzoek": {"geslacht": True}}]}, "uit van: partner"),
        ({"inOnderzoek": {"geslacht": True}}, "uit van: persoon"),
    ],
)
def test_what_must_be_known_before_the_data_are_used_is_said(more, says):
    assert says in warned(PERSON | more)


def test_an_address_abroad_has_its_lines_and_country():
    abroad = {
        "type": "VerblijfplaatsBuitenland",
        "verblijfadres": {"regel1": "14 Rue X", "land": {"omschrijving": "Frankrijk"}},
    }
    assert shown({"verblijfplaats": abroad}).address == ("14 Rue X", "Frankrijk")
