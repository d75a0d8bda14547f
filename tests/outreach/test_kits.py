"""Links, QR codes, kits and calendars: what people carry with them."""

import io
import re

import pytest
from django.test import Client
from PIL import Image

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError
from folkmoot.joining import services as joining
from folkmoot.outreach import publishing
from folkmoot.outreach.models import Ambassador, ShortLink
from folkmoot.outreach.presenting import calendar
from folkmoot.outreach.queries import kits
from folkmoot.outreach.services import links
from folkmoot.programmes.models import (
    Activity,
    Channel,
    ChannelDay,
    MandateVersion,
    Phase,
    Programme,
)
from folkmoot.programmes.services import set_logo
from tests.batches import publish
from tests.conftest import CLOSES, NOON, OPENS

pytestmark = pytest.mark.django_db
HOME = "/staff/northmoor/safer-wards/kits/"
LONG = "What would make a shift safer? "


@pytest.fixture
def poster(programme):
    return Channel.objects.create(programme=programme, name="Poster", code="poster")


@pytest.fixture
def ambassador(programme, facilitator):
    return links.add_ambassador(actor=facilitator, programme=programme, name="Night shift", at=NOON)


def test_a_short_link_leads_to_the_front_page_and_keeps_its_code(poster, facilitator):
    first = links.make_short(actor=facilitator, channel=poster, at=NOON)
    again = links.make_short(actor=facilitator, channel=poster, at=NOON)

    assert first.code == again.code
    assert re.fullmatch(r"[2-9a-hjkmnp-z]{6}", first.code)
    for code in (first.code, first.code.upper()):
        answer = Client().get(f"/s/{code}")
        assert answer["Location"] == "/p/northmoor/safer-wards/?via=poster"
        assert not answer.cookies


def test_following_a_short_link_counts_nothing_yet(poster, facilitator):
    code = links.make_short(actor=facilitator, channel=poster, at=NOON).code
    Client().get(f"/s/{code}", follow=True)

    assert not ChannelDay.objects.exists()


@pytest.mark.parametrize("code", ["zzzzzz", "000000"])
def test_unknown_short_links_lead_nowhere(code):
    assert Client().get(f"/s/{code}").status_code == 404


def test_a_qr_code_is_a_picture_without_style_or_script():
    svg = links.qr_svg("https://folkmoot.example.org/s/abc234")

    assert svg.startswith("<svg")
    assert "style" not in svg
    assert "script" not in svg
    assert links.qr_png("https://folkmoot.example.org/s/abc234").startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["poster", "cards", "slide"])
def test_a_sheet_carries_the_name_the_link_and_the_code(poster, facilitator, kind):
    code = links.make_short(actor=facilitator, channel=poster, at=NOON).code
    page = publishing.sheet(poster, kind, for_paper=False, at=NOON).html

    assert page.count("Safer wards") >= (4 if kind == "cards" else 1)
    assert f"127.0.0.1:8000/s/{code}" in page
    assert "<svg" in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("kind", ["poster", "cards", "slide"])
def test_a_sheet_becomes_a_pdf_where_the_machine_can(poster, kind):
    pytest.importorskip("weasyprint", exc_type=OSError)

    assert publishing.as_pdf(poster, kind, at=NOON).startswith(b"%PDF")


