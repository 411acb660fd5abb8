from django.apps import AppConfig


class BrpConfig(AppConfig):
    name = "noaber.brp"
    label = "brp"
