"""Whatever a form is refused for, what was typed comes back, and nothing is done with it."""

import hashlib
import json
import re
import zlib

import pytest
from django.core.signing import get_cookie_signer
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils.crypto import get_random_string

from folkmoot.accounts.policy import Role
from folkmoot.web import unsaved_input
from folkmoot.workshops.models import Idea
from tests.conftest import NOON, PASSWORD, speak_as
from tests.web.addresses import form_addresses

pytestmark = pytest.mark.django_db

WORDS = "We wait <four> hours & nobody says why"
SHOWN = "We wait &lt;four&gt; hours &amp; nobody says why"
FORM = {"text": WORDS, "based_on": "3", "password": "hush now", "code": "abc def"}
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def addresses(programme, idea, workshop, staff):
    inside = Client()
    inside.force_login(staff())
    known = {"org": "northmoor", "slug": "safer-wards", "idea_id": idea.pk}
    return sorted(form_addresses(Client(), inside, **known, activity_id=workshop.pk))


def without_secrets(page):
    assert "hush now" not in page
    assert "abc def" not in page
    return page


def test_every_form_whose_token_has_gone_comes_back_with_its_words(addresses):
    """Nothing is done: the token is looked at before anything else."""
    assert len(addresses) > 60
    for path in addresses:
        answer = Client(enforce_csrf_checks=True).post(path, FORM, **HERE)
        if path.startswith("/unsubscribe/"):
            continue  # mail programs press that for people, without a token (RFC 8058)
        assert answer.status_code == 403, path
        assert SHOWN in without_secrets(answer.content.decode()), path


def again(answer):
    """The form on a page, as a browser would send it."""
    page = answer.content.decode()
    form = re.search(r'<form method="post" action="([^"]+)".*?</form>', page, re.S)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', form[0], re.S)
    plain = {
        name: value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        for name, value in areas
    }
    return form[1], hidden | plain


@pytest.fixture
def speaking(join):
    client = Client(enforce_csrf_checks=True)
    speak_as(client, join())
    return client


@pytest.fixture
def new_idea(question):
    return reverse("workshops:add-idea", args=["northmoor", "safer-wards", question.pk])


def test_one_press_sends_what_came_back(speaking, new_idea, question):
    refused = speaking.post(new_idea, {"text": WORDS, "token": "abcdefgh12345678abcdefgh"}, **HERE)
    assert Idea.objects.count() == 0
    where, fields = again(refused)
    assert where == new_idea

    speaking.post(where, fields, **HERE)

    assert [idea.text for idea in Idea.objects.all()] == [WORDS]


@pytest.mark.parametrize(
    "browser",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example.org"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://elsewhere.example.org/testserver"},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {},
    ],
    ids=["another site", "hidden", "another page", "says so", "says nothing"],
)
def test_another_site_gets_no_button_that_acts(speaking, new_idea, browser):
    answer = speaking.post(new_idea, {"text": WORDS}, **browser)
    page = answer.content.decode()

    assert answer.status_code == 403
    assert SHOWN in page
    assert "<form" not in page
    assert "from another site" in page


def test_a_press_without_words_leads_back_to_its_page(speaking, new_idea):
    came = {"HTTP_REFERER": "http://testserver/p/northmoor/safer-wards/"}
    page = speaking.post(new_idea, {"stance": "1"}, **came).content.decode()

    assert "<form" not in page
    assert 'href="/p/northmoor/safer-wards/"' in page


def test_for_htmx_it_takes_the_place_of_the_page(speaking, new_idea):
    answer = speaking.post(new_idea, {"text": WORDS}, headers={"HX-Request": "true"}, **HERE)

    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#main")
    assert SHOWN in answer.content.decode()


# Ended sessions


STRANGER = 999  # a number that no member of staff has
KEPT = "/accounts/kept/"
ORGANISATION = "/staff/northmoor/organisation/"


def sign_in(client, user, there="/accounts/login/"):
    return client.post(there, {"login": user.email, "password": PASSWORD})


POSTS = re.compile(r'<form[^>]*method="post".*?</form>', re.S)


def drawn_for(user_id=STRANGER):
    return {"drawn-for": unsaved_input.signed(unsaved_input.mark_of(user_id))}


def mark_on(client, path):
    """What the form of a page says of whom it was drawn for."""
    return re.search(r'name="drawn-for" value="([^"]+)"', client.get(path).content.decode())[1]


def loses_its_session(client, words=WORDS):
    """Somebody opens a form, types, and presses after their session has ended."""
    typed = {"name": words, "drawn-for": mark_on(client, ORGANISATION)}
    client.cookies.pop("staff")
    return client.post(ORGANISATION, typed)


def holds(client):
    return "".join(one.value for name, one in client.cookies.items() if "kept-words" in name)


def test_every_staff_form_is_carried_past_the_sign_in(addresses):
    forms = [path for path in addresses if path.startswith("/staff/")]
    assert len(forms) > 40
    for path in forms:
        client = Client()
        answer = client.post(path, FORM | drawn_for())
        assert (path, answer.status_code) == (path, 302)
        assert answer["Location"] == "/accounts/login/?next=%2Faccounts%2Fkept%2F", path
        held = "".join(cookie.value for cookie in client.cookies.values())
        assert "wait" not in held
        assert "staff" not in client.cookies


