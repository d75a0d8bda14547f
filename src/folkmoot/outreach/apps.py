from collections.abc import Callable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "folkmoot.outreach"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.accounts.registry import Acts
        from folkmoot.core import rooms
        from folkmoot.joining.registry import Endings
        from folkmoot.joining.services.invitation_requests import LINKS
        from folkmoot.outreach import acts, policy
        from folkmoot.outreach.presenting import opening, suggestions
        from folkmoot.outreach.queries import addressees
        from folkmoot.outreach.services import bouncing, campaigns, key_destroyed
        from folkmoot.post.registry import Letters, Purpose
        from folkmoot.programmes.registry import Lifecycle, Opening, Pages, StaffPage

        def may(permits: Callable[[frozenset[Role]], bool]) -> Callable[[frozenset[str]], bool]:
            return lambda roles: permits(frozenset(map(Role, roles)))

        rooms.declare(
            "outreach",
            Acts.of(acts),
            Letters(
                (
                    Purpose(
                        name=campaigns.PURPOSE,
                        is_wanted=addressees.may_write_to,
                        bounced=bouncing.note_bounce,
                        is_late=addressees.came_too_late,
                    ),
                    Purpose(
                        name=LINKS,
                        is_wanted=addressees.may_send_link_again,
                        bounced=bouncing.ignore_bounce,
                        is_late=addressees.has_closed,
                    ),
                )
            ),
            Lifecycle(suggestions=suggestions.suggestions_for),
            Opening(facts=opening.facts, losses=opening.losses),
            Endings(key_gone=key_destroyed.drop_ways_in, erased=key_destroyed.drop_everything),
            Pages(
                (
                    StaffPage(_("Letters"), "outreach:letters", 44, may(policy.can_see_letters)),
                    StaffPage(_("Links and kits"), "outreach:kits", 46, may(policy.can_see_kits)),
                    StaffPage(
                        _("Who is missing?"), "outreach:reach", 58, may(policy.can_see_reach)
                    ),
                )
            ),
        )
