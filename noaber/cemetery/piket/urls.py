from django.urls import path

from noaber.cemetery.piket import views

urlpatterns = [
    path("", views.on_call, name="piket"),
    path("rooster/<slug:month>/", views.roster, name="piket-roster"),
    path("rooster/<slug:month>/vaststellen/", views.fix, name="piket-fix"),
    path("rooster/<slug:month>/afsluiten/", views.settle, name="piket-settle"),
    path("inplannen/", views.plan, name="piket-plan"),
    path("dienst/<int:pk>/ruilen/", views.swap, name="piket-swap"),
    path("dienst/<int:pk>/ziek/", views.sick, name="piket-sick"),
    path("dienst/<int:pk>/schrappen/", views.withdraw, name="piket-withdraw"),
    path("oproepen/", views.log, name="piket-log"),
    path("oproepen/nieuw/", views.log_call, name="piket-log-call"),
    path("oproepen/<int:pk>/schrappen/", views.withdraw_call, name="piket-withdraw-call"),
]