def test_after_signing_in_the_form_is_there_to_send(staff, programme):
    user = staff(*Role)
    client = Client()
    path = "/staff/northmoor/organisation/"
    sign_in(client, user, "/accounts/login/")
    revision = client.get(path).context["form"]["revision"].value()
    mark = mark_on(client, path)
    client.cookies.pop("staff")  # the session ends while the form is open
    typed = {
        "name": "Northmoor & South",
        "smallest_group": "10",
        "revision": revision,
        "drawn-for": mark,
    }
    there = client.post(path, typed)["Location"]

    page = sign_in(client, user, there)
    assert page.url == "/accounts/kept/"
    where, fields = again(client.get(page.url))
    assert (where, fields["smallest_group"]) == (path, "10")

    client.post(where, fields)
    assert not holds(client)  # it went: the next sign-in does not lead there again
    user.appointments.first().organisation.refresh_from_db()
    assert user.appointments.first().organisation.name == "Northmoor & South"


def test_words_that_were_kept_can_be_thrown_away(staff):
    user, client = staff(Role.ADMINISTRATOR), Client()
    client.force_login(user)
    loses_its_session(client)
    client.force_login(user)
    assert SHOWN in client.get(KEPT).content.decode()

    client.post(KEPT)

    assert "Nothing is kept" in client.get(KEPT).content.decode()


def test_what_nobody_sealed_is_not_shown(signed_in):
    client = signed_in(Role.ANALYST)
    client.cookies["kept-words-0"] = "forged"

    assert "Nothing is kept" in client.get(KEPT).content.decode()


# The next person at a shared computer


@pytest.fixture
def shared_computer(staff):
    """A browser in which an administrator's words wait, the administrator, and a colleague."""
    first, second, client = staff(Role.ADMINISTRATOR), staff(Role.FACILITATOR), Client()
    client.force_login(first)
    there = loses_its_session(client).url
    return client, first, second, there


def test_a_colleague_neither_reads_them_nor_hears_of_them(shared_computer):
    client, _, colleague, there = shared_computer
    page = sign_in(client, colleague, there)

    assert page.url == "/staff/"
    seen = client.get("/staff/", follow=True).content.decode() + client.get(KEPT).content.decode()
    assert "Nothing is kept for you here" in seen
    assert "wait" not in seen.lower().replace("waiting", "")
    assert "organisation/" not in client.get(KEPT).content.decode()


def test_words_that_were_kept_wait_for_whoever_wrote_them(shared_computer):
    client, writer, colleague, there = shared_computer
    sign_in(client, colleague, there)
    client.post("/accounts/logout/")

    assert sign_in(client, writer).url == KEPT
    assert SHOWN in client.get(KEPT).content.decode()


def test_the_seal_can_be_taken_along_and_opens_for_nobody_else(shared_computer, signed_in):
    client = shared_computer[0]
    thief = signed_in(Role.SPONSOR)
    thief.cookies.update({name: m for name, m in client.cookies.items() if "kept-words" in name})

    assert "Nothing is kept" in thief.get(KEPT).content.decode()


def test_what_was_kept_before_its_writer_was_known_opens_for_nobody(signed_in):
    client = signed_in(Role.ADMINISTRATOR)
    earlier = json.dumps([ORGANISATION, False, [["name", WORDS, True]]]).encode()
    client.cookies["kept-words-0"] = unsaved_input._seal().encrypt(zlib.compress(earlier)).decode()

    assert "Nothing is kept" in client.get(KEPT).content.decode()


@pytest.mark.parametrize(
    "mark",
    [
        {},
        {"drawn-for": ""},
        {"drawn-for": "forged"},
        {"drawn-for": unsaved_input.mark_of(STRANGER)},  # as the page tells it to its script
        {"drawn-for": [unsaved_input.signed("a"), unsaved_input.signed("b")]},
        {"drawn-for": get_cookie_signer(salt="voice").sign(unsaved_input.mark_of(STRANGER))},
    ],
    ids=["none", "empty", "forged", "bare", "two", "of another seal"],
)
@pytest.mark.parametrize("is_htmx", [False, True], ids=["page", "htmx"])
def test_words_of_nobody_known_stay_on_their_page(programme, mark, is_htmx):
    """Carried on they would be lost, or anybody's; nor can they be left for a colleague to send."""
    client = Client(headers={"HX-Request": "true"} if is_htmx else {})
    answer = client.post(ORGANISATION, {"name": WORDS} | mark)

    assert answer.status_code == (422 if is_htmx else 403)
    assert SHOWN in answer.content.decode()
    assert "next person at this computer" in answer.content.decode()
    assert not holds(client)


def test_a_mark_holds_for_a_weekend(programme, monkeypatch):
    monkeypatch.setattr(unsaved_input, "FORM_AGE", -1)

    assert Client().post(ORGANISATION, {"name": WORDS} | drawn_for()).status_code == 403


