from django.urls import path

from noaber.cemetery.takehome import views

urlpatterns = [path("", views.take_home, name="take-graves-home")]