def test_without_pango_the_page_says_what_to_install(poster, signed_in, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    answer = signed_in(Role.FACILITATOR).get(f"{HOME}{poster.ref}/poster.pdf")

    assert answer.status_code == 503
    assert "apt-get install libpango" in answer.content.decode()
    assert "Open the page for printing" in answer.content.decode()


@pytest.mark.parametrize("file", ["x.pdf", "poster.exe", "qr.gif", "..", "poster.pdf.html"])
def test_other_files_do_not_exist(poster, signed_in, file):
    assert signed_in(Role.FACILITATOR).get(f"{HOME}{poster.ref}/{file}").status_code == 404


class TestAmbassadors:
    def test_see_what_their_link_brought_in_whole_groups(self, ambassador, programme):
        path = links.ambassador_path(ambassador)
        for _ in range(9):
            joining.join(programme=programme, at=NOON, channel=ambassador.channel)
        assert "fewer than 10 people" in Client().get(path).content.decode()

        for _ in range(6):
            joining.join(programme=programme, at=NOON, channel=ambassador.channel)
        page = Client().get(path).content.decode()
        assert "10 or more people joined" in page
        words = re.sub(r"<svg.*?</svg>|<[^>]*>", "", page, flags=re.S)
        assert "15" not in re.sub(r"\S*/\S*", "", words)  # addresses hold random letters

    def test_have_a_kit_without_signing_in(self, ambassador):
        path = links.ambassador_path(ambassador)

        assert Client().get(f"{path}poster.html").status_code == 200
        assert Client().get(f"{path}qr.svg")["Content-Type"] == "image/svg+xml"

    def test_a_guessed_page_does_not_exist(self, ambassador):
        path = links.ambassador_path(ambassador)
        assert Client().get(path[:-5] + "aaaa/").status_code == 404
        assert Client().get("/ambassador/x/").status_code == 404

    def test_lose_their_page_but_not_their_link(self, ambassador, facilitator):
        path = links.ambassador_path(ambassador)
        links.end_ambassador(actor=facilitator, ambassador=ambassador, at=NOON)

        assert Client().get(path).status_code == 404
        code = ShortLink.objects.get().code
        assert Client().get(f"/s/{code}").status_code == 302

    def test_have_no_page_once_their_link_is_retired(self, ambassador):
        Channel.objects.filter(pk=ambassador.channel_id).update(retired_on=NOON.date())

        assert Client().get(links.ambassador_path(ambassador)).status_code == 404

    def test_are_not_added_twice(self, ambassador, programme, facilitator):
        with pytest.raises(DomainError, match="already"):
            links.add_ambassador(
                actor=facilitator, programme=programme, name="Night shift", at=NOON
            )

    def test_their_names_are_not_in_their_links(self, ambassador):
        assert "night" not in ambassador.channel.code


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_kits_are_for_those_who_run_and_those_who_answer(role, signed_in, poster):
    allowed = {Role.ADMINISTRATOR, Role.FACILITATOR, Role.SPONSOR}
    client = signed_in(role)

    assert client.get(HOME).status_code == (200 if role in allowed else 404)
    added = client.post(HOME, {"name": "Somebody"})
    runs = role in allowed - {Role.SPONSOR}
    assert added.status_code == (302 if runs else 422 if role is Role.SPONSOR else 404)
    assert Ambassador.objects.count() == runs


def test_another_tenants_channel_does_not_exist(signed_in, programme):
    other = Organisation.objects.create(name="Other", slug="other")
    theirs = Programme.objects.create(
        organisation=other, name="T", slug="theirs", created_on=NOON.date()
    )
    channel = Channel.objects.create(programme=theirs, name="Theirs", code="theirs")
    client = signed_in(Role.FACILITATOR)

    assert client.get(f"{HOME}{channel.ref}/qr.svg").status_code == 404
    assert client.post(f"{HOME}{channel.ref}/short/").status_code == 404


def test_the_page_costs_the_same_however_many_links(
    signed_in, programme, facilitator, django_assert_max_num_queries
):
    for n in range(15):
        links.add_ambassador(actor=facilitator, programme=programme, name=f"A{n}", at=NOON)
        Channel.objects.create(programme=programme, name=f"C{n}", code=f"c{n}")
    client = signed_in(Role.FACILITATOR)
    publish(programme, NOON)

    with django_assert_max_num_queries(24):
        client.get(HOME)


class TestCalendars:
    def test_hold_the_programme_and_its_phases(self, programme):
        activity = Activity.objects.create(
            programme=programme, kind="workshop", title="Ideas; and, votes"
        )
        Phase.objects.create(activity=activity, key="answer", opens_at=OPENS, closes_at=CLOSES)
        text = calendar.calendar_file(programme, at=NOON)

        assert text.count("BEGIN:VEVENT") == 2
        assert "DTSTART:20200101T000000Z" in text
        assert "SUMMARY:Ideas\\; and\\, votes" in text
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))

    def test_hold_one_activity_by_itself(self, programme, client):
        activity = Activity.objects.create(programme=programme, kind="workshop", title="W")
        Phase.objects.create(activity=activity, key="answer", opens_at=OPENS, closes_at=CLOSES)
        answer = client.get(f"/p/northmoor/safer-wards/calendar/{activity.pk}.ics")

        assert answer["Content-Type"].startswith("text/calendar")
        assert answer.content.decode().count("BEGIN:VEVENT") == 1

    def test_names_cannot_break_out_of_their_line(self, programme):
        programme.name = "A\r\nBEGIN:VALARM\r\nö" + "é" * 200
        text = calendar.calendar_file(programme, at=NOON)

        assert "\r\nBEGIN:VALARM" not in text
        assert text.encode().decode()


