from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "folkmoot.workshops"

    def ready(self) -> None:
        from folkmoot.core import rooms
        from folkmoot.programmes.registry import Kinds
        from folkmoot.workshops.declaration import WORKSHOP

        rooms.declare("workshops", Kinds((WORKSHOP,)))
