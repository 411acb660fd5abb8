"""What can be done with a case."""

from noaber.agreement.acts import Act

REGISTER = Act("cases.register", "Zaak registreren")
SUSPEND = Act("cases.suspend", "Termijn opschorten")
RESUME = Act("cases.resume", "Termijn hervatten")
DECIDE = Act("cases.decide", "Besluit vastleggen", settles=True)
CLOSE = Act("cases.close", "Zaak afsluiten")
PASS_TERM = Act("cases.pass_term", "Termijn laten verstrijken")
REGISTER_OBJECTION = Act("cases.register_objection", "Bezwaar registreren")
EXTEND_OBJECTION = Act("cases.extend_objection", "Beslissing op bezwaar verdagen")
DECIDE_OBJECTION = Act("cases.decide_objection", "Op bezwaar beslissen", settles=True)
COUNT_DESK = Act("cases.count_desk", "Balieproducten van een dag vastleggen")
EXTEND = Act("cases.extend", "Termijn verlengen")
ANNOUNCE_DELAY = Act("cases.announce_delay", "Vertraging berichten")
RECEIVE_DEFAULT = Act("cases.receive_default", "Ingebrekestelling vastleggen")
FIX_PENALTY = Act("cases.fix_penalty", "Dwangsom vaststellen", settles=True)