def test_words_to_copy_say_without_your_name(poster):
    assert "without your name" in publishing.text_to_copy(poster, at=NOON)
    assert kits.short_of(poster) == ""


@pytest.mark.parametrize("kind", ["poster", "cards", "slide"])
@pytest.mark.parametrize("way", ["anonymous", "confidential"])
def test_a_sheet_says_that_the_letter_is_needed_and_stays_one_page(poster, mode, way, kind):
    mode(way)
    Programme.objects.update(name="Safer wards by day and night", summary=LONG * 4)
    MandateVersion.objects.update(promise=LONG * 20)
    poster.programme.refresh_from_db()
    page = publishing.sheet(poster, kind, for_paper=False, at=NOON).html

    assert "You need the letter you were sent. No letter? Ask at this address." in page
    assert ("You give no name" in page) == (way == "anonymous")
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    style = weasyprint.CSS(filename=publishing.finders.find("outreach/kit.css"))
    paper = publishing.sheet(poster, kind, for_paper=True, at=NOON).html
    assert len(weasyprint.HTML(string=paper).render(stylesheets=[style]).pages) == 1


@pytest.mark.parametrize("kind", ["poster", "cards", "slide"])
def test_a_sheet_shows_the_logo_and_a_poster_the_promise(poster, facilitator, kind):
    picture = io.BytesIO()
    Image.new("RGB", (600, 200), "teal").save(picture, "PNG")
    picture.seek(0)
    set_logo(actor=facilitator, programme=poster.programme, picture=picture, at=NOON)
    poster = Channel.objects.get(pk=poster.pk)
    page = publishing.sheet(poster, kind, for_paper=False, at=NOON).html

    assert 'src="data:image/png;base64,' in page
    assert ("We promise: We answer every theme." in page) == (kind == "poster")
    poster.programme.logo.storage.delete(poster.programme.logo.name)
    poster = Channel.objects.get(pk=poster.pk)  # whose picture was lost
    assert "<img" not in publishing.sheet(poster, kind, for_paper=False, at=NOON).html


def test_where_the_link_lets_in_no_letter_is_spoken_of(poster):
    assert "letter" not in publishing.sheet(poster, "poster", for_paper=False, at=NOON).html
    assert "letter" not in publishing.text_to_copy(poster, at=NOON)


def test_asking_is_offered_only_where_somebody_can_answer(poster, mode, settings, tmp_path):
    mode("anonymous")
    settings.KEYS = tmp_path / "elsewhere"

    assert publishing.text_to_copy(poster, at=NOON).endswith("You need the letter you were sent.")


def test_words_to_copy_promise_what_is_true_where_names_are_known(poster, mode):
    mode("confidential")

    assert "your name is not shown with it" in publishing.text_to_copy(poster, at=NOON)
    assert "without your name" not in publishing.text_to_copy(poster, at=NOON)


def test_the_pages_of_kits_say_that_letters_come_first(ambassador, mode, signed_in):
    mode("anonymous")
    theirs = Client().get(links.ambassador_path(ambassador)).content.decode()
    staff = signed_in(Role.FACILITATOR).get(HOME).content.decode()

    assert "The link alone lets nobody in." in theirs
    assert "send the invitations" in staff
