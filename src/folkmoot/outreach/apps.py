from collections.abc import Callable

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "folkmoot.outreach"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.joining import registry as doors
        from folkmoot.joining.services.asking import LINKS
        from folkmoot.outreach import policy
        from folkmoot.outreach.queries import addressees, hints, opening
        from folkmoot.outreach.services import bouncing, campaigns, ending
        from folkmoot.post import registry as post
        from folkmoot.programmes.registry import (
            StaffPage,
            register_facts,
            register_hints,
            register_losses,
            register_page,
        )

        def may(permits: Callable[[frozenset[Role]], bool]) -> Callable[[frozenset[str]], bool]:
            return lambda roles: permits(frozenset(map(Role, roles)))

        post.register(
            post.Purpose(
                name=campaigns.PURPOSE,
                is_wanted=addressees.may_write_to,
                bounced=bouncing.note_bounce,
                is_late=addressees.came_too_late,
            )
        )
        post.register(
            post.Purpose(
                name=LINKS,
                is_wanted=addressees.may_send_link_again,
                bounced=bouncing.note_bounce_in,
                is_late=addressees.has_closed,
            )
        )
        register_hints(hints.hints)
        register_facts("outreach", opening.facts)
        register_losses("outreach", opening.losses)
        doors.register_key_gone("outreach", ending.drop_ways_in)
        doors.register_erased("outreach", ending.drop_everything)
        register_page(StaffPage("Letters", "outreach:letters", 44, may(policy.can_see_letters)))
        register_page(StaffPage("Links and kits", "outreach:kits", 46, may(policy.can_see_kits)))
        register_page(StaffPage("Who is missing?", "outreach:reach", 58, may(policy.can_see_reach)))
