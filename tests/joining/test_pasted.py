"""Links and codes in whatever people paste with them; keys and codes taken for each other."""

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.joining import services
from folkmoot.joining.models import JoiningCode, Mode
from folkmoot.joining.services import codes
from folkmoot.participants.models import Participant

FRONT = "/p/northmoor/not-yet/"
KEY = "7k2mx9qxrww4t" + codes.check_character("7k2mx9qxrww4t")
SHOWN = codes.show_key(KEY)
PERSONAL = codes.show_personal(bytes(range(100, 124)))
CODE_LINK = f"https://moot.example.org/p/north/nights/code/?via=abc#{SHOWN}"
LINK = f"https://moot.example.org/p/north/nights/link/{PERSONAL}/?via=abc"


def safelinks(text):
    return (
        "https://eur01.safelinks.protection.outlook.com/?url="
        f"{quote(text, safe='')}&data=05%7C02%7C&sdata=q1w2%3D&reserved=0"
    )


def google(text):
    return f"https://www.google.com/url?q={quote(text, safe='')}&source=gmail&ust=17000"


def proofpoint_2(text):
    told = quote(text, safe=":/").replace("-", "%2D").replace("_", "%5F")
    told = told.replace(":", "%3A").replace("%", "-").replace("/", "_")
    return f"https://urldefense.proofpoint.com/v2/url?u={told}&d=DwMFaQ&c=abc&r=def&m=ghi&s=jkl&e="


def proofpoint_3(text):
    left = "".join(c for c in text if c in "?#&=")
    stars = "".join("*" if c in "?#&=" else c for c in text)
    told = base64.urlsafe_b64encode(left.encode()).decode().rstrip("=")
    return f"https://urldefense.com/v3/__{stars}__;{told}!!N8Xdb1VRTU!abc$"


def barracuda(text):
    return f"https://linkprotect.cudasvc.com/url?a={quote(text, safe='')}&c=E,1,x&typo=1"


def sophos(text):
    told = base64.urlsafe_b64encode(text.encode()).decode()
    return f"https://eu-west-1.protection.sophos.com?d=example.org&u={told}&i=NWY&t=aGk=&h=1"


def cisco(text):
    return f"https://secure-web.cisco.com/1aBcD-eF_gH/{quote(text, safe='')}"


def tracked(text):
    first, mark, code = text.partition("#")
    joined = "&" if "?" in first else "?"
    return f"{first}{joined}utm_source=mail&fbclid=IwAR0x&gclid=Cj0K&mc_cid=1a2b{mark}{code}"


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


LINKS_ONLY = {
    "safelinks": safelinks,
    "google": google,
    "proofpoint 2": proofpoint_2,
    "proofpoint 3": proofpoint_3,
    "barracuda": barracuda,
    "sophos": sophos,
    "cisco": cisco,
    "tracked": tracked,
    "letter": (
        "Take part with this link: {}  Nobody notes which code is in whose letter. It closes on "
        "13 December 2026 at 18:00."
    ).format,
}
ANYTHING = {
    "stop": "{}.".format,
    "brackets": "({}),".format,
    "square": "[{}]".format,
    "angles": "<{}>".format,
    "quotes": '"{}"'.format,
    "typographic": "“{}”".format,
    "german": "„{}“!".format,
    "guillemets": "« {} »".format,
    "markdown": "**{}**".format,
    "sentence": "Join here: {} See you!".format,
    "white": "\n\t {}\xa0 \r\n".format,
    "zero-width": lambda text: "\u200b".join(text),
    "soft hyphens": lambda text: text[:20] + "\xad" + text[20:],
    "soft breaks": lambda text: text[:30] + "=\r\n" + text[30:],
    "wide": wide,
    "html": "{}&gt;".format,
}


def wrapped_once(text, name):
    return (LINKS_ONLY | ANYTHING)[name](text)


@pytest.mark.parametrize("name", [*LINKS_ONLY, *ANYTHING])
@pytest.mark.parametrize(
    ("text", "code"), [(CODE_LINK, KEY), (LINK, PERSONAL)], ids=["code", "link"]
)
def test_a_link_is_read_out_of_each_wrapping(text, code, name):
    assert codes.clean_code(wrapped_once(text, name)) == code


@pytest.mark.parametrize("name", list(ANYTHING))
@pytest.mark.parametrize("text", [KEY, SHOWN, SHOWN.upper(), SHOWN.replace("-", " ")])
def test_a_code_is_read_out_of_each_wrapping(text, name):
    if name != "sentence" or "-" in text:
        assert codes.clean_code(wrapped_once(text, name)) == KEY
        assert codes.clean_key(wrapped_once(text, name)) == KEY


@pytest.mark.parametrize(
    ("text", "code"), [(CODE_LINK, KEY), (LINK, PERSONAL)], ids=["code", "link"]
)
def test_what_the_words_of_a_letter_spell_by_chance_is_not_taken_for_the_code(text, code):
    inside = wrapped_once(wrapped_once(text, "cisco"), "letter")

    assert codes.clean_code(inside) == code


@given(st.data())
def test_any_wrappings_in_any_order_give_the_code_back(data):
    text, code = data.draw(st.sampled_from([(CODE_LINK, KEY), (LINK, PERSONAL)]))
    rewriters = [name for name in LINKS_ONLY if name != "tracked"]
    for name in data.draw(st.lists(st.sampled_from(rewriters), max_size=2)):
        text = wrapped_once(text, name)
    around = [name for name in ANYTHING if name not in {"soft breaks", "soft hyphens"}]
    for name in data.draw(st.lists(st.sampled_from(around), max_size=3)):
        if len(text) < 3000:
            text = wrapped_once(text, name)

    assert codes.clean_code(text) == code


