from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "noaber.appointments"
    label = "appointments"
