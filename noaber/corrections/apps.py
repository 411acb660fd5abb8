from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "noaber.corrections"
    label = "corrections"
