"""Pages of those who invite: without JavaScript, for those with the role, in one organisation."""

import json

import pytest
from django.urls import reverse

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.core.ids import to_ref
from folkmoot.members.models import EmailDomain, Invitee, Member, MemberList
from folkmoot.members.services import files
from folkmoot.post.models import Letter
from folkmoot.programmes.models import Programme
from tests.conftest import OPENS
from tests.members.conftest import upload

LIST = "E-mail,Site\nana@x.org,North\nbob@x.org,South\nbad,North\n"
RUNNERS = {Role.ADMINISTRATOR, Role.FACILITATOR}


@pytest.fixture
def browser(signed_in):
    return signed_in(Role.FACILITATOR)


@pytest.fixture
def chief(signed_in):
    return signed_in(Role.ADMINISTRATOR)


def url(name, *args):
    return reverse(f"members:{name}", args=["northmoor", *args])


def bring(browser, content=LIST):
    return browser.post(url("invited", "safer-wards"), {"list": upload(content)}, follow=True)


def test_a_list_from_upload_to_invitations(browser, programme):
    page = bring(browser)
    assert "Would you invite these 2 people?" in page.content.decode()
    assert "Row 4: the address has no @." in page.content.decode()

    listed = MemberList.objects.get()
    page = browser.post(url("list", listed.pk), {"address": 0, "attributes": [1]}, follow=True)
    assert page.status_code == 200
    page = browser.post(url("list-confirm", listed.pk), follow=True)
    assert "2 people are newly invited" in page.content.decode()
    report = browser.get(url("list-refused", listed.pk))
    assert report["Content-Disposition"].startswith("attachment")
    assert "4,the address has no @" in report.content.decode()
    page = browser.get(url("invited", "safer-wards")).content.decode()
    assert "2 people are invited" in page
    assert "<bdi>North</bdi>" not in page  # one person's value is nobody's business


@pytest.mark.parametrize("content", ["", "%PDF-1.4", "PK\x03\x04no"])
def test_a_file_of_no_use_is_said_beside_the_form(browser, programme, content):
    page = bring(browser, content)

    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()


def test_a_cell_is_shown_as_text(browser, programme):
    page = bring(browser, "E-mail,<b>Site</b>\nana@x.org,<script>alert(1)</script>\n")

    assert "<script>alert" not in page.content.decode()
    assert "<b>Site" not in page.content.decode()


def test_typed_addresses_and_earlier_people_go_the_same_way(browser, programme, organisation):
    browser.post(url("typed", "safer-wards"), {"addresses": "ana@x.org\nbob@x.org"}, follow=True)
    browser.post(url("list-confirm", MemberList.objects.get().pk))
    Programme.objects.create(
        organisation=organisation, name="Next", slug="next", created_on=OPENS.date()
    )
    page = browser.post(
        url("invite-again", "next"), {"source": str(programme.pk)}, follow=True
    ).content.decode()

    assert "Safer wards" in page
    listed = MemberList.objects.get(earlier=programme)
    assert listed.programme.slug == "next"


def test_domains_are_allowed_and_ended(browser, programme):
    page = browser.post(url("domain-add", "safer-wards"), {"domain": "gmail.com"})
    assert page.status_code == 422
    assert "Anybody can have" in page.content.decode()
    browser.post(url("domain-add", "safer-wards"), {"domain": "nhs.example.org"})
    kept = EmailDomain.objects.get()
    browser.post(url("domain-end", "safer-wards", kept.pk))

    assert not EmailDomain.objects.exists()


def test_unsent_invitations_are_taken_back(browser, programme, invite):
    invite("ana@x.org")
    browser.post(url("take-back", "safer-wards"))

    assert not Invitee.objects.exists()


def test_a_list_being_worked_on_says_how_far_it_is(browser, programme):
    bring(browser)
    MemberList.objects.update(state="adding", progress=40)
    listed = MemberList.objects.get()

    assert 'value="40"' in browser.get(url("list", listed.pk)).content.decode()
    assert 'value="40"' in browser.get(url("list-progress", listed.pk)).content.decode()
    MemberList.objects.update(state="done")
    assert browser.get(url("list-progress", listed.pk))["HX-Refresh"] == "true"


def test_a_list_confirmed_twice_is_added_once_and_the_answer_says_so(browser, programme):
    bring(browser)
    listed = MemberList.objects.get()
    for _ in range(2):
        last = browser.post(url("list-confirm", listed.pk), follow=True)

    assert "2 people are newly invited" in last.content.decode()
    assert Invitee.objects.count() == 2


