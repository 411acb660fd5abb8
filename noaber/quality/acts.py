"""What can be done with findings about the quality of the registrations."""

from noaber.agreement.acts import Act

RECORD = Act("quality.record", "Bevinding vastleggen")
IMPORT_LIST = Act("quality.import_list", "Lijst met bevindingen inlezen", settles=True)
SETTLE = Act("quality.settle", "Bevinding afhandelen")
PASS_TERM = Act("quality.pass_term", "Termijn van een bevinding laten verstrijken")
RECORD_SCORE = Act("quality.record_score", "Score van een zelfevaluatie vastleggen", settles=True)
