from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "folkmoot.accounts"

    def ready(self) -> None:
        from folkmoot.accounts import acts
        from folkmoot.accounts.registry import Acts
        from folkmoot.core import rooms

        rooms.declare("accounts", Acts.of(acts))
