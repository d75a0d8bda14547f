from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "folkmoot.members"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.members import policy
        from folkmoot.members.queries import opening_facts
        from folkmoot.members.services import answering
        from folkmoot.post import registry as post
        from folkmoot.programmes.registry import StaffPage, register_facts, register_page

        def may_see(roles: frozenset[str]) -> bool:
            return policy.can_see_invited(frozenset(Role(role) for role in roles))

        register_facts("members", opening_facts)
        register_page(StaffPage("Invited", "members:invited", 32, may_see))
        post.register(
            post.Purpose(
                name=answering.ANSWERS,
                is_wanted=answering.is_wanted,
                bounced=answering.note_bounce,
            )
        )
