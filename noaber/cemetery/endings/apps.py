from django.apps import AppConfig


class EndingsConfig(AppConfig):
    name = "noaber.cemetery.endings"
    label = "grave_endings"

    def ready(self) -> None:
        """Show on the page of a grave what ends there, lead to the lists, and count in the cockpit."""
        from noaber.cemetery import figures, panels
        from noaber.cemetery.endings import views
        from noaber.cemetery.endings.figures import ending_figures

        panels.register("grave_endings/panel.html", views.panel, panels.SIDE)
        panels.register_story(views.tell)
        figures.add("endings", 25, "Einde van graven", ending_figures)
        panels.register_link(panels.GRAVES, "grave-neglects", "Verwaarlozing")
        panels.register_link(panels.GRAVES, "grave-urns", "Asbussen")
        panels.register_link(panels.GRAVES, "grave-scatterings", "Verstrooien")
