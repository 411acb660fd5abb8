"""What can be done with a question about a cemetery."""

from noaber.agreement.acts import Act

REGISTER = Act("questions.register", "Informatieverzoek vastleggen")
ANSWER = Act("questions.answer", "Informatieverzoek beantwoorden")
