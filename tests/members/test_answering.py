"""Somebody asks what is known of them: the whole answer goes to them, and to nobody of staff."""

import json

import pytest
from django.core import mail
from django.utils import translation

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError
from folkmoot.members import services
from folkmoot.members.models import Invitee, Member
from folkmoot.post import registry
from folkmoot.post import services as post
from folkmoot.post.models import Batch, Letter
from tests.conftest import NOON

ANA = "ana@x.org"


@pytest.fixture(autouse=True)
def mail_server(settings, tmp_path):
    settings.EMAIL_IS_CONFIGURED, settings.KEYS = True, tmp_path / "keys"


@pytest.fixture
def administrator(actor):
    return actor(Role.ADMINISTRATOR)


@pytest.fixture
def ana(invite, programme, mode):
    """Written to, reminded once, and known to have joined."""
    invite(ANA, Site="North")
    one = Invitee.objects.get()
    services.mark_invited(programme, [one.pk], NOON.date())
    services.mark_reminded(programme, [one.pk])
    mode("confidential")
    Invitee.objects.filter(pk=one.pk).update(has_joined=True)
    return one.member


def send():
    return post.send_waiting(limit=10, rate=100, at=NOON)


def letter_to(member, by):
    services.answer_member(actor=by, member=member, at=NOON)
    send()
    (letter,) = mail.outbox
    return letter


class TestTheLetter:
    def test_goes_to_the_person_and_holds_all_that_is_known(self, ana, administrator):
        letter = letter_to(ana, administrator)
        held = json.loads(letter.body.partition("(JSON)")[2])

        assert letter.to == [ANA]
        assert held["invitations"] == [
            {
                "programme": "Safer wards",
                "written_to_first_on": "2030-05-01",
                "attributes": {"Site": "North"},
                "joined": True,
                "new_code": "not asked for",
            }
        ]
        assert not held["left_out"]

    def test_says_it_in_words_first(self, ana, administrator):
        words = letter_to(ana, administrator).body.partition("(JSON)")[0]

        assert "It is noted that you joined" in words
        assert "counts no reminders" in words
        assert "Reminded" not in words
        assert "Site: North" in words
        assert "What we cannot know" in words
        assert "&" not in words

    def test_counts_reminders_where_nobody_knows_who_joined(self, ana, administrator, mode):
        mode("open")

        assert "Reminded 1 time." in letter_to(ana, administrator).body

    def test_says_nothing_of_another_code_that_nobody_asked_for_in_any_language(
        self, ana, administrator, settings
    ):
        settings.LANGUAGE_CODE = "cy"
        letter = letter_to(ana, administrator)

        assert "Beth allwch chi ofyn amdano" in letter.body
        assert "Gofynnoch am god ymuno arall" not in letter.body

    def test_is_in_the_installations_language_whatever_the_administrator_reads(
        self, ana, administrator
    ):
        with translation.override("cy"):
            letter = letter_to(ana, administrator)

        assert letter.subject == "What Northmoor Trust knows of you"
        assert "It is noted that you joined" in letter.body
        assert '"new_code": "not asked for"' in letter.body

    def test_goes_though_they_asked_to_be_left_alone(self, ana, administrator, organisation):
        services.opt_out(organisation=organisation, address=ANA, at=NOON)
        ana.refresh_from_db()

        assert "You asked to be left alone" in letter_to(ana, administrator).body

    def test_waits_sealed_and_its_key_goes_with_it(self, ana, administrator, tmp_path):
        services.answer_member(actor=administrator, member=ana, at=NOON)
        sealed = bytes(Letter.objects.get().sealed)
        keys = list((tmp_path / "keys" / "post").iterdir())
        send()

        assert ANA.encode() not in sealed
        assert len(keys) == 1
        assert not list((tmp_path / "keys" / "post").iterdir())

    def test_can_be_asked_for_again(self, ana, administrator):
        for _ in range(2):
            services.answer_member(actor=administrator, member=ana, at=NOON)
            send()

        assert len(mail.outbox) == 2
        assert Batch.objects.get().sent == 2

    def test_does_not_go_to_somebody_forgotten_meanwhile(self, ana, administrator):
        services.answer_member(actor=administrator, member=ana, at=NOON)
        services.erase_member(actor=administrator, address=ANA, at=NOON)
        send()

        assert not mail.outbox
        assert not Letter.objects.exists()

    def test_is_noted_where_it_comes_back(self, ana, organisation, other_organisation):
        Member.objects.create(organisation=other_organisation, address=ANA)
        registry.bounced("members.answer", organisation.pk, ANA, NOON.date())

        bounced = Member.objects.filter(has_bounced=True)
        assert [one.organisation_id for one in bounced] == [organisation.pk]

    def test_needs_a_mail_server(self, ana, administrator, settings):
        settings.EMAIL_IS_CONFIGURED = False
        with pytest.raises(DomainError, match="No mail server"):
            services.answer_member(actor=administrator, member=ana, at=NOON)

        assert not AuditEntry.objects.exists()

    def test_is_audited_without_saying_whom_it_was_about(self, ana, administrator):
        services.answer_member(actor=administrator, member=ana, at=NOON)
        entry = AuditEntry.objects.get()

        assert (entry.act, entry.detail) == ("member.data_sent", "")

    def test_says_where_somebody_is_invited_to_nothing(self, administrator, organisation):
        member = Member.objects.create(organisation=organisation, address=ANA)
        words = letter_to(member, administrator).body.partition("What you are invited to")[2]

        assert words.split()[0] == "Nothing."


class TestWhatStaffAreHanded:
    def test_leaves_out_what_nobody_of_staff_may_learn(self, ana, administrator):
        known = services.export_member(actor=administrator, member=ana, at=NOON)

        assert known.as_dict()["invitations"] == [
            {
                "programme": "Safer wards",
                "written_to_first_on": "2030-05-01",
                "attributes": None,
            }
        ]
        assert "nobody of staff" in known.left_out[0]
        assert AuditEntry.objects.get().detail == ""

    def test_is_the_same_whether_a_person_joined_or_not(self, ana, administrator):
        """Attributes go with joining, so that they tell as much."""

        def handed():
            return services.export_member(actor=administrator, member=ana, at=NOON)

        before = handed()
        Invitee.objects.update(
            has_joined=False, reminders=3, new_code=Invitee.NewCode.ASKED, attributes=None
        )

        assert handed() == before
        assert handed().as_rows() == before.as_rows()


def test_the_letter_leaves_no_column_of_the_person_out(invite):
    """A new column of these tables must be told to the person: this reminds us."""
    told = {"address", "is_opted_out", "has_bounced", "attributes", "invited_on"}
    told |= {"reminders", "has_joined", "new_code", "programme", "organisation"}
    columns = {f.name for model in (Member, Invitee) for f in model._meta.concrete_fields}

    assert columns - told == {"id", "member"}
