"""Walking pages with the keyboard alone, and seeing at each step where one is."""

FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const said = [e.labels?.[0]?.innerText, e.getAttribute("aria-label"), e.innerText, e.value];
  const label = said.find((words) => words?.trim()) || "";
  return {
    name: label.trim().replace(/\\s+/g, " "),
    tag: e.tagName,
    isRinged: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1,
    isInSight: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


def focused(page):
    """What has the focus: its name, tag, and whether a person can see that it has; or None."""
    return page.evaluate(FOCUS)


def tab_to(page, name, *, most=60):
    """Press Tab until something whose name starts with ``name`` has the focus."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = focused(page)
        if here is None:
            continue
        passed.append(here["name"])
        assert here["isRinged"], f"nothing shows that {here['name']!r} has the focus"
        assert here["isInSight"], f"{here['name']!r} has the focus out of sight"
        if here["name"].startswith(name):
            return here
    raise AssertionError(f"Tab never reaches {name!r}, only {passed}")


def press(page, name, key="Enter"):
    """Tab to a link or a button and press it."""
    tab_to(page, name)
    page.keyboard.press(key)


def write(page, name, words):
    """Tab to a box and type."""
    tab_to(page, name)
    page.keyboard.type(words)
