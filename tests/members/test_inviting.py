"""What outreach and joining ask and tell, in each mode."""

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.members import queries, services
from folkmoot.members.models import Invitee, Member, PopulationTotal
from folkmoot.members.queries import Share
from folkmoot.programmes.models import Stage
from tests.conftest import NOON

DAY = NOON.date()


def ids(programme, *addresses):
    return list(
        Invitee.objects.filter(programme=programme, member__address__in=addresses).values_list(
            "pk", flat=True
        )
    )


@pytest.fixture
def ana_and_bob(invite, programme):
    invite("ana@x.org", "bob@x.org", Site="North")
    services.mark_invited(programme, ids(programme, "ana@x.org"), DAY)


def test_no_number_hangs_on_who_can_be_reached_or_joined(ana_and_bob, programme, organisation):
    before = (queries.not_written_to(programme), queries.turnout(programme))
    services.opt_out(organisation=organisation, address="bob@x.org", at=NOON)
    services.mark_address_bounced(organisation=organisation, address="ana@x.org")
    Invitee.objects.update(has_joined=True)

    assert (queries.not_written_to(programme), queries.turnout(programme)) == before
    assert before == (1, queries.Turnout(invited=2, written_to=1))


def test_the_first_day_of_writing_stays(ana_and_bob, programme):
    assert services.mark_invited(programme, ids(programme, "ana@x.org"), NOON.replace(day=9)) == 0
    assert Invitee.objects.get(member__address="ana@x.org").invited_on == DAY


def test_letters_that_came_back_are_marked(ana_and_bob, organisation):
    assert services.mark_address_bounced(organisation=organisation, address="ANA@x.org")
    assert services.mark_address_bounced(organisation=organisation, address="bob@x.org")

    assert Member.objects.filter(has_bounced=True).count() == 2


class TestPopulation:
    def test_totals_follow_what_is_known(self, invite, programme):
        invite("ana@x.org", Site="North", Band="5")
        invite("bob@x.org", "eve@x.org", Site="North")
        found = {one.name: one.shares for one in queries.population(programme)}

        assert found == {"Band": (Share("5", 1),), "Site": (Share("North", 3),)}

    def test_a_later_list_corrects_an_earlier_one(self, invite, programme):
        invite("ana@x.org", Site="North", Band="5")
        again = invite("ana@x.org", Site="South")

        assert (again.invited, again.already_invited, again.changed) == (0, 1, 1)
        found = {one.name: one.shares for one in queries.population(programme)}
        assert found == {"Band": (Share("5", 1),), "Site": (Share("South", 1),)}

    @pytest.mark.parametrize(("has_joined", "held"), [(True, None), (False, {"Site": "North"})])
    def test_a_later_list_says_nothing_anew_of_whoever_may_have_joined(
        self, invite, programme, mode, has_joined, held
    ):
        mode("confidential")
        invite("ana@x.org", Site="North")
        Invitee.objects.update(invited_on=DAY, has_joined=has_joined, attributes=held)
        again = invite("ana@x.org", Site="South")

        assert again.changed == 0
        assert Invitee.objects.get().attributes == held
        assert queries.population(programme)[0].shares == (Share("North", 1),)

    def test_the_anonymous_mode_keeps_totals_alone(self, invite, programme, mode):
        mode("anonymous")
        invite(*[f"p{n}@x.org" for n in range(10)], Site="North")

        assert not Invitee.objects.exclude(attributes=None).exists()
        assert queries.population(programme)[0].shares == (Share("North", 10),)

    def test_a_handful_adds_nothing_to_totals_there(self, invite, programme, mode):
        mode("anonymous")
        few = invite(*[f"p{n}@x.org" for n in range(9)], Site="North")

        assert few.uncounted == 9
        assert not PopulationTotal.objects.exists()


class TestTakingBack:
    def test_who_was_not_written_to_is_not_invited_any_more(
        self, ana_and_bob, programme, facilitator
    ):
        assert services.take_back_unsent(actor=facilitator, programme=programme, at=NOON) == 1

        assert queries.turnout(programme).invited == 1
        assert queries.population(programme)[0].shares == (Share("North", 1),)
        assert Member.objects.count() == 2

    def test_with_the_last_of_them_the_totals_go(self, invite, programme, facilitator, mode):
        mode("anonymous")
        invite(*[f"p{n}@x.org" for n in range(10)], Site="North")
        services.take_back_unsent(actor=facilitator, programme=programme, at=NOON)

        assert queries.population(programme) == []


class TestDomains:
    def test_a_domain_lets_its_people_ask(self, programme, facilitator):
        services.add_domain(
            actor=facilitator, programme=programme, domain="@Bücher.example", at=NOON
        )

        assert queries.accepts_domain_of(programme, "ana@bücher.example")
        assert not queries.accepts_domain_of(programme, "ana@x.bücher.example")
        assert not queries.accepts_domain_of(programme, "nonsense")

    @pytest.mark.parametrize("domain", ["gmail.com", "no domain", "", "a@b", "x" * 300])
    def test_what_anybody_has_or_nobody_is_refused(self, programme, facilitator, domain):
        with pytest.raises(DomainError):
            services.add_domain(actor=facilitator, programme=programme, domain=domain, at=NOON)

    def test_asking_invites_one_and_leaves_alone_who_opted_out(self, programme, organisation):
        services.opt_out(organisation=organisation, address="bob@x.org", at=NOON)

        assert services.invite_askers(programme, ["ana@x.org", "bob@x.org"]) == 1
        assert services.invite_askers(programme, ["ana@x.org"]) == 1
        assert [one.member.address for one in Invitee.objects.all()] == ["ana@x.org"]
        services.opt_out(organisation=organisation, address="ana@x.org", at=NOON)
        assert services.invite_askers(programme, ["ana@x.org"]) == 0


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_invite_and_when(actor, role, stage, programme, monkeypatch, bring):
    monkeypatch.setattr(type(programme), "stage", lambda self, at: stage)
    by = actor(*([role] if role else []))
    acts = [
        lambda: services.receive_typed(actor=by, programme=programme, text="a@x.org", at=NOON),
        lambda: services.invite_again(actor=by, programme=programme, earlier=None, at=NOON),
        lambda: services.add_domain(actor=by, programme=programme, domain="x.org", at=NOON),
        lambda: services.remove_domain(actor=by, programme=programme, domain_id=1, at=NOON),
        lambda: services.take_back_unsent(actor=by, programme=programme, at=NOON),
    ]
    done = set()
    for act in acts:
        try:
            act()
            done.add(True)
        except NotAllowed:
            done.add(False)

    assert done == {role in {Role.ADMINISTRATOR, Role.FACILITATOR} and stage is not Stage.CLOSED}
