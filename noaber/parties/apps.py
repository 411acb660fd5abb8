from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "noaber.parties"
    label = "parties"
