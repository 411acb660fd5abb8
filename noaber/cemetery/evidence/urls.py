from django.urls import path

from noaber.cemetery.evidence import views
from noaber.cemetery.evidence.rules import PLACES

urlpatterns = [
    path("brieven/", views.letters, name="grave-letters"),
    path("brieven/partij/<str:number>/", views.batch, name="grave-letter-batch"),
    path("brieven/partij/<str:number>/afdrukken/", views.batch_pdf, name="grave-letter-batch-pdf"),
    path("brieven/<str:number>/", views.letter, name="grave-letter"),
    path("brieven/<str:number>/pdf/", views.letter_pdf, name="grave-letter-pdf"),
    path("brieven/<str:number>/opnieuw/", views.again, name="grave-letter-again"),
    *(
        path(f"brieven/<str:number>/{what}/", views.step, {"what": what}, name=f"grave-letter-{what}")
        for what in views.STEPS
    ),
    path("borden/", views.signs, name="grave-signs"),
    path("borden/<int:pk>/weghalen/", views.take_away, name="take-away-sign"),
    *(
        path(f"borden/<str:number>/{where}/", views.place, {"place": where}, name=f"place-sign-{where}")
        for where in PLACES
    ),
    path("personen/<str:number>/adres/", views.address, name="resident-address"),
    path("graf/<str:number>/toestemming/", views.consent, name="grave-consent"),
    path("graf/<str:number>/notitie/", views.note, name="grave-note"),
    path("graf/<str:number>/dossier/", views.proof, name="grave-proof"),
]
