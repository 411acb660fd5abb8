from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "noaber.documents"
    label = "documents"
