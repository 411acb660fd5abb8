from django.urls import path

from noaber.cemetery.publicregister import views

urlpatterns = [
    path("", views.public_register, name="public-register"),
    path("<str:number>/tonen/", views.show_again, name="show-in-public-register"),
]
