"""Every address that the URL configuration knows, and one page of each as each role finds it."""

from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLResolver

# Whoever follows a link of ours comes from here: a voice met from outside is asked whose it is.
FROM_HERE = {"accept": "text/html", "sec-fetch-site": "same-origin"}
QUERIES = 3  # of one page: its sorting, its filters, its next hundred
LAST = "/whose/"  # once it has been asked, nothing else is shown until it is answered


@dataclass(frozen=True, slots=True)
class Page:
    """A page as somebody found it: for which role, where, and what it is made of."""

    role: str
    route: str
    path: str
    parts: frozenset[tuple[str, str]]


class _Parts(HTMLParser):
    """The links and form actions of a page, and which kinds of elements it shows."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.links, self.parts = path, [], set()

    def handle_starttag(self, tag, attrs):
        got = dict(attrs)
        self.parts.add((tag, got.get("class") or got.get("type") or ""))
        address = got.get("href") if tag == "a" else got.get("action") if tag == "form" else None
        if address:
            self.links.append(urldefrag(urljoin(self.path, address))[0])


def routes(resolver: URLResolver | None = None, before: str = "") -> set[str]:
    """The pattern of every address, as the configuration has it."""
    found = set()
    for one in (resolver or get_resolver()).url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found |= routes(one, pattern)
        elif not one.callback.__module__.startswith("tests."):  # those of a made-up activity
            found.add(pattern)
    return found


def route_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return None


def pages_of(
    client, role: str, starts: list[str], met: dict[str, int], *, of_each_programme: bool
) -> list[Page]:
    """Follow links and form actions from the starts, once for each route (and programme).

    ``met`` learns which routes answered, and how: what is no page (a file, a form that can only
    be sent) is met all the same.
    """
    waiting, seen, pages = list(starts), set(), []
    queries: Counter[tuple[str | None, str]] = Counter()
    while waiting:
        waiting.sort(key=lambda path: path.endswith(LAST))
        path = waiting.pop(0)
        route = route_of(path)
        parts = urlsplit(path).path.split("/")
        key = (route, parts[3] if of_each_programme and len(parts) > 4 else "")
        query = urlsplit(path).query
        if route is None or (key, query) in seen or (query and queries[key] == QUERIES):
            continue
        seen.add((key, query))
        queries[key] += bool(query)
        answer = client.get(path, headers=FROM_HERE)
        if answer.status_code in {301, 302, 303} and answer.headers["Location"].startswith("/"):
            waiting.insert(0, answer.headers["Location"])
        if answer.status_code in {200, 302, 303, 405}:
            met.setdefault(route, answer.status_code)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        met[route] = 200
        reader = _Parts(path)
        reader.feed(answer.content.decode())
        waiting += reader.links
        if ("html", "") in reader.parts:
            pages.append(Page(role, route, path, frozenset(reader.parts)))
    return pages


def covering(pages: list[Page]) -> list[Page]:
    """Those that show a kind of element that no page before has shown, and one of each route."""
    seen_parts: set[tuple[str, str]] = set()
    seen_routes: set[str] = set()
    chosen = []
    for page in sorted(pages, key=lambda page: -len(page.parts)):
        if page.route not in seen_routes or page.parts - seen_parts:
            chosen.append(page)
            seen_routes.add(page.route)
            seen_parts |= page.parts
    return chosen
