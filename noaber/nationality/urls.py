from django.urls import path

from noaber.nationality import ceremony_views, views

urlpatterns = [
    path("", views.nationality, name="nationality"),
    path("ceremonies/", ceremony_views.ceremony_list, name="ceremonies"),
    path("ceremonies/<int:pk>/", ceremony_views.one_ceremony, name="ceremony"),
    path("<slug:number>/", views.file, name="nationality-file"),
    *(path(f"<slug:number>/{what}/", views.step, {"what": what}, name=f"nationality-{what}") for what in views.STEPS),
]
