from django.urls import path

from noaber.cemetery.cockpit import views

urlpatterns = [path("", views.cockpit, name="grave-cockpit")]
