from datetime import date

from django.conf import settings
from ground import CODE

from noaber.agreement.actions import load
from noaber.demo.people import make_people

load(settings.AGREEMENTS_DIR / CODE)
load(settings.AGREEMENTS_DIR / "demo-hellendoorn-almelo-2025")
make_people(date(2024, 1, 1))
