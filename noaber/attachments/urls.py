from django.urls import path

from noaber.attachments import views

urlpatterns = [path("<int:pk>/", views.attachment, name="attachment")]
