import pytest

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.programmes import presenting, queries, services
from tests.conftest import NOON
from tests.programmes.conftest import write


@pytest.fixture
def sponsor(actor, staff):
    return actor(Role.SPONSOR, user=staff(Role.SPONSOR))


def sign(programme, sponsor, number):
    return services.sign_mandate(
        actor=sponsor, programme=programme, number=number, job_title="Chief nurse", at=NOON
    )


class TestEditing:
    def test_every_save_is_a_new_version(self, draft_programme, facilitator):
        write(draft_programme, facilitator, promise="One")
        write(draft_programme, facilitator, promise="Two", based_on=1)

        numbers = draft_programme.mandates.order_by("number").values_list("number", "promise")
        assert list(numbers) == [(1, "One"), (2, "Two")]

    def test_a_stale_form_overwrites_nothing(self, draft_programme, facilitator):
        write(draft_programme, facilitator, promise="Theirs")

        with pytest.raises(Stale):
            write(draft_programme, facilitator, promise="Mine", based_on=0)

        assert queries.newest_version(draft_programme).promise == "Theirs"

    def test_saving_the_same_words_twice_keeps_the_version(self, draft_programme, facilitator):
        first = write(draft_programme, facilitator)

        assert write(draft_programme, facilitator, based_on=0) == first
        assert draft_programme.mandates.count() == 1

    def test_a_published_promise_stands(self, programme, facilitator):
        with pytest.raises(NotAllowed, match="published"):
            write(programme, facilitator, promise="Something else", based_on=1)


class TestSigning:
    def test_a_signature_belongs_to_one_version(self, draft_programme, facilitator, sponsor):
        write(draft_programme, facilitator)
        sign(draft_programme, sponsor, 1)

        write(draft_programme, facilitator, promise="Other words", based_on=1)

        page = queries.mandate_page(programme=draft_programme, user=sponsor.user)
        assert page.signatures == ()
        assert page.needs_new_signatures
        assert not page.signed_by_me

    def test_signing_twice_is_signing_once(self, draft_programme, facilitator, sponsor):
        write(draft_programme, facilitator)

        assert sign(draft_programme, sponsor, 1) == sign(draft_programme, sponsor, 1)

    def test_nobody_signs_words_they_have_not_read(self, draft_programme, facilitator, sponsor):
        write(draft_programme, facilitator)
        write(draft_programme, facilitator, promise="Changed", based_on=1)

        with pytest.raises(Stale, match="Read it again"):
            sign(draft_programme, sponsor, 1)

    def test_there_must_be_a_promise(self, draft_programme, facilitator, sponsor):
        write(draft_programme, facilitator, promise="  ")

        with pytest.raises(DomainError, match="no promise"):
            sign(draft_programme, sponsor, 1)

    def test_the_command_line_signs_for_nobody(self, draft_programme, facilitator, actor):
        write(draft_programme, facilitator)

        with pytest.raises(NotAllowed):
            sign(draft_programme, actor(Role.SPONSOR), 1)


def test_history_shows_words_added_and_removed(draft_programme, facilitator):
    write(draft_programme, facilitator, promise="In the end we listen well.")
    write(draft_programme, facilitator, promise="In the end we answer well.", based_on=1)

    newest = presenting.mandate_history(draft_programme)[0]

    [field] = newest.fields
    assert [(c.kind, c.text) for c in field.changes] == [
        ("same", "In the end we "),
        ("removed", "listen "),
        ("added", "answer "),
        ("same", "well."),
    ]


class TestPages:
    words = {"pain_points": "Falls at night", "promise": "We act by June", "based_on": "0"}

    def test_a_stale_form_shows_both_texts_and_keeps_what_was_typed(
        self, signed_in, draft_programme, facilitator
    ):
        write(draft_programme, facilitator, promise="Saved by a colleague")
        client = signed_in(Role.FACILITATOR)

        r = client.post("/staff/northmoor/not-yet/mandate/edit/", self.words)

        page = r.content.decode()
        assert r.status_code == 422
        assert "Saved by a colleague" in page
        assert page.count("We act by June") == 2  # beside the other, and in its box
        assert 'name="based_on" value="1"' in page
        again = client.post(
            "/staff/northmoor/not-yet/mandate/edit/", self.words | {"based_on": "1"}
        )
        assert again.status_code == 302
        assert queries.newest_version(draft_programme).number == 2

    def test_too_long_a_text_is_kept_and_explained(self, signed_in, draft_programme):
        long = "ض" * 6000
        r = signed_in(Role.SPONSOR).post(
            "/staff/northmoor/not-yet/mandate/edit/", self.words | {"promise": long}
        )

        assert r.status_code == 422
        assert long in r.content.decode()
        assert (
            "This has 6000 characters; there is room for 5000. Nothing is lost."
            in r.content.decode()
        )

    def test_sponsors_sign_what_they_read(self, signed_in, draft_programme, facilitator):
        write(draft_programme, facilitator)
        client = signed_in(Role.SPONSOR)

        client.post(
            "/staff/northmoor/not-yet/mandate/sign/", {"number": "1", "job_title": "Director"}
        )

        page = client.get("/staff/northmoor/not-yet/mandate/").content.decode()
        assert "Director" in page
        assert "Sign version" not in page

    def test_others_do_not_find_the_button(self, signed_in, draft_programme, facilitator):
        write(draft_programme, facilitator)
        client = signed_in(Role.ANALYST)

        page = client.get("/staff/northmoor/not-yet/mandate/").content.decode()
        refused = client.post("/staff/northmoor/not-yet/mandate/sign/", {"number": "1"})

        assert "Sign version" not in page
        assert "Edit the mandate" not in page
        assert refused.status_code == 422
        assert "Only a sponsor" in refused.content.decode()

    def test_a_comment_says_on_which_version(self, signed_in, draft_programme, facilitator):
        write(draft_programme, facilitator)
        client = signed_in(Role.SPONSOR)

        client.post("/staff/northmoor/not-yet/mandate/comment/", {"text": "Say by when."})

        page = client.get("/staff/northmoor/not-yet/mandate/").content.decode()
        assert "Say by when." in page
        assert "on version 1" in page

    def test_an_empty_comment_is_refused_with_the_reason(self, signed_in, draft_programme):
        r = signed_in(Role.SPONSOR).post("/staff/northmoor/not-yet/mandate/comment/", {"text": " "})

        assert r.status_code == 422
        assert "Write your comment first." in r.content.decode()
