from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "folkmoot.joining"

    def ready(self) -> None:
        from folkmoot.accounts import registry as accounts
        from folkmoot.joining import queries, relay, services
        from folkmoot.members import registry as members
        from folkmoot.post import registry as post
        from folkmoot.programmes import registry

        accounts.register_promises("joining", queries.promised_in)
        members.register_mode(queries.mode_of, of_list=queries.mode_of_list)
        members.register_lifted(services.count_lifted_erasure)
        post.register(post.Purpose(services.RELAYED, relay.is_wanted, bounced=relay.ignore_bounce))
        registry.register_launch_hook(services.fix)
        registry.register_launched(services.make_key)
        registry.register_closing_moved(services.tell_moved_key)
        registry.register_joined_told(queries.joined_told)
        registry.register_copy_hook(services.carry_over)
        registry.register_preparations("joining", queries.preparations)
        registry.register_facts("joining", queries.facts)
        registry.register_losses("joining", queries.losses)
        registry.register_invites(queries.is_invited)
        registry.register_page(
            registry.StaffPage(name="Joining", url_name="joining:staff", order=28)
        )
