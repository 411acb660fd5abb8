from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "noaber.portal"
    label = "portal"
