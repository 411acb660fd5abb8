from django.urls import path

from noaber.competence import views

urlpatterns = [
    path("", views.competences, name="competences"),
    path("vandaag/", views.who_may_today, name="who-may-today"),
    path("rechten/", views.review, name="review-rights"),
    path("<int:pk>/beeindigen/", views.end, name="end-competence"),
    path("<slug:pseudonym>/", views.person, name="competence-person"),
]