@given(st.binary(min_size=16, max_size=16), st.sampled_from(["", "-", " ", "\u2011", "\n", " - "]))
def test_any_code_is_read_however_it_is_grouped(seed, between):
    body = "".join(codes.KEY_ALPHABET[byte % 31] for byte in seed[:13])
    key = body + codes.check_character(body)
    typed = between.join([key[:5], key[5:10], key[10:]])

    assert codes.clean_code(typed.upper()) == key


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_be_read(text):
    for clean in (codes.clean_code, codes.clean_key):
        assert len(clean(text)) <= 64


@pytest.mark.parametrize("place", [3, 20, 38])
def test_a_personal_link_broken_over_lines_is_joined(place):
    start = LINK.index(PERSONAL)
    for gap in ("\n", "\r\n   ", " "):
        broken = LINK[: start + place] + gap + LINK[start + place :] + "\nSee you"
        assert codes.clean_code(broken) == PERSONAL


def test_letters_that_look_alike_are_read_as_the_one_there_is():
    typed = PERSONAL.translate(str.maketrans("olb", "018"))

    assert codes.clean_code(typed) == PERSONAL


def html(response):
    return response.content.decode()


class TestTakenForEachOther:
    @pytest.fixture(params=[Mode.ANONYMOUS, Mode.CONFIDENTIAL], ids=str)
    def ways_in(self, request, launched, invite):
        programme = launched(request.param)
        if request.param == Mode.ANONYMOUS:
            return services.draw_codes(programme, 2)
        return list(services.personal_links(programme, invite(programme, 2)).values())

    def test_a_return_key_typed_as_a_code_brings_its_voice_back(self, ways_in, client):
        key = client.post(FRONT + "join/", {"code": ways_in[0]}).context["return_key"]
        client.post(FRONT + "voice/leave/")
        r = client.post(FRONT + "join/", {"code": f"My key: {key}."}, follow=True)

        assert r.redirect_chain[-1][0] == FRONT + "voice/"
        assert "That was your return key. You are back." in html(r)
        assert Participant.objects.count() == 1

    def test_a_code_typed_as_a_return_key_leads_on_without_retyping(self, ways_in, client):
        r = client.post(FRONT + "return/", {"return_key": ways_in[0]})

        assert "That is no return key: it is an invitation" in html(r)
        assert f'name="code" value="{ways_in[0]}"' in html(r)
        assert not Participant.objects.exists()
        assert client.post(FRONT + "join/", {"code": ways_in[0]}).context["return_key"]

    def test_what_is_neither_is_refused_and_counted(self, ways_in, client):
        r = client.post(FRONT + "return/", {"return_key": SHOWN})

        assert r.status_code == 422
        assert "No voice in this programme" in html(r)


LOST = {
    Mode.OPEN: ("join as somebody new", "join again"),
    Mode.CONFIDENTIAL: ("your link lets you in only once", "your link lets you in only once"),
    Mode.ANONYMOUS: ("your code lets you in only once", "Your code lets you in only once"),
}


@pytest.mark.parametrize("mode", list(Mode), ids=str)
def test_what_a_lost_key_means_is_said_beside_the_key_and_where_it_is_asked_for(
    launched, invite, client, mode
):
    programme = launched(mode)
    form = {}
    if mode == Mode.ANONYMOUS:
        (form["code"],) = services.draw_codes(programme, 1)
    elif mode == Mode.CONFIDENTIAL:
        (form["code"],) = services.personal_links(programme, invite(programme, 1)).values()
    beside, asked = LOST[mode]

    assert beside in html(client.post(FRONT + "join/", form))
    page = html(client.get(FRONT + "return/"))
    assert asked in page
    assert ("join again" in page) == (mode == Mode.OPEN)


def test_in_the_anonymous_mode_only_who_said_nothing_is_led_to_a_new_code(launched, client):
    launched(Mode.ANONYMOUS)
    page = html(client.get(FRONT + "return/"))

    assert "You have said and voted nothing yet?" in page
    assert FRONT + "invitation/" in page


class TestTheCover:
    @pytest.mark.parametrize("mode", [Mode.ANONYMOUS, Mode.CONFIDENTIAL], ids=str)
    def test_an_invitation_shows_promise_signatures_and_the_end_before_the_button(
        self, launched, invite, client, staff, now, mode
    ):
        from folkmoot.accounts.policy import Role
        from folkmoot.programmes.models import MandateVersion

        programme = launched(mode)
        sponsor = staff(Role.SPONSOR)
        version = MandateVersion.objects.get()
        version.signatures.create(sponsor=sponsor, job_title="Chief nurse", at=now)
        MandateVersion.objects.update(pain_points="Nights are long.", answers_for="The board.")
        if mode == Mode.ANONYMOUS:
            page = html(client.get(f"{FRONT}code/{services.draw_codes(programme, 1)[0]}/"))
        else:
            link = services.personal_links(programme, invite(programme, 1)).popitem()[1]
            page = html(client.get(link.partition("8000")[2]))
        button = page.index('<button class="button" type="submit">')

        for said in (
            "We answer.",
            sponsor.name,
            "Chief nurse",
            "Nights are long.",
            "The board.",
            "How you join",
            "Open until",
        ):
            assert page.index(said) < button, said

    def test_it_needs_no_more_than_a_few_queries(
        self, launched, client, django_assert_max_num_queries
    ):
        programme = launched(Mode.ANONYMOUS)
        (code,) = services.draw_codes(programme, 1)
        with django_assert_max_num_queries(12):
            client.get(f"{FRONT}code/{code}/")
        assert JoiningCode.objects.count() == 1
