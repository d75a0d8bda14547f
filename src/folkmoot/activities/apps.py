from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "folkmoot.activities"

    def ready(self) -> None:
        from folkmoot.accounts.registry import Acts
        from folkmoot.activities import acts
        from folkmoot.core import rooms

        rooms.declare("activities", Acts.of(acts))
