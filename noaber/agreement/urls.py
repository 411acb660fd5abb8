"""Addresses of the agreement."""

from django.urls import path

from noaber.agreement import views

urlpatterns = [
    path("", views.agreement, name="agreement"),
    path("artikel/<str:number>/", views.clause, name="clause"),
    path("bepalingen/", views.terms, name="terms"),
    path("mandaten/", views.mandates, name="mandates"),
    path("normen/", views.norms, name="norms"),
    path("producten/", views.products, name="products"),
]
