"""Driving Debian's chromium, the one without windows if it is there, and asking axe about pages."""

import shutil

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

CHROMIUM = (
    shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium"
)
# The first two are pages of the browser's own that each new window would load. An argument takes
# the place of the one that the driver gives, so what it switches off is named again.
SWITCHED_OFF = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
ARGUMENTS = [
    f"--disable-features={','.join(SWITCHED_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def from_menu(page: Page, name: str) -> None:
    """Follow a link or press a button of the header: on a phone it is in the menu."""
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()
    header = page.get_by_role("banner")
    link, button = (header.get_by_role(role, name=name, exact=True) for role in ("link", "button"))
    link.or_(button).first.click()


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA, nothing wider than the screen, the whole header in sight.

    Needs JavaScript to look.
    """
    if not getattr(page, "scripted", True):
        return
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0, f"{page.url} scrolls sideways"
    header = "(document.querySelector('.page-header')?.offsetHeight ?? 0) / innerHeight"
    high = page.evaluate(f"innerWidth < 768 ? {header} : 0")
    assert high <= 0.1, f"{page.url}: the header takes {high:.0%} of a phone"
    beyond = page.locator(".page-header :is(a, button):visible").evaluate_all(
        "found => found.filter(one => one.getBoundingClientRect().right > innerWidth)"
        ".map(one => one.textContent)"
    )
    assert not beyond, f"{page.url}: {beyond} lie off the edge of the screen"
