"""What can be done with appointments and visits."""

from noaber.agreement.acts import Act

BOOK = Act("appointments.book", "Afspraak maken")
CHANGE = Act("appointments.change", "Afspraak verzetten")
CANCEL = Act("appointments.cancel", "Afspraak afzeggen")
ARRIVE = Act("appointments.arrive", "Bezoeker aanmelden")
TICKET = Act("appointments.give_ticket", "Volgnummer geven")
CALL = Act("appointments.call", "Bezoeker oproepen")
START = Act("appointments.start", "Gesprek beginnen")
FINISH = Act("appointments.finish", "Bezoek afronden")
MISS = Act("appointments.miss", "Niet verschenen")
PARK = Act("appointments.park", "Bezoek even laten wachten")
TAKE_BACK = Act("appointments.take_back", "Bezoek weer in de rij zetten")
DEVIATE = Act("appointments.deviate", "Afwijkende openingstijd vastleggen")
WITHDRAW = Act("appointments.withdraw", "Afwijkende openingstijd intrekken")
MEASURE = Act("appointments.measure_first_free", "Eerste vrije plek meten")
ERASE = Act("appointments.erase", "Gegevens van bezoekers wissen")
