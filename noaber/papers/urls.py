from django.urls import path

from noaber.papers import views

urlpatterns = [
    path("<slug:number>/nieuw/<slug:kind>/", views.new_paper, name="new-paper"),
    path("<slug:number>/<int:pk>/", views.paper, name="paper"),
]
