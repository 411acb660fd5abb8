"""What can be done on the day sheet of the cemeteries."""

from noaber.agreement.acts import Act

CONFIRM_GRAVE = Act("daysheet.confirm_grave", "Nummer van het graf controleren")
CHECK = Act("daysheet.check", "Nummer en papieren controleren bij het graf")
IDENTIFY = Act("daysheet.identify", "Vastleggen dat twee personen zeggen wie het is")
COMPLETE = Act("daysheet.complete", "Werk bij het graf aftekenen")
NOTE = Act("daysheet.note", "Aandachtspunt op het dagblad zetten")
SETTLE = Act("daysheet.settle", "Melding van het dagblad afhandelen", settles=True)
