"""Two people at one computer: neither speaks as the other, and neither loses a way in."""

import re

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.joining import services
from folkmoot.joining.models import JoiningCode, Mode, UsedLink
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import ChallengeQuestion, Idea, Vote

FRONT = "/p/northmoor/not-yet/"
IS_IT_YOU = "This device is already used by somebody who joined. Is that you?"
SECRET = "What the first one said"
FROM_OUTSIDE = {"Sec-Fetch-Site": "cross-site"}


def html(response):
    return response.content.decode()


@pytest.fixture
def ways_in(launched, invite):
    """``ways_in(mode)``: the address that each of three people has, and what they type."""

    def make(mode):
        programme = launched(mode)
        if mode == Mode.OPEN:
            return [(FRONT + "?via=letter", "")] * 3
        if mode == Mode.ANONYMOUS:
            codes = services.draw_codes(programme, 3)
            return [(f"{FRONT}code/{code}/", code) for code in codes]
        links = services.personal_links(programme, invite(programme, 3)).values()
        return [(link.partition("8000")[2], link) for link in links]

    return make


@pytest.fixture(params=list(Mode), ids=str)
def people(request, ways_in, client, now):
    """The first has joined in this browser and said something; the second has a way in."""
    first, second, _ = ways_in(request.param)
    client.get(first[0])
    key = client.post(FRONT + "join/", {"code": first[1]}).context["return_key"]
    author = Participant.objects.get()
    question = ChallengeQuestion.objects.get()
    Idea.objects.create(question=question, author=author, text=SECRET, said_on=now.date())
    assert SECRET in html(client.get(FRONT + "voice/"))
    return client, first, second, key


def arrive(browser, address):
    return browser.get(address, headers=FROM_OUTSIDE)


def answer(browser, answer, code=""):
    return browser.post(FRONT + "whose/", {"answer": answer, "code": code}, follow=True)


class TestASecondPerson:
    def test_is_asked_whether_they_are_the_first(self, people):
        browser, _, second, _ = people
        page = html(arrive(browser, second[0]))

        assert IS_IT_YOU in page
        assert "needs their return key to come back" in page
        assert SECRET not in page

    def test_is_asked_also_with_a_way_in_that_was_used(self, people):
        browser, first, _, _ = people

        assert IS_IT_YOU in html(arrive(browser, first[0]))

    def test_reads_and_says_nothing_before_the_answer(self, people):
        browser, _, second, _ = people
        arrive(browser, second[0])
        for page in ("voice/", "voice/withdraw/", "mailbox/"):
            assert browser.get(FRONT + page).url == FRONT + "whose/"
        for act in ("voice/key/", "voice/withdraw/", "begin/"):
            assert browser.post(FRONT + act).url == FRONT + "whose/"

        assert Participant.objects.count() == 1

    def test_is_handed_back_what_they_wrote_before_the_answer(self, people):
        browser, _, second, _ = people
        arrive(browser, second[0])
        add = f"{FRONT}questions/{ChallengeQuestion.objects.get().ref}/add/"
        r = browser.post(add, {"text": "My own words", "token": "t"})

        assert r.status_code == 403
        assert "My own words" in html(r)
        assert FRONT + "whose/" in html(r)

    def test_joins_with_their_own_way_in_once_they_have_left_the_others_voice(self, people):
        browser, _, second, _ = people
        arrive(browser, second[0])
        page = html(answer(browser, "leave", second[1]))

        assert "This device has forgotten who was here before" in page
        assert Participant.objects.count() == 1  # nothing was used up by leaving
        browser.post(FRONT + "join/", {"code": second[1]})
        assert Participant.objects.count() == 2
        assert SECRET not in html(browser.get(FRONT + "voice/"))

    def test_finds_their_code_in_the_form_after_leaving(self, people):
        browser, _, second, _ = people
        arrive(browser, second[0])

        assert second[1] in html(answer(browser, "leave", second[1]))

    def test_leaves_the_first_ones_key_as_it_was(self, people):
        browser, _, second, key = people
        arrive(browser, second[0])
        answer(browser, "leave", second[1])
        r = browser.post(FRONT + "return/", {"return_key": key}, follow=True)

        assert SECRET in html(r)

    def test_who_types_a_code_where_somebody_has_joined_is_asked_too(self, people):
        browser, _, second, _ = people
        r = browser.post(FRONT + "join/", {"code": second[1]})

        assert IS_IT_YOU in html(r) or r.context.get("return_key")  # their own press, once more
        assert Participant.objects.count() == 1