def test_a_list_brought_twice_waits_once(browser, programme):
    for _ in range(2):
        bring(browser)
        browser.post(url("typed", "safer-wards"), {"addresses": "ana@x.org\nbob@x.org"})

    assert MemberList.objects.count() == 2


@pytest.mark.parametrize("act", ["list-confirm", "list"])
def test_a_list_whose_file_has_gone_says_so(browser, programme, act):
    """As after a backup was brought back: no backup holds the lists of people."""
    bring(browser)
    listed = MemberList.objects.get()
    files.file_of(listed).unlink()
    page = browser.get(url("list", listed.pk))
    assert "bring the file again" in page.content.decode()

    answer = browser.post(url(act, listed.pk), {"address": "0"}, follow=True)

    assert answer.status_code in {200, 422}
    assert "bring the file again" in answer.content.decode()
    assert not Invitee.objects.exists()


def test_a_list_is_forgotten_with_its_file(browser, programme):
    bring(browser)
    browser.post(url("list-discard", MemberList.objects.get().pk))

    assert not MemberList.objects.exists()
    assert not list(files.folder().iterdir())


class TestAddressBook:
    def test_a_person_is_found_without_the_address_in_the_url(self, chief, invite):
        invite("ana@x.org", "bob@x.org")
        page = chief.post(url("find"), {"text": "AN"}).content.decode()

        assert "ana@x.org" in page
        assert "bob@x.org" not in page
        assert url("member", Member.objects.get(address="ana@x.org").pk) in page

    def test_pages_follow_by_a_random_key(self, chief, invite, django_assert_max_num_queries):
        invite(*[f"p{n:03}@x.org" for n in range(60)])
        with django_assert_max_num_queries(12):
            first = chief.get(url("book")).content.decode()
        key = to_ref(Member.objects.get(address="p049@x.org").pk)
        assert f"?after={key}" in first
        second = chief.get(url("book"), {"after": key}).content.decode()

        assert "p050@x.org" in second
        assert "p049@x.org" not in second
        for odd in ["", "x", "0" * 13, "é", "a" * 400, "\0"]:
            assert chief.get(url("book"), {"after": odd}).status_code == 200

    @pytest.mark.parametrize("text", ["", "\0", "%", "'", "x" * 300, "\u202e"])
    def test_odd_searches_are_answered(self, chief, invite, text):
        invite("ana@x.org")

        assert chief.post(url("find"), {"text": text}).status_code in {200, 422}

    def test_a_person_is_left_alone_and_written_to_again(self, chief, invite):
        invite("ana@x.org")
        key = Member.objects.get().pk
        refused = chief.post(url("member-stop", key))
        assert refused.status_code == 422
        assert "Say how this person asked" in refused.content.decode()
        assert not Member.objects.get().is_opted_out
        chief.post(url("member-stop", key), {"how": "in-person"})
        assert "asked to be left alone" in chief.get(url("member", key)).content.decode()
        chief.post(url("member-write-again", key))

        assert "can be written to" in chief.get(url("member", key)).content.decode()

    def test_staff_are_handed_what_they_may_know(self, chief, invite):
        invite("ana@x.org", Site="=1+1")
        key = Member.objects.get().pk
        found = json.loads(chief.post(url("member-export", key, "json")).content)
        table = chief.post(url("member-export", key, "csv")).content.decode()
        page = chief.post(url("member-export", key, "page")).content.decode()

        assert found["invitations"][0]["attributes"] == {"Site": "=1+1"}
        assert "Site,'=1+1" in table
        assert "What we cannot know" in page
        assert "nobody of staff may learn" in page
        assert not {"joined", "reminders", "new_code"} & found["invitations"][0].keys()
        assert chief.get(url("member-export", key, "json")).status_code == 405
        assert chief.post(url("member-export", key, "xml")).status_code == 404
        assert AuditEntry.objects.count() == 3

    def test_the_whole_answer_leaves_for_the_persons_own_address(
        self, chief, invite, settings, tmp_path
    ):
        settings.EMAIL_IS_CONFIGURED, settings.KEYS = True, tmp_path
        invite("ana@x.org", Site="North")
        key = Member.objects.get().pk
        assert "Send it to their address" in chief.get(url("member", key)).content.decode()
        page = chief.post(url("member-answer", key), follow=True).content.decode()

        assert "on its way to their own address" in page
        assert "North" not in page
        assert Letter.objects.count() == 1
        assert chief.get(url("member-answer", key)).status_code == 405

    def test_without_a_mail_server_the_page_says_why_only_a_part_can_be_had(self, chief, invite):
        invite("ana@x.org")
        key = Member.objects.get().pk
        page = chief.get(url("member", key)).content.decode()
        posted = chief.post(url("member-answer", key), follow=True).content.decode()

        assert "No mail server is set up" in page
        assert "Send it to their address" not in page
        assert "No mail server is set up" in posted

    def test_a_person_is_forgotten_from_their_page_or_by_address(self, chief, invite):
        invite("ana@x.org")
        chief.post(url("member-erase", Member.objects.get().pk))
        page = chief.post(url("forget"), {"address": "bob@x.org"}, follow=True)

        assert "is forgotten" in page.content.decode()
        assert invite("ana@x.org", "bob@x.org").suppressed == 2
        assert chief.post(url("forget"), {"address": "nonsense"}).status_code == 422

    def test_people_come_into_the_book_without_an_invitation(self, chief, organisation):
        page = chief.post(url("book-add"), {"list": upload(LIST)}, follow=True)
        assert "Would you add these 2 people?" in page.content.decode()
        chief.post(url("list-confirm", MemberList.objects.get().pk))

        assert Member.objects.count() == 2
        assert not Invitee.objects.exists()


