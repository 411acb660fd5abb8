from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class AgreementConfig(AppConfig):
    name = "noaber.agreement"
    label = "agreement"

    def ready(self) -> None:
        """Know every act and every term of the subjects, teach the pages their names, and guard the tables."""
        from noaber.agreement import guards
        from noaber.agreement.acts import Act
        from noaber.web.labels import teach

        autodiscover_modules("acts", "terms")
        teach("act", lambda code: Act.known[code].label if code in Act.known else None)
        # The one use of a signal: whoever migrates, however, the guards are put back.
        post_migrate.connect(guards.install, sender=self)
