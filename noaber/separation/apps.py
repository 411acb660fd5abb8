from django.apps import AppConfig


class SeparationConfig(AppConfig):
    name = "noaber.separation"
    label = "separation"
