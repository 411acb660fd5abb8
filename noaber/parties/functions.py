"""The functions that people hold, as the mandate register names them."""

FUNCTIONS: dict[str, str] = {
    "clerk": "medewerker burgerzaken",
    "second_line": "medewerker tweede lijn",
    "team_lead": "teamleider Dienstverlening",
    "controller": "controller",
    "director": "regisseur",
    "ciso": "CISO",
    "archivist": "archivaris",
    "administrator": "beheerder",
    "system": "Noaber",
}
