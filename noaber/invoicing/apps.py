from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "noaber.invoicing"
    label = "invoicing"
