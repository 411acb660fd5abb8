from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "noaber.cemetery.maps"
    label = "maps"
