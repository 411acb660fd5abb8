"""What can be done with a request for a funeral, and what a family can do with the grave of theirs."""

from noaber.agreement.acts import Act

ASK = Act("funerals.ask", "Uitvaart aanvragen")
CHANGE = Act("funerals.change", "Aanvraag van een uitvaart wijzigen")
CONFIRM = Act("funerals.confirm", "Gegevens van een uitvaart bevestigen")
ADD_PAPER = Act("funerals.add_paper", "Stuk bij een uitvaart voegen")
WITHDRAW = Act("funerals.withdraw", "Aanvraag van een uitvaart intrekken")
ACCEPT = Act("funerals.accept", "Uitvaart accepteren")
PROPOSE = Act("funerals.propose", "Andere tijd voor een uitvaart voorstellen")
REFUSE = Act("funerals.refuse", "Uitvaart weigeren")
SETTLE = Act("funerals.settle", "Uitvaart definitief maken")
REGISTER = Act("funerals.register", "Uitvaart in het register zetten")
GIVE_CODE = Act("funerals.give_code", "Code voor de familie geven")
REVOKE_CODE = Act("funerals.revoke_code", "Code van de familie intrekken")
CONSULT = Act("funerals.consult", "Graf raadplegen met een code")
WISH = Act("funerals.wish", "Vraag van de familie opnemen")
HANDLE_WISH = Act("funerals.handle_wish", "Vraag van de familie afhandelen")
LISTEN = Act("funerals.listen", "Bericht over het einde van een grafrecht aanvragen")
CONFIRM_MAIL = Act("funerals.confirm_mail", "E-mailadres voor bericht over een grafrecht bevestigen")
STOP_MAIL = Act("funerals.stop_mail", "Bericht over een grafrecht opzeggen")
TELL = Act("funerals.tell", "Bericht over het einde van een grafrecht sturen")
ERASE = Act("funerals.erase", "Gegevens van aanvragen en lezers wissen")
