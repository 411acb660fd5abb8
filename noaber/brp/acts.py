"""What can be done with the basisregistratie personen (BRP)."""

from noaber.agreement.acts import Act

_CONSULTING = "raadplegen van de basisregistratie personen"

CONSULT = Act("brp.consult", "BRP raadplegen", _CONSULTING)
ANSWER = Act("brp.answer", "Antwoord van de BRP vastleggen", _CONSULTING)
FORGET = Act("brp.forget", "Burgerservicenummer wissen", _CONSULTING)
ROTATE = Act("brp.rotate", "Burgerservicenummers opnieuw versleutelen", _CONSULTING)
