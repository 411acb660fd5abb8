from django.urls import path

from noaber.advice import views

urlpatterns = [
    path("", views.advices, name="advices"),
    path("nieuw/", views.new_advice, name="new-advice"),
    path("<slug:number>/", views.advice, name="advice-request"),
    *(path(f"<slug:number>/{what}/", views.step, {"what": what}, name=f"advice-{what}") for what in views.STEPS),
]
