"""Many guesses at the same moment are as many as one after the other."""

import pytest

from folkmoot.accounts.models import AttemptCount
from folkmoot.accounts.services import attempts
from tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def guess_at(account):
    where = attempts.Source(account=account, address="192.0.2.7")
    return lambda: attempts.begin(where, attempts.PASSWORD, at=NOON)


def test_guesses_at_one_moment_are_counted_one_by_one(at_once):
    doers = at_once(*[guess_at("sam@example.org")] * 12)

    assert [type(one.error) for one in doers if one.error] == [attempts.WaitFirst] * 7


def test_guesses_at_several_accounts_from_one_address_wait_for_each_other(at_once):
    doers = at_once(*[guess_at(f"sam{n}@example.org") for n in range(12)])

    assert [one.error for one in doers] == [None] * 12
    assert max(AttemptCount.objects.values_list("tries", flat=True)) == 12
