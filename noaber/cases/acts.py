"""What can be done with a case."""

from noaber.agreement.acts import Act

REGISTER = Act("cases.register", "Zaak registreren")
SUSPEND = Act("cases.suspend", "Termijn opschorten")
RESUME = Act("cases.resume", "Termijn hervatten")
DECIDE = Act("cases.decide", "Besluit vastleggen")
CLOSE = Act("cases.close", "Zaak afsluiten")
PASS_TERM = Act("cases.pass_term", "Termijn laten verstrijken")
COUNT_DESK = Act("cases.count_desk", "Balieproducten van een dag vastleggen")
