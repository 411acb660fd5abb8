"""What can be done with papers."""

from noaber.agreement.acts import Act

WRITE = Act("papers.write", "Brief maken")
