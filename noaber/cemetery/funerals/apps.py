from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FuneralsConfig(AppConfig):
    name = "noaber.cemetery.funerals"
    label = "funerals"

    def ready(self) -> None:
        """Guard what is over, show the codes of a family at its grave, and the requests to who directs."""
        from noaber.cemetery import figures, panels
        from noaber.cemetery.funerals import code_views, guards
        from noaber.cemetery.funerals.figures import requests_open

        post_migrate.connect(guards.install, sender=self)
        panels.register("funerals/panel.html", code_views.panel, panels.SIDE)
        panels.register_link(panels.GRAVES, "funerals", "Uitvaarten")
        figures.add("funerals", 5, "Uitvaarten", requests_open)
