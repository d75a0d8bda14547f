"""Staff look at how it is going and what people think, on a phone and on a desktop."""

import re

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.analysis import services
from folkmoot.analysis.models import Run
from tests.analysis.conftest import analysed, analyst, closed, fill, media
from tests.conftest import NOON
from tests.journeys.browser import assert_accessible

__all__ = ["analysed", "analyst", "closed", "fill", "media"]
LIVE, INSIGHT = "/staff/northmoor/safer-wards/live/", "/staff/northmoor/safer-wards/insight/"
A_WHOLE_RUN = 60_000  # milliseconds: here the analysis runs while its button waits


@pytest.fixture
def person(staff):
    return staff(Role.ANALYST)


def test_a_sponsor_sees_how_it_is_going(fill, page, sign_in, staff):
    fill()
    sign_in(page, staff(Role.SPONSOR))
    page.goto(LIVE)

    page.get_by_text("60 or more people have contributed so far").wait_for()
    page.get_by_text("The figures as a table").first.click()
    page.get_by_role("link", name="Refresh now").click()
    page.get_by_role("heading", name="What is contested?").wait_for()
    assert_accessible(page)


def test_an_analyst_starts_an_analysis_and_reads_it(fill, page, sign_in, person):
    fill()
    sign_in(page, person)
    page.goto(INSIGHT)
    assert_accessible(page)
    page.get_by_role("button", name="Analyse now").click(timeout=A_WHOLE_RUN)
    page.get_by_role("heading", name="What group A believes").wait_for()
    page.get_by_text("How this was worked out").click()

    assert page.get_by_text("byte for byte").is_visible()
    assert_accessible(page)


def test_an_analyst_makes_a_theme_their_own(analysed, page, sign_in, person):
    theme = analysed().themes.first()
    sign_in(page, person)
    page.goto(f"{INSIGHT}themes/{theme.pk}/")
    page.get_by_label("Name").fill("Being reached")
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("heading", name="Being reached").wait_for()
    page.get_by_role("button", name="Accept this theme").click()
    page.get_by_text("You accepted “Being reached”").wait_for()

    assert_accessible(page)


def test_what_people_made_of_a_theme_is_there_after_analysing_again(
    analysed, analyst, open_page, sign_in, person
):
    theme = analysed().themes.filter(parent=None).first()
    services.rename_theme(actor=analyst, theme=theme, name="Being reached", at=NOON)
    services.accept_theme(actor=analyst, theme=theme, at=NOON)
    page = open_page(scripted=False)
    sign_in(page, person)
    page.goto(INSIGHT)
    page.get_by_role("button", name="Analyse again").click(timeout=A_WHOLE_RUN)
    page.goto(INSIGHT)

    page.get_by_text("renamed, merged and accepted in run 1 was kept").wait_for()
    card = page.get_by_role("article").filter(has_text="Being reached")
    assert card.get_by_text("Accepted", exact=True).is_visible()
    assert_accessible(page)


def test_the_ranked_ideas_are_sorted_and_turned_over(closed, analysed, page, sign_in, person):
    analysed()
    sign_in(page, person)
    page.goto(INSIGHT)
    page.get_by_role("link", name=re.compile("All 40 ideas")).click()
    page.get_by_role("link", name="Most contested").click()
    page.get_by_role("link", name="Next page").click()

    page.get_by_text("Most contested first. Page 2 of 2.").wait_for()
    assert_accessible(page)


def test_progress_is_followed_without_a_touch(fill, wide_page, sign_in, person, programme):
    fill()
    sign_in(wide_page, person)
    queued = Run.objects.create(
        programme=programme,
        number=1,
        requested_on=NOON.date(),
        frozen="frozen/none.npz",
        input_hash="0" * 64,
        frozen_hash="0" * 64,
        seed=1,
        version="1",
        state=Run.State.RUNNING,
        step="Finding opinion groups",
        progress=20,
    )
    wide_page.goto(INSIGHT)
    wide_page.get_by_text("Finding opinion groups").wait_for()
    assert_accessible(wide_page)
    services.abandon(queued.pk, at=NOON)

    wide_page.get_by_text("The last analysis did not finish").wait_for()


def test_the_live_page_renews_itself_when_something_is_said(
    fill, wide_page, sign_in, person, programme
):
    ideas = fill()
    sign_in(wide_page, person)
    wide_page.goto(LIVE)
    wide_page.get_by_text("40 ideas, 20 comments").wait_for()
    ask = "htmx.ajax('GET', location.pathname, {target: '#figures', swap: 'outerHTML'})"
    wide_page.evaluate("document.querySelector('#figures details').open = true")
    ideas[0].delete()
    wide_page.evaluate(ask)

    wide_page.get_by_text("39 ideas").first.wait_for()
    assert wide_page.evaluate("document.querySelector('#figures details').open")


def test_the_live_page_stays_as_it_is_when_nothing_was_said(fill, wide_page, sign_in, person):
    fill()
    sign_in(wide_page, person)
    wide_page.goto(LIVE)
    tag = wide_page.evaluate(
        "JSON.parse(document.querySelector('#figures').getAttribute('hx-headers'))"
    )
    with wide_page.expect_response(lambda r: r.url.endswith("/live/")) as answered:
        wide_page.evaluate(
            "tag => htmx.ajax('GET', location.pathname, "
            "{target: '#figures', swap: 'outerHTML', headers: tag})",
            tag,
        )

    assert answered.value.status == 304
    wide_page.wait_for_timeout(200)
    assert wide_page.get_by_text("40 ideas, 20 comments").is_visible()
