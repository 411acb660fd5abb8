"""Every paper of both agreements says what the law asks of it, and nothing is left open."""

from __future__ import annotations

from typing import Any

import pytest

from noaber.papers.paper import Paper, with_personal
from noaber.papers.tests.example_papers import FOLDERS, book_at, example, said, typed

BOOKS = {folder: book_at(folder) for folder in FOLDERS}
ALL = [(folder, kind) for folder, book in BOOKS.items() for kind in book.papers.texts]
OMMEN = BOOKS[FOLDERS[0]]

MUST_SAY = {
    # Product, date, fee, from when it can be fetched, and what happens after three months: Paspoortwet 42.
    "ontvangst-afhalen": ["1 oktober 2026", "Paspoort", "€ 84,20", "9 december 2026", "drie maanden", "ongeldig"],
    "ontvangstbevestiging": ["1 oktober 2026", "Het gaat om", "€ 84,20", "uiterlijk op"],
    # What is missing, until when, and that the term stands still: Awb 4:5 and 4:15.
    "verzoek-aanvulling": ["eerste ontbreekt", "tweede ontbreekt", "9 december 2026", "staat stil", "20 november 2026"],
    # The new day: Awb 4:14.
    "bericht-vertraging": ["15 januari 2027", "ingebrekestelling", "dwangsom"],
    "verlenging": ["meer tijd", "De uitleg bij reden.", "uiterlijk op"],
    "besluit": ["20 november 2026", "besloten"],
    # Reasons: Awb 3:46, Wet BRP 2.60.
    "weigering": ["De uitleg bij reden.", "geweigerd", "20 november 2026"],
    "buiten-behandeling": ["niet behandelen", "eerste ontbreekt", "9 december 2026"],
    "mededeling": ["afgerond", "uitkomst"],
    # Old and new address, the date, who, and their rights: Wet BRP 2.20, 2.55, 2.58, 2.59.
    "bevestiging-verhuizing": [
        "oud adres: tekst van oud_adres", "nieuw adres: tekst van nieuw_adres", "9 december 2026", "tweede personen",
        "verbeteren", "mag zien", "niet te geven",
    ],
    # The facts, the term, what follows, and on which ground: Wet BRP 2.22, 2.47.
    "adresonderzoek-brief-1": [
        "De uitleg bij aanleiding.", "9 december 2026", "verplicht", "in onderzoek", "veranderen",
    ],
    "adresonderzoek-brief-2": ["9 december 2026", "verplicht", "vertrokken", "gevolgen"],
    # The day of the letter becomes the day of departure (Wet BRP 2.22(2)), and one may answer (Awb 4:8).
    "adresonderzoek-voornemen": [
        "25 november 2026", "De uitleg bij onderzoek.", "niet mee eens", "voornemen", "vertrokken",
    ],
    "adresonderzoek-besluit": [
        "De uitleg bij onderzoek.", "De uitleg bij reactie.", "De datum in de BRP is 9 december 2026",
    ],
    # The result and nothing else: Besluit BRP 28.
    "bericht-melder": ["het gegeven is gewijzigd", "Meer mogen wij niet vertellen"],
    "optie-bevestiging": ["20 november 2026", "tweede personen", "ceremonie", "binnen een jaar", "vervalt"],
    "uitnodiging-ceremonie": ["9 december 2026", "tekst van tijd", "tekst van plaats", "vervalt", "Kunt u niet komen"],
    # A statement per fact, oath or promise, the official, the interpreter, a signature: Wet BRP 2.8(2)e.
    "voe-verslag": [
        "eerste feiten", "tweede feiten", "onder eed", "tekst van ambtenaar", "aangewezen door", "tekst van tolk",
        "De verklaarder", "De tolk", "document",
    ],
    # Number, circumstances, signature, official: PUN 27 and 60.
    "verklaring-vermissing": [
        "tekst van documentnummer", "De uitleg bij omstandigheden.", "De houder van het document",
        "tekst van ambtenaar",
        "25 november 2026",
    ],
    "correctie-besluit": ["eerste gegevens", "De uitleg bij reden.", "gecorrigeerd"],
    # Reasons, the way to the court, and a copy to the IND: BW 1:18c(3).
    "weigering-akte": ["De uitleg bij reden.", "1:18c", "rechtbank", "advocaat", "Immigratie- en Naturalisatiedienst"],
    # The grave, what may be placed, and the conditions (Awb 3:46); those of the mayor (Wlb 29(2)).
    "grafvergunning-verleend": [
        "tekst van graf", "eerste maten", "tweede voorschriften", "De uitleg bij reden.", "Met de code hieronder",
    ],
    "opgraving-verleend": ["tekst van graf", "tekst van bestemming", "eerste voorschriften", "de burgemeester"],
}  # fmt: skip


