import pytest

from folkmoot.accounts.policy import Role
from folkmoot.guides.models import Guide
from folkmoot.workshops.models import Idea
from tests.frameworks.evidence import WORDS

PUBLIC = "/p/northmoor/safer-wards/guide/"
OVERVIEW = "/staff/northmoor/safer-wards/guide/"


def test_anybody_may_read_the_published_guide(client, guide):
    page = client.get(PUBLIC).content.decode()

    assert "Every ward keeps a quiet hour, &lt;b&gt;each&lt;/b&gt; day." in page
    assert "<script>alert" not in page
    assert "We answer every theme." in page


@pytest.mark.parametrize("page", ["/", "/p/northmoor/safer-wards/"])
def test_the_front_pages_lead_to_the_guide_while_it_is_published(client, guide, page):
    assert f'href="{PUBLIC}"' in client.get(page).content.decode()

    Guide.objects.update(is_current=False)
    assert f'href="{PUBLIC}"' not in client.get(page).content.decode()


def test_the_page_sets_no_cookie(client, guide):
    assert not client.get(PUBLIC).cookies


def test_there_is_no_guide_before_publication_or_after_it_is_taken_back(
    signed_in, client, framework
):
    assert client.get(PUBLIC).status_code == 404
    browser = signed_in(Role.FACILITATOR)

    browser.post(OVERVIEW + "publish/")
    assert client.get(PUBLIC).status_code == 200
    browser.post(OVERVIEW + "unpublish/")
    assert client.get(PUBLIC).status_code == 404


@pytest.mark.parametrize(
    "name", ["style/brand.css", "data/quotes.csv", "data/figures.csv", "guide.json"]
)
def test_what_the_guide_links_to_is_served_beside_it(client, guide, name):
    assert client.get(PUBLIC + name).status_code == 200


def test_words_taken_back_are_gone_from_the_page_at_once(client, guide, ideas):
    Idea.objects.filter(pk=ideas[0].pk).update(is_withdrawn=True)

    assert WORDS[0] not in client.get(PUBLIC).content.decode()
    assert WORDS[0] not in client.get(PUBLIC + "data/quotes.csv").content.decode()


@pytest.mark.parametrize(
    ("role", "preview", "publish"),
    [
        (Role.ADMINISTRATOR, 200, 302),
        (Role.FACILITATOR, 200, 302),
        (Role.ANALYST, 200, 422),
        (Role.SPONSOR, 200, 422),
        (Role.MODERATOR, 200, 422),
        (Role.RESPONDER, 404, 404),
        (Role.AMBASSADOR, 404, 404),
    ],
)
def test_who_may_preview_and_who_may_publish(signed_in, framework, role, preview, publish):
    browser = signed_in(role)

    assert browser.get(OVERVIEW).status_code == preview
    assert browser.get(OVERVIEW + "preview/").status_code == preview
    assert browser.post(OVERVIEW + "publish/").status_code == publish
    assert Guide.objects.exists() == (publish == 302)


def test_a_preview_keeps_nothing_and_says_what_it_is(signed_in, framework):
    page = signed_in(Role.SPONSOR).get(OVERVIEW + "preview/").content.decode()

    assert "A preview" in page
    assert not Guide.objects.exists()


def test_the_overview_without_a_framework_says_so(signed_in, programme):
    browser = signed_in(Role.FACILITATOR)

    assert "there is none yet" in browser.get(OVERVIEW).content.decode()
    assert browser.get(OVERVIEW + "preview/").status_code == 404
    assert browser.post(OVERVIEW + "publish/").status_code == 422
