from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "noaber.cemetery.cockpit"
    label = "cockpit"

    def ready(self) -> None:
        """Add what the register itself tells."""
        from noaber.cemetery import figures
        from noaber.cemetery.cockpit import figures as own

        figures.add("windows", 40, "Rechten in de termijn van hun brief", own.windows)
