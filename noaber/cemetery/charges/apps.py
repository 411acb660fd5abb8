from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChargesConfig(AppConfig):
    name = "noaber.cemetery.charges"
    label = "charges"

    def ready(self) -> None:
        """Keep files as they were made, whoever migrates, and tell the director how they stand."""
        from noaber.cemetery import figures
        from noaber.cemetery.charges import guards
        from noaber.cemetery.charges.figures import files

        post_migrate.connect(guards.install, sender=self)
        figures.add("files", 20, "Bestanden voor de boekhouding", files)
