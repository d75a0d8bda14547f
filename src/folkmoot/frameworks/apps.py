from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "folkmoot.frameworks"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.analysis import registry as analysis
        from folkmoot.frameworks import policy, queries, services
        from folkmoot.participants import registry as voices
        from folkmoot.programmes.registry import StaffPage, register_page

        register_page(
            StaffPage(
                name="Framework",
                url_name="frameworks:editor",
                order=80,
                may_see=lambda roles: policy.can_read(frozenset(map(Role, roles))),
            )
        )
        voices.register(
            voices.Voice(
                room="frameworks",
                said=lambda participant_id: [],
                withdraw=services.forget_words_of,
                erase_practice=lambda programme_id: None,
            )
        )
        analysis.register_citing("frameworks", queries.statements_citing)
        voices.register_forget("frameworks", services.forget_texts)
