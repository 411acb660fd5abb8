from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "noaber.quality"
    label = "quality"
