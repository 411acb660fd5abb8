"""The application as a server serves it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
application = get_wsgi_application()
