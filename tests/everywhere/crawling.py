"""Walk the pages that a browser is shown, and the forms on them."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin


class Form:
    def __init__(self, attributes, page):
        self.method = (attributes.get("method") or "get").lower()
        self.action = urljoin(page, attributes.get("action") or page)
        self.data, self.buttons, self.is_disabled = {}, [], False

    def presses(self):
        """What each of its buttons sends."""
        return [self.data | dict([button]) if button[0] else self.data for button in self.buttons]


class Reader(HTMLParser):
    """The links and the forms of a page."""

    def __init__(self, page):
        super().__init__()
        self.page, self.links, self.forms, self.form, self.area = page, [], [], None, None

    def handle_starttag(self, tag, attrs):
        got = dict(attrs)
        if tag == "a" and got.get("href"):
            self.links.append(urldefrag(urljoin(self.page, got["href"]))[0])
        elif tag == "form":
            self.form = Form(got, self.page)
            self.forms.append(self.form)
        elif self.form is not None and "disabled" not in got:
            self._control(tag, got)

    def _control(self, tag, got):
        name, kind = got.get("name"), got.get("type", "text")
        if tag == "button" or (tag == "input" and kind == "submit"):
            self.form.buttons.append((name, got.get("value", "")))
        elif tag == "input" and name:
            if kind in {"radio", "checkbox"}:
                if "checked" in got or kind == "radio":
                    self.form.data.setdefault(name, got.get("value", "on"))
            elif kind != "file":
                self.form.data[name] = got.get("value") or "x"
        elif tag == "textarea" and name:
            self.area = name
            self.form.data[name] = ""
        elif tag == "select" and name:
            self.form.data[name] = ""
        elif tag == "option" and self.form.data and got.get("value"):
            last = list(self.form.data)[-1]
            self.form.data[last] = self.form.data[last] or got["value"]

    def handle_data(self, data):
        if self.area:
            self.form.data[self.area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area:
            self.form.data[self.area] = self.form.data[self.area].strip() or "Some words"
            self.area = None


def read(page, answer):
    reader = Reader(page)
    reader.feed(answer.content.decode())
    return reader


def forget_doubt(client):
    """A page that asks whose voice this is was looked at and left, as most people would."""
    for name in [name for name in client.cookies if name.startswith("whose-")]:
        del client.cookies[name]


def walk(client, start, *, within, most=80):
    """Every page that links lead to from a start: its address, its answer, what it offers."""
    waiting, seen = [start], set()
    while waiting and len(seen) < most:
        page = waiting.pop(0)
        if page in seen or not page.startswith(within):
            continue
        seen.add(page)
        answer = client.get(page)
        forget_doubt(client)
        is_page = answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]
        reader = read(page, answer) if is_page else None
        yield page, answer, reader
        waiting += [link for link in (reader.links if reader else []) if link not in seen]
