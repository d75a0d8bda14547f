from collections.abc import Collection
from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalysisConfig(AppConfig):
    name = "folkmoot.analysis"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.accounts.registry import Acts
        from folkmoot.analysis import acts, policy, services
        from folkmoot.analysis.queries.live import CROWD
        from folkmoot.core import rooms
        from folkmoot.core.own_rows import Owner
        from folkmoot.joining.registry import Endings
        from folkmoot.participants.registry import Voice
        from folkmoot.programmes.models import Programme
        from folkmoot.programmes.registry import Pages, StaffPage
        from folkmoot.published.registry import Figures

        def may_see(roles: frozenset[str]) -> bool:
            return policy.can_see(frozenset(Role(role) for role in roles))

        def withdraw(owner: Owner, at: datetime) -> int:
            services.forget_soon(owner.programme_id)
            return 0  # the rooms that hold the contributions count them

        def forget(programme: Programme, ids: Collection[int], at: datetime) -> None:
            services.forget_soon(programme.pk)

        rooms.declare(
            "analysis",
            Acts.of(acts),
            Pages(
                (
                    StaffPage(_("How is it going?"), "analysis:live", 60, may_see),
                    StaffPage(_("What do they think?"), "analysis:insight", 65, may_see),
                )
            ),
            Figures((CROWD,)),
            # Says nothing itself, and a rehearsal is never analysed.
            Voice(withdraw=withdraw, forget=forget, untie=services.untie),
            Endings(before_ties_go=services.before_ties_go, may_untie=services.may_untie),
        )
