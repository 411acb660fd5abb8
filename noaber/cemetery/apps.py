from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CemeteryConfig(AppConfig):
    name = "noaber.cemetery"
    label = "cemetery"

    def ready(self) -> None:
        """Keep the layers of a grave within what it holds, whoever migrates; tell what the register plans."""
        from noaber.cemetery import guards, planned, planned_burials

        post_migrate.connect(guards.install, sender=self)
        planned.register(planned_burials.SOURCE)
