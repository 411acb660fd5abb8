"""What can be done with the evidence of a grave: letters, signs, consents and notes."""

from noaber.agreement.acts import Act

WRITE_BATCH = Act("evidence.write_batch", "Brieven over grafrechten schrijven")
WRITE_LETTER = Act("evidence.write_letter", "Brief over een graf schrijven")
DISPATCH = Act("evidence.dispatch", "Brieven over graven als verzonden vastleggen")
TAKE_BACK = Act("evidence.take_back", "Retour gekomen brief vastleggen")
ANSWER = Act("evidence.answer", "Antwoord op een brief over een graf vastleggen")
SETTLE_ADDRESS = Act("evidence.settle_address", "Adres van een rechthebbende vaststellen")
PLACE_SIGN = Act("evidence.place_sign", "Bord bij een graf vastleggen")
TAKE_AWAY_SIGN = Act("evidence.take_away_sign", "Bord bij een graf weghalen")
CONSENT = Act("evidence.consent", "Toestemming van een rechthebbende vastleggen")
NOTE = Act("evidence.note", "Notitie bij een graf maken")
