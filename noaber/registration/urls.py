from django.urls import path

from noaber.registration import views

urlpatterns = [
    path("<slug:number>/", views.file, name="registration-file"),
    *(path(f"<slug:number>/{what}/", views.step, {"what": what}, name=f"registration-{what}") for what in views.STEPS),
]
