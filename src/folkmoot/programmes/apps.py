from django.apps import AppConfig


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
                    StaffPage(name="Overview", url_name="programmes:overview", order=0),
                    StaffPage(name="Mandate", url_name="programmes:mandate", order=10),
                    StaffPage(name="Timeline", url_name="programmes:timeline", order=20),
                    StaffPage(name="Branding", url_name="programmes:branding", order=25),
                    StaffPage(name="People", url_name="programmes:people", order=26),
                    StaffPage(name="Channels", url_name="programmes:channels", order=30),
                )
            ),
        )
