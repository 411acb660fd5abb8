from django.urls import path

from noaber.duties import views

urlpatterns = [
    path("", views.duties, name="duties"),
    path("kalender/", views.calendar, name="duty-calendar"),
    path("<int:pk>/", views.settle, name="settle-duty"),
]
