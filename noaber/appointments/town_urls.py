from django.urls import path

from noaber.appointments.own_views import cancel_appointment, change_appointment, own_appointment
from noaber.appointments.portal_views import choose, choose_time, give_details

NL, EN = {"lang": "nl"}, {"lang": "en"}
urlpatterns = [
    path("<slug:town>/afspraak/", choose, NL, name="book-nl"),
    path("<slug:town>/afspraak/tijd/", choose_time, NL, name="book-time-nl"),
    path("<slug:town>/afspraak/gegevens/<slug:code>/", give_details, NL, name="book-details-nl"),
    path("<slug:town>/afspraak/mijn/<slug:code>/", own_appointment, NL, name="own-appointment-nl"),
    path("<slug:town>/afspraak/mijn/<slug:code>/verzetten/", change_appointment, NL, name="change-appointment-nl"),
    path("<slug:town>/afspraak/mijn/<slug:code>/afzeggen/", cancel_appointment, NL, name="cancel-appointment-nl"),
    path("<slug:town>/en/appointment/", choose, EN, name="book-en"),
    path("<slug:town>/en/appointment/time/", choose_time, EN, name="book-time-en"),
    path("<slug:town>/en/appointment/details/<slug:code>/", give_details, EN, name="book-details-en"),
    path("<slug:town>/en/appointment/mine/<slug:code>/", own_appointment, EN, name="own-appointment-en"),
    path("<slug:town>/en/appointment/mine/<slug:code>/change/", change_appointment, EN, name="change-appointment-en"),
    path("<slug:town>/en/appointment/mine/<slug:code>/cancel/", cancel_appointment, EN, name="cancel-appointment-en"),
]
