"""Lists, strangers, channels, people: what the pages show to whom, and at what cost."""

import re
from datetime import date

import pytest

from folkmoot.accounts.models import Appointment, Organisation
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError
from folkmoot.programmes import queries, registry, services
from folkmoot.programmes.models import ChannelDay, Programme, ProgrammeAppointment
from tests.conftest import CLOSES, NOON, OPENS
from tests.pretended_rooms import instead

STAFF_PAGES = [
    "", "name/", "open/", "close/", "extend/", "call-off/", "mandate/", "mandate/edit/",
    "mandate/history/", "timeline/", "timeline/dates/", "timeline/add/", "branding/",
    "channels/", "people/",
]  # fmt: skip


@pytest.fixture
def stranger(staff):
    from django.test import Client

    other = Organisation.objects.create(name="Southmoor", slug="southmoor")
    user = staff(Role.ADMINISTRATOR, Role.FACILITATOR, at=other)
    client = Client()
    client.force_login(user)
    return client


class TestStrangers:
    def test_another_organisations_programme_does_not_exist(self, stranger, programme):
        for page in STAFF_PAGES:
            assert stranger.get(f"/staff/northmoor/safer-wards/{page}").status_code == 404

    @pytest.mark.parametrize(
        "act", ["practice/", "open/", "close/", "mandate/sign/", "mandate/edit/", "branding/logo/"]
    )
    def test_another_organisations_programme_cannot_be_acted_on(self, stranger, programme, act):
        assert stranger.post(f"/staff/northmoor/safer-wards/{act}").status_code == 404

    def test_another_organisations_list_cannot_be_read(self, stranger, programme):
        assert stranger.get("/staff/northmoor/").status_code == 404
        assert stranger.get("/staff/northmoor/new/").status_code == 404

    def test_nobody_gets_in_without_signing_in(self, client, programme):
        for page in STAFF_PAGES:
            r = client.get(f"/staff/northmoor/safer-wards/{page}")

            assert r.status_code == 302
            assert "login" in r.url

    def test_an_activity_of_another_programme_does_not_exist(
        self, signed_in, workshop, draft_programme
    ):
        client = signed_in(Role.FACILITATOR)

        for page in ("", "phases/", "remove/"):
            url = f"/staff/northmoor/not-yet/timeline/{workshop.pk}/{page}"
            assert client.get(url).status_code == 404

    def test_responders_have_no_business_here(self, signed_in, programme):
        client = signed_in(Role.RESPONDER)

        assert client.get("/staff/northmoor/safer-wards/").status_code == 404
        assert "Safer wards" not in client.get("/staff/northmoor/").content.decode()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.SPONSOR, Role.ANALYST])
@pytest.mark.parametrize("slug", ["safer-wards", "not-yet"])
def test_every_page_opens_for_every_role_of_staff(
    signed_in, programme, draft_programme, workshop, role, slug
):
    client = signed_in(role)
    for page in STAFF_PAGES:
        r = client.get(f"/staff/northmoor/{slug}/{page}", follow=True)
        html = r.content.decode()

        assert r.status_code == 200, page
        assert html.count("<h1") == 1, page
        assert html.count('aria-current="page"') == 1, page
        assert not re.search(r"<[^>]+ style=|<script>", html), page


@pytest.mark.parametrize("page", ["close/", "extend/", "call-off/"])
def test_what_cannot_be_done_leads_back_to_what_can(signed_in, draft_programme, page):
    client = signed_in(Role.FACILITATOR)

    r = client.get(f"/staff/northmoor/not-yet/{page}")

    assert (r.status_code, r.url) == (302, "/staff/northmoor/not-yet/")
    assert client.post(f"/staff/northmoor/not-yet/{page}").status_code == 422


