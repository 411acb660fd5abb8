"""What can be done with graves and the rights on them."""

from noaber.agreement.acts import Act

IMPORT = Act("cemetery.import", "Register van graven inlezen")
REGISTER_PERSON = Act("cemetery.register_person", "Persoon in het register van graven opnemen")
REGISTER_GRAVE = Act("cemetery.register_grave", "Graf registreren")
GRANT = Act("cemetery.grant", "Grafrecht verlenen")
BURY = Act("cemetery.bury", "Begrafenis registreren")
BURY_LATE = Act("cemetery.bury_late", "Begrafenis achteraf registreren")
RENEW = Act("cemetery.renew", "Grafrecht verlengen")
TRANSFER = Act("cemetery.transfer", "Grafrecht overschrijven")
ASK_RENOUNCE = Act("cemetery.ask_renounce", "Verzoek om afstand aannemen")
WITHDRAW_RENOUNCE = Act("cemetery.withdraw_renounce", "Verzoek om afstand intrekken")
RENOUNCE = Act("cemetery.renounce", "Afstand van een grafrecht vastleggen")
LAPSE = Act("cemetery.lapse", "Grafrecht laten vervallen")
ASK_RENEWAL = Act("cemetery.ask_renewal", "Verzoek om verlenging aannemen")
WRITE = Act("cemetery.write", "Brief over een grafrecht vastleggen")
