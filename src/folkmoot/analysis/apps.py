from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "folkmoot.analysis"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.analysis import policy
        from folkmoot.programmes.registry import StaffPage, register_page

        def may_see(roles: frozenset[str]) -> bool:
            return policy.can_see(frozenset(Role(role) for role in roles))

        register_page(StaffPage("How is it going?", "analysis:live", 60, may_see))
        register_page(StaffPage("What do they think?", "analysis:insight", 70, may_see))
