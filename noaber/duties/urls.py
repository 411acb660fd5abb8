from django.urls import path

from noaber.duties import views

urlpatterns = [
    path("", views.duties, name="duties"),
    path("<int:pk>/", views.settle, name="settle-duty"),
]