class TestWhoMaySee:
    @pytest.mark.parametrize("role", list(Role))
    def test_only_those_who_write_to_people(self, signed_in, role, programme, invite):
        invite("ana@x.org")
        browser = signed_in(role)
        expected = 200 if role in RUNNERS else 404

        for page in [
            url("invited", "safer-wards"),
            url("book"),
            url("member", Member.objects.get().pk),
        ]:
            assert browser.get(page).status_code == expected

    def test_nobody_without_signing_in(self, client, programme):
        assert client.get(url("invited", "safer-wards")).status_code == 302
        assert client.get(url("book")).status_code == 302

    def test_another_organisation_is_404_everywhere(
        self, browser, other_organisation, organisation, programme
    ):
        theirs = Programme.objects.create(
            organisation=other_organisation, name="T", slug="theirs", created_on=OPENS.date()
        )
        member = Member.objects.create(organisation=other_organisation, address="t@x.org")
        listed = MemberList.objects.create(
            organisation=other_organisation, name="T", added_on=OPENS.date()
        )
        ours = "/staff/northmoor/address-book/"

        for page in [
            f"{ours}{member.ref}/",
            f"{ours}lists/{listed.pk}/",
            "/staff/elsewhere/address-book/",
            f"/staff/elsewhere/address-book/lists/{listed.pk}/",
            "/staff/elsewhere/theirs/invited/",
            "/staff/northmoor/theirs/invited/",
        ]:
            assert browser.get(page).status_code == 404, page
        for act in ["stop", "again", "answer", "export/json"]:
            assert browser.post(f"{ours}{member.ref}/{act}/").status_code == 404
        # As a second press of the same button on what is gone: back to one's own book.
        assert browser.post(f"{ours}{member.ref}/erase/").url == ours
        assert browser.post(f"/staff/elsewhere/address-book/{member.ref}/erase/").status_code == 404
        assert Member.objects.filter(pk=member.pk).exists()
        posted = browser.post(url("invite-again", "safer-wards"), {"source": str(theirs.pk)})
        assert posted.status_code == 422

    def test_what_only_administrators_do_is_refused_to_facilitators(self, browser, invite):
        invite("ana@x.org")
        key = Member.objects.get().pk

        for act in ["erase", "write-again", "answer"]:
            assert browser.post(url(f"member-{act}", key)).status_code == 403
        assert browser.post(url("member-export", key, "json")).status_code == 403
        assert Member.objects.exists()

    def test_an_answer_that_cannot_leave_says_so_beside_the_person(
        self, signed_in, invite, settings
    ):
        settings.EMAIL_IS_CONFIGURED = False
        invite("ana@x.org")

        page = signed_in(Role.ADMINISTRATOR).post(url("member-answer", Member.objects.get().pk))
        assert page.status_code == 422
        assert "the letter cannot be sent" in page.text
        assert "ana@x.org" in page.text

    def test_no_programme_takes_the_books_address(self, facilitator):
        from folkmoot.core.errors import DomainError
        from folkmoot.programmes import services
        from tests.conftest import NOON

        with pytest.raises(DomainError, match="taken"):
            services.create_programme(
                actor=facilitator, name="Address book", slug="address-book", at=NOON
            )


def test_the_page_of_the_invited_asks_few_questions(
    browser, programme, invite, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(20) as asked:
            browser.get(url("invited", "safer-wards"))
        return len(asked)

    invite("first@x.org", Site="North")
    before = count()
    invite(*[f"p{n}@x.org" for n in range(50)], Site="South", Band="6")

    assert count() == before
