from django.urls import path

from noaber.cemetery.endings import shown, step_views, views

PLACES = {
    shown.NEGLECT: "verwaarlozing",
    shown.CLEARING: "ruimlijst",
    shown.URN: "asbussen",
    shown.SCATTERING: "verstrooien",
}

urlpatterns = [
    path("ruimlijst/", views.candidates, name="grave-clearing"),
    path("verwaarlozing/", views.neglects, name="grave-neglects"),
    path("asbussen/", views.urn_list, name="grave-urns"),
    path("verstrooien/", views.scattering_list, name="grave-scatterings"),
    path("verstrooien/nieuw/", step_views.new_scattering, name="new-scattering"),
    path("graf/<str:number>/verwaarlozing/", step_views.new_neglect, name="new-neglect"),
    path("graf/<str:number>/ruimlijst/", step_views.new_clearing, name="new-clearing"),
    path("graf/<str:number>/asbus/", step_views.new_urn, name="new-urn"),
    path("graf/<str:number>/verstrooien/", step_views.new_scattering, name="new-scattering-on-grave"),
    *(
        path(f"{PLACES[of]}/<str:number>/", step_views.one, {"of": of}, name=kind.page)
        for of, kind in step_views.KINDS.items()
    ),
    *(
        path(
            f"{PLACES[of]}/<str:number>/{what}/", step_views.step, {"of": of, "what": what}, name=f"{kind.page}-{what}"
        )
        for of, kind in step_views.KINDS.items()
        for what in kind.steps
    ),
]
