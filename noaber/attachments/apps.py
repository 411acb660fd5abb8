from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "noaber.attachments"
    label = "attachments"
