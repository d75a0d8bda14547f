from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.accounts.policy import Role
from folkmoot.joining import access, services
from folkmoot.joining.views import public as views
from folkmoot.participants.models import Participant
from folkmoot.programmes import registry
from folkmoot.programmes.models import Channel, ChannelDay, Phase

FRONT = "/p/northmoor/safer-wards/"


@pytest.fixture(autouse=True)
def fresh_limits():
    access.JOINING.forget()
    access.VISITS.forget()
    access.WRONG_KEYS.forget()
    access.WRONG_CODES.forget()


@pytest.fixture
def open_programme(programme, workshop, question):
    return programme


def html(response):
    return response.content.decode()


def joined(client):
    r = client.post(FRONT + "join/")
    return r, r.context["return_key"]


def test_the_front_page_tells_the_promise_and_how_anonymity_works(client, open_programme):
    page = html(client.get(FRONT))

    assert "We answer every theme." in page
    assert "Each browser has one voice" in page
    assert "Join anonymously" in page


def test_joining_shows_the_key_and_leads_to_the_first_question(client, open_programme, question):
    r, key = joined(client)

    assert key in html(r)
    assert r.headers["Cache-Control"].startswith("max-age=0")
    start = client.post(FRONT + "begin/", follow=True)
    assert question.text in html(start)


def test_a_browser_that_joined_stays_one_voice(client, open_programme):
    joined(client)
    client.post(FRONT + "join/")

    assert Participant.objects.count() == 1


def test_the_return_key_brings_the_voice_to_another_device(client, open_programme):
    _, key = joined(client)
    phone = Client()
    r = phone.post(FRONT + "return/", {"return_key": key.upper().replace("-", " ")})

    assert r["Location"] == FRONT + "voice/"
    assert phone.get(r["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Type the return key"),
        ("abc", "14 letters and digits"),
        ("7k2mx-9qxrw-w4t2", "not right"),
        ("x" * 1000, "14 letters and digits"),
        ("\x00" * 14, "Null characters"),
    ],
)
def test_a_wrong_key_says_what_to_check(client, open_programme, typed, answer):
    r = client.post(FRONT + "return/", {"return_key": typed})

    assert r.status_code == 422
    assert answer in html(r)


def key_beginning(start):
    body = start + services.new_return_key()[2:-1]
    return body + services.check_character(body)


def test_guessing_keys_is_slowed_and_no_address_is_kept(client, open_programme):
    for _ in range(access.WRONG_KEYS.most):
        client.post(FRONT + "return/", {"return_key": key_beginning("7k")})
    r = client.post(FRONT + "return/", {"return_key": key_beginning("7k")})

    assert "Wait ten minutes" in html(r)
    assert "127.0.0.1" not in repr(vars(access.WRONG_KEYS))


def test_a_guess_is_counted_whatever_is_pasted_with_it(client, open_programme, monkeypatch):
    monkeypatch.setattr(views, "_is_a_way_in", lambda request, typed: True)
    for _ in range(access.WRONG_KEYS.most):
        client.post(FRONT + "return/", {"return_key": f"{key_beginning('7k')} {'a' * 39}"})
    r = client.post(FRONT + "return/", {"return_key": key_beginning("7k")})

    assert "Wait ten minutes" in html(r)


def test_a_guesser_does_not_lock_a_colleague_out(client, open_programme):
    _, key = joined(client)
    guess = "8" if key[0] == "7" else "7"
    for _ in range(access.WRONG_KEYS.most + 1):
        client.post(FRONT + "return/", {"return_key": key_beginning(guess + "k")})

    assert Client().post(FRONT + "return/", {"return_key": key})["Location"] == FRONT + "voice/"


def test_a_new_key_replaces_the_lost_one(client, open_programme):
    _, lost = joined(client)
    new = client.post(FRONT + "voice/key/").context["return_key"]

    assert services.restore(programme=open_programme, return_key=new)
    with pytest.raises(services.UnknownKey):
        services.restore(programme=open_programme, return_key=lost)


def test_taking_everything_back_forgets_the_voice(client, open_programme, question):
    joined(client)
    idea = f"/p/northmoor/safer-wards/questions/{question.ref}/add/"
    client.post(idea, {"text": "Something I regret", "token": "t"})
    assert "your ideas (1)" in html(client.get(FRONT + "voice/withdraw/"))
    r = client.post(FRONT + "voice/withdraw/")

    assert "has been taken back" in html(client.get(r.url))
    assert not Participant.objects.exists()
    assert not question.ideas.exclude(text="").exists()


def test_leaving_a_device_keeps_the_voice(client, open_programme):
    joined(client)
    client.post(FRONT + "voice/leave/")

    assert Participant.objects.count() == 1
    assert client.get(FRONT + "voice/").status_code == 302


def test_a_forged_cookie_is_no_voice(client, open_programme, join):
    name = access.cookie_name(open_programme)
    client.cookies[name] = f"{join().pk}:forged"

    assert client.get(FRONT + "voice/").url == FRONT + "?notice=stranger"


