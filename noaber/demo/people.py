"""The fictional people of the demo. None of them exists; their names say so on every page that lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from noaber.parties.models import Person, Position


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody one can be in the demo, and what one would do as them."""

    slug: str
    name: str
    functions: tuple[str, ...]
    employer: int
    task: str
    also: tuple[int, ...] = ()


OMMEN, TWENTERAND, HELLENDOORN, ALMELO = 175, 1700, 163, 141
ROLES = (
    Role("medewerker", "Jorien Kamp", ("clerk", "second_line"), TWENTERAND, "Behandelt zaken van inwoners van Ommen."),
    Role(
        "teamleider", "Tine Wolbers", ("team_lead",), TWENTERAND, "Stuurt het team aan, start meerwerk en calamiteiten."
    ),
    Role(
        "controller", "Bram Eshuis", ("controller",), TWENTERAND, "Leest het loonjournaal in en stelt de factuur vast."
    ),
    Role(
        "regisseur",
        "Femke Dunnewind",
        ("director",),
        OMMEN,
        "Kijkt namens Ommen mee, stemt in en controleert het bewijs.",
    ),
    Role(
        "ciso",
        "Rik van Ommerland",
        ("ciso", "archivist"),
        OMMEN,
        "Bewaakt de informatieveiligheid en het archief van Ommen.",
    ),
    Role(
        "instroom",
        "Sanne Wieringa",
        ("clerk",),
        TWENTERAND,
        "Werkt zich in en tekent nog geen akten van Ommen.",
    ),
    Role(
        "tweedelijn",
        "Mirthe Oosterveen",
        ("second_line",),
        TWENTERAND,
        "Werkt in de tweede lijn voor Ommen en voor Hellendoorn.",
        (ALMELO,),
    ),
    Role("beheerder", "Wout Grasdorp", ("keeper",), OMMEN, "Controleert en tekent af bij het graf, op zijn telefoon."),
    Role("grafdelver", "Gerben Spittel", ("keeper",), TWENTERAND, "Delft graven in Ommen als de beheerder er niet is."),
    Role("buur", "Lotte Haarman", ("clerk", "second_line"), ALMELO, "Werkt voor Hellendoorn en ziet niets van Ommen."),
)


def make_people(since: date) -> dict[str, Person]:
    """The people of the demo with their functions, by slug; safe to run twice."""
    found = {}
    for role in ROLES:
        email = f"{role.slug}@demo.noaber.example"
        person, made = Person.objects.get_or_create(
            email=email, defaults={"name": role.name, "employer_id": role.employer, "fictional": True}
        )
        if made:
            person.set_unusable_password()
            person.save()
            for place in (role.employer, *role.also):
                for function in role.functions:
                    Position.objects.create(person=person, function=function, organisation_id=place, since=since)
        found[role.slug] = person
    return found
