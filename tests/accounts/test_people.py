import pytest
from allauth.mfa.models import Authenticator

from folkmoot.accounts import queries, registry, services
from folkmoot.accounts.models import Appointment, AuditEntry, Organisation, User
from folkmoot.accounts.policy import Actor, Role
from folkmoot.core.errors import DomainError, NotAllowed
from tests.conftest import NOON, PASSWORD
from tests.pretended_rooms import instead

ADMIN, ANALYST = Role.ADMINISTRATOR, Role.ANALYST


@pytest.fixture
def administrator(staff, actor):
    return actor(ADMIN, user=staff(ADMIN))


@pytest.fixture
def elsewhere(db):
    return Organisation.objects.create(name="Southmoor Trust", slug="southmoor")


def with_second_step(user):
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.get_or_create(user=user, type=kind, defaults={"data": {}})
    return user


def roles_of(user, organisation):
    return queries.actor_in(organisation=organisation, user=user).roles


def test_every_act_on_people_is_in_the_table_above():
    public = {
        name
        for name, made in vars(services).items()
        if getattr(made, "__module__", "") == services.__name__
        and name[0].islower()
        and name[0] != "_"
    }
    # These belong to the command line, to other rooms' own acts, or to the person alone.
    open_to_all = {"create_organisation", "record_audit", "change_own_name", "new_password"}

    assert public - open_to_all - {"in_words"} == {
        "add_person",
        "add_person_with_password",
        "set_roles",
        "give_new_password",
        "switch_off_second_step",
        "remove_person",
        "change_organisation",
    }


class TestPermissions:
    @pytest.mark.parametrize("role", list(Role))
    def test_only_administrators_change_people(self, role, actor, staff):
        other = staff(Role.SPONSOR, ADMIN)
        acts = [
            lambda who: services.add_person(
                actor=who,
                email="old@example.org",
                name="Old",
                password=PASSWORD,
                roles={ANALYST},
                at=NOON,
            ),
            lambda who: services.add_person_with_password(
                actor=who, email="new@example.org", name="New", roles={ANALYST}, at=NOON
            ),
            lambda who: services.set_roles(actor=who, user=other, roles={ADMIN, ANALYST}, at=NOON),
            lambda who: services.give_new_password(actor=who, user=other, at=NOON),
            lambda who: services.switch_off_second_step(
                actor=who, user=with_second_step(other), at=NOON
            ),
            lambda who: services.remove_person(actor=who, user=staff(Role.ANALYST), at=NOON),
            lambda who: services.change_organisation(
                actor=who, name="Northmoor", smallest_group=15, at=NOON
            ),
        ]
        for act in acts:
            if role is ADMIN:
                act(actor(role))
            else:
                with pytest.raises(NotAllowed):
                    act(actor(role))


