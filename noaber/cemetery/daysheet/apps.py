from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DaySheetConfig(AppConfig):
    name = "noaber.cemetery.daysheet"
    label = "daysheet"

    def ready(self) -> None:
        """Keep what was put down at a grave as it was, whoever migrates, and lead the office to it."""
        from noaber.cemetery import panels
        from noaber.cemetery.daysheet import guards

        post_migrate.connect(guards.install, sender=self)
        panels.register_link(panels.GRAVES, "day-sheet", "Dagblad")
