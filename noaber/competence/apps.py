from django.apps import AppConfig


class CompetenceConfig(AppConfig):
    name = "noaber.competence"
    label = "competence"
