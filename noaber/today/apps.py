from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "noaber.today"
    label = "today"
