"""What can be done with additional work, custom work and calamities."""

from noaber.agreement.acts import Act

REQUEST = Act("extrawork.request", "Meerwerk of maatwerk aanvragen")
CONSENT = Act("extrawork.consent", "Akkoord geven")
DECLINE = Act("extrawork.decline", "Akkoord weigeren")
WITHDRAW = Act("extrawork.withdraw", "Aanvraag intrekken")
START = Act("extrawork.start", "Met het werk beginnen")
REPORT_CALAMITY = Act("extrawork.report_calamity", "Calamiteit melden en beginnen")
INFORM_CLIENT = Act("extrawork.inform_client", "Opdrachtgever informeren", settles=True)
REVISE = Act("extrawork.revise", "Raming bijstellen")
FINISH = Act("extrawork.finish", "Werk gereed melden")
PROPOSE_COSTS = Act("extrawork.propose_costs", "Kosten voorstellen")
AGREE_COSTS = Act("extrawork.agree_costs", "Kosten afspreken", settles=True)
REJECT_COSTS = Act("extrawork.reject_costs", "Voorgestelde kosten terugleggen")
CHARGE = Act("extrawork.charge", "In rekening brengen")
