from django.apps import AppConfig


class TutorialConfig(AppConfig):
    name = "bench.rivals.tutorial"
    label = "tutorial"
