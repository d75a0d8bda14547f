from folkmoot.accounts.policy import Role
from tests.journeys.browser import DESK, PHONE


def test_shots(open_page, sign_in, staff, guide, address):
    for name, viewport, dark in (("wide", DESK, False), ("phone", PHONE, False), ("dark", DESK, True)):
        page = open_page(viewport=viewport, dark=dark)
        page.goto(address)
        page.wait_for_timeout(200)
        page.screenshot(path=f"/tmp/gshot-{name}.png", full_page=True)
        if name == "wide":
            page.screenshot(path="/tmp/gshot-cover.png")
            page.locator("#section-3").screenshot(path="/tmp/gshot-section.png")
            page.pdf(path="/tmp/gshot.pdf", format="A4", prefer_css_page_size=True)
    page = open_page(viewport=DESK)
    sign_in(page, staff(Role.ANALYST, Role.FACILITATOR))
    page.goto("/staff/northmoor/safer-wards/framework/")
    page.screenshot(path="/tmp/gshot-editor.png", full_page=True)
    page.get_by_role("link", name="Edit and cite: Every ward").click()
    page.screenshot(path="/tmp/gshot-statement.png", full_page=True)
    page.goto("/staff/northmoor/safer-wards/guide/")
    page.screenshot(path="/tmp/gshot-desk.png", full_page=True)
    page = open_page(viewport=PHONE)
    sign_in(page, staff(Role.FACILITATOR))
    page.goto("/staff/northmoor/safer-wards/framework/")
    page.screenshot(path="/tmp/gshot-editor-phone.png", full_page=True)