def whole(folder: str, kind: str) -> Paper:
    text = BOOKS[folder].papers.texts[kind]
    return with_personal(example(BOOKS[folder], text), typed(text, True))


@pytest.mark.parametrize(("folder", "kind"), ALL)
def test_a_paper_says_what_the_law_asks_of_it(folder: str, kind: str) -> None:
    words = said(whole(folder, kind))
    assert [must for must in MUST_SAY[kind] if must not in words] == []


@pytest.mark.parametrize(("folder", "kind"), ALL)
def test_nothing_is_left_open_and_no_sign_of_a_place_is_left(folder: str, kind: str) -> None:
    paper = whole(folder, kind)
    assert paper.open == [] and not set("{}") & set(said(paper))


@pytest.mark.parametrize(("folder", "kind"), ALL)
def test_what_is_kept_holds_nothing_personal(folder: str, kind: str) -> None:
    text = BOOKS[folder].papers.texts[kind]
    paper = example(BOOKS[folder], text)
    assert set(paper.open) == set(typed(text, True))
    assert Paper.of(paper.text) == paper


@pytest.mark.parametrize(("folder", "kind"), ALL)
def test_a_letter_is_in_the_name_of_the_client_and_a_record_is_signed_by_hand(folder: str, kind: str) -> None:
    paper = whole(folder, kind)
    client = BOOKS[folder].party("client").name
    assert paper.sheet.name == f"Gemeente {client}"
    if paper.signs:
        assert paper.closing == () and paper.salutation == ""
    else:
        assert paper.closing[1].startswith("namens het college"), "Awb 10:10"


@pytest.mark.parametrize(("folder", "kind"), ALL)
def test_every_decision_says_who_may_object_until_when_and_to_whom(folder: str, kind: str) -> None:
    """Awb 3:45. The paper is of 25 November 2026; six weeks later is 6 January 2027."""
    text, words = BOOKS[folder].papers.texts[kind], said(whole(folder, kind))
    assert text.decision is bool(text.remedy)
    assert ("6 januari 2027" in words) is text.decision
    if text.remedy == "bezwaar":
        client = BOOKS[folder].party("client")
        assert "iedereen voor wie dit besluit gevolgen heeft" in words
        assert f"van {client.name}, {client.street}" in words
    elif text.decision:
        assert "rechtbank Overijssel" in words and "Bezwaar maken bij de gemeente kan niet" in words


def test_the_table_of_what_papers_must_say_is_complete() -> None:
    assert set(MUST_SAY) == set(OMMEN.papers.texts)


def test_the_reporter_is_told_the_result_and_no_address_or_name() -> None:
    text: Any = OMMEN.papers.texts["bericht-melder"]
    assert [fact.kind for fact in text.facts] == ["choice"], "nothing can be typed that could tell more"


@pytest.mark.parametrize("kind", sorted({kind for _, kind in ALL}))
def test_a_paper_is_plain_dutch_in_short_sentences(kind: str) -> None:
    """B1: sentences of at most 25 words, and no words of the office."""
    words = said(whole(FOLDERS[0], kind))
    sentences = [one for one in words.replace("?", ".").replace("\n", ".").replace(":", ".").split(".") if one.strip()]
    long = [one for one in sentences if len(one.split()) > 25]
    assert long == []
    office = ("desbetreffende", "middels", "teneinde", "derhalve", "reeds", "aangaande", "ten behoeve van", "dient u")
    assert [one for one in office if one in words.lower()] == []
