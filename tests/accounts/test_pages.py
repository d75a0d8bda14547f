import pytest
from django.test import Client

from folkmoot.accounts.models import Appointment, Organisation, User
from folkmoot.accounts.policy import Role
from tests.conftest import NOON

ADMIN = Role.ADMINISTRATOR
MANAGERS = {ADMIN}
READERS = {ADMIN, Role.SPONSOR}


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
class TestWhoSeesWhat:
    def test_people_is_a_page_for_administrators(self, role, signed_in):
        answer = signed_in(role).get("/staff/northmoor/people/")

        assert answer.status_code == (200 if role in MANAGERS else 404)

    def test_the_organisation_is_a_page_for_administrators(self, role, signed_in):
        answer = signed_in(role).get("/staff/northmoor/organisation/")

        assert answer.status_code == (200 if role in MANAGERS else 404)

    def test_the_audit_is_a_page_for_administrators_and_sponsors(self, role, signed_in):
        answer = signed_in(role).get("/staff/northmoor/audit/")

        assert answer.status_code == (200 if role in READERS else 404)


@pytest.mark.parametrize(
    "path",
    [
        "/staff/",
        "/staff/northmoor/people/",
        "/staff/northmoor/organisation/",
        "/staff/northmoor/audit/",
        "/accounts/you/",
    ],
)
def test_strangers_are_sent_to_sign_in(path, client, organisation):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("page", ["people/", "audit/", "organisation/", "people/1/"])
def test_another_organisations_pages_do_not_exist(page, signed_in):
    Organisation.objects.create(name="Southmoor", slug="southmoor")

    assert signed_in(*Role).get(f"/staff/southmoor/{page}").status_code == 404


@pytest.mark.parametrize("act", ["", "remove/", "new-password/"])
def test_people_of_another_organisation_do_not_exist(act, signed_in, staff):
    other = Organisation.objects.create(name="Southmoor", slug="southmoor")
    stranger = staff(Role.ANALYST, at=other)
    client = signed_in(ADMIN)

    answer = client.post(f"/staff/northmoor/people/{stranger.pk}/{act}", {"roles": ["analyst"]})

    if act == "remove/":  # as a second press on somebody who is gone: back to one's own people
        assert answer.url == "/staff/northmoor/people/"
    else:
        assert answer.status_code == 404
    assert stranger.appointments.filter(organisation=other).exists()


class TestHome:
    def test_the_only_organisation_opens_at_once(self, signed_in):
        assert signed_in(Role.ANALYST).get("/staff/").url == "/staff/northmoor/"

    def test_whoever_works_for_several_organisations_chooses_one(self, signed_in):
        client = signed_in(Role.ANALYST)
        other = Organisation.objects.create(name="Southmoor", slug="southmoor")
        user = User.objects.get()
        Appointment.objects.create(organisation=other, user=user, role="analyst")
        page = text(client.get("/staff/"))

        assert "/staff/northmoor/" in page
        assert "/staff/southmoor/" in page

    def test_without_a_role_the_next_step_is_said(self, signed_in):
        page = text(signed_in().get("/staff/"))

        assert "You have no role yet" in page
        assert "add you" in page


class TestAddingAPerson:
    form = {"name": "Sam", "email": "sam@example.org", "roles": ["analyst"]}

    def test_shows_the_password_once(self, signed_in):
        client = signed_in(ADMIN)
        page = text(client.post("/staff/northmoor/people/", self.form))
        password = page.split('class="secret">')[1].split("<")[0]

        assert User.objects.get(email="sam@example.org").check_password(password)
        assert password not in text(client.get("/staff/northmoor/people/"))

    def test_the_page_with_the_password_is_kept_by_no_cache(self, signed_in):
        answer = signed_in(ADMIN).post("/staff/northmoor/people/", self.form)

        assert "no-store" in answer["Cache-Control"]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"email": "sam"}, "sam@example.org"),
            ({"roles": []}, "Choose at least one role."),
            ({"roles": ["king"]}, "king"),
            ({"name": " "}, "Write their name."),
            ({"name": "x" * 500}, "under 120"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, change, said, signed_in):
        answer = signed_in(ADMIN).post("/staff/northmoor/people/", self.form | change)

        assert answer.status_code == 422
        assert said in text(answer)
        assert "error-summary" in text(answer)
        assert User.objects.count() == 1

    def test_right_to_left_names_and_emoji_are_names_too(self, signed_in):
        name = "מרים 🌻 <b>"
        page = text(signed_in(ADMIN).post("/staff/northmoor/people/", self.form | {"name": name}))

        assert "מרים 🌻 &lt;b&gt;" in page


