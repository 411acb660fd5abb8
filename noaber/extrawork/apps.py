from django.apps import AppConfig


class ExtraworkConfig(AppConfig):
    name = "noaber.extrawork"
    label = "extrawork"

    def ready(self) -> None:
        """Tell the pages where a job is asked for, so that a refusal can lead there."""
        from noaber.extrawork.views import address
        from noaber.web.labels import teach

        teach("address", address)
