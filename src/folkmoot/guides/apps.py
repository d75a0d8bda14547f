from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "folkmoot.guides"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.guides import policy, queries, services
        from folkmoot.participants import registry as voices
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
        voices.register(
            voices.Voice(
                room="guides",
                said=lambda participant_id: [],
                withdraw=services.forget_words_of,
                erase_practice=lambda programme_id: None,  # a rehearsal is never published
            )
        )
        voices.register_forget("guides", services.forget_texts)
        voices.register_outcomes("guides", queries.outcomes)
