from django.urls import path

from noaber.cemetery import register_views, right_views, views

urlpatterns = [
    path("", views.graves, name="graves"),
    path("termijnwacht/", views.windows, name="grave-windows"),
    path("inlezen/", register_views.take_in, name="import-graves"),
    path("personen/nieuw/", register_views.new_person, name="new-resident"),
    path("graven/nieuw/", register_views.new_grave, name="new-grave"),
    path("graf/<str:number>/", views.grave, name="grave"),
    path("graf/<str:number>/uitgeven/", register_views.give_out, name="give-out-grave"),
    path("graf/<str:number>/begraven/", register_views.bury, name="bury"),
    path("graf/<str:number>/achteraf/", register_views.bury_late, name="bury-late"),
    *(
        path(f"recht/<str:number>/{what}/", right_views.step, {"what": what}, name=f"right-{what}")
        for what in right_views.STEPS
    ),
]