class TestLists:
    def programmes(self, organisation, count):
        for number in range(count):
            Programme.objects.create(
                organisation=organisation,
                name=f"Programme {number}",
                slug=f"programme-{number}",
                opens_at=OPENS,
                closes_at=CLOSES,
                is_launched=number % 2 == 0,
                created_on=NOON.date(),
            )

    def test_the_list_costs_the_same_for_many(
        self, signed_in, organisation, django_assert_max_num_queries
    ):
        client = signed_in(Role.FACILITATOR)
        self.programmes(organisation, 30)

        with django_assert_max_num_queries(8):
            page = client.get("/staff/northmoor/").content.decode()

        assert page.count('class="card"') == 30

    def test_home_lists_what_is_open_in_two_queries(
        self, client, organisation, django_assert_num_queries
    ):
        self.programmes(organisation, 30)

        with django_assert_num_queries(2):  # what is open, what was published
            page = client.get("/").content.decode()

        assert "15 conversations are" in page
        assert "Programme 1<" not in page

    def test_home_says_when_nothing_is_open(self, client, draft_programme):
        page = client.get("/").content.decode()

        assert "No conversation is open" in page
        assert "Not yet" not in page

    def test_a_role_in_one_programme_shows_that_programme(
        self, signed_in, programme, draft_programme, organisation
    ):
        client = signed_in(Role.AMBASSADOR)
        user = Appointment.objects.get().user
        ProgrammeAppointment.objects.create(programme=programme, user=user, role="sponsor")

        page = client.get("/staff/northmoor/").content.decode()

        assert "Safer wards" in page
        assert "Not yet" not in page
        assert client.get("/staff/northmoor/safer-wards/").status_code == 200
        assert client.get("/staff/northmoor/not-yet/").status_code == 404

    def test_the_overview_costs_the_same_for_many_versions(
        self, signed_in, draft_programme, facilitator, django_assert_max_num_queries
    ):
        client = signed_in(Role.SPONSOR)
        for number in range(12):
            services.edit_mandate(
                actor=facilitator,
                programme=draft_programme,
                pain_points="",
                promise=f"Promise {number}",
                invited="",
                answers_for="",
                based_on=number,
                at=NOON,
            )

        for page in ("", "mandate/", "mandate/history/", "timeline/"):
            with django_assert_max_num_queries(14):
                client.get(f"/staff/northmoor/not-yet/{page}")


class TestChannels:
    url = "/staff/northmoor/safer-wards/channels/"

    def add(self, facilitator, programme, code="canteen"):
        return services.add_channel(
            actor=facilitator, programme=programme, name="Poster", code=code, at=NOON
        )

    def test_visits_are_counted_by_day(self, programme, facilitator):
        channel = self.add(facilitator, programme)
        for day, visits in ((2, 1), (1, 2)):
            ChannelDay.objects.create(channel=channel, day=date(2030, 5, day), visits=visits)

        [card] = queries.channel_cards(programme)
        assert card.days == ((date(2030, 5, 1), 2), (date(2030, 5, 2), 1))

    @pytest.mark.parametrize(("joined", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (25, 20)])
    def test_joined_moves_in_steps_of_the_smallest_group(
        self, programme, facilitator, monkeypatch, joined, shown
    ):
        channel = self.add(facilitator, programme)
        came = registry.Lifecycle(arrivals=lambda pk: {channel.pk: joined, None: 3})
        instead(monkeypatch, came)

        assert queries.channel_cards(programme)[0].joined == shown

    def test_the_page_never_shows_a_small_group(
        self, signed_in, programme, facilitator, monkeypatch
    ):
        channel = self.add(facilitator, programme)
        instead(monkeypatch, registry.Lifecycle(arrivals=lambda pk: {channel.pk: 7}))

        page = signed_in(Role.FACILITATOR).get(self.url).content.decode()

        assert "Fewer than 10 joined." in page
        assert "?via=canteen" in page

    def test_a_code_is_taken_once(self, signed_in, programme, facilitator):
        self.add(facilitator, programme)

        r = signed_in(Role.FACILITATOR).post(self.url, {"name": "Again", "code": "canteen"})

        assert r.status_code == 422
        assert "is taken in this programme" in r.content.decode()
        assert 'value="Again"' in r.content.decode()

    @pytest.mark.parametrize("code", ["", "A B", "ü", "x" * 21, "../", "<b>"])
    def test_codes_of_channels_are_plain(self, signed_in, programme, code):
        r = signed_in(Role.FACILITATOR).post(self.url, {"name": "Poster", "code": code})

        assert r.status_code == 422

    def test_retiring_and_counting_again(self, signed_in, programme, facilitator):
        channel, client = self.add(facilitator, programme), signed_in(Role.FACILITATOR)

        client.post(f"{self.url}{channel.ref}/", {"retire": "yes"})
        assert "Retired" in client.get(self.url).content.decode()
        client.post(f"{self.url}{channel.ref}/", {"restore": "yes"})
        assert "Retired" not in client.get(self.url).content.decode()

    def test_a_refusal_to_retire_says_why(self, signed_in, programme, facilitator):
        channel = self.add(facilitator, programme)

        r = signed_in(Role.ANALYST).post(f"{self.url}{channel.ref}/", {"retire": "yes"})

        assert r.status_code == 422
        assert "Channels can be changed by facilitators" in r.content.decode()

    def test_the_page_costs_the_same_for_many(
        self, signed_in, programme, facilitator, django_assert_max_num_queries
    ):
        client = signed_in(Role.FACILITATOR)
        for number in range(20):
            self.add(facilitator, programme, code=f"code-{number}")

        with django_assert_max_num_queries(9):
            client.get(self.url)


