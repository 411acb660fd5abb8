"""The words of the public register, in Dutch and in English."""

from __future__ import annotations

WORDS = {
    "nl": {
        "title": "Wie ligt waar?",
        "lead": "Zoek op achternaam waar iemand begraven is of waar een asbus staat.",
        "label": "Achternaam",
        "help": "Typ ten minste {letters} letters. Zet er voornamen achter als de naam veel voorkomt.",
        "search": "Zoeken",
        "short": "Typ ten minste {letters} letters van de achternaam.",
        "nothing": "Niemand gevonden.",
        "nothing_text": "Kijk de spelling na. Wie pas is begraven, staat hier nog niet. Sommige families willen "
        "niet dat iemand hier te vinden is. Vraag het dan aan de gemeente.",
        "many": "Te veel mensen met deze naam.",
        "many_text": "Er zijn er meer dan {most}. Typ de hele achternaam en een voornaam.",
        "busy": "U hebt net vaak gezocht.",
        "busy_text": "Wacht een minuut en zoek dan verder.",
        "found": "Gevonden",
        "name": "Naam",
        "born": "Geboren",
        "died": "Overleden",
        "place": "Begraafplaats",
        "grave": "Graf",
        "urn": "asbus",
        "way": "Hoe komt u er?",
        "why": "Het register van wie waar begraven is, is openbaar (Wet op de lijkbezorging, artikel 27 en 65). U "
        "zoekt op naam; het hele register staat niet op internet. Van rechthebbenden en termijnen staat hier niets.",
        "out": "Wilt u niet dat iemand in uw familiegraf hier te vinden is? Vraag de gemeente om het "
        "graf weg te laten.",
    },
    "en": {
        "title": "Who lies where?",
        "lead": "Search by surname for where somebody is buried or where an urn is kept.",
        "label": "Surname",
        "help": "Type at least {letters} letters. Add given names if the name is common.",
        "search": "Search",
        "short": "Type at least {letters} letters of the surname.",
        "nothing": "Nobody found.",
        "nothing_text": "Check the spelling. People who were buried recently are not here yet. Some families do not "
        "want somebody to be found here. If so, ask the municipality.",
        "many": "Too many people with this name.",
        "many_text": "There are more than {most}. Type the whole surname and a given name.",
        "busy": "You have just searched often.",
        "busy_text": "Wait a minute and then go on.",
        "found": "Found",
        "name": "Name",
        "born": "Born",
        "died": "Died",
        "place": "Cemetery",
        "grave": "Grave",
        "urn": "urn",
        "way": "How do you get there?",
        "why": "The register of who is buried where is public (Dutch Burial Act, articles 27 and 65). You search by "
        "name; the register as a whole is not on the internet. It says nothing of right holders and terms.",
        "out": "Do you not want somebody in your family's grave to be found here? Ask the municipality to "
        "leave it out.",
    },
}
