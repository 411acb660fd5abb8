from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "noaber.cemetery.questions"
    label = "questions"

    def ready(self) -> None:
        """Tell the director how many requests wait."""
        from noaber.cemetery import figures
        from noaber.cemetery.questions.figures import open_questions

        figures.add("questions", 10, "Informatieverzoeken", open_questions)
