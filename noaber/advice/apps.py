from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "noaber.advice"
    label = "advice"
