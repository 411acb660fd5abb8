"""What can be done with duties."""

from noaber.agreement.acts import Act

RAISE = Act("duties.raise", "Termijn laten ingaan")
REMIND = Act("duties.remind", "Aan termijnen herinneren")
SETTLE = Act("duties.settle", "Termijn afhandelen")