def test_a_mark_names_nobody(staff):
    user = staff(Role.ADMINISTRATOR)
    client = Client()
    client.force_login(user)
    page = client.get(ORGANISATION).content.decode()
    marks = re.findall(r'name="drawn-for" value="(\w+):', page)

    assert set(marks) == {unsaved_input.mark_of(user.pk)}
    assert unsaved_input.mark_of(user.pk) != unsaved_input.mark_of(user.pk + 1)
    told = {hashlib.sha256(one.encode()).hexdigest() for one in (str(user.pk), user.email)}
    assert not told & set(marks)


def test_every_form_of_staff_says_whom_it_was_drawn_for(addresses, signed_in):
    client = signed_in(*Role)
    forms = 0
    for path in addresses:
        page = client.get(path)
        if path.startswith(("/staff/", "/accounts/you")) and page.status_code == 200:
            for form in POSTS.findall(page.content.decode()):
                assert form.count('name="drawn-for"') == 1, (path, form[:200])
                forms += 1
    assert forms > 40


def test_no_form_of_those_who_take_part_does(addresses, signed_in, join):
    """Their browser may be a colleague's: what they send names no member of staff, even sealed."""
    client = signed_in(*Role)
    speak_as(client, join())
    read = [path for path in addresses if path.startswith("/p/")]
    pages = [client.get(path).content.decode() for path in read]

    assert sum("<form" in page for page in pages) >= 5
    assert not [path for path, page in zip(read, pages, strict=True) if "drawn-for" in page]
    assert not [path for path, page in zip(read, pages, strict=True) if "data-writer" in page]


def test_a_form_whose_token_has_gone_too_keeps_its_writer(staff, organisation):
    """Cookies were cleared: the page hands the form back, with its mark."""
    user, client = staff(Role.ADMINISTRATOR), Client(enforce_csrf_checks=True)
    client.force_login(user)
    mark = mark_on(client, ORGANISATION)
    client.cookies.clear()
    where, fields = again(client.post(ORGANISATION, {"name": WORDS, "drawn-for": mark}, **HERE))
    there = client.post(where, fields, **HERE)["Location"]

    assert fields["drawn-for"] == mark
    assert there == "/accounts/login/?next=%2Faccounts%2Fkept%2F"


def test_a_text_too_long_to_carry_waits_on_its_page(programme):
    long = " ".join(get_random_string(9) for _ in range(2000))
    answer = Client().post(ORGANISATION, {"name": long} | drawn_for())

    assert answer.status_code == 403
    assert "too long" in answer.content.decode()
    assert long in answer.content.decode()
    assert "new tab" in answer.content.decode()


def test_a_press_leads_back_to_its_page_after_signing_in(programme):
    came = {"HTTP_REFERER": "http://testserver/staff/northmoor/people/"}
    answer = Client().post("/staff/northmoor/people/1/remove/", {}, **came)

    assert answer["Location"] == "/accounts/login/?next=%2Fstaff%2Fnorthmoor%2Fpeople%2F"


def test_a_part_of_a_page_takes_the_whole_page_to_the_sign_in(programme):
    answer = Client().get("/staff/northmoor/people/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith("/accounts/login/?next=")


# Other refusals


def test_a_voice_that_has_gone_gets_its_words(client, new_idea):
    answer = client.post(new_idea, {"text": WORDS})

    assert answer.status_code == 403
    assert SHOWN in answer.content.decode()


def test_a_form_to_what_is_gone_gets_its_words(speaking, client):
    answer = client.post("/p/northmoor/nothing/here/", {"text": WORDS, "password": "hush now"})

    assert answer.status_code == 404
    assert SHOWN in without_secrets(answer.content.decode())


@pytest.mark.parametrize("trouble", [OperationalError("database is locked"), ZeroDivisionError()])
def test_a_failure_of_ours_gives_the_words_back(new_idea, join, monkeypatch, trouble):
    def fails(**_):
        raise trouble

    monkeypatch.setattr("folkmoot.workshops.services.add_idea", fails)
    client = Client(raise_request_exception=False)
    speak_as(client, join())
    answer = client.post(new_idea, {"text": WORDS})

    assert answer.status_code in {500, 503}
    assert SHOWN in answer.content.decode()


def test_a_closed_programme_gives_the_words_back(new_idea, join, programme):
    client = Client()
    speak_as(client, join())
    programme.closes_at = NOON.replace(year=2021)
    programme.save()
    answer = client.post(new_idea, {"text": WORDS})

    assert answer.status_code in {403, 422}
    assert SHOWN in answer.content.decode()
    assert Idea.objects.count() == 0


def test_marks_of_the_form_go_again_and_are_shown_to_nobody(programme, question):
    path = f"/p/northmoor/safer-wards/questions/{question.ref}/add/"
    form = {"text": WORDS, "token": "8nQb-K4rDTIAoyD1", "voice": "0123456789abcdef"}
    answer = Client(enforce_csrf_checks=True).post(path, form, **HERE)
    page = answer.content.decode()

    assert ">Token<" not in page
    for name in ("token", "voice"):
        assert f'type="hidden" name="{name}" value="{form[name]}"' in page
