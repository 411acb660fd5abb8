from django.urls import path

from noaber.separation import views

urlpatterns = [
    path("", views.log, name="deviations"),
    path("<slug:number>/", views.deviation, name="deviation"),
]
