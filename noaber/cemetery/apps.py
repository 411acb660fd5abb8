from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CemeteryConfig(AppConfig):
    name = "noaber.cemetery"
    label = "cemetery"

    def ready(self) -> None:
        """Keep the layers of a grave within what it holds, whoever migrates."""
        from noaber.cemetery import guards

        post_migrate.connect(guards.install, sender=self)
