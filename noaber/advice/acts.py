"""What can be done with a request for advice."""

from noaber.agreement.acts import Act

REQUEST = Act("advice.request", "Advies vragen")
ESTIMATE = Act("advice.estimate", "Uren ramen")
AGREE = Act("advice.agree", "Akkoord geven op uren")
WITHDRAW = Act("advice.withdraw", "Adviesvraag intrekken")
LOG_HOURS = Act("advice.log_hours", "Uren boeken")
DELIVER = Act("advice.deliver", "Advies opleveren", settles=True)
ACCEPT = Act("advice.accept", "Advies aanvaarden", settles=True)
RETURN = Act("advice.return", "Advies teruggeven")
PASS_TERM = Act("advice.pass_term", "Termijn van een advies laten verstrijken")
