from collections.abc import Collection
from datetime import datetime

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "folkmoot.analysis"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.analysis import policy, services
        from folkmoot.analysis.queries.contributed import contributed, contributed_by_channel
        from folkmoot.outreach import registry as outreach
        from folkmoot.participants import registry as voices
        from folkmoot.programmes.models import Programme
        from folkmoot.programmes.registry import StaffPage, register_page

        def may_see(roles: frozenset[str]) -> bool:
            return policy.can_see(frozenset(Role(role) for role in roles))

        def withdraw(participant_id: int, at: datetime) -> int:
            services.forget_words_of(participant_id)
            return 0  # the rooms that hold the contributions count them

        def forget(programme: Programme, ids: Collection[int], at: datetime) -> None:
            services.forget_soon(programme.pk)

        outreach.register_contributed(contributed)
        voices.register_contributed(contributed_by_channel)
        register_page(StaffPage("How is it going?", "analysis:live", 60, may_see))
        register_page(StaffPage("What do they think?", "analysis:insight", 65, may_see))
        voices.register(
            voices.Voice(
                room="analysis",
                said=lambda participant_id: [],
                withdraw=withdraw,
                erase_practice=lambda programme_id: None,  # a rehearsal is never analysed
            )
        )
        voices.register_forget("analysis", forget)
