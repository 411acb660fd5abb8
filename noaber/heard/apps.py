from django.apps import AppConfig


class HeardConfig(AppConfig):
    name = "noaber.heard"
    label = "heard"
