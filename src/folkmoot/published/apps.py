from django.apps import AppConfig


class PublishedConfig(AppConfig):
    name = "folkmoot.published"

    def ready(self) -> None:
        from folkmoot.accounts.registry import Acts
        from folkmoot.core import rooms
        from folkmoot.programmes.registry import Lifecycle
        from folkmoot.published import acts, services

        rooms.declare(
            "published",
            Acts.of(acts),
            Lifecycle(launched=services.begin, closing_moved=services.begin_anew),
        )
