from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "noaber.reporting"
    label = "reporting"
