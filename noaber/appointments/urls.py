from django.urls import path

from noaber.appointments import desk_views, display_views, opening_views, visit_views

urlpatterns = [
    path("balie/", desk_views.desk, name="agenda"),
    path("balie/volgnummer/", desk_views.give_ticket, name="give-ticket"),
    path("balie/roep/", desk_views.call_next, name="call-next"),
    path("balie/openingstijden/", opening_views.opening_times, name="opening-times"),
    path("balie/openingstijden/<int:pk>/intrekken/", opening_views.withdraw, name="withdraw-deviation"),
    path("balie/<slug:number>/", visit_views.visit, name="visit"),
    path("balie/<slug:number>/klaar/", visit_views.finish, name="finish-visit"),
    path("balie/<slug:number>/gehoord/", visit_views.ask_how, name="ask-how-it-went"),
    path("balie/<slug:number>/stap/<slug:what>/", visit_views.step, name="visit-step"),
    path("scherm/<slug:location>/", display_views.display, name="hall-display"),
    path("scherm/<slug:slug>/<slug:location>/<slug:code>/", display_views.public_display, name="public-display"),
]
