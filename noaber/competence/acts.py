"""What can be done with competences."""

from noaber.agreement.acts import Act

RECORD = Act("competence.record", "Bevoegdheid vastleggen", settles=True)
END = Act("competence.end", "Bevoegdheid beëindigen")
REVIEW = Act("competence.review", "Rechten controleren", settles=True)
