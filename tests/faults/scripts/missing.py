"""Which of these case numbers does the database not have, or have without its entry?"""

import sys
from pathlib import Path

from ground import CODE, say

from noaber.agreement.models import Agreement
from noaber.cases.models import Case
from noaber.journal.models import Entry
from noaber.parties.scope import reading

client = Agreement.objects.get(code=CODE).client_id
acknowledged = set(Path(sys.argv[1]).read_text().split())
with reading(client):
    cases = dict(Case.objects.of(client).values_list("number", "entry_id"))
    entries = set(Entry.objects.filter(municipality=client).values_list("id", flat=True))
    say(len(acknowledged - cases.keys()))
    say(sum(entry not in entries for entry in cases.values()))
    say(len(cases) - Entry.objects.filter(municipality=client, act="cases.register", result="granted").count())
