from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "folkmoot.programmes"

    def ready(self) -> None:
        from folkmoot.accounts import registry as accounts
        from folkmoot.programmes import queries, services
        from folkmoot.programmes.registry import StaffPage, register_page

        accounts.register(
            accounts.Belonging(
                room="programmes",
                organisations_of=queries.organisations_with_a_programme_role,
                leave=services.leave_programmes,
            )
        )
        register_page(StaffPage(name="Overview", url_name="programmes:overview", order=0))
        register_page(StaffPage(name="Mandate", url_name="programmes:mandate", order=10))
        register_page(StaffPage(name="Timeline", url_name="programmes:timeline", order=20))
        register_page(StaffPage(name="Branding", url_name="programmes:branding", order=25))
        register_page(StaffPage(name="Channels", url_name="programmes:channels", order=30))
        register_page(StaffPage(name="People", url_name="programmes:people", order=26))
