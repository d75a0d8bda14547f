from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "folkmoot.participants"

    def ready(self) -> None:
        from folkmoot.core import rooms
        from folkmoot.participants import services
        from folkmoot.programmes.registry import Lifecycle

        rooms.declare("participants", Lifecycle(before_launch=services.erase_practice))