def test_the_voice_of_another_programme_is_none_here(open_programme, draft_programme, join, voice):
    client = voice(join())
    client.cookies[access.cookie_name(draft_programme)] = client.cookies[
        access.cookie_name(open_programme)
    ].value

    assert access.cookie_name(draft_programme) != access.cookie_name(open_programme)
    assert client.get("/p/northmoor/not-yet/voice/").status_code == 404


class TestStages:
    def test_before_it_opens_nobody_joins(self, client, open_programme):
        open_programme.opens_at = timezone.now() + timedelta(days=3)
        open_programme.save()

        page = html(client.get(FRONT))
        assert "Opens on" in page
        assert "Join anonymously" not in page
        assert client.post(FRONT + "join/").url == FRONT
        assert not Participant.objects.exists()

    def test_after_the_close_it_says_so(self, client, open_programme):
        open_programme.closes_at = timezone.now() - timedelta(days=3)
        open_programme.save()

        assert "This programme closed on" in html(client.get(FRONT))

    def test_a_draft_is_for_its_staff_alone(self, client, draft_programme, signed_in):
        address = "/p/northmoor/not-yet/"
        assert client.get(address).status_code == 404
        page = html(signed_in(Role.FACILITATOR).get(address))
        assert "Preview." in page
        assert "Join anonymously" not in page

    def test_practice_is_marked_and_its_voices_are_not_counted(
        self, client, draft_programme, signed_in
    ):
        draft_programme.is_practising = True
        draft_programme.save()
        staff = signed_in(Role.FACILITATOR)

        assert client.post("/p/northmoor/not-yet/join/").status_code == 404
        assert "Practice." in html(staff.get("/p/northmoor/not-yet/"))
        staff.post("/p/northmoor/not-yet/join/")
        assert Participant.objects.get().is_practice


class TestChannels:
    @pytest.fixture
    def poster(self, open_programme):
        return Channel.objects.create(programme=open_programme, name="Poster", code="poster")

    def visits(self):
        return sum(ChannelDay.objects.values_list("visits", flat=True))

    def test_opening_the_page_counts_nothing(self, client, poster):
        assert 'value="poster"' in html(client.get(FRONT + "?via=poster"))
        assert self.visits() == 0

    def test_the_page_itself_reports_a_visit(self, client, poster):
        for _ in range(2):
            assert client.post(FRONT + "visit/", {"via": "poster"}).status_code == 204

        assert self.visits() == 2
        assert not client.cookies

    def test_visits_over_the_bound_are_not_counted_and_keep_nobody_from_joining(
        self, client, poster
    ):
        access.VISITS.forget()
        for _ in range(access.VISITS.most + 1):
            assert client.post(FRONT + "visit/", {"via": "poster"}).status_code == 204

        assert self.visits() == access.VISITS.most
        assert Client().post(FRONT + "join/").status_code == 200

    def test_joining_without_javascript_counts_the_visit_too(self, client, poster):
        client.post(FRONT + "join/", {"via": "poster", "counted": "0"})

        assert self.visits() == 1
        assert Participant.objects.get().channel == poster

    def test_by_a_retired_link_people_join_and_nothing_is_counted(self, client, poster):
        Channel.objects.update(retired_on=poster.programme.opens_at.date())

        assert client.post(FRONT + "visit/", {"via": "poster"}).status_code == 204
        client.post(FRONT + "join/", {"via": "poster", "counted": "0"})
        assert self.visits() == 0
        assert Participant.objects.get().channel is None

    def test_a_made_up_code_is_let_go(self, client, open_programme):
        assert client.get(FRONT + "?via=%00nonsense").status_code == 200
        client.post(FRONT + "join/", {"via": "nonsense"})
        assert Participant.objects.get().channel is None


@pytest.mark.parametrize(
    "path", ["", "take-part/", "return/", "voice/", "voice/leave/", "voice/withdraw/"]
)
def test_reading_a_page_changes_nothing_of_a_voice(
    client, open_programme, path, django_assert_max_num_queries
):
    joined(client)
    before = list(Participant.objects.values())
    with django_assert_max_num_queries(12):
        client.get(FRONT + path)

    assert list(Participant.objects.values()) == before


def test_the_dates_can_be_put_into_a_calendar(client, open_programme):
    assert f'href="{FRONT}calendar.ics"' in html(client.get(FRONT))
    assert html(client.get(FRONT + "calendar.ics")).startswith("BEGIN:VCALENDAR")


class TestADraftWithoutDates:
    @pytest.fixture
    def preview(self, programme, workshop, question, signed_in):
        programme.is_launched, programme.opens_at, programme.closes_at = False, None, None
        programme.save()
        client = signed_in(Role.FACILITATOR)
        return lambda: html(client.get(FRONT))

    def test_has_nothing_for_a_calendar(self, preview):
        page = preview()

        assert "What happens when" in page
        assert "calendar.ics" not in page

    def test_has_a_calendar_once_one_part_is_dated(self, preview, workshop):
        now, key = timezone.now(), registry.kind("workshop").phases[0].key
        Phase.objects.create(
            activity=workshop, key=key, opens_at=now, closes_at=now + timedelta(days=7)
        )

        assert f'href="{FRONT}calendar.ics"' in preview()
