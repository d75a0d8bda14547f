from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "folkmoot.joining"

    def ready(self) -> None:
        from folkmoot.joining import queries, services
        from folkmoot.members.registry import register_mode
        from folkmoot.programmes import registry

        register_mode(queries.mode_of, of_list=queries.mode_of_list)
        registry.register_launch_hook(services.fix)
        registry.register_page(
            registry.StaffPage(name="Joining", url_name="joining:staff", order=28)
        )
