from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "noaber.cemetery.maps"
    label = "maps"

    def ready(self) -> None:
        """Put the map in the take-home file."""
        from noaber.cemetery import exported
        from noaber.cemetery.maps import handed_out

        exported.add(handed_out.FILE, handed_out.pieces)
