"""Leave me alone, forget me, tell me what you know: and a list never undoes it."""

from functools import partial

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Actor, Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.members import queries, services
from folkmoot.members.models import Invitee, Member, Suppressed
from tests.conftest import NOON

ANA = "ana@x.org"


@pytest.fixture
def administrator(actor):
    return actor(Role.ADMINISTRATOR)


def test_opting_out_sticks_through_a_new_list(invite, organisation, programme):
    invite(ANA)
    services.opt_out(organisation=organisation, address="ANA@X.org", at=NOON)
    again = invite(ANA)

    assert again.suppressed == 1
    assert Member.objects.get().is_opted_out


def test_somebody_unknown_may_opt_out_beforehand(invite, organisation):
    services.opt_out(organisation=organisation, address=ANA, at=NOON)

    assert invite(ANA).suppressed == 1
    assert not Member.objects.exists()


def test_opting_out_of_one_organisation_is_not_opting_out_of_another(invite, other_organisation):
    services.opt_out(organisation=other_organisation, address=ANA, at=NOON)

    assert invite(ANA).invited == 1


def test_the_link_in_a_letter_opts_out_once_and_again(invite, programme):
    invite(ANA)
    token = queries.opt_out_token(Member.objects.get().pk)

    assert services.opt_out_by_token(token)
    assert services.opt_out_by_token(token)
    assert Member.objects.get().is_opted_out
    assert Suppressed.objects.count() == 1


def test_a_guessed_link_opts_nobody_out(invite):
    invite(ANA)

    assert not services.opt_out_by_token("0" * 29)
    assert not Member.objects.get().is_opted_out


def test_the_link_of_somebody_erased_meanwhile_still_answers(invite, administrator):
    invite(ANA)
    token = queries.opt_out_token(Member.objects.get().pk)
    services.erase_member(actor=administrator, address=ANA, at=NOON)

    assert services.opt_out_by_token(token)


def test_erasing_forgets_the_person_everywhere(invite, administrator, programme):
    invite(ANA, "bob@x.org", Site="North")
    services.erase_member(actor=administrator, address=ANA, at=NOON)

    assert list(Member.objects.values_list("address", flat=True)) == ["bob@x.org"]
    assert Invitee.objects.count() == 1
    assert queries.population(programme)[0].shares == (queries.Share("North", 1),)


@pytest.mark.parametrize(("has_joined", "held"), [(True, None), (False, {"Site": "North"})])
def test_erasing_moves_no_total_by_whether_somebody_had_joined(
    invite, administrator, programme, mode, has_joined, held
):
    """Attributes of whoever is marked as joined are forgotten; nothing may show for whom."""
    mode("confidential")
    invite(ANA, "bob@x.org", Site="North")
    ana = Invitee.objects.filter(member__address=ANA)
    ana.update(invited_on=NOON.date(), has_joined=has_joined, attributes=held)
    services.erase_member(actor=administrator, address=ANA, at=NOON)

    assert queries.population(programme)[0].shares == (queries.Share("North", 2),)


def test_erasing_somebody_not_written_to_counts_them_out_of_totals(
    invite, administrator, programme, mode
):
    mode("confidential")
    invite(ANA, "bob@x.org", Site="North")
    services.erase_member(actor=administrator, address=ANA, at=NOON)

    assert queries.population(programme)[0].shares == (queries.Share("North", 1),)


def test_erasing_sticks_through_a_new_list(invite, administrator):
    invite(ANA)
    services.erase_member(actor=administrator, address=ANA, at=NOON)

    assert invite(ANA).suppressed == 1
    assert not Member.objects.exists()


def test_no_table_keeps_the_address_of_somebody_erased(invite, administrator, organisation):
    from django.db import connection

    invite(ANA)
    services.erase_member(actor=administrator, address=ANA, at=NOON)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {table}")
            assert ANA not in repr(cursor.fetchall()), table


@pytest.mark.parametrize("how", ["", "nobody asked"])
def test_staff_stop_nobody_s_letters_without_saying_how_they_asked(invite, actor, how):
    invite(ANA)
    with pytest.raises(DomainError, match="Say how this person asked"):
        services.stop_writing(
            actor=actor(Role.FACILITATOR), member=Member.objects.get(), how=how, at=NOON
        )

    assert not Member.objects.get().is_opted_out
    assert not AuditEntry.objects.exists()


def test_how_somebody_asked_to_be_left_alone_is_on_record_and_not_who(invite, actor):
    invite(ANA)
    services.stop_writing(
        actor=actor(Role.FACILITATOR), member=Member.objects.get(), how="telephone", at=NOON
    )

    (entry,) = AuditEntry.objects.all()
    assert (entry.act, entry.detail) == ("member.letters_stopped", "By telephone")


def test_the_audit_says_that_and_not_who(invite, administrator):
    invite(ANA)
    services.erase_member(actor=administrator, address=ANA, at=NOON)

    assert [(e.act, e.detail) for e in AuditEntry.objects.all()] == [("member.erased", "")]


def test_a_person_may_come_back_at_their_own_wish(invite, administrator):
    services.erase_member(actor=administrator, address=ANA, at=NOON)
    services.write_again(actor=administrator, address=ANA, at=NOON)

    assert invite(ANA).invited == 1


def test_what_is_no_address_cannot_be_erased(administrator):
    with pytest.raises(DomainError, match="Check the address"):
        services.erase_member(actor=administrator, address="ana", at=NOON)


@pytest.mark.parametrize("role", [*Role, None])
class TestWhoMay:
    def allowed(self, act):
        try:
            act()
        except NotAllowed:
            return False
        return True

    def test_stop_letters_to_a_member(self, actor, role, invite):
        invite(ANA)
        by = actor(*([role] if role else []))

        assert self.allowed(
            lambda: services.stop_writing(
                actor=by, member=Member.objects.get(), how="email", at=NOON
            )
        ) == (role in {Role.ADMINISTRATOR, Role.FACILITATOR})

    def test_erase_export_and_lift(self, actor, role, invite, settings, tmp_path):
        settings.EMAIL_IS_CONFIGURED, settings.KEYS = True, tmp_path
        invite(ANA)
        by = actor(*([role] if role else []))
        member = Member.objects.get()
        acts = [
            lambda: services.export_member(actor=by, member=member, at=NOON),
            lambda: services.answer_member(actor=by, member=member, at=NOON),
            lambda: services.write_again(actor=by, address=ANA, at=NOON),
            lambda: services.erase_member(actor=by, address=ANA, at=NOON),
        ]

        assert {self.allowed(act) for act in acts} == {role is Role.ADMINISTRATOR}


def test_a_member_of_another_organisation_is_out_of_reach(invite, other_organisation, actor):
    invite(ANA)
    stranger = Actor(organisation=other_organisation, user=None, roles=frozenset(Role))

    stop = partial(services.stop_writing, how="email")
    for act in (services.export_member, services.answer_member, stop):
        with pytest.raises(NotAllowed):
            act(actor=stranger, member=Member.objects.get(), at=NOON)


def test_forgetting_a_person_empties_the_log_of_the_database(
    invite, administrator, monkeypatch, django_capture_on_commit_callbacks
):
    from folkmoot.core import tasks

    emptied = []
    monkeypatch.setattr(tasks, "empty_log", lambda: emptied.append(True))
    invite(ANA)
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_member(actor=administrator, address=ANA, at=NOON)

    assert emptied
