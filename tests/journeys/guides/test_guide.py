"""A reader opens the guide: from a disk, from any web server, with and without JavaScript."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.browser import DESKTOP, PHONE, assert_accessible


def test_the_folder_opens_anywhere_and_asks_nobody_else(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_have_text("Safer wards")
    expect(page.get_by_text("Every ward keeps a quiet hour").last).to_be_visible()
    assert not page.complaints
    here = urlsplit(address)
    assert {(urlsplit(url).scheme, urlsplit(url).netloc) for url in asked} == {
        (here.scheme, here.netloc)
    }
    assert_accessible(page)
    page.complaints.clear()  # of axe, which may not read style sheets from a disk


def test_the_contents_lead_to_the_statements(page, address):
    page.goto(address)

    page.get_by_role("navigation", name="Contents").get_by_role(
        "link", name="Every ward keeps"
    ).click()

    expect(page.locator("article:target h3")).to_contain_text("Every ward keeps")


def test_without_javascript_nothing_is_promised_that_does_not_work(page, address):
    page.goto(address)

    expect(page.locator("#filters")).to_be_visible(visible=page.scripted)
    expect(page.get_by_role("button", name="Copy the link")).to_have_count(
        page.locator("article").count() if page.scripted else 0
    )
    page.get_by_text("more quotes").first.click()
    expect(page.get_by_text("🏥").last).to_be_visible()


def test_statements_are_filtered_by_theme(open_page, address):
    page = open_page(viewport=DESKTOP)
    page.goto(address)
    everything = page.locator("article").count()

    page.get_by_label("Theme").select_option("Calm <wards>")

    expect(page.get_by_role("status")).to_have_text(f"Showing 1 of {everything} statements.")
    expect(page.locator("article:visible")).to_have_count(1)
    assert_accessible(page)


def test_every_way_of_looking_at_it_is_accessible(open_page, address):
    for viewport in (PHONE, DESKTOP):
        for dark in (False, True):
            page = open_page(viewport=viewport, dark=dark)
            page.goto(address)
            for more in page.locator("main details > summary").all():
                more.click()
            assert_accessible(page)


def test_paper_shows_every_quote_and_no_buttons(open_page, address):
    page = open_page(viewport=DESKTOP)
    page.goto(address)
    page.emulate_media(media="print")

    expect(page.get_by_role("button")).to_have_count(0)
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


def test_the_same_guide_is_served_by_the_product(page, guide):
    page.goto("/p/northmoor/safer-wards/guide/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Safer wards")
    assert_accessible(page)
