from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "folkmoot.joining"

    def ready(self) -> None:
        from folkmoot.joining import queries, relay, services
        from folkmoot.members.registry import register_mode
        from folkmoot.post import registry as post
        from folkmoot.programmes import registry

        register_mode(queries.mode_of, of_list=queries.mode_of_list)
        post.register(post.Purpose(services.RELAYED, relay.is_wanted, bounced=relay.ignore_bounce))
        registry.register_launch_hook(services.fix)
        registry.register_page(
            registry.StaffPage(name="Joining", url_name="joining:staff", order=28)
        )
