from django.urls import path

from noaber.heard import public

urlpatterns = [
    path("<slug:town>/mening/<slug:code>/", public.feedback, {"lang": "nl"}, name="feedback-nl"),
    path("<slug:town>/en/feedback/<slug:code>/", public.feedback, {"lang": "en"}, name="feedback-en"),
]
