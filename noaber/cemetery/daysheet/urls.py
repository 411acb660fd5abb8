from django.urls import path

from noaber.cemetery.daysheet import views

urlpatterns = [
    path("", views.sheet, name="day-sheet"),
    path("papier/", views.paper, name="day-sheet-paper"),
    path("<str:key>/", views.work, name="day-sheet-work"),
    path("<str:key>/<slug:what>/", views.work, name="day-sheet-step"),
]
