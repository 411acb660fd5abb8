from django.apps import AppConfig


class NationalityConfig(AppConfig):
    name = "noaber.nationality"
    label = "nationality"

    def ready(self) -> None:
        """Say which cases have a file here, and when these may be decided."""
        from noaber.nationality.deciding import own_files

        own_files()
