"""What can be done with the roster of who is on call, and with the log of calls."""

from noaber.agreement.acts import Act

PLAN = Act("piket.plan", "Piketdienst inplannen")
WITHDRAW = Act("piket.withdraw", "Piketdienst schrappen")
FIX = Act("piket.fix", "Piketrooster vaststellen")
SWAP = Act("piket.swap", "Piketdiensten ruilen")
REPORT_SICK = Act("piket.report_sick", "Ziekmelding bij piket verwerken")
LOG_CALL = Act("piket.log_call", "Oproep vastleggen")
WITHDRAW_CALL = Act("piket.withdraw_call", "Oproep schrappen")
SETTLE = Act("piket.settle", "Uren van piket afsluiten")
