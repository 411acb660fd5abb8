"""What can be done with a request for correction, and with a request for a source document."""

from noaber.agreement.acts import Act

BEGIN = Act("corrections.begin", "Correctie in behandeling nemen")
EXTEND = Act("corrections.extend", "Termijn van een correctie verlengen")
DECIDE = Act("corrections.decide", "Op een correctie beslissen")
TELL = Act("corrections.tell", "Uitkomst van een correctie meedelen", settles=True)
ASK = Act("corrections.ask", "Verzoek om een brondocument vastleggen")
SEARCH = Act("corrections.search", "Brondocument zoeken")
ANSWER = Act("corrections.answer", "Verzoek om een brondocument beantwoorden")
