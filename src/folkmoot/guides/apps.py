from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "folkmoot.guides"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.guides import policy, queries
        from folkmoot.programmes.registry import StaffPage, register_page, register_results

        register_results(queries.published_guides)
        register_page(
            StaffPage(
                name="Guide",
                url_name="guides:desk",
                order=90,
                may_see=lambda roles: policy.can_preview(frozenset(map(Role, roles))),
            )
        )
