"""The words of the pages for residents, in Dutch and in English."""

from __future__ import annotations

from noaber.agreement.book import Product
from noaber.calendar.deadlines import Span
from noaber.calendar.law_terms import LawTerm

WORDS = {
    "nl": {
        "products": "Producten",
        "lead": "Wat kunt u bij ons regelen? Zoek het op, of kies hieronder.",
        "search": "Zoeken",
        "search_label": "Waar zoekt u naar?",
        "found_one": "1 product gevonden voor",
        "found_more": "producten gevonden voor",
        "nothing": "Niets gevonden.",
        "nothing_text": "Probeer een ander woord, of bekijk alle producten.",
        "all": "Alle producten",
        "who": "Wie kan het aanvragen?",
        "bring": "Wat neemt u mee?",
        "bring_nothing": "U hoeft niets mee te nemen.",
        "costs": "Wat kost het?",
        "ask": "Vraag het aan de balie.",
        "ask_why": "Wij weten het bedrag voor vandaag niet zeker.",
        "source": "Bron",
        "how_long": "Hoe lang duurt het?",
        "law": "Volgens de wet",
        "norm": "Wij streven naar",
        "at_once": "U krijgt het meteen.",
        "same_day": "dezelfde dag",
        "no_term": "Daar is geen vaste termijn voor. Vraag het aan de balie.",
        "your_terms": "Let op deze termijnen",
        "who_decides": "Wie beslist?",
        "desk_minutes": "Aan de balie duurt dit ongeveer",
        "minutes": "minuten",
        "check": "Kijk wat u nodig hebt",
        "no_appointment": "U hoeft hiervoor geen afspraak te maken.",
        "needs": "Wat u nodig hebt",
        "step": "Stap",
        "of": "van",
        "persons": "Voor hoeveel personen?",
        "persons_wrong": "Vul een aantal personen in van 1 tot en met 8.",
        "choose": "Kies ja of nee.",
        "yes": "Ja",
        "no": "Nee",
        "next": "Verder",
        "back": "Vorige vraag",
        "again": "Opnieuw beginnen",
        "you_arrange": "U regelt",
        "person": "persoon",
        "people": "personen",
        "so_long": "Zo lang duurt het",
        "for": "Voor",
        "book": "Maak een afspraak",
        "mistake": "Er klopt iets nog niet.",
        "add": "Nog iets regelen",
        "add_label": "Wat wilt u ook regelen?",
        "add_do": "Toevoegen",
        "nothing_chosen": "Kies eerst wat u wilt regelen.",
    },
    "en": {
        "products": "Products",
        "lead": "What can you arrange with us? Search for it, or choose below.",
        "search": "Search",
        "search_label": "What are you looking for?",
        "found_one": "1 product found for",
        "found_more": "products found for",
        "nothing": "Nothing found.",
        "nothing_text": "Try another word, or look at all products.",
        "all": "All products",
        "who": "Who can apply?",
        "bring": "What to bring",
        "bring_nothing": "You do not need to bring anything.",
        "costs": "What does it cost?",
        "ask": "Ask at the desk.",
        "ask_why": "We do not know today's amount for certain.",
        "source": "Source",
        "how_long": "How long does it take?",
        "law": "By law",
        "norm": "We aim for",
        "at_once": "You get it at once.",
        "same_day": "the same day",
        "no_term": "There is no fixed term. Ask at the desk.",
        "your_terms": "Mind these terms",
        "who_decides": "Who decides?",
        "desk_minutes": "At the desk this takes about",
        "minutes": "minutes",
        "check": "See what you need",
        "no_appointment": "You do not need an appointment for this.",
        "needs": "What you need",
        "step": "Step",
        "of": "of",
        "persons": "For how many people?",
        "persons_wrong": "Fill in a number of people from 1 to 8.",
        "choose": "Choose yes or no.",
        "yes": "Yes",
        "no": "No",
        "next": "Next",
        "back": "Previous question",
        "again": "Start again",
        "you_arrange": "You arrange",
        "person": "person",
        "people": "people",
        "so_long": "How long it takes",
        "for": "For",
        "book": "Make an appointment",
        "mistake": "Something is not right yet.",
        "add": "Arrange something else too",
        "add_label": "What else do you want to arrange?",
        "add_do": "Add",
        "nothing_chosen": "First choose what you want to arrange.",
    },
}
UNITS = {
    "nl": {
        "hour": ("uur", "uur"),
        "day": ("dag", "dagen"),
        "week": ("week", "weken"),
        "month": ("maand", "maanden"),
        "year": ("jaar", "jaar"),
        "workday": ("werkdag", "werkdagen"),
    },
    "en": {
        "hour": ("hour", "hours"),
        "day": ("day", "days"),
        "week": ("week", "weeks"),
        "month": ("month", "months"),
        "year": ("year", "years"),
        "workday": ("working day", "working days"),
    },
}
ORGANS = {
    "nl": {
        "college": "het college van burgemeester en wethouders",
        "burgemeester": "de burgemeester",
        "registrar": "de ambtenaar van de burgerlijke stand",
    },
    "en": {"college": "the municipal executive", "burgemeester": "the mayor", "registrar": "the civil registrar"},
}


def span_words(span: Span, lang: str) -> str:
    """A length of time: `4 weken`, `4 weeks`."""
    one, more = UNITS[lang][span.unit]
    return f"{span.number} {one if span.number == 1 else more}"


def norm_words(product: Product, lang: str) -> str:
    """The agreed norm: `5 werkdagen`, `dezelfde dag`; empty where there is none."""
    if product.norm_workdays is None:
        return ""
    return (
        span_words(Span(product.norm_workdays, "workday"), lang) if product.norm_workdays else WORDS[lang]["same_day"]
    )


def term_words(term: LawTerm, lang: str) -> str:
    """A term that the resident must keep, as a sentence with its article; empty for one without a sentence."""
    sentence = term.sentence.get(lang, "")
    return f"{sentence.format(span=span_words(term.span, lang))} ({term.clause})" if sentence else ""
