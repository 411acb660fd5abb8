from django.urls import path

from noaber.investigation import signal_views, views
from noaber.investigation.steps import STEPS

urlpatterns = [
    path("", views.listing, name="investigations"),
    path("laa/<slug:number>/", signal_views.one, name="laa-signal"),
    path("laa/<slug:number>/vastleggen/", signal_views.take_in, name="take-in-signal"),
    path("laa/<slug:number>/status/", signal_views.report, name="report-signal"),
    path("na/<slug:number>/", views.begin_after, name="begin-after"),
    path("<slug:number>/", views.one, name="investigation"),
    path("<slug:number>/beginnen/", views.begin, name="begin-investigation"),
    *(path(f"<slug:number>/{what}/", views.step, {"what": what}, name=f"investigation-{what}") for what in STEPS),
]
