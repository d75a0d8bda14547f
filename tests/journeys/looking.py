"""Looking at one page as different people see it: light, dark, small, wide, in large letters."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.browser import DESKTOP, PHONE, RULES

SMALL = {"width": 320, "height": 640}
# What colours and places decide. The other rules look at the words and the tree, once.
BY_SIGHT = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]

AXE = """async (runOnly) => {
  const found = await axe.run({runOnly, resultTypes: ["violations"]});
  return found.violations.flatMap((one) => one.nodes.map(
    (node) => `${one.id}: ${node.target.join(" ")}: ${node.any.concat(node.all)[0]?.message ?? ""}`,
  ));
}"""
# WCAG 1.4.12: nothing may be lost where people space their letters, words and lines.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
LARGE = "() => { document.documentElement.style.fontSize = '212.5%'; }"  # twice a phone's
PLAIN = "() => { document.adoptedStyleSheets = []; document.documentElement.style.fontSize = ''; }"
# What does not fit: the page, the words in what hides its overflow, a control in another's place.
UNFIT = """() => {
  const said = (e) => `${e.localName}.${[...e.classList].join(".")} “${
    (e.textContent || e.value || "").trim().replace(/\\s+/g, " ").slice(0, 40)}”`;
  const root = document.documentElement, wrong = [];
  const over = root.scrollWidth - root.clientWidth;
  const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !e.closest(".visually-hidden, .skip-link, svg, [popover]:not(:popover-open)");
  if (over > 0) {
    const widest = [...document.querySelectorAll("main *, header *, footer *")].filter(
      (e) => shown(e) && !e.closest(".table-scroll, .tabs, pre")
        && e.getBoundingClientRect().right > root.clientWidth + 1);
    wrong.push(`scrolls sideways by ${over}: ${widest.slice(-2).map(said)}`);
  }
  for (const e of document.querySelectorAll("main *, header *, footer *")) {
    if (!shown(e) || !e.textContent.trim() || e.matches("option, select, textarea")) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (box.width < 3 || box.height < 3) continue;  // hidden from sight on purpose
    const hides = (axis) => /hidden|clip/.test(style["overflow" + axis]);
    if (hides("X") && e.scrollWidth > e.clientWidth + 1) wrong.push(`cut off: ${said(e)}`);
    else if (hides("Y") && e.scrollHeight > e.clientHeight + 2) wrong.push(`cut off: ${said(e)}`);
    else if (e.matches("button, .button, .tag, .stance, th, td") && style.display !== "inline"
      && e.scrollWidth > e.clientWidth + 2 && !e.closest(".table-scroll"))
      wrong.push(`wider than its frame: ${said(e)}`);
  }
  const controls = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(shown);
  const boxes = controls.map((e) => [...e.getClientRects()]);
  for (let i = 0; i < controls.length; i++) for (let j = i + 1; j < controls.length; j++) {
    if (controls[i].contains(controls[j]) || controls[j].contains(controls[i])) continue;
    if (boxes[i].some((a) => boxes[j].some((b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)))
      wrong.push(`one on the other: ${said(controls[i])} and ${said(controls[j])}`);
  }
  return wrong;
}"""
HEADER = "document.querySelector('.page-header')?.offsetHeight || 0"


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page that is open, in every light and size; each with where."""
    found: list[str] = []

    def look(where: str, wrong: list[str]) -> None:
        found.extend(f"{where}: {one}" for one in wrong)

    page.evaluate(AXE_SCRIPT)
    for where, size, scheme, rules in (
        ("phone, dark", PHONE, "dark", {"type": "tag", "values": RULES}),
        ("phone, light", PHONE, "light", {"type": "rule", "values": BY_SIGHT}),
        ("desktop, light", DESKTOP, "light", {"type": "rule", "values": BY_SIGHT}),
        ("desktop, dark", DESKTOP, "dark", {"type": "rule", "values": ["color-contrast"]}),
    ):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        look(where, page.evaluate(AXE, rules))
        if size is PHONE and (high := page.evaluate(HEADER)) > PHONE["height"] / 10:
            found.append(f"{where}: the header takes {high} px")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(SMALL)
    look("320 px", page.evaluate(UNFIT))
    page.evaluate(LARGE)
    look("320 px, letters twice as large", page.evaluate(UNFIT))
    page.evaluate(PLAIN)
    page.evaluate(SPACING)
    look("320 px, letters spaced", page.evaluate(UNFIT))
    page.evaluate(PLAIN)
    return sorted(set(found))
