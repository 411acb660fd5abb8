from django.urls import path

from noaber.extrawork import views

urlpatterns = [
    path("", views.job_list, name="extrawork"),
    path("nieuw/", views.new_job, name="new-job"),
    path("<slug:reference>/", views.job, name="job"),
    path("<slug:reference>/besluit/", views.decide, name="decide-job"),
    *(
        path(f"<slug:reference>/{step.path}/", views.step, {"act": act}, name=f"job-{step.path}")
        for act, step in views.STEPS.items()
    ),
]
