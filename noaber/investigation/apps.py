from django.apps import AppConfig


class InvestigationConfig(AppConfig):
    name = "noaber.investigation"
    label = "investigation"
