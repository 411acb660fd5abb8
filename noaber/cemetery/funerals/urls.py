from django.urls import path

from noaber.cemetery.funerals import clerk_views, code_views

urlpatterns = [
    path("uitvaarten/", clerk_views.funerals, name="funerals"),
    path("uitvaarten/vragen/", code_views.wishes, name="family-wishes"),
    path("uitvaarten/vragen/<str:number>/", code_views.wish, name="family-wish"),
    path("uitvaarten/<str:number>/", clerk_views.funeral, name="funeral"),
    path("uitvaarten/<str:number>/<slug:what>/", clerk_views.step, name="funeral-step"),
    path("recht/<str:number>/codes/", code_views.codes, name="family-codes"),
    path("recht/<str:number>/codes/<int:pk>/intrekken/", code_views.revoke, name="revoke-family-code"),
]
