"""Pages on which staff edit what exists, and a browser that sends back what such a page holds."""

import re

from django.test import Client
from django.urls import Resolver404, resolve

REVISION = re.compile(r'name="revision" value="([0-9a-f]{16})"')
# Pages that show a form with a revision and take it at their own address.
EDITED_IN_PLACE = {
    "accounts:organisation",
    "accounts:person",
    "joining:mode",
    "joining:texts",
    "joining:retention",
    "outreach:letter",
    "programmes:activity_change",
    "programmes:branding",
    "programmes:close",
    "programmes:dates",
    "programmes:extend",
    "programmes:launch",
    "programmes:name",
    "programmes:notice",
    "programmes:phases",
    "workshops:staff-question",
}

# Addresses that take a form which another page shows, and what to cut off to reach that page.
EDITED_FROM = {
    "analysis:rename": "rename/",
    "members:list-confirm": "confirm/",
    "outreach:population": "population/",
    "outreach:schedule": "schedule/",
    "programmes:logo_upload": "logo/",
    "workshops:set-status": "status/",
}


def revision_on(client, path, address=""):
    """The revision in the form of a page that posts to this address; "" where there is none."""
    return revision_in(client.get(path).content.decode(), address)


def revision_in(page, address=""):
    """The first one after the form's address, where it has one of its own; else the first."""
    _, here, after = page.partition(f'action="{address}"')
    found = REVISION.search(after if here and address else page)
    return found[1] if found else ""


class Browser(Client):
    """Sends the revision that the page just showed, as a form on a real page does."""

    def post(self, path, data=None, *args, **options):
        if (data is None or isinstance(data, dict)) and "revision" not in (data or {}):
            page = page_of(path)
            if page:
                data = {**(data or {}), "revision": revision_on(self, page, path)}
        return super().post(path, data, *args, **options)


def page_of(path):
    """The page whose form posts to an address; nothing where it carries no revision."""
    try:
        name = resolve(path.partition("?")[0]).view_name
    except Resolver404:  # addresses that lead nowhere are for the test to judge
        return ""
    if name in EDITED_FROM:
        return path.removesuffix(EDITED_FROM[name])
    return path if name in EDITED_IN_PLACE else ""
