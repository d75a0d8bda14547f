from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "folkmoot.workshops"

    def ready(self) -> None:
        from folkmoot.accounts.registry import Acts
        from folkmoot.core import rooms
        from folkmoot.programmes.registry import Kinds
        from folkmoot.workshops import acts
        from folkmoot.workshops.declaration import WORKSHOP

        rooms.declare("workshops", Acts.of(acts), Kinds((WORKSHOP,)))
