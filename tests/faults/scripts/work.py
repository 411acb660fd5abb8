"""A number of acts and a seal: something to tamper with."""

import sys

from ground import CODE, person, product

from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.cases.actions import decide_case, register_case
from noaber.journal import sealing
from noaber.parties.clock import today

agreement = Agreement.objects.get(code=CODE)
clerk, wanted = person("medewerker"), product()
outcome = book_of(agreement).product(wanted).outcomes[0]
for _ in range(int(sys.argv[1])):
    decide_case(clerk, CODE, register_case(clerk, CODE, wanted, today()).number, outcome)
sealing.seal(agreement.client_id)
