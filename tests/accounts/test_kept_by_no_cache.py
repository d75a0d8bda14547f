"""What staff are shown stays in no cache: of the browser, of a proxy, of a shared computer."""

import re

import pytest

from folkmoot.accounts.policy import Role
from tests.everywhere.addresses import routes

ANY = {
    "slug": "north",
    "str": "north",
    "int": "1",
    "ref": "2345678abcdef",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
STAFF = sorted(
    route
    for route in routes()
    if route.startswith("staff/") or (route.startswith("accounts/") and "^" not in route)
)


def address_of(route):
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: ANY[found[1]], route)


@pytest.mark.parametrize("route", STAFF)
def test_every_address_for_staff_says_that_nobody_may_keep_its_answer(route, client, db):
    path = address_of(route)
    answer = client.get(path)

    assert answer.status_code < 500
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_a_page_shown_to_somebody_signed_in_may_not_be_kept(signed_in, programme):
    answer = signed_in(Role.FACILITATOR).get("/staff/northmoor/safer-wards/")

    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_the_page_that_tells_a_second_step_may_not_be_kept(signed_in):
    answer = signed_in(Role.FACILITATOR).get("/accounts/2fa/totp/activate/", follow=True)

    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_what_everybody_may_read_may_be_kept(client, programme):
    assert "no-store" not in client.get("/p/northmoor/safer-wards/brand.css").headers.get(
        "Cache-Control", ""
    )
