"""Every page there is, as each role meets it: light and dark, phone and desktop, in large letters.

The addresses come from the URL configuration: a new page joins the walk by itself where a link
or a form leads to it; what the walk cannot meet is listed here with where else it is looked at.
"""

import re

from django.test import Client
from django.utils import timezone

from folkmoot.demo.seeding import STAFF, seed_demo
from tests.conftest import PASSWORD
from tests.everywhere.addresses import covering, pages_of, route_of, routes
from tests.everywhere.demonstration import CLOSED, OPEN, as_author, as_staff, as_voice, more
from tests.journeys.looking import faults_of

DOOR = "in tests/journeys/joining: only where people need a code"
SECOND_STEP = "in tests/journeys/test_accounts_journey.py: needs a second step, or a fresh sign-in"
OWN = "in tests/journeys/workshops: only for who said it"
BOX = "in tests/journeys/mailbox: a conversation needs its author"
OTHER = "the accounts library's own; it leads to ours, or nothing leads to it"
FILE = "a file, no page"
PART = "a part of a page, which scripts put into one that is walked"
SENT = "only what a form sends, beneath a page that is walked"
DONE = "one sentence after something was done, in the frame of the pages that are walked"
ONE, PEOPLE = "staff/<slug:org>/<slug:slug>/", "p/<slug:org>/<slug:slug>/"
# What no link and no form leads to from anywhere in the demonstration, and where it is looked at.
NOT_WALKED = {
    "healthz": FILE,
    "readyz": FILE,
    "design/": "a sample of parts, there only while developing: tests/journeys/test_page_script.py",
    r"^s/(?P<code>[A-Za-z0-9]{1,8})/?$": "leads on to the front page",
    r"^accounts/confirm-email/(?:(?P<key>[-:\w]+)/)?$": OTHER,
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": OTHER,
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": OTHER,
    "accounts/confirm-email/": OTHER,
    "accounts/email/": OTHER,
    "accounts/inactive/": OTHER,
    "accounts/login/code/confirm/": OTHER,
    "accounts/password/reset/done/": OTHER,
    "accounts/password/reset/key/done/": OTHER,
    "accounts/password/set/": OTHER,
    "accounts/signup/": OTHER,
    "accounts/2fa/": SECOND_STEP,
    "accounts/2fa/authenticate/": SECOND_STEP,
    "accounts/2fa/reauthenticate/": SECOND_STEP,
    "accounts/2fa/recovery-codes/": SECOND_STEP,
    "accounts/2fa/recovery-codes/download/": FILE,
    "accounts/2fa/recovery-codes/generate/": SECOND_STEP,
    "accounts/2fa/totp/deactivate/": SECOND_STEP,
    "accounts/kept/": "in tests/journeys/test_submitted_input.py: only where words were kept",
    "unsubscribe/test/": DONE,
    f"{PEOPLE}begin/": SENT,
    f"{PEOPLE}visit/": SENT,
    f"{PEOPLE}brand.css": FILE,
    f"{PEOPLE}logo.png": FILE,
    f"{PEOPLE}calendar/<uuid:activity_id>.ics": FILE,
    f"{PEOPLE}guide/style/brand.css": FILE,
    f"{PEOPLE}guide/style/logo.png": FILE,
    f"{PEOPLE}code/": DOOR,
    f"{PEOPLE}code/<slug:code>/": DOOR,
    f"{PEOPLE}link/<slug:code>/": DOOR,
    f"{PEOPLE}invitation/": DOOR,
    f"{PEOPLE}new-code/": DOOR,
    f"{PEOPLE}comments/<ref:comment_id>/withdraw/": OWN,
    f"{PEOPLE}ideas/<ref:idea_id>/edit/": OWN,
    f"{PEOPLE}ideas/<ref:idea_id>/unvote/": OWN,
    f"{PEOPLE}ideas/<ref:idea_id>/withdraw/": OWN,
    f"{PEOPLE}mailbox/<ref:thread_id>/": BOX,
    f"{PEOPLE}mailbox/<ref:thread_id>/close/": BOX,
    f"{PEOPLE}mailbox/<ref:thread_id>/notes/<ref:note_id>/": BOX,
    f"{PEOPLE}mailbox/choices/": BOX,
    f"{PEOPLE}questions/<ref:question_id>/more/": PART,
    f"{PEOPLE}questions/<ref:question_id>/similar/": PART,
    f"{ONE}guide/preview/brand.css": FILE,
    f"{ONE}guide/preview/logo.png": FILE,
    f"{ONE}insight/progress/": PART,
    f"{ONE}insight/themes/<uuid:theme_id>/accept/": SENT,
    f"{ONE}invited/domains/<ref:domain_id>/end/": SENT,
    f"{ONE}joining/key/": DOOR,
    f"{ONE}joining/questions/<uuid:question_id>/remove/": SENT,
    f"{ONE}kits/<ref:channel_id>/<str:file>": "paper: tests/outreach/test_kits.py",
    f"{ONE}letters/<uuid:campaign_id>/progress/": PART,
    f"{ONE}letters/<uuid:campaign_id>/stop/": SENT,
    f"{ONE}mandate/sign/": SENT,
    f"{ONE}people/<int:user_id>/<slug:role>/end/": SENT,
    f"{ONE}still-holds/": SENT,
    f"{ONE}timeline/<uuid:activity_id>/remove/": SENT,
    f"{ONE}workshops/<uuid:activity_id>/ideas/<ref:idea_id>/write/": BOX,
    f"{ONE}workshops/<uuid:activity_id>/questions/<ref:question_id>/move/": SENT,
    "staff/<slug:org>/address-book/<ref:member_id>/again/": SENT,
    "staff/<slug:org>/address-book/<ref:member_id>/answer/": SENT,
    "staff/<slug:org>/address-book/lists/<uuid:list_id>/progress/": PART,
    "staff/<slug:org>/address-book/lists/<uuid:list_id>/refused.csv": FILE,
    "staff/<slug:org>/people/<int:user_id>/new-password/": SENT,
    "staff/<slug:org>/people/<int:user_id>/second-step/": SENT,
}


