from django.urls import path

from noaber.today import views, worklist_views

urlpatterns = [
    path("", views.start, name="start"),
    path("zoek/", views.search, name="search"),
    path("werk-voor/", views.choose_client, name="choose-client"),
    path("werkvoorraad/", worklist_views.worklist, name="worklist"),
    path("werkvoorraad/open/", worklist_views.open_case, name="open-case"),
    path("wees/<int:key>/", views.be, name="be"),
]
