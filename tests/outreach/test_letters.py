"""Letters to those invited: what they say, who gets them, what is known of them."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client

from folkmoot.core.errors import DomainError
from folkmoot.joining import services as joining
from folkmoot.joining.models import JoiningCode
from folkmoot.members.models import Invitee, Member, PopulationTotal
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.presenting.letters import reminders_go_to
from folkmoot.outreach.queries import addressees, campaigns
from folkmoot.outreach.services import bouncing, queueing, unsubscribing
from folkmoot.outreach.services import campaigns as acts
from folkmoot.post import queries as post
from folkmoot.post import services as letters
from tests.conftest import NOON
from tests.outreach.conftest import TEXT

pytestmark = pytest.mark.django_db


def got(sink):
    return sorted(to for to, _ in sink.received)


def bodies(sink):
    return [letter.get_payload()[0].get_payload(decode=True).decode() for _, letter in sink.letters]


def sorted_bodies(sink):
    found = sorted(sink.letters, key=lambda letter: letter[0])
    return [letter.get_payload()[0].get_payload(decode=True).decode() for _, letter in found]


def code_in(body):
    return re.search(r"#([-0-9a-z]{14,20})", body)[1]


def test_an_invitation_goes_to_everybody_once(sink, invite, draft, send):
    invite(3)

    send(draft())
    send(draft())

    assert got(sink) == ["p0@example.org", "p1@example.org", "p2@example.org"]
    assert {str(i.invited_on) for i in Invitee.objects.all()} == {"2030-05-01"}


def test_an_open_link_carries_the_channel(sink, invite, draft, send):
    invite(1)
    send(draft())

    assert "/p/northmoor/safer-wards/?via=e-mail" in bodies(sink)[0]
    assert "closes on 31 December 2048 at the end of the day" in bodies(sink)[0]
    assert sink.letters[0][1]["Subject"] == "Safer wards needs you"


def test_opted_out_and_bounced_people_are_left_alone(sink, invite, draft, send):
    invite(3)
    Member.objects.filter(address="p0@example.org").update(is_opted_out=True)
    Member.objects.filter(address="p1@example.org").update(has_bounced=True)

    send(draft())

    assert got(sink) == ["p2@example.org"]


def test_an_opt_out_counts_until_the_last_moment(sink, invite, draft, facilitator):
    invite(2)
    campaign = draft()
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
    queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
    Member.objects.filter(address="p0@example.org").update(is_opted_out=True)

    letters.send_waiting(limit=10, rate=1000, at=NOON)

    assert got(sink) == ["p1@example.org"]
    assert campaigns.campaign_card(campaign).report.dropped == 1


def test_a_missing_mailbox_marks_the_member(sink, invite, draft, send):
    invite(2)
    sink.answer = lambda step, to: b"550 5.1.1 nobody" if step == "rcpt" and "p0" in to else True

    send(draft())

    assert Member.objects.get(has_bounced=True).address == "p0@example.org"


class TestModes:
    def test_anonymous_letters_carry_a_code_each_and_leave_at_most_once(
        self, sink, invite, draft, send, mode
    ):
        mode("anonymous")
        invite(10)
        campaign = draft()
        send(campaign)

        codes = {code_in(body) for body in bodies(sink)}
        assert len(codes) == 10
        assert JoiningCode.objects.count() == 10
        assert post.batch_of(campaign.pk, "campaign").at_most_once

    def test_a_code_from_a_letter_lets_in(self, sink, invite, draft, send, mode, programme):
        mode("anonymous")
        invite(10)
        send(draft())

        code = code_in(bodies(sink)[0])
        joined = joining.redeem(programme=programme, code=code, at=NOON)
        assert joined.participant.programme == programme

    def test_codes_are_not_dealt_to_fewer_than_k(self, sink, invite, draft, send, mode):
        mode("anonymous")
        campaign = draft()
        invite(9)
        with pytest.raises(DomainError, match="10 people or more"):
            send(campaign)
        invite(1, start=9)
        send(campaign)

        assert len(got(sink)) == 10

    def test_no_step_leaves_fewer_than_k_behind(self, sink, invite, draft, send, mode, monkeypatch):
        mode("anonymous")
        monkeypatch.setattr(queueing, "STEP_WITH_CODES", 12)
        dealt = []
        whole = queueing.write_letters
        monkeypatch.setattr(
            queueing, "write_letters", lambda *args: dealt.append(len(args[2])) or whole(*args)
        )
        invite(33)
        send(draft())

        assert dealt == [12, 21]

    def test_those_who_are_too_few_by_now_wait_for_the_next_letter(
        self, sink, invite, draft, mode, facilitator
    ):
        mode("anonymous")
        people = invite(10)
        campaign = draft()
        acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
        Member.objects.filter(pk=people[0].member_id).update(is_opted_out=True)
        queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)

        assert not JoiningCode.objects.exists()
        assert not Invitee.objects.exclude(invited_on=None).exists()

    def test_no_code_lies_in_the_database(self, sink, invite, draft, mode, facilitator):
        mode("anonymous")
        invite(10)
        campaign = draft()
        acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
        queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)

        held = "".join(
            repr(row)
            for room in ("post", "outreach", "members", "accounts", "joining")
            for model in apps.get_app_config(room).get_models()
            for row in model._default_manager.values_list()
        )
        letters.send_waiting(limit=10, rate=1000, at=NOON)
        for body in bodies(sink):
            assert code_in(body) not in held
            assert code_in(body).replace("-", "") not in held

    def test_an_anonymous_reminder_goes_to_everybody_without_a_code(
        self, sink, invite, draft, send, mode, programme
    ):
        mode("anonymous")
        invite(3, invited_on=NOON.date())
        send(draft("reminder"))

        assert len(sink.received) == 3
        assert not any("#" in body for body in bodies(sink))
        assert "everybody who was invited, or to nobody" in reminders_go_to(programme)

    def test_confidential_reminders_go_to_those_who_have_not_joined(
        self, sink, invite, draft, send, mode, programme
    ):
        mode("confidential")
        waiting = invite(2, invited_on=NOON.date())
        invite(1, start=2, invited_on=NOON.date(), has_joined=True)
        links = joining.personal_links(programme, [person.pk for person in waiting])
        send(draft("reminder"))

        assert got(sink) == ["p0@example.org", "p1@example.org"]
        for person, body in zip(waiting, sorted_bodies(sink), strict=True):
            assert links[person.pk] in body


def test_a_reminder_to_a_small_part_does_not_say_who_of_it_has_joined(
    sink, invite, draft, send, mode, programme
):
    mode("confidential")
    about = {"attributes": {"Job": "Midwife"}, "invited_on": NOON.date()}
    PopulationTotal.objects.create(programme=programme, attribute="Job", value="Midwife", number=10)
    invite(1, **about)
    invite(9, start=1, has_joined=True, **about)
    campaign = draft("reminder", attribute="Job", value="Midwife")
    assert addressees.number_at_most(campaign) == 10
    send(campaign)

    assert got(sink) == ["p0@example.org"]
    card = campaigns.campaign_card(campaigns.campaign_in(programme, campaign.pk))
    assert card.is_secret
    assert card.report is None
    assert card.state_name == "Done"


@pytest.mark.parametrize("kind", ["invitation", "reminder", "news"])
def test_how_many_a_letter_goes_to_at_most_hangs_on_the_list_alone(kind, invite, draft, mode):
    mode("confidential")
    people = invite(12, invited_on=None if kind == "invitation" else NOON.date())
    campaign = draft(kind)
    Member.objects.filter(pk=people[0].member_id).update(is_opted_out=True)
    Member.objects.filter(pk=people[1].member_id).update(has_bounced=True)
    Invitee.objects.filter(pk=people[2].pk).update(has_joined=True, new_code=Invitee.NewCode.ASKED)

    assert addressees.number_at_most(campaign) == 12


def test_a_reminder_that_comes_back_marks_nobody_for_that_would_say_who_has_not_joined(
    sink, invite, draft, send, mode
):
    mode("confidential")
    invite(2, invited_on=NOON.date())
    sink.answer = lambda step, to: b"550 5.1.1 nobody" if step == "rcpt" and "p0" in to else True
    send(draft("reminder"))

    assert not Member.objects.filter(has_bounced=True).exists()


def test_a_kill_while_letters_are_written_loses_and_doubles_nothing(
    sink, invite, draft, facilitator, monkeypatch
):
    invite(7)
    monkeypatch.setattr(queueing, "STEP", 2)
    campaign = draft()
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
    steps = iter([1, 1])

    class Killed(BaseException):
        pass

    whole = queueing.write_letters

    def dies(*args):
        written = whole(*args)
        if next(steps, None) is None:
            raise Killed
        return written

    with monkeypatch.context() as patch:
        patch.setattr(queueing, "write_letters", dies)
        with pytest.raises(Killed):
            queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
    assert queueing.due(at=NOON) == [campaign.pk]

    queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
    letters.send_waiting(limit=100, rate=1000, at=NOON)

    assert got(sink) == [f"p{n}@example.org" for n in range(7)]
    assert campaigns.campaign_card(campaign).report.is_over


def test_a_campaign_waits_for_its_day(invite, draft, facilitator):
    invite(1)
    campaign = draft()
    tomorrow = NOON + timedelta(days=1)
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=tomorrow.date(), at=NOON)

    assert queueing.due(at=NOON) == []
    assert queueing.queue_campaign(campaign_id=campaign.pk, at=NOON) == 0
    assert queueing.due(at=tomorrow) == [campaign.pk]


def test_stopping_takes_back_what_has_not_left(sink, invite, draft, facilitator):
    invite(3)
    campaign = draft()
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
    queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)

    assert acts.stop_campaign(actor=facilitator, campaign=campaign, at=NOON) == 3
    letters.send_waiting(limit=100, rate=1000, at=NOON)

    assert sink.received == []


def test_a_scheduled_letter_becomes_a_draft_again(draft, facilitator):
    campaign = draft()
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
    acts.stop_campaign(actor=facilitator, campaign=campaign, at=NOON)

    assert Campaign.objects.get().state == "draft"


def test_a_part_of_the_list(sink, invite, draft, send, programme):
    name = "Band__x' OR 1"
    invite(2, attributes={name: "6"})
    invite(10, start=2, attributes={name: "7"})
    PopulationTotal.objects.create(programme=programme, attribute=name, value="7", number=10)

    send(draft(attribute=name, value="7"))

    assert got(sink) == sorted(f"p{n}@example.org" for n in range(2, 12))


@pytest.mark.parametrize(
    ("subject", "text", "why"),
    [
        ("Hi", "No way in", "Write {link}"),
        ("Hi {link}", "{link}", "belongs into the text"),
        ("Hi {name}", "{link}", "We do not know {name}"),
        ("Hi", "{link} {programme.__class__}", "We do not know"),
        ("Hi\nBcc: everybody@example.org", "{link}", "one line"),
    ],
)
def test_words_that_cannot_be_sent_are_refused_with_the_reason(draft, subject, text, why):
    with pytest.raises(DomainError, match=why):
        draft(subject=subject, text=text)


def test_text_is_never_taken_for_markup(sink, invite, draft, send):
    invite(1)
    send(draft(text="<script>alert(1)</script> & {link}"))

    page = sink.letters[0][1].get_payload()[1].get_payload(decode=True).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


class TestLeaving:
    def test_letters_offer_one_click(self, sink, invite, draft, send):
        invite(1)
        send(draft())
        letter = sink.letters[0][1]
        path = letter["List-Unsubscribe"].strip("<>").split("8000", 1)[-1]

        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        strict = Client(enforce_csrf_checks=True)
        assert strict.get(path).status_code == 200
        assert not Member.objects.get().is_opted_out
        assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Member.objects.get().is_opted_out

    @pytest.mark.parametrize("token", ["x", "0000000000001.abc", "." * 60])
    def test_guessed_links_lead_nowhere(self, token, client, db):
        assert client.post(f"/unsubscribe/{token}/").status_code == 404

    def test_a_changed_link_is_refused(self, invite, client):
        path = unsubscribing.path_for(invite(1)[0].member_id)
        assert client.post(path[:-4] + "xxx/").status_code == 404


class TestBounces:
    def test_every_address_in_a_report_is_marked(self, invite, facilitator, programme):
        invite(3)
        found = bouncing.record_bounces(
            actor=facilitator,
            programme=programme,
            text="To: <P1@example.org>; 550\n=cmd|' /C calc'!A0,p2@EXAMPLE.org\nother@example.com",
            at=NOON,
        )

        assert (found.found, found.marked) == (3, 2)
        marked = Member.objects.filter(has_bounced=True).values_list("address", flat=True)
        assert sorted(marked) == ["p1@example.org", "p2@example.org"]

    def test_another_organisations_people_are_not_touched(self, facilitator, programme):
        from folkmoot.accounts.models import Organisation

        other = Organisation.objects.create(name="Other", slug="other")
        Member.objects.create(organisation=other, address="a@example.org")
        bouncing.record_bounces(
            actor=facilitator, programme=programme, text="a@example.org", at=NOON
        )

        assert not Member.objects.get().has_bounced


def test_the_test_letter_goes_to_oneself_and_lets_nobody_in(
    sink, draft, actor, staff, mode, invite
):
    from folkmoot.accounts.policy import Role

    mode("anonymous")
    user = staff(Role.FACILITATOR)
    acts.send_test(actor=actor(Role.FACILITATOR, user=user), campaign=draft(), at=NOON)

    assert got(sink) == [user.email]
    assert "this-is-a-test" in bodies(sink)[0]


def test_counts_of_the_list_hang_on_nobody_s_reach(invite, programme):
    invite(2)
    invite(1, start=2, invited_on=NOON.date())
    Member.objects.filter(address="p0@example.org").update(is_opted_out=True)

    seen = addressees.invited(programme)

    assert (seen.total, seen.not_yet_invited) == (3, 2)


def test_text_constant_has_the_link():
    assert "{link}" in TEXT
