from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JoiningConfig(AppConfig):
    name = "folkmoot.joining"

    def ready(self) -> None:
        from folkmoot.accounts.registry import Acts, Promises
        from folkmoot.core import rooms
        from folkmoot.joining import acts, presenting, queries, relay, services
        from folkmoot.members.registry import InvitedPages
        from folkmoot.post.registry import Letters, Purpose
        from folkmoot.programmes.registry import Lifecycle, Opening, Pages, StaffPage
        from folkmoot.published.registry import Figures

        rooms.declare(
            "joining",
            Acts.of(acts),
            Promises(queries.promised_in),
            InvitedPages(
                mode=queries.mode_of,
                mode_of_list=queries.mode_of_list,
                lifted=services.count_lifted_erasure,
            ),
            Figures((queries.ARRIVALS, queries.ANSWERED, queries.CONTRIBUTED)),
            Letters((Purpose(services.RELAYED, relay.is_wanted, bounced=relay.ignore_bounce),)),
            Lifecycle(
                before_launch=services.freeze_mode,
                launched=services.make_key,
                closing_moved=services.tell_moved_key,
                arrivals=queries.arrivals,
                publishable_joined=queries.publishable_joined,
                copied=services.carry_over,
            ),
            Opening(
                preparations=presenting.preparations,
                facts=presenting.facts,
                losses=presenting.losses,
                invites=queries.is_invited,
            ),
            Pages((StaffPage(name=_("Joining"), url_name="joining:staff", order=28),)),
        )
