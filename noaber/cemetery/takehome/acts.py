"""What can be done with the register of graves as a whole."""

from noaber.agreement.acts import Act

EXPORT = Act("takehome.export", "Hele register van graven meenemen")
