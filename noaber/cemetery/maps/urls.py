from django.urls import path

from noaber.cemetery.maps import views

urlpatterns = [
    path("", views.maps, name="grave-maps"),
    path("inlezen/", views.take_in, name="import-grave-map"),
    path("schema/", views.schematic, name="lay-out-graves"),
    path("<str:location>/<str:key>/", views.section, name="grave-map"),
]
