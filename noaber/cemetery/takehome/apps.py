from django.apps import AppConfig


class TakeHomeConfig(AppConfig):
    name = "noaber.cemetery.takehome"
    label = "takehome"