def test_every_page_fits_everybody_who_sees_it(browser, live_server):
    seed_demo(password=PASSWORD, at=timezone.now(), progress=lambda *_: None)
    known = more(timezone.now())
    clients = {key: as_staff(key) for key in STAFF}
    clients |= {"voice": as_voice(), "author": as_author(), "stranger": Client()}
    met: dict[str, int] = {}
    pages = []
    for role, client in clients.items():
        starts = (
            ["/staff/", "/accounts/you/", "/"]
            if role in STAFF
            else ["/", OPEN, CLOSED, f"{CLOSED}mailbox/", *known]
        )
        pages += pages_of(client, role, starts, met, of_each_programme=role == "facilitator")
    known_routes = routes()
    unmet = known_routes - set(met)
    wrong = [f"{one} is new: lead to it, or say here why not" for one in unmet - set(NOT_WALKED)]
    wrong += [f"{one} is gone: take it from the list" for one in set(NOT_WALKED) - known_routes]
    chosen = covering(pages)
    assert len(chosen) > 70  # a walk that leads nowhere would find nothing wrong
    for role, client in clients.items():
        context = browser.new_context(base_url=live_server.url, locale="en-GB")
        context.set_default_timeout(30_000)
        context.add_cookies(
            [
                {"name": name, "value": kept.value, "url": live_server.url}
                for name, kept in client.cookies.items()
            ]
        )
        window = context.new_page()
        for page in chosen:
            if page.role == role:
                # A question whose voice this is, met on the way, was left as most people would.
                context.clear_cookies(name=re.compile("^whose-"))
                window.goto(page.path)
                if route_of(window.url) != page.route:
                    wrong.append(f"{page.path} as {role} leads on to {window.url}")
                wrong += [f"{page.path} as {role}, {fault}" for fault in faults_of(window)]
        context.close()
    assert not wrong, "\n".join(wrong)
