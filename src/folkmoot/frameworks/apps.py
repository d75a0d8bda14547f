from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "folkmoot.frameworks"
