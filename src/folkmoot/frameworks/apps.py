from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrameworksConfig(AppConfig):
    name = "folkmoot.frameworks"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.accounts.registry import Acts
        from folkmoot.analysis.registry import Citing
        from folkmoot.core import rooms
        from folkmoot.frameworks import acts, policy, queries, services
        from folkmoot.participants.registry import Voice
        from folkmoot.programmes.registry import Pages, StaffPage

        rooms.declare(
            "frameworks",
            Acts.of(acts),
            Pages(
                (
                    StaffPage(
                        name=_("Framework"),
                        url_name="frameworks:editor",
                        order=80,
                        may_see=lambda roles: policy.can_read(frozenset(map(Role, roles))),
                    ),
                )
            ),
            # Says nothing itself, and a rehearsal is never cited.
            Voice(withdraw=services.forget_words_of, forget=services.forget_texts),
            Citing(queries.statements_citing),
        )
