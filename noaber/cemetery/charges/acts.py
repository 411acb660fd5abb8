"""What can be done with posts and with the files for the bookkeeping."""

from noaber.agreement.acts import Act

COLLECT = Act("charges.collect", "Posten van grafrechten ophalen")
ADD = Act("charges.add", "Post van een graf met de hand maken")
WAIVE = Act("charges.waive", "Vastleggen dat een gebeurtenis niets kost")
NAME_DEBTOR = Act("charges.name_debtor", "Debiteur van een post kiezen")
KEEP_DEBTOR = Act("charges.keep_debtor", "Debiteur opnemen")
FIX = Act("charges.fix", "Posten van grafrechten vaststellen")
DROP = Act("charges.drop", "Post van een graf laten vervallen")
CREDIT = Act("charges.credit", "Post van een graf crediteren")
REPLACE = Act("charges.replace", "Afgekeurde post opnieuw maken")
LEVY = Act("charges.levy", "Jaarlijkse heffing van graven opleggen")
MAKE_FILE = Act("charges.make_file", "Bestand voor de grafrechten maken", settles=True)
DOWNLOAD = Act("charges.download", "Bestand voor de grafrechten ophalen")
ACKNOWLEDGE = Act("charges.acknowledge", "Verwerking van een bestand vastleggen")
SET_LAYOUT = Act("charges.set_layout", "Indeling van het bestand vastleggen")
