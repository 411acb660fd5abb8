"""What can be done for somebody who becomes Dutch."""

from noaber.agreement.acts import Act

OPEN = Act("nationality.open", "Dossier openen")
PAY = Act("nationality.pay", "Betaling van de leges vastleggen", settles=True)
HEAR = Act("nationality.hear", "Kind horen")
AGREE = Act("nationality.agree", "Instemming van een kind vastleggen")
ASK_ADVICE = Act("nationality.ask_advice", "Advies vragen aan de minister")
COMPLETE = Act("nationality.complete", "Dossier compleet verklaren")
HOLD = Act("nationality.hold", "Aanhouding vastleggen")
DECREE = Act("nationality.decree", "Beslissing van de Koning vastleggen", settles=True)
PLAN = Act("nationality.plan", "Ceremonie plannen")
CALL = Act("nationality.call", "Oproepen voor een ceremonie", settles=True)
ATTEND = Act("nationality.attend", "Aanwezigheid bij een ceremonie vastleggen", settles=True)
PLEDGE = Act("nationality.pledge", "Verklaring van verbondenheid vastleggen")
HAND_OVER = Act("nationality.hand_over", "Nederlanderschap uitreiken", settles=True)
LAPSE = Act("nationality.lapse", "Vervallen van het Nederlanderschap vastleggen")
