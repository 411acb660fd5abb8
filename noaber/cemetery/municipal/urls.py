from django.urls import path

from noaber.cemetery.municipal import views
from noaber.cemetery.municipal.steps import STEPS

urlpatterns = [
    path("", views.listing, name="municipal-funerals"),
    path("melden/", views.report, name="new-municipal-funeral"),
    path("<slug:number>/", views.one, name="municipal-funeral"),
    path("<slug:number>/overzicht.pdf", views.overview, name="municipal-funeral-overview"),
    *(path(f"<slug:number>/{what}/", views.step, {"what": what}, name=f"municipal-funeral-{what}") for what in STEPS),
]
