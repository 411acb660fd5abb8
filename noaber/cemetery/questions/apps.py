from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "noaber.cemetery.questions"
    label = "questions"
