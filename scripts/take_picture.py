"""Take the README's picture of the real product: the demonstration, on a desktop and a phone.

    make demo                                  # in one terminal
    .venv/bin/python scripts/take_picture.py   # in another; needs Debian's chromium

Joins "Safer nights" with two new voices, votes once with each, and lays the pages side by side.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

SITE = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "board.png"
DESKTOP, PHONE = {"width": 1080, "height": 700}, {"width": 360, "height": 700}
GAP, BEHIND = 28, (214, 219, 228)
LARGEST = 150_000  # bytes


def board(browser: Browser, viewport: dict[str, int], *, dark: bool) -> Image.Image:
    context = browser.new_context(
        viewport=viewport, color_scheme="dark" if dark else "light", locale="en-GB"
    )
    page = context.new_page()
    page.goto(f"{SITE}/p/harrowmere/safer-nights/")
    page.get_by_role("button", name="Join anonymously").click()
    page.get_by_role("button", name="Go to the first question").click()
    page.locator("#current").wait_for()
    page.wait_for_timeout(1500)  # the page lets a double tap pass before it counts one
    page.get_by_role("button", name="Agree", exact=True).first.click()
    page.locator(".line--latest").wait_for()
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    wide = page.evaluate("document.documentElement.clientWidth")  # less the scrollbar's place
    clip = {"x": 0, "y": 0, "width": wide, "height": viewport["height"]}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip)))
    context.close()
    return picture.convert("RGB")


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        desktop = board(browser, DESKTOP, dark=False)
        phone = board(browser, PHONE, dark=True)
        browser.close()
    size = (desktop.width + phone.width + 3 * GAP, desktop.height + 2 * GAP)
    both = Image.new("RGB", size, BEHIND)
    both.paste(desktop, (GAP, GAP))
    both.paste(phone, (desktop.width + 2 * GAP, GAP))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    both.quantize(128, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    weight = PICTURE.stat().st_size
    sys.stdout.write(f"{PICTURE.name}: {both.width} x {both.height}, {weight:,} bytes\n")
    if weight > LARGEST:
        sys.exit(f"That is more than {LARGEST:,} bytes.")


if __name__ == "__main__":
    main()
