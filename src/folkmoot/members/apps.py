from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "folkmoot.members"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.accounts.registry import Acts
        from folkmoot.core import rooms
        from folkmoot.members import acts, policy
        from folkmoot.members.presenting import opening_facts
        from folkmoot.members.services import subject_access
        from folkmoot.post.registry import Letters, Purpose
        from folkmoot.programmes.registry import Opening, Pages, StaffPage

        def may_see(roles: frozenset[str]) -> bool:
            return policy.can_see_invited(frozenset(Role(role) for role in roles))

        rooms.declare(
            "members",
            Acts.of(acts),
            Opening(facts=opening_facts),
            Pages((StaffPage(_("Invited"), "members:invited", 32, may_see),)),
            Letters(
                (
                    Purpose(
                        name=subject_access.ANSWERS,
                        is_wanted=subject_access.is_wanted,
                        bounced=subject_access.note_bounce,
                    ),
                )
            ),
        )
