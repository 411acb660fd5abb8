from django.urls import path

from noaber.cemetery.permits import views
from noaber.cemetery.permits.steps import STEPS

urlpatterns = [
    path("", views.listing, name="grave-permits"),
    path("nieuw/", views.new_permit, name="new-grave-permit"),
    path("<slug:number>/", views.permit, name="grave-permit"),
    *(path(f"<slug:number>/{what}/", views.step, {"what": what}, name=f"grave-permit-{what}") for what in STEPS),
]
