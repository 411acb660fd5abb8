"""What can be done with what people say of the work: feedback and complaints."""

from noaber.agreement.acts import Act

INVITE = Act("heard.invite", "Vragen hoe het ging")
ANSWER = Act("heard.answer", "Antwoord vastleggen")
FORGET = Act("heard.forget", "Woorden van inwoners wissen")
REGISTER = Act("heard.register", "Klacht registreren")
CONFIRM = Act("heard.confirm", "Ontvangst van een klacht bevestigen", settles=True)
HEAR = Act("heard.hear", "Horen bij een klacht vastleggen")
ADJOURN = Act("heard.adjourn", "Afhandeling van een klacht verdagen")
SETTLE = Act("heard.settle", "Klacht afhandelen", settles=True)
