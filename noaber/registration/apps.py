from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "noaber.registration"
    label = "registration"

    def ready(self) -> None:
        """Say which cases have a file here, and when these may be decided."""
        from noaber.registration.deciding import own_files

        own_files()
