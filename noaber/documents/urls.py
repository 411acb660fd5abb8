from django.urls import path

from noaber.documents import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("aanvraag/", views.apply, name="apply-document"),
    path("levering/", views.receive, name="receive-documents"),
    path("niet-afgehaald/", views.uncollected, name="uncollected-documents"),
    path("niet-afgehaald/controle/", views.check, name="check-documents"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/uitreiken/", views.hand_out, name="hand-out-document"),
    path("<int:pk>/terugsturen/", views.send_back, name="send-back-document"),
]
