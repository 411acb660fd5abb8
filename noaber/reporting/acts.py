"""What can be done with a report."""

from noaber.agreement.acts import Act

REMARK = Act("reporting.remark", "Toelichting bij een rapport schrijven")
FIX = Act("reporting.fix", "Kwartaalrapport vaststellen")
CHECK_FACTS = Act("reporting.check_facts", "Feiten van een rapport controleren", settles=True)