class TestTheFirstPerson:
    def test_carries_on_where_they_were(self, people):
        browser, first, _, _ = people
        arrive(browser, first[0])
        r = answer(browser, "stay")

        assert r.redirect_chain[-1][0] == FRONT + "take-part/"
        assert SECRET in html(browser.get(FRONT + "voice/"))

    def test_is_not_asked_on_the_way_between_pages(self, people):
        browser, *_ = people
        page = html(browser.get(FRONT, headers={"Sec-Fetch-Site": "same-origin"}))

        assert IS_IT_YOU not in page
        assert "Carry on" in page
        assert "I am somebody else" in page

    def test_finds_everything_as_it_was_if_nobody_answers(self, people):
        browser, _, second, _ = people
        arrive(browser, second[0])
        page = html(answer(browser, "nothing", second[1]))

        assert "Nothing has changed" in page
        assert browser.get(FRONT + "voice/").url == FRONT + "whose/"
        answer(browser, "stay")
        assert SECRET in html(browser.get(FRONT + "voice/"))

    @pytest.mark.parametrize("page", ["", "take-part/", "voice/", "anonymity/", "mailbox/"])
    def test_leaves_the_device_in_one_tap_from_every_page(self, people, page):
        browser, *_ = people
        shown = html(browser.get(FRONT + page))

        assert f'action="{FRONT}voice/leave/"' in shown
        assert "Leave this device" in shown

    def test_reads_after_leaving_what_happened_and_how_to_come_back(self, people):
        browser, *_ = people
        r = browser.post(FRONT + "voice/leave/", follow=True)

        assert r.redirect_chain[-1][0] == FRONT + "voice/left/"
        assert "You have left this device" in html(r)
        assert "return key" in html(r)
        assert "voice/leave/" not in html(r)
        assert browser.get(FRONT + "voice/").url == FRONT + "?notice=stranger"

    def test_leaving_stands_before_everything_that_was_said(self, people):
        browser, *_ = people
        page = html(browser.get(FRONT + "voice/"))
        leaving = page.index('<button class="button" type="submit" aria-describedby="leaving">')

        assert leaving < page.index(SECRET)

    def test_can_leave_also_while_the_question_is_open(self, people):
        browser, _, second, _ = people
        arrive(browser, second[0])

        assert browser.post(FRONT + "voice/leave/").url == FRONT + "voice/left/"
        assert browser.get(FRONT + "whose/").url == FRONT


def test_asking_and_answering_store_nothing(people, django_assert_num_queries):
    """Nothing of either person is written: what is asked lives in a cookie that names nobody."""
    browser, _, second, _ = people
    before = [list(model.objects.values()) for model in (Participant, JoiningCode, UsedLink)]
    arrive(browser, second[0])
    question = next(m for name, m in browser.cookies.items() if name.startswith("whose-"))
    answer(browser, "nothing", second[1])
    answer(browser, "leave", second[1])

    assert question.value == "asked"
    assert [
        list(model.objects.values()) for model in (Participant, JoiningCode, UsedLink)
    ] == before


def test_a_page_without_a_voice_offers_nothing_to_leave(launched, client):
    launched(Mode.OPEN)

    assert "voice/leave/" not in html(client.get(FRONT))


