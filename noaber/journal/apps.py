from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "noaber.journal"
    label = "journal"
