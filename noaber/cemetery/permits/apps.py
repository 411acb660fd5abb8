from django.apps import AppConfig


class PermitsConfig(AppConfig):
    name = "noaber.cemetery.permits"
    label = "grave_permits"

    def ready(self) -> None:
        """Show the permits of a grave on its page and on the day sheet, and how they stand in the cockpit."""
        from noaber.cemetery import figures, panels, planned
        from noaber.cemetery.permits import planned_work, views
        from noaber.cemetery.permits.figures import permit_figures

        panels.register("grave_permits/panel.html", views.panel, panels.SIDE)
        figures.add("permits", 20, "Vergunningen", permit_figures)
        panels.register_link(panels.GRAVES, "grave-permits", "Vergunningen")
        planned.register(planned_work.SOURCE)
        planned.register_warning(planned_work.warn)
