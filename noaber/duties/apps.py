from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "noaber.duties"
    label = "duties"

    def ready(self) -> None:
        """Follow every act: duties are born and done in the transaction of the act that causes it."""
        from noaber.agreement.acting import FOLLOWERS
        from noaber.duties.actions import follow

        if follow not in FOLLOWERS:
            FOLLOWERS.append(follow)
