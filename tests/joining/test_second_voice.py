"""One person keeps one voice, also when the list forgets and meets them again."""

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.joining import keys, queries, services
from folkmoot.joining.models import JoiningSettings, Mode, UsedLink
from folkmoot.members import services as members
from folkmoot.members.models import Invitee
from folkmoot.members.services import ListRow, add_people
from folkmoot.participants.models import Participant

WHO = "person0@example.org"


@pytest.fixture
def administrator(actor):
    return actor(Role.ADMINISTRATOR)


@pytest.fixture
def forget_and_meet_again(administrator, organisation, now):
    def act(programme):
        members.erase_member(actor=administrator, address=WHO, at=now)
        members.write_again(actor=administrator, address=WHO, at=now)
        add_people(ListRow(organisation, programme), {WHO: {}})
        return Invitee.objects.get(programme=programme, member__address=WHO).pk

    return act


def link_of(programme, person):
    return services.personal_links(programme, [person])[person]


class TestConfidential:
    @pytest.fixture
    def programme(self, launched):
        return launched(Mode.CONFIDENTIAL)

    def test_whoever_was_erased_and_invited_again_has_their_voice_already(
        self, programme, invite, now, forget_and_meet_again
    ):
        (person,) = invite(programme, 1)
        first = link_of(programme, person)
        services.redeem(programme=programme, code=first, at=now)
        second = link_of(programme, forget_and_meet_again(programme))

        assert second != first
        with pytest.raises(services.AlreadyUsed):
            services.check_code(programme=programme, code=second, at=now)
        with pytest.raises(services.AlreadyUsed):
            services.redeem(programme=programme, code=second, at=now)
        assert Participant.objects.count() == 1

    def test_whoever_had_not_joined_may_still_do_so(
        self, programme, invite, now, forget_and_meet_again
    ):
        invite(programme, 1)
        link = link_of(programme, forget_and_meet_again(programme))

        assert services.redeem(programme=programme, code=link, at=now)

    def test_a_link_that_an_earlier_version_wrote_down_as_used_stays_used(
        self, programme, invite, now
    ):
        people = invite(programme, 10)
        for person in people:  # as it was derived before
            used = keys.row_id(programme.pk, "used-link", f"invitee:{person}".encode())
            UsedLink.objects.create(id=used, programme=programme)

        with pytest.raises(services.AlreadyUsed):
            services.redeem(programme=programme, code=link_of(programme, people[0]), at=now)
        assert services.mark_joined(programme) == 10

    def test_what_is_kept_of_a_used_link_names_nobody_without_the_key(self, programme, invite, now):
        (person,) = invite(programme, 1)
        services.redeem(programme=programme, code=link_of(programme, person), at=now)
        used = UsedLink.objects.get().pk

        assert used == keys.row_id(programme.pk, "used-link", f"address:{WHO}".encode())


class TestAnonymous:
    def test_lifting_an_erasure_counts_one_more_who_may_hold_two_codes(
        self, launched, invite, client, administrator, now
    ):
        programme = launched(Mode.ANONYMOUS)
        invite(programme, 1)
        members.erase_member(actor=administrator, address=WHO, at=now)
        assert queries.second_codes_at_most(programme) == 0
        members.write_again(actor=administrator, address=WHO, at=now)

        assert queries.settings_of(programme).second_codes == 1
        page = client.get("/p/northmoor/not-yet/anonymity/").content.decode()
        assert "Up to 10 people may hold two codes" in page

    def test_lifting_an_opt_out_does_not(self, launched, invite, administrator, organisation, now):
        programme = launched(Mode.ANONYMOUS)
        invite(programme, 1)
        members.opt_out(organisation=organisation, address=WHO, at=now)
        members.write_again(actor=administrator, address=WHO, at=now)

        assert queries.second_codes_at_most(programme) == 0

    @pytest.mark.parametrize("mode", [Mode.OPEN, Mode.CONFIDENTIAL])
    def test_another_way_of_joining_counts_no_second_codes(
        self, launched, administrator, now, mode
    ):
        programme = launched(mode)
        members.erase_member(actor=administrator, address=WHO, at=now)
        members.write_again(actor=administrator, address=WHO, at=now)

        assert queries.second_codes_at_most(programme) == 0

    def test_once_the_key_is_gone_there_is_nothing_to_count(self, launched, administrator, now):
        programme = launched(Mode.ANONYMOUS)
        services.destroy_key(programme, now)
        members.erase_member(actor=administrator, address=WHO, at=now)
        members.write_again(actor=administrator, address=WHO, at=now)

        assert JoiningSettings.objects.get().second_codes == 0
