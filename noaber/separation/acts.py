"""What can be done when two steps cannot be done by two people."""

from noaber.agreement.acts import Act

OPEN = Act("separation.open", "Afwijking van functiescheiding vastleggen")
CHECK = Act("separation.check", "Afwijking achteraf controleren", settles=True)
