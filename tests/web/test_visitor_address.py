"""Limits count by an address that a visitor cannot make up."""

import pytest

from folkmoot.accounts.adapter import StaffAdapter
from folkmoot.web.http import visitor_address
from folkmoot.web.limits import Limiter

PROXY = "192.0.2.1"


def asked(rf, forwarded=None):
    header = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return rf.get("/", REMOTE_ADDR=PROXY, **header)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.9", PROXY),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.5, 198.51.100.9, 192.0.2.2", "198.51.100.9"),
        (2, "198.51.100.9", PROXY),
        (1, None, PROXY),
        (1, " ", PROXY),
        (2, ",", PROXY),
    ],
)
def test_an_address_is_what_the_outermost_of_our_proxies_saw(
    rf, settings, proxies, forwarded, address
):
    settings.PROXY_COUNT = proxies

    assert visitor_address(asked(rf, forwarded)) == address


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_whoever_writes_another_entry_each_time_is_limited_all_the_same(rf, settings, proxies):
    settings.PROXY_COUNT = proxies
    limiter = Limiter(most=3, seconds=600)
    ours = ["198.51.100.9", "192.0.2.2"][:proxies]
    tries = [asked(rf, ", ".join([f"203.0.113.{n}", *ours])) for n in range(4)]
    for one in tries[:3]:
        limiter.count(one)

    assert limiter.is_over(tries[3])


def test_https_alone_makes_no_header_believed(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.PROXY_COUNT = 0

    assert visitor_address(asked(rf, "203.0.113.5")) == PROXY


def test_signing_in_counts_by_the_same_address(rf, settings):
    settings.PROXY_COUNT = 1
    one, other = asked(rf, "203.0.113.5, 198.51.100.9"), asked(rf, "203.0.113.6, 198.51.100.9")
    elsewhere = asked(rf, "198.51.100.10")
    marks = [StaffAdapter().get_client_ip(request) for request in (one, other, elsewhere)]

    assert marks[0] == marks[1] != marks[2]


def test_a_request_that_came_past_a_proxy_is_no_error_of_ours(rf, settings):
    settings.PROXY_COUNT = 2

    assert StaffAdapter().get_client_ip(asked(rf, "198.51.100.9"))


def test_whoever_has_a_whole_network_of_addresses_counts_as_one(rf):
    one, other, elsewhere = (
        visitor_address(rf.get("/", REMOTE_ADDR=address))
        for address in ("2001:db8:1:2::7", "2001:db8:1:2:ffff::8", "2001:db8:1:3::7")
    )

    assert one == other != elsewhere


def test_visitors_whose_address_is_written_inside_a_longer_one_are_still_told_apart(rf):
    one, other = (
        visitor_address(rf.get("/", REMOTE_ADDR=f"::ffff:{address}"))
        for address in ("198.51.100.9", "198.51.100.10")
    )

    assert (one, other) == ("198.51.100.9", "198.51.100.10")


def test_what_is_no_address_counts_as_it_stands(rf):
    assert visitor_address(rf.get("/", REMOTE_ADDR="no:address")) == "no:address"
