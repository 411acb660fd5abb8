from django.urls import path

from noaber.heard import complaint_views, views

urlpatterns = [
    path("", views.heard, name="heard"),
    path("vragen/", views.ask_after_visit, name="ask-after-visit"),
    path("vragen/<slug:number>/", views.ask_after_case, name="ask-after-case"),
    path("klachten/", complaint_views.complaints, name="complaints"),
    path("klachten/nieuw/", complaint_views.new_complaint, name="new-complaint"),
    path("klachten/<slug:number>/", complaint_views.one_complaint, name="complaint"),
    *(
        path(f"klachten/<slug:number>/{what}/", complaint_views.step, {"what": what}, name=f"complaint-{what}")
        for what in complaint_views.STEPS
    ),
]
