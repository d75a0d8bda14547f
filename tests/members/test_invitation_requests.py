"""Who of those that ask is invited, may be, or is nobody's business."""

import pytest

from folkmoot.members import services
from folkmoot.members.models import EmailDomain, Invitee, Member
from folkmoot.members.queries.addresses import one_mailbox
from folkmoot.members.queries.invitation_requests import askers
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def domain(programme):
    return EmailDomain.objects.create(programme=programme, domain="ward.org")


def test_those_written_to_are_found_wherever_they_are(invite, programme):
    invite("ana@x.org")
    Invitee.objects.update(invited_on=NOON.date())
    found = askers(programme, ["Ana@X.org", "bob@x.org"])

    assert {typed: one.address for typed, one in found.written.items()} == {
        "Ana@X.org": "ana@x.org"
    }
    assert not found.newcomers


def test_a_mailbox_stands_for_all_its_names(invite, programme, domain):
    invite("ana@ward.org")
    Invitee.objects.update(invited_on=NOON.date())
    found = askers(programme, ["ana+two@ward.org", "bob+1@ward.org"])

    assert [one.address for one in found.written.values()] == ["ana@ward.org"]
    assert found.newcomers == {"bob+1@ward.org": "bob@ward.org"}


def test_a_name_that_is_on_the_list_with_its_plus_is_found_as_it_stands(invite, programme, domain):
    invite("ana+list@ward.org")
    Invitee.objects.update(invited_on=NOON.date())

    assert askers(programme, ["ana+list@ward.org"]).written


def test_on_the_list_and_not_written_to_needs_an_allowed_domain(invite, programme, domain):
    invite("ana@ward.org", "bob@x.org")
    found = askers(programme, ["ana@ward.org", "bob@x.org"])

    assert list(found.listed) == ["ana@ward.org"]
    assert not found.newcomers


def test_whoever_is_left_alone_is_nobody(invite, programme, domain, organisation):
    invite("ana@ward.org", "bob@ward.org")
    Invitee.objects.update(invited_on=NOON.date())
    services.opt_out(organisation=organisation, address="ana@ward.org", at=NOON)
    services.opt_out(organisation=organisation, address="new@ward.org", at=NOON)
    Member.objects.filter(address="bob@ward.org").update(has_bounced=True)
    found = askers(
        programme, ["ana@ward.org", "ana+1@ward.org", "bob@ward.org", "new@ward.org", "no", ""]
    )

    assert not found.written
    assert not found.listed
    assert not found.newcomers


def test_a_domain_lets_in_neither_its_neighbours_nor_other_programmes(
    programme, domain, organisation
):
    from folkmoot.programmes.models import Programme

    other = Programme.objects.create(
        organisation=organisation, name="O", slug="o", created_on=NOON.date()
    )
    assert not askers(programme, ["a@x.ward.org", "a@ward.org.example"]).newcomers
    assert not askers(other, ["a@ward.org"]).newcomers


def test_many_are_sorted_in_few_queries(programme, domain, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        found = askers(programme, [f"p{n}@ward.org" for n in range(500)])

    assert len(found.newcomers) == 500


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("a+b@x.org", "a@x.org"),
        ("a+b+c@x.org", "a@x.org"),
        ("+b@x.org", "+b@x.org"),
        ("a@x.org", "a@x.org"),
        ("nonsense", "nonsense"),
    ],
)
def test_what_follows_a_plus_is_the_same_mailbox(address, mailbox):
    assert one_mailbox(address) == mailbox
