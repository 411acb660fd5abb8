from django.urls import path

from noaber.cemetery.questions import views

urlpatterns = [
    path("", views.listing, name="questions"),
    path("nieuw/", views.new, name="new-question"),
    path("<slug:number>/", views.one, name="question"),
]
