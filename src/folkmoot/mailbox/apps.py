from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "folkmoot.mailbox"

    def ready(self) -> None:
        from folkmoot.accounts.policy import Role
        from folkmoot.joining import registry as doors
        from folkmoot.mailbox import policy, queries, services
        from folkmoot.participants import registry as voices
        from folkmoot.programmes.registry import StaffPage, register_page

        register_page(
            StaffPage(
                name="Mailbox",
                url_name="mailbox:staff",
                order=58,
                may_see=lambda roles: policy.can_read(frozenset(map(Role, roles))),
            )
        )
        voices.register(
            voices.Voice(
                room="mailbox",
                said=queries.said_by,
                withdraw=services.withdraw_voice,
                erase_practice=services.erase_practice,
            )
        )
        voices.register_notice("mailbox", queries.notice_for)
        doors.register_key_gone("mailbox", services.forget_wishes)
