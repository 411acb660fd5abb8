from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "noaber.web"
    label = "web"
