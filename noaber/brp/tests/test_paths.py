"""An answer holds no path that was not asked."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from noaber.brp.paths import ALWAYS, keep, paths_of

NAMES = ("naam", "geboorte", "datum", "kinderen", "code", *ALWAYS)
values = st.recursive(
    st.one_of(st.text(max_size=3), st.booleans(), st.integers(0, 9)),
    lambda inner: st.one_of(
        st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
        st.lists(st.dictionaries(st.sampled_from(NAMES), inner, max_size=3), max_size=2),
    ),
    max_leaves=12,
)
answers = st.dictionaries(st.sampled_from(NAMES), values, max_size=5)
asked_paths = st.lists(
    st.lists(st.sampled_from(NAMES[:5]), min_size=1, max_size=3).map(".".join), min_size=1, max_size=4
)
BORN = {"type": "Datum", "datum": "1985-12-01", "langFormaat": "1 december 1985"}


def was_asked(path: str, asked: list[str]) -> bool:
    """Is a path itself asked, part of what was asked, or a group around it?"""
    return any(f"{path}.".startswith(f"{one}.") or f"{one}.".startswith(f"{path}.") for one in asked)


@given(answer=answers, asked=asked_paths)
def test_no_path_comes_back_that_was_not_asked(answer: dict[str, Any], asked: list[str]):
    assert [path for path in paths_of(keep(answer, asked)) if not was_asked(path, asked)] == []


@given(answer=answers, asked=asked_paths)
def test_keeping_again_keeps_the_same(answer: dict[str, Any], asked: list[str]):
    once = keep(answer, asked)
    assert keep(once, asked) == once


@given(answer=answers, asked=asked_paths)
def test_everything_that_was_asked_and_is_there_comes_back(answer: dict[str, Any], asked: list[str]):
    whole = {path for path in paths_of(answer) if any(f"{path}.".startswith(f"{one}.") for one in asked)}
    assert whole <= set(paths_of(keep(answer, asked)))


def test_a_group_comes_whole_a_part_comes_alone_and_a_date_is_never_cut():
    person = {"naam": {"voornamen": "S", "geslachtsnaam": "M"}, "geboorte": {"datum": BORN, "land": {"code": "5001"}}}
    assert keep(person, ["naam"]) == {"naam": person["naam"]}
    assert keep(person, ["naam.voornamen"]) == {"naam": {"voornamen": "S"}}
    assert keep(person, ["geboorte.datum.datum"]) == {"geboorte": {"datum": BORN}}
    assert keep(person, ["geboorte.plaats", "leeftijd"]) == {}


def test_that_nobody_lives_there_comes_along_with_the_address_and_not_without_it():
    person = {"verblijfplaats": {"datumVan": BORN, "indicatieVastgesteldVerblijftNietOpAdres": True}, "leeftijd": 40}
    assert keep(person, ["verblijfplaats.datumVan"]) == {"verblijfplaats": person["verblijfplaats"]}
    assert keep(person, ["leeftijd"]) == {"leeftijd": 40}


def test_a_kind_comes_along_with_what_it_is_the_kind_of():
    person = {"verblijfplaats": {"type": "Adres", "datumVan": BORN, "functieAdres": {"code": "B"}}}
    assert keep(person, ["verblijfplaats.functieAdres"]) == {
        "verblijfplaats": {"type": "Adres", "functieAdres": {"code": "B"}}
    }


def test_secrecy_and_death_always_come_along_and_doubt_only_about_what_is_shown():
    person = {
        "geheimhoudingPersoonsgegevens": True,
        "opschortingBijhouding": {"reden": {"code": "O"}},
        "naam": {
            "voornamen": "S",
            "geslachtsnaam": "M",
            "inOnderzoek": {"voornamen": True, "datumIngangOnderzoek": BORN},
        },
        "geslacht": {"code": "V"},
    }
    always = {name: person[name] for name in ("geheimhoudingPersoonsgegevens", "opschortingBijhouding")}
    assert keep(person, ["geslacht"]) == always | {"geslacht": {"code": "V"}}
    assert keep(person, ["naam.geslachtsnaam"]) == always | {"naam": {"geslachtsnaam": "M"}}
    doubted = {"voornamen": "S", "inOnderzoek": {"voornamen": True, "datumIngangOnderzoek": BORN}}
    assert keep(person, ["naam.voornamen"]) == always | {"naam": doubted}
