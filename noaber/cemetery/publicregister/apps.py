from django.apps import AppConfig


class PublicRegisterConfig(AppConfig):
    name = "noaber.cemetery.publicregister"
    label = "publicregister"
