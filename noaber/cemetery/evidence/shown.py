"""The evidence of a grave in words: for its story, for a page and for the printed proof."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from noaber.agreement.acts import Act
from noaber.cemetery.evidence.models import Consent, Letter, Note, Sign
from noaber.cemetery.evidence.queries import Evidence
from noaber.cemetery.evidence.rules import ABOUT, PLACES, REASONS, REPLIES, SIGNS, WAYS
from noaber.cemetery.shown import Told
from noaber.values.period import dutch_day


def story(found: Evidence) -> list[Told]:
    """Everything that happened, as a page tells it."""
    return [
        *(_letter(one) for one in found.letters),
        *(told for one in found.letters for told in _since(one)),
        *(told for one in found.signs for told in _sign(one)),
        *(_consent(one) for one in found.consents),
        *(_note(one) for one in found.notes),
    ]


def state(letter: Letter) -> tuple[str, str]:
    """How a letter stands, in words and the shape of its badge."""
    if letter.replied_on is not None:
        return REPLIES[letter.reply], "done"
    if letter.returned_on is not None:
        return f"retour: {REASONS[letter.returned_because]}", "late"
    if letter.sent_on is None:
        return "nog niet verzonden", "wait"
    return "verzonden", "open"


def _letter(letter: Letter) -> Told:
    lines = [f"Aan {', '.join(letter.addressee)}", _sent(letter)]
    link = (reverse("grave-letter", args=[letter.number]), f"Brief {letter.number}")
    return Told(letter.made_on, f"Brief: {letter.title}", "\n".join(lines), letter.entry_id, (link,))


def _sent(letter: Letter) -> str:
    if letter.sent_on is None:
        return "Nog niet verzonden."
    return f"Verzonden op {dutch_day(letter.sent_on)}, {WAYS[letter.sent_how]}."


def _since(letter: Letter) -> list[Told]:
    found, link = [], (reverse("grave-letter", args=[letter.number]), f"Brief {letter.number}")
    if letter.returned_on is not None:
        because = f"Op de envelop: {REASONS[letter.returned_because]}."
        found.append(Told(letter.returned_on, "Brief retour", because, letter.entry_id, (link,)))
    if letter.replied_on is not None:
        who = letter.replied_by.name if letter.replied_by else ""
        words = f"Antwoord: {REPLIES[letter.reply]}"
        found.append(Told(letter.replied_on, words, f"Van {who}, de rechthebbende.", letter.entry_id, (link,)))
    return found


def _sign(sign: Sign) -> list[Told]:
    until = f"Blijft staan tot en met {dutch_day(sign.until)}." if sign.until else ""
    links = [(reverse("attachment", args=[sign.photo_id]), "Foto van het bord")] if sign.photo_id else []
    place = PLACES[sign.place]
    found = [Told(sign.placed_on, f"Bord {place}: {SIGNS[sign.kind]}", until, sign.entry_id, tuple(links))]
    if sign.taken_away_on is not None:
        words = f"Bord {place} weggehaald"
        found.append(Told(sign.taken_away_on, words, f"Het stond er sinds {dutch_day(sign.placed_on)}.", sign.entry_id))
    return found


def _consent(consent: Consent) -> Told:
    more = f"{consent.by.name}. Zo vastgesteld: {consent.identity}."
    links = [(reverse("attachment", args=[consent.document_id]), "Ondertekend stuk")] if consent.document_id else []
    return Told(consent.given_on, _consent_words(consent.about), more, consent.entry_id, tuple(links))


def _consent_words(about: str) -> str:
    """What a holder allowed, or the act that they asked for and for which it was established who they are."""
    if about in ABOUT:
        return f"Toestemming: {ABOUT[about]}"
    act = Act.known.get(about)
    return f"Identiteit vastgesteld: {act.label[:1].lower()}{act.label[1:]}" if act is not None else "Toestemming"


def _note(note: Note) -> Told:
    words = f"Notitie: {note.who}" if note.who else "Notitie"
    return Told(note.day, words, note.text, note.entry_id)


def next_steps(letters: Sequence[Letter], obstacle: str) -> list[tuple[str, str, str]]:
    """What must be done about letters of a grave now: words, and an address with its words."""
    found = []
    for letter in letters:
        link = reverse("grave-letter", args=[letter.number])
        if letter.sent_on is None:
            found.append((f"{letter.number} is nog niet verzonden.", link, "Verzending vastleggen"))
    last = letters[-1] if letters else None
    if last is not None and last.returned_on is not None and last.replied_on is None:
        link = reverse("grave-letter", args=[last.number])
        if last.returned_because == "dead":
            words = "De brief kwam retour: overleden. Zoek wie het recht wil overnemen."
        elif obstacle:
            words = "De brief kwam retour. Zoek het adres uit en stel het vast."
        else:
            words = "De brief kwam retour en het adres is vastgesteld. Schrijf opnieuw."
        found.append((words, link, "Brief openen"))
    return found
