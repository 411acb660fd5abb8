from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "noaber.papers"
    label = "papers"

    def ready(self) -> None:
        """Show the papers of a case on its page."""
        from noaber.cases.panels import PANELS
        from noaber.papers.views import PANEL

        if PANEL not in PANELS:
            PANELS.append(PANEL)
