"""For each of some minutes in Vriezenveen: how many appointments begin then, and of its places how many are taken."""

import sys

from ground import CODE, say

from noaber.agreement.models import Agreement
from noaber.appointments.models import Hold, Slot, Visit
from noaber.appointments.slots import moment_of
from noaber.parties.scope import reading

client = Agreement.objects.get(code=CODE).client_id
with reading(client):
    for minute in map(int, sys.argv[1:]):
        visits = Visit.objects.of(client).filter(location="vriezenveen", agreed=moment_of(minute)).count()
        slot = Slot.objects.get(municipality=client, location="vriezenveen", skill="balie", minute=minute)
        held = Hold.objects.filter(municipality=client, location="vriezenveen", first=minute).count()
        say(f"{visits} {held} {slot.used} {slot.capacity}")
