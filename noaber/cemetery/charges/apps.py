from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChargesConfig(AppConfig):
    name = "noaber.cemetery.charges"
    label = "charges"

    def ready(self) -> None:
        """Keep files as they were made, whoever migrates."""
        from noaber.cemetery.charges import guards

        post_migrate.connect(guards.install, sender=self)