class TestPeople:
    url = "/staff/northmoor/safer-wards/people/"

    def test_an_administrator_gives_and_ends_a_role(self, signed_in, programme, staff):
        client, ana = signed_in(Role.ADMINISTRATOR), staff(Role.AMBASSADOR)

        assert client.post(self.url, {"person": ana.pk, "role": "analyst"}).status_code == 302
        assert queries.actor_on(programme=programme, user=ana).roles == {
            Role.AMBASSADOR,
            Role.ANALYST,
        }
        client.post(f"{self.url}{ana.pk}/analyst/end/")
        assert Role.ANALYST not in queries.actor_on(programme=programme, user=ana).roles

    def test_nobody_from_another_organisation(self, signed_in, programme, staff):
        other = Organisation.objects.create(name="Southmoor", slug="southmoor")
        theirs = staff(Role.ANALYST, at=other)

        r = signed_in(Role.ADMINISTRATOR).post(self.url, {"person": theirs.pk, "role": "analyst"})

        assert r.status_code == 422
        assert "belongs to your organisation" in r.content.decode()
        assert theirs.email not in r.content.decode()

    def test_a_role_held_everywhere_is_not_given_again(self, actor, programme, staff):
        with pytest.raises(DomainError, match="every programme already"):
            services.appoint(
                actor=actor(Role.ADMINISTRATOR),
                programme=programme,
                user_id=staff(Role.ANALYST).pk,
                role=Role.ANALYST,
                at=NOON,
            )

    def test_a_facilitator_reads_only(self, signed_in, programme):
        client = signed_in(Role.FACILITATOR)

        assert "Give the role" not in client.get(self.url).content.decode()
        assert client.post(f"{self.url}1/analyst/end/").status_code == 422

    def test_a_role_that_is_none_is_refused(self, signed_in, programme):
        assert signed_in(Role.ADMINISTRATOR).post(f"{self.url}1/king/end/").status_code == 422

    def test_the_page_costs_the_same_for_many(
        self, signed_in, programme, organisation, django_assert_max_num_queries
    ):
        from folkmoot.accounts.models import User

        client = signed_in(Role.ADMINISTRATOR)
        for number in range(20):
            user = User.objects.create(
                email=f"{number}@example.org", name=f"N {number}", created_on=NOON.date()
            )
            Appointment.objects.create(organisation=organisation, user=user, role="analyst")

        with django_assert_max_num_queries(13):
            client.get(self.url)


def test_leaving_the_organisation_ends_roles_in_its_programmes(programme, staff, organisation):
    user = staff(Role.AMBASSADOR)
    ProgrammeAppointment.objects.create(programme=programme, user=user, role="sponsor")

    assert queries.organisations_with_a_programme_role(user.pk) == {organisation.pk}
    services.leave_programmes(organisation.pk, user.pk)
    assert queries.organisations_with_a_programme_role(user.pk) == set()
