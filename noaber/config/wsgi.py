"""The application as granian serves it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
application = get_wsgi_application()

from noaber.config.environment import environment  # noqa: E402  Django must be ready first

if environment().worker == "thread":
    from noaber.config.worker import start_thread

    start_thread()