class TestWelcomePerson:
    def test_makes_an_account_whose_password_must_be_changed(self, administrator):
        welcomed = services.add_person_with_password(
            actor=administrator, email="Sam@Example.org", name="Sam", roles={ANALYST}, at=NOON
        )

        assert welcomed.user.email == "sam@example.org"
        assert welcomed.user.check_password(welcomed.temporary_password)
        assert welcomed.user.has_temporary_password
        assert roles_of(welcomed.user, administrator.organisation) == {ANALYST}

    def test_somebody_known_keeps_name_and_password(self, administrator, staff, elsewhere):
        sam = staff(ANALYST, at=elsewhere)
        welcomed = services.add_person_with_password(
            actor=administrator, email=sam.email.upper(), name="X", roles={ANALYST}, at=NOON
        )

        assert welcomed.temporary_password is None
        sam.refresh_from_db()
        assert sam.check_password(PASSWORD)
        assert sam.name != "X"
        assert not sam.has_temporary_password

    def test_a_closed_account_opens_again_with_a_new_password(self, administrator, staff):
        sam = staff(ANALYST)
        services.remove_person(actor=administrator, user=sam, at=NOON)
        welcomed = services.add_person_with_password(
            actor=administrator, email=sam.email, name="Sam", roles={ANALYST}, at=NOON
        )

        sam.refresh_from_db()
        assert sam.is_active
        assert sam.check_password(welcomed.temporary_password)

    def test_without_a_role_nobody_is_added(self, administrator):
        with pytest.raises(DomainError, match="at least one role"):
            services.add_person_with_password(
                actor=administrator, email="a@example.org", name="A", roles=set(), at=NOON
            )
        assert not User.objects.filter(email="a@example.org").exists()

    def test_passwords_are_long_and_never_the_same(self):
        made = {services.new_password() for _ in range(50)}

        assert len(made) == 50
        assert all(len(password) == 19 for password in made)

    def test_the_audit_never_holds_the_password(self, administrator):
        welcomed = services.add_person_with_password(
            actor=administrator, email="s@example.org", name="Sam", roles={ANALYST}, at=NOON
        )
        entry = AuditEntry.objects.get()

        assert (entry.act, entry.detail) == ("person.added", "Sam: analyst")
        assert welcomed.temporary_password not in entry.detail


class TestSetRoles:
    def test_replaces_the_roles_that_somebody_had(self, administrator, staff):
        sam = staff(ANALYST)
        services.set_roles(
            actor=administrator, user=sam, roles={Role.SPONSOR, Role.MODERATOR}, at=NOON
        )

        assert roles_of(sam, administrator.organisation) == {Role.SPONSOR, Role.MODERATOR}
        assert AuditEntry.objects.get().act == "person.roles_changed"

    def test_no_change_leaves_no_trace(self, administrator, staff):
        services.set_roles(actor=administrator, user=staff(ANALYST), roles={ANALYST}, at=NOON)

        assert not AuditEntry.objects.exists()

    def test_the_last_administrator_stays_one(self, administrator):
        with pytest.raises(services.LastAdministrator):
            services.set_roles(
                actor=administrator, user=administrator.user, roles={ANALYST}, at=NOON
            )

    def test_an_administrator_whose_account_is_closed_does_not_count(self, administrator, staff):
        other = staff(ADMIN, ANALYST)
        other.is_active = False
        other.save()

        with pytest.raises(services.LastAdministrator):
            services.remove_person(actor=administrator, user=administrator.user, at=NOON)

    def test_with_a_second_one_the_first_may_go(self, administrator, staff):
        staff(ADMIN, ANALYST)
        services.remove_person(actor=administrator, user=administrator.user, at=NOON)

        assert not roles_of(administrator.user, administrator.organisation)


class TestRemovePerson:
    def test_ends_every_role_and_closes_the_account(self, administrator, staff):
        sam = staff(ANALYST, Role.SPONSOR)
        services.remove_person(actor=administrator, user=sam, at=NOON)

        sam.refresh_from_db()
        assert not Appointment.objects.filter(user=sam).exists()
        assert not sam.is_active

    def test_leaves_work_for_another_organisation_alone(self, administrator, staff, elsewhere):
        sam = staff(ANALYST)
        Appointment.objects.create(organisation=elsewhere, user=sam, role="analyst")
        services.remove_person(actor=administrator, user=sam, at=NOON)

        sam.refresh_from_db()
        assert sam.is_active
        assert roles_of(sam, elsewhere) == {ANALYST}

    def test_tells_the_rooms_that_hand_out_roles_of_their_own(
        self, administrator, staff, monkeypatch
    ):
        left = []
        instead(
            monkeypatch, registry.Belonging(lambda user: set(), lambda *pair: left.append(pair))
        )
        sam = staff(ANALYST)
        services.remove_person(actor=administrator, user=sam, at=NOON)

        assert left == [(administrator.organisation.pk, sam.pk)]

    def test_somebody_without_a_role_here_cannot_be_touched(self, administrator, staff, elsewhere):
        stranger = staff(ANALYST, at=elsewhere)
        for act in (services.remove_person, services.give_new_password):
            with pytest.raises(services.NoRole):
                act(actor=administrator, user=stranger, at=NOON)


