from django.urls import path

from noaber.corrections import views

PATHS = {"correction": "correctie", "source-document": "brondocument"}

urlpatterns = [
    *(path(f"{PATHS[kind.name]}/<slug:number>/", views.one, {"kind": kind}, name=kind.name) for kind in views.KINDS),
    *(
        path(
            f"{PATHS[kind.name]}/<slug:number>/{what}/",
            views.step,
            {"kind": kind, "what": what},
            name=f"{kind.name}-{what}",
        )
        for kind in views.KINDS
        for what in kind.steps
    ),
]
