from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MunicipalConfig(AppConfig):
    name = "noaber.cemetery.municipal"
    label = "municipal"

    def ready(self) -> None:
        """Guard what is closed, show a funeral at its grave to who handles it, and how they stand in the cockpit."""
        from noaber.cemetery import figures, panels
        from noaber.cemetery.municipal import guards, views
        from noaber.cemetery.municipal.figures import funeral_figures

        post_migrate.connect(guards.install, sender=self)
        panels.register("municipal/panel.html", views.panel, panels.SIDE)
        figures.add("municipal", 60, "Gemeentelijke uitvaarten", funeral_figures)
        panels.register_link(panels.GRAVES, "municipal-funerals", "Gemeentelijke uitvaarten")