def test_after_the_close_a_link_still_asks_before_anything_is_read(people, now):
    from datetime import timedelta

    from folkmoot.programmes.models import Programme

    browser, _, second, _ = people
    Programme.objects.update(closes_at=now - timedelta(hours=1))
    page = html(browser.get(second[0], headers=FROM_OUTSIDE, follow=True))

    assert IS_IT_YOU in page
    assert browser.get(FRONT + "voice/").url == FRONT + "whose/"
    assert "No: leave this device" in page


def test_rehearsing_staff_are_asked_alike(set_up, signed_in, runner, now):
    programme = set_up(Mode.ANONYMOUS)
    programme.is_practising = True
    programme.save()
    browser = signed_in(Role.MODERATOR)
    browser.post(FRONT + "join/")

    assert IS_IT_YOU in html(browser.get(FRONT, headers=FROM_OUTSIDE))


@pytest.mark.parametrize("mode", Mode)
def test_the_page_that_shows_the_key_can_be_left_too(ways_in, client, mode):
    address, code = ways_in(mode)[0]
    client.get(address)
    page = html(client.post(FRONT + "join/", {"code": code}))
    client.post(FRONT + "voice/leave/")

    assert f'action="{FRONT}voice/leave/"' in page
    assert client.get(FRONT + "voice/").url == FRONT + "?notice=stranger"


class TestAPageThatTheFirstOneLeftOpen:
    """In another tab, say: it never speaks with the voice of whoever joined here since."""

    def mark(self, page):
        return re.search(r'name="voice" value="(\w+)"', page).group(1)

    @pytest.fixture
    def left_open(self, people):
        browser, _, second, _ = people
        add = f"{FRONT}questions/{ChallengeQuestion.objects.get().ref}/add/"
        theirs = self.mark(html(browser.get(add)))
        arrive(browser, second[0])
        answer(browser, "leave", second[1])
        browser.post(FRONT + "join/", {"code": second[1]})
        return browser, add, theirs

    def test_hands_the_words_back_and_asks_whose_the_voice_is(self, left_open):
        browser, add, theirs = left_open
        r = browser.post(add, {"text": "Words of the first", "token": "t", "voice": theirs})

        assert r.status_code == 403
        assert "Words of the first" in html(r)
        assert not Idea.objects.filter(text="Words of the first").exists()
        assert browser.get(FRONT + "voice/").url == FRONT + "whose/"

    def test_casts_no_vote_for_the_second(self, left_open):
        browser, _, theirs = left_open
        vote = f"{FRONT}ideas/{Idea.objects.get().ref}/vote/"
        r = browser.post(vote, {"stance": "1", "on": "idea", "voice": theirs})

        assert r.url == FRONT + "whose/"
        assert not Vote.objects.exists()

    def test_stays_as_it_is_while_somebody_writes_on_it(self, left_open):
        browser, add, theirs = left_open
        look_up = {"text": "Words of the first", "voice": theirs}
        r = browser.post(add.replace("/add/", "/similar/"), look_up, headers={"HX-Request": "true"})

        assert r.status_code == 204
        assert "HX-Redirect" not in r.headers

    def test_takes_nothing_of_the_second_back(self, left_open):
        browser, _, theirs = left_open
        browser.post(FRONT + "voice/withdraw/", {"voice": theirs})

        assert Participant.objects.count() == 2

    def test_the_second_ones_own_pages_work_as_ever(self, left_open):
        browser, add, _ = left_open
        mine = self.mark(html(browser.get(add)))
        browser.post(add, {"text": "My own words", "token": "t", "voice": mine})

        assert Idea.objects.filter(text="My own words").exists()

    def test_the_mark_says_nothing_of_the_voice(self, left_open):
        _, _, theirs = left_open

        assert str(Participant.objects.order_by("pk").first().pk) not in theirs
        assert len(theirs) == 16


def test_a_page_seen_in_doubt_does_not_say_that_nobody_has_joined(people):
    browser, _, second, _ = people
    arrive(browser, second[0])
    page = html(browser.get(FRONT + "take-part/"))

    assert "You have not joined on this device" not in page
    assert "Say whether that is you" in page