class TestNewPassword:
    def test_the_old_one_stops_working(self, administrator, staff):
        sam = staff(ANALYST)
        password = services.give_new_password(actor=administrator, user=sam, at=NOON)

        sam.refresh_from_db()
        assert sam.check_password(password)
        assert sam.has_temporary_password

    def test_is_not_for_people_of_another_organisation_too(self, administrator, staff, elsewhere):
        """Or one organisation's administrator could sign in to another's programmes."""
        sam = staff(ANALYST)
        Appointment.objects.create(organisation=elsewhere, user=sam, role="analyst")

        with pytest.raises(NotAllowed, match="another organisation"):
            services.give_new_password(actor=administrator, user=sam, at=NOON)


class TestSwitchOffSecondStep:
    def test_takes_the_app_and_the_recovery_codes_and_is_audited(self, administrator, staff):
        sam = with_second_step(staff(ANALYST))
        services.switch_off_second_step(actor=administrator, user=sam, at=NOON)

        assert not Authenticator.objects.filter(user=sam).exists()
        entry = AuditEntry.objects.get(act="person.second_step_off")
        assert (entry.actor, entry.detail) == (administrator.user, sam.name)

    def test_is_never_for_oneself(self, administrator):
        with_second_step(administrator.user)

        with pytest.raises(NotAllowed, match="Your account"):
            services.switch_off_second_step(actor=administrator, user=administrator.user, at=NOON)
        assert queries.has_two_step(administrator.user)

    def test_is_refused_for_somebody_who_has_none(self, administrator, staff):
        with pytest.raises(DomainError, match="no second step"):
            services.switch_off_second_step(actor=administrator, user=staff(ANALYST), at=NOON)

    def test_takes_an_administrator_of_both_for_somebody_who_works_elsewhere_too(
        self, administrator, staff, elsewhere
    ):
        sam = with_second_step(staff(ANALYST))
        Appointment.objects.create(organisation=elsewhere, user=sam, role=ANALYST.value)
        with pytest.raises(NotAllowed, match="both"):
            services.switch_off_second_step(actor=administrator, user=sam, at=NOON)

        Appointment.objects.create(
            organisation=elsewhere, user=administrator.user, role=ADMIN.value
        )
        services.switch_off_second_step(actor=administrator, user=sam, at=NOON)
        assert not queries.has_two_step(sam)

    def test_is_refused_for_somebody_of_another_organisation(self, administrator, staff, elsewhere):
        sam = with_second_step(staff(ANALYST, at=elsewhere))

        with pytest.raises(services.NoRole):
            services.switch_off_second_step(actor=administrator, user=sam, at=NOON)


def test_an_administrator_cannot_give_themselves_a_password(administrator):
    with pytest.raises(NotAllowed, match="Your account"):
        services.give_new_password(actor=administrator, user=administrator.user, at=NOON)


def test_the_list_of_people_costs_the_same_for_few_and_many(
    staff, organisation, django_assert_num_queries
):
    for n in range(12):
        user = User.objects.create(email=f"{n}@example.org", name=str(n), created_on=NOON.date())
        for role in (Role.ANALYST, Role.SPONSOR):
            Appointment.objects.create(organisation=organisation, user=user, role=role.value)

    with django_assert_num_queries(3):
        people = queries.people_of(organisation)

    assert len(people) == 12
    assert all(person.roles == (Role.SPONSOR, Role.ANALYST) for person in people)


def test_a_command_line_acts_with_every_role(organisation):
    from folkmoot.accounts.policy import command_line

    everything = command_line(organisation)

    assert isinstance(everything, Actor)
    assert everything.can_manage_people
    assert everything.can_read_audit
