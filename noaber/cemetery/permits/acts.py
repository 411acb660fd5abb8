"""What can be done with permits for graves."""

from noaber.agreement.acts import Act

ASK_LINK = Act("permits.ask_link", "Link voor een steenhouwer maken")
APPLY = Act("permits.apply", "Vergunning voor een graf aanvragen")
ADD = Act("permits.add", "Aanvraag aanvullen")
ASK_CONSENT = Act("permits.ask_consent", "Rechthebbende om toestemming vragen")
CONSENT = Act("permits.consent", "Antwoord van de rechthebbende vastleggen")
ASK_MORE = Act("permits.ask_more", "Om aanvulling van de aanvraag vragen")
EXTEND = Act("permits.extend", "Beslistermijn van een vergunning verlengen")
DECIDE = Act("permits.decide", "Over de vergunning beslissen")
ANNOUNCE = Act("permits.announce", "Plaatsing of opgraving melden")
CHECK = Act("permits.check", "Plaatsing controleren")
EXHUME = Act("permits.exhume", "Opgraving vastleggen")
CLOSE = Act("permits.close", "Aanvraag van een vergunning afsluiten")
