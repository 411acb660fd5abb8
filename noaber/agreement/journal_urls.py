"""Addresses of the journal."""

from django.urls import path

from noaber.agreement import journal_views as views

urlpatterns = [
    path("", views.journal, name="journal"),
    path("regel/<int:pk>/", views.entry, name="journal-entry"),
    path("regel/<int:pk>/bewijs/", views.proof, name="journal-proof"),
    path("tellingen/", views.lines, name="journal-lines"),
    path("ophalen/<int:year>/", views.export, name="journal-export"),
    path("zegel/", views.checkpoint, name="journal-checkpoint"),
    path("verify.py", views.verifier, name="journal-verifier"),
]
