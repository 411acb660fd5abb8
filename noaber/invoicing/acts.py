"""What can be done with invoices."""

from noaber.agreement.acts import Act

ISSUE = Act("invoicing.issue", "Factuur vaststellen")
