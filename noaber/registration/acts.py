"""What can be done for somebody who is registered for the first time."""

from noaber.agreement.acts import Act

OPEN = Act("registration.open", "Inschrijfdossier openen")
SEE_RESIDENCE = Act("registration.see_residence", "Verblijfsrecht vaststellen")
ASK = Act("registration.ask", "Presentievraag stellen")
PROVE = Act("registration.prove", "Document bij een feit vastleggen")
SWEAR = Act("registration.swear", "Verklaring onder eed of belofte opmaken")
COMPLETE = Act("registration.complete", "Inschrijfdossier compleet verklaren")
SEND_OVERVIEW = Act("registration.send_overview", "Overzicht van de persoonslijst sturen", settles=True)
