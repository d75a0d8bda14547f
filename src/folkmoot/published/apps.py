from django.apps import AppConfig


class PublishedConfig(AppConfig):
    name = "folkmoot.published"

    def ready(self) -> None:
        from folkmoot.core import rooms
        from folkmoot.programmes.registry import Lifecycle
        from folkmoot.published import services

        rooms.declare("published", Lifecycle(launched=services.begin))