class TestChangingAPerson:
    def test_somebodys_roles_are_changed_on_their_page(self, signed_in, staff):
        sam = staff(Role.ANALYST)
        client = signed_in(ADMIN)
        answer = client.post(f"/staff/northmoor/people/{sam.pk}/", {"roles": ["sponsor"]})

        assert answer.url == "/staff/northmoor/people/"
        assert Appointment.objects.get(user=sam).role == "sponsor"

    def test_the_last_administrator_is_told_what_to_do(self, signed_in):
        client = signed_in(ADMIN)
        me = User.objects.get()
        for path, form in (("", {"roles": ["analyst"]}), ("remove/", {})):
            answer = client.post(f"/staff/northmoor/people/{me.pk}/{path}", form)
            assert answer.status_code == 422
            assert "Make somebody else one first" in text(answer)

    def test_removing_somebody_says_so(self, signed_in, staff):
        sam = staff(Role.ANALYST)
        answer = signed_in(ADMIN).post(f"/staff/northmoor/people/{sam.pk}/remove/", follow=True)

        assert "has no role in Northmoor Trust any more" in text(answer)

    def test_removing_twice_leads_back_to_everybody(self, signed_in, staff):
        sam, client = staff(Role.ANALYST), signed_in(ADMIN)
        client.post(f"/staff/northmoor/people/{sam.pk}/remove/")

        again = client.post(f"/staff/northmoor/people/{sam.pk}/remove/")
        assert again.url == "/staff/northmoor/people/"

    def test_a_new_password_is_shown_once(self, signed_in, staff):
        sam = staff(Role.ANALYST)
        answer = signed_in(ADMIN).post(f"/staff/northmoor/people/{sam.pk}/new-password/")
        sam.refresh_from_db()

        assert sam.check_password(text(answer).split('class="secret">')[1].split("<")[0])

    @pytest.mark.parametrize("act", ["remove/", "new-password/"])
    def test_reading_a_page_changes_nothing(self, act, signed_in, staff):
        sam = staff(Role.ANALYST)

        assert signed_in(ADMIN).get(f"/staff/northmoor/people/{sam.pk}/{act}").status_code == 405


class TestTemporaryPassword:
    @pytest.fixture
    def newcomer(self, staff):
        sam = staff(Role.ANALYST)
        sam.has_temporary_password = True
        sam.save()
        client = Client()
        client.force_login(sam)
        return client

    def test_opens_only_the_page_that_changes_it(self, newcomer):
        for path in ("/staff/", "/staff/northmoor/audit/", "/accounts/you/"):
            assert newcomer.get(path).url == "/accounts/password/change/"
        assert "Choose your own" in text(newcomer.get("/accounts/password/change/"))

    def test_once_changed_everything_opens(self, newcomer):
        from tests.conftest import PASSWORD

        new = "four quiet words here"
        newcomer.post(
            "/accounts/password/change/",
            {"oldpassword": PASSWORD, "password1": new, "password2": new},
        )

        assert newcomer.get("/accounts/you/").status_code == 200


class TestYourAccount:
    def test_the_name_can_change(self, signed_in):
        client = signed_in(Role.ANALYST)
        client.post("/accounts/you/", {"name": "Sam Marsh"})

        assert User.objects.get().name == "Sam Marsh"

    def test_an_empty_name_cannot(self, signed_in):
        answer = signed_in(Role.ANALYST).post("/accounts/you/", {"name": ""})

        assert answer.status_code == 422
        assert "Write your name." in text(answer)


def test_pages_cost_few_queries(signed_in, staff, organisation, django_assert_max_num_queries):
    client = signed_in(ADMIN)
    for n in range(10):
        user = User.objects.create(email=f"{n}@example.org", name=str(n), created_on=NOON.date())
        Appointment.objects.create(organisation=organisation, user=user, role="analyst")
    for path in ("people/", "audit/"):
        with django_assert_max_num_queries(8):
            assert client.get(f"/staff/northmoor/{path}").status_code == 200
