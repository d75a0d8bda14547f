from django.apps import AppConfig

from folkmoot.web import converters


class WebConfig(AppConfig):
    name = "folkmoot.web"

    def ready(self) -> None:
        converters.register()
