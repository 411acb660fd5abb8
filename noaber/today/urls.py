from django.urls import path

from noaber.today import views

urlpatterns = [
    path("", views.start, name="start"),
    path("zoek/", views.search, name="search"),
    path("werk-voor/", views.choose_client, name="choose-client"),
    path("wees/<int:key>/", views.be, name="be"),
]
