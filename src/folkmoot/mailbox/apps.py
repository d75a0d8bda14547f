from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailboxConfig(AppConfig):
    name = "folkmoot.mailbox"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.accounts.registry import Acts
        from folkmoot.core import rooms
        from folkmoot.joining.registry import Endings
        from folkmoot.mailbox import acts, policy, presenting, queries, services
        from folkmoot.participants.registry import Voice
        from folkmoot.programmes.registry import Pages, StaffPage
        from folkmoot.published.registry import Letters

        rooms.declare(
            "mailbox",
            Acts.of(acts),
            Pages(
                (
                    StaffPage(
                        name=_("Mailbox"),
                        url_name="mailbox:staff",
                        order=58,
                        may_see=lambda roles: policy.can_read(frozenset(map(Role, roles))),
                    ),
                )
            ),
            Voice(
                said=queries.said_by,
                withdraw=services.withdraw_voice,
                erase_practice=services.erase_practice,
                notice=presenting.notice_for,
                untie=services.untie,
                renumber=services.renumber,
            ),
            Letters(show=services.show_answers),
            Endings(key_gone=services.forget_wishes),
        )
