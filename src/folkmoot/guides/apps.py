from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "folkmoot.guides"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.accounts.registry import Acts
        from folkmoot.core import rooms
        from folkmoot.guides import acts, policy, presenting, queries, services
        from folkmoot.participants.registry import Voice
        from folkmoot.programmes.registry import Lifecycle, Pages, StaffPage

        rooms.declare(
            "guides",
            Acts.of(acts),
            Lifecycle(results=queries.published_guides),
            Pages(
                (
                    StaffPage(
                        name=_("Guide"),
                        url_name="guides:overview",
                        order=90,
                        may_see=lambda roles: policy.can_preview(frozenset(map(Role, roles))),
                    ),
                )
            ),
            # Says nothing itself, and a rehearsal is never published.
            Voice(
                withdraw=services.forget_words_of,
                forget=services.forget_texts,
                outcomes=presenting.outcomes,
            ),
        )
