"""The functions that people hold, as the mandate register names them."""

FUNCTIONS: dict[str, str] = {
    "clerk": "medewerker burgerzaken",
    "second_line": "medewerker tweede lijn",
    "team_lead": "teamleider Dienstverlening",
    "controller": "controller",
    "director": "regisseur",
    "ciso": "CISO",
    "archivist": "archivaris",
    "keeper": "beheerder begraafplaats",
    "administrator": "beheerder",
    "system": "Noaber",
}
FIELD = ("keeper",)
"""Who works outside and sees nothing but the sheet of the day; every other function sits in an office."""
