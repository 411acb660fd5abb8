"""What can be done with an address investigation and with a signal of address quality."""

from noaber.agreement.acts import Act

OPEN = Act("investigation.open", "Adresonderzoek beginnen")
TRIAGE = Act("investigation.triage", "Signaal beoordelen")
ANNOTATE = Act("investigation.annotate", "In onderzoek zetten")
LETTER_1 = Act("investigation.letter_1", "Brief 1 versturen")
LETTER_2 = Act("investigation.letter_2", "Brief 2 versturen")
CONSULT = Act("investigation.consult", "Andere bronnen raadplegen")
VISIT = Act("investigation.visit", "Huisbezoek vastleggen")
EXTRA = Act("investigation.extra", "Extra brief versturen")
ANNOUNCE = Act("investigation.announce", "Voornemen bekendmaken")
WITHDRAW = Act("investigation.withdraw", "Voornemen intrekken")
DECIDE = Act("investigation.decide", "Uitkomst vastleggen")
INFORM = Act("investigation.inform", "Melder de uitkomst berichten", settles=True)
CLOSE = Act("investigation.close", "Adresonderzoek afsluiten")
TAKE_IN = Act("investigation.take_in", "Signaal adreskwaliteit vastleggen")
REPORT_STATUS = Act("investigation.report_status", "Status van een signaal melden", settles=True)
