"""Import the payroll of a month and issue its invoice, dying where the test says: `import`, `issue`, or nowhere."""

import os
import signal
import sys

from ground import CODE, person, say

from noaber.agreement import acting
from noaber.agreement.models import Agreement
from noaber.invoicing import actions as invoicing
from noaber.invoicing.models import IssuedInvoice
from noaber.journal.models import CountedLine
from noaber.parties.scope import reading
from noaber.staffing import actions as staffing
from noaber.staffing import worked_year
from noaber.staffing.models import FormationRecord, PayrollImport
from noaber.values import Period

where, year = sys.argv[1], 2026
month = Period.month(year, 1)
controller = person("controller")
client = Agreement.objects.get(code=CODE).client_id


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


with reading(client):
    prepared = FormationRecord.objects.of(client).exists()
if not prepared:
    staffing.set_salary_table(controller, CODE, worked_year.opening_table(year), True)
    staffing.set_formation(controller, CODE, worked_year.agreed_formation(year).rows, agreed=True)
    staffing.set_formation(controller, CODE, worked_year.agreed_formation(year).rows)
if where == "import":
    acting.FOLLOWERS.append(lambda act, kind, *_: die() if kind.code == "staffing.import_payroll" else None)
if where == "issue":
    acting.FOLLOWERS.append(lambda act, kind, *_: die() if kind.code == "invoicing.issue" else None)
if where == "look":
    with reading(client):
        lines = CountedLine.objects.filter(municipality=client)
        say(PayrollImport.objects.of(client).count())
        say(lines.filter(measure="wage").count() > 0)
        say(IssuedInvoice.objects.of(client).count())
        say(lines.filter(measure="billed.net").count() > 0)
    sys.exit()
with reading(client):
    imported = PayrollImport.objects.of(client).exists()
if not imported:
    staffing.import_payroll(controller, CODE, month, worked_year.payroll_csv(year, 1), "loon.csv")
say(invoicing.issue_invoice(controller, CODE, month).number)
