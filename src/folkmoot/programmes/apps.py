from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "folkmoot.programmes"

    def ready(self) -> None:
        from folkmoot.accounts.registry import Acts, Belonging
        from folkmoot.core import rooms
        from folkmoot.programmes import acts, queries, services
        from folkmoot.programmes.registry import Pages, StaffPage

        rooms.declare(
            "programmes",
            Acts.of(acts),
            Belonging(
                organisations_of=queries.organisations_with_a_programme_role,
                leave=services.leave_programmes,
            ),
            Pages(
                (
                    StaffPage(name=_("Overview"), url_name="programmes:overview", order=0),
                    StaffPage(name=_("Mandate"), url_name="programmes:mandate", order=10),
                    StaffPage(name=_("Timeline"), url_name="programmes:timeline", order=20),
                    StaffPage(name=_("Branding"), url_name="programmes:branding", order=25),
                    StaffPage(name=_("People"), url_name="programmes:people", order=26),
                    StaffPage(name=_("Channels"), url_name="programmes:channels", order=30),
                )
            ),
        )
