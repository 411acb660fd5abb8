from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "noaber.cemetery.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Tell the story of a grave on its page, and keep the consents that its acts rest on, and count."""
        from noaber.cemetery import consents, figures, panels
        from noaber.cemetery.evidence import figures as own
        from noaber.cemetery.evidence import views
        from noaber.cemetery.evidence.actions import keep_consent

        panels.register("evidence/panel.html", views.panel, panels.SIDE)
        panels.register_story(views.tell)
        panels.register_link(panels.WINDOWS, "grave-letters", "Brieven schrijven")
        panels.register_link(panels.WINDOWS, "grave-signs", "Borden")
        panels.register_link(panels.GRAVES, "grave-letters", "Brieven en borden")
        figures.add("letters", 30, "Brieven over grafrechten", own.letters)
        if keep_consent not in consents.KEEPERS:
            consents.KEEPERS.append(keep_consent)
