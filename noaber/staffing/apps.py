from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "noaber.staffing"
    label = "staffing"
