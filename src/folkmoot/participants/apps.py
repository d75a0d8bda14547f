from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "folkmoot.participants"

    def ready(self) -> None:
        from folkmoot.participants import queries, services
        from folkmoot.programmes import registry

        registry.register_launch_hook(services.erase_practice)
        registry.register_arrivals(queries.arrivals)
