from django.apps import AppConfig


class PiketConfig(AppConfig):
    name = "noaber.cemetery.piket"
    label = "piket"
