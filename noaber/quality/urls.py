from django.urls import path

from noaber.quality import views

urlpatterns = [
    path("", views.quality, name="findings"),
    path("nieuw/", views.new_finding, name="new-finding"),
    path("inlezen/", views.import_findings, name="import-findings"),
    path("zelfevaluatie/", views.score, name="record-score"),
    path("<int:pk>/", views.finding, name="finding"),
]
