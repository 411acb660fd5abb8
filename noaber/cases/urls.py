from django.urls import path

from noaber.cases import objection_views, person, views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("nieuw/", views.new_case, name="new-case"),
    path("balie/", views.desk_counts, name="desk-counts"),
    path("<slug:number>/", views.case, name="case"),
    path("<slug:number>/besluit/", views.decide, name="decide-case"),
    path("<slug:number>/bezwaar/", objection_views.register, name="register-objection"),
    path("<slug:number>/bezwaar/verdagen/", objection_views.extend, name="extend-objection"),
    path("<slug:number>/bezwaar/beslissen/", objection_views.decide, name="decide-objection"),
    path("<slug:number>/persoon/", person.person, name="case-person"),
    path("<slug:number>/persoon/wissen/", person.forget, name="forget-person"),
    *(path(f"<slug:number>/{what}/", views.step, {"what": what}, name=f"{what}-case") for what in views.DO),
    *(
        path(f"<slug:number>/{what}/", views.about_term, {"what": what}, name=f"{what}-case")
        for what in views.TERM_STEPS
    ),
]
