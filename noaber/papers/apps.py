from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "noaber.papers"
    label = "papers"

    def ready(self) -> None:
        """Show the papers of a case on its page, and tell when its decision was sent."""
        from noaber.cases.made_known import TELLERS
        from noaber.cases.panels import PANELS
        from noaber.papers.queries import sent_on
        from noaber.papers.views import PANEL

        if PANEL not in PANELS:
            PANELS.append(PANEL)
        if sent_on not in TELLERS:
            TELLERS.append(sent_on)
