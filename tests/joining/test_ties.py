"""Once a programme is over, nothing keeps together what one person said, but for their own key."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client

from folkmoot.activities.models import ShownTo
from folkmoot.activities.queries import cast_counts
from folkmoot.core.errors import DomainError
from folkmoot.joining import access, services
from folkmoot.joining.access.sealed_cookies import put_cookie
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.joining.queries.contributed import _contributed as counted
from folkmoot.mailbox import services as mailbox
from folkmoot.mailbox.models import Thread
from folkmoot.members.models import Invitee, Member
from folkmoot.participants.models import Participant
from folkmoot.participants.queries import untied
from folkmoot.participants.services import add_voices
from folkmoot.programmes.models import Channel
from folkmoot.programmes.services import move_closing
from folkmoot.published.models import PublishedState
from folkmoot.published.services import batches
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import ChallengeQuestion, Comment, Exposure, Idea, Vote

FRONT = "/p/northmoor/not-yet/"


@pytest.fixture
def said(launched, now, runner):
    """Three people who each wrote an idea and voted on the others'; the first commented, too.

    By a poster came the first two. Staff wrote to the first about their idea.
    """
    programme = launched(Mode.OPEN)
    poster = Channel.objects.create(programme=programme, name="Poster", code="poster")
    joined = [
        services.join(programme=programme, at=now, channel=channel)
        for channel in (poster, poster, None)
    ]
    question = ChallengeQuestion.objects.get(activity__programme=programme)
    people = [one.participant for one in joined]
    ideas = [
        workshops.add_idea(question=question, participant=person, text=f"Idea {n}.", at=now)
        for n, person in enumerate(people)
    ]
    for person in people:
        for idea in ideas:
            if idea.author_id != person.pk:
                workshops.cast_vote(idea=idea, participant=person, stance=Vote.Stance.AGREE, at=now)
    workshops.add_comment(idea=ideas[1], participant=people[0], text="How?", at=now)
    workshops.write_to_author(actor=runner, said=ideas[0], text="Thank you.", at=now)
    return programme, joined, ideas


@pytest.fixture
def over(said, now):
    """The same, two days after the close."""
    programme, joined, ideas = said
    end(programme, now)
    return programme, joined, ideas


def end(programme, at):
    """The last analysis waits for its turn, a day at most."""
    close(programme, at)
    for days in (2, 3):
        services.keep_dates(at=at + timedelta(days=days))


def close(programme, at):
    programme.closes_at = at
    programme.save(update_fields=["closes_at"])


def back(programme, joined):
    return services.restore(programme=programme, return_key=joined.return_key)


def numbers():
    return [
        *Vote.objects.values_list("participant_id", flat=True),
        *Exposure.objects.values_list("participant_id", flat=True),
        *Idea.objects.exclude(author=None).values_list("author_id", flat=True),
        *Comment.objects.exclude(author=None).values_list("author_id", flat=True),
    ]


class TestWhenTiesGo:
    def test_each_row_has_a_number_of_its_own(self, over):
        assert len(numbers()) == len(set(numbers())) == 6 + 3 + 1
        assert not set(numbers()) & set(Participant.objects.values_list("pk", flat=True))

    def test_no_table_leads_from_a_row_to_a_voice(self, over):
        """Whatever room holds it, but for what has one row for each voice."""
        joined = set(Participant.objects.values_list("pk", flat=True))
        held = {
            field.model.__name__
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.related_model is Participant
            and joined & set(model._default_manager.values_list(field.attname, flat=True))
        }

        assert held <= {"Segment", "Choice"}

    def test_a_conversation_says_no_more_than_the_row_that_it_is_about(self, over):
        _, _, ideas = over
        idea = Idea.objects.get(pk=ideas[0].pk)

        assert Thread.objects.get().participant_id == idea.author_id

    def test_they_stay_on_the_day_of_the_close(self, said, now):
        programme, joined, _ = said
        close(programme, now)
        services.keep_dates(at=now + timedelta(minutes=1))

        assert untied(programme.pk) is None
        assert set(numbers()) == {one.participant.pk for one in joined}

    def test_they_stay_while_a_key_is_there(self, launched, invite, now):
        programme = launched(Mode.CONFIDENTIAL)
        links = services.personal_links(programme, invite(programme, 2))
        for code in links.values():
            services.redeem(programme=programme, code=code, at=now, answers={})
        programme.joining_settings.destroy_on = (now + timedelta(days=30)).date()
        programme.joining_settings.save()
        close(programme, now)

        services.keep_dates(at=now + timedelta(days=2))
        assert untied(programme.pk) is None

        services.keep_dates(at=now + timedelta(days=31))
        assert untied(programme.pk) is not None

    def test_a_programme_that_was_brought_in_keeps_them(self, programme, now):
        JoiningSettings.objects.create(programme=programme, is_fixed=True)
        add_voices(programme=programme, joined_on=[now.date()])
        close(programme, now)
        services.keep_dates(at=now + timedelta(days=2))

        assert untied(programme.pk) is None

    def test_what_was_counted_by_people_reads_the_same(self, said, now):
        programme, _, _ = said
        close(programme, now)
        batches.look_at_all(at=now + timedelta(hours=1))
        before, voters = counted(programme), dict(cast_counts(programme)[0].voters)
        end(programme, now)

        assert counted(programme) == before
        assert dict(cast_counts(programme)[0].voters) == voters

    def test_a_second_time_nothing_happens(self, over, now):
        before = sorted(numbers())

        assert services.keep_dates(at=now + timedelta(days=4)) == []
        assert sorted(numbers()) == before

    def test_the_programme_cannot_open_again(self, over, now, runner):
        programme, _, _ = over
        later = now + timedelta(days=3)

        with pytest.raises(DomainError, match="cannot open again"):
            move_closing(
                actor=runner, programme=programme, closes_at=later + timedelta(days=9), at=later
            )

    def test_nothing_is_brought_in_any_more(self, over, now):
        programme, _, _ = over

        with pytest.raises(DomainError, match="nothing can be brought in"):
            add_voices(programme=programme, joined_on=[now.date()])


class TestOnesOwn:
    def test_the_return_key_finds_what_one_said(self, over):
        _programme, joined, _ = over
        browser = Client()
        browser.post(f"{FRONT}return/", {"return_key": joined[0].return_key})

        page = browser.get(f"{FRONT}voice/").content.decode()

        assert "Idea 0." in page
        assert "Agree: Idea 1." in page
        assert "How?" in page
        assert "Agree: Idea 2." in page
        assert "Agree: Idea 0." not in page

    def test_a_browser_that_joined_finds_it_without_typing(self, said, now):
        programme, joined, _ = said
        browser = Client()
        browser.post(f"{FRONT}return/", {"return_key": joined[0].return_key})
        end(programme, now)

        assert "How?" in browser.get(f"{FRONT}voice/").content.decode()

    def test_a_cookie_of_an_earlier_version_is_given_anew_before(self, said, now, rf):
        programme, joined, _ = said
        person = joined[0].participant
        browser = Client()
        browser.post(f"{FRONT}return/", {"return_key": joined[0].return_key})
        name = access.cookie_name(programme)
        browser.cookies[name] = old_cookie(programme, person)
        browser.get(f"{FRONT}voice/")
        end(programme, now)

        assert "How?" in browser.get(f"{FRONT}voice/").content.decode()

    def test_one_that_was_not_seen_since_asks_for_the_return_key(self, over):
        programme, joined, _ = over
        browser = Client()
        browser.cookies[access.cookie_name(programme)] = old_cookie(
            programme, joined[0].participant
        )

        page = browser.get(f"{FRONT}voice/", follow=True)

        assert "use your return key" in page.content.decode()

    def test_single_things_are_taken_back_and_counted_out(self, over, now):
        programme, joined, ideas = over
        person = back(programme, joined[0])
        for idea in ideas[1:]:
            assert workshops.withdraw_vote(idea=idea, participant=person)
        workshops.withdraw_comment(comment=Comment.objects.get(), participant=person, at=now)

        assert counted(programme).total == 3
        assert untied(programme.pk).voted == 2
        assert dict(cast_counts(programme)[0].voters) == {ideas[0].question_id: 2}

        idea = Idea.objects.get(pk=ideas[0].pk)
        workshops.withdraw_idea(idea=idea, participant=person, at=now)

        assert counted(programme).total == 2
        assert Vote.objects.filter(idea=ideas[1]).count() == 1

    def test_nobody_takes_back_what_another_said(self, over, now):
        programme, joined, ideas = over
        other = back(programme, joined[1])

        with pytest.raises(DomainError):
            workshops.withdraw_idea(
                idea=Idea.objects.get(pk=ideas[0].pk), participant=other, at=now
            )
        with pytest.raises(DomainError):
            workshops.withdraw_comment(comment=Comment.objects.get(), participant=other, at=now)

    def test_everything_is_taken_back_at_once(self, over, now):
        programme, joined, ideas = over

        assert services.withdraw_everything(participant=back(programme, joined[0]), at=now) == 4

        assert Vote.objects.count() == 4
        assert not Thread.objects.exists()
        assert counted(programme).total == 2
        assert sum(dict(counted(programme).by_channel).values()) == 2
        assert Idea.objects.get(pk=ideas[0].pk).is_withdrawn

    def test_a_renewed_key_finds_the_same_and_the_old_one_nothing(self, over, now):
        programme, joined, _ = over
        key = services.renew_key(participant=back(programme, joined[0]))

        with pytest.raises(services.UnknownKey):
            back(programme, joined[0])
        person = services.restore(programme=programme, return_key=key)
        assert services.withdraw_everything(participant=person, at=now) == 4

    def test_messages_are_read_and_answered(self, over, now):
        programme, joined, _ = over
        person, thread = back(programme, joined[0]), Thread.objects.get()
        mailbox.reply(participant=person, thread=thread, text="You are welcome.", at=now)

        assert thread.notes.filter(is_from_us=False).exists()

    def test_staff_still_write_to_who_can_come_back(self, over, now, runner):
        programme, joined, ideas = over
        idea = Idea.objects.get(pk=ideas[1].pk)
        thread = workshops.write_to_author(actor=runner, said=idea, text="Thank you.", at=now)

        browser, page = Client(), programme.address("mailbox:thread", thread.pk)
        browser.post(f"{FRONT}return/", {"return_key": joined[1].return_key})
        assert browser.get(page).status_code == 200
        browser.post(f"{FRONT}return/", {"return_key": joined[0].return_key})
        assert browser.get(page).status_code == 404

    def test_on_its_date_everything_goes(self, over, now):
        programme, _, _ = over
        services.erase_everything(programme, now + timedelta(days=3))

        assert not numbers()
        assert not Thread.objects.exists()
        assert not Idea.objects.exclude(text="").exists()
        assert counted(programme).total == 0


def old_cookie(programme, person):
    """As it was before it held the hash of the return key: a trace of it."""
    trace = hmac.new(bytes(person.key_hash), str(person.pk).encode(), hashlib.sha256)
    response, name = HttpResponse(), access.cookie_name(programme)
    put_cookie(response, programme, name, f"{person.pk}:{trace.hexdigest()[:16]}", is_dated=False)
    return response.cookies[name].value


def test_the_last_batch_comes_before_ties_go(over):
    programme, *_ = over

    assert PublishedState.objects.get(pk=programme.pk).is_final
    assert set(Idea.objects.values_list("shown_to", flat=True)) == {ShownTo.EVERYBODY}
    assert sum(Idea.objects.values_list("agrees", flat=True)) == Vote.objects.count()


def test_what_a_list_said_of_people_goes_with_ties_where_there_is_no_key(said, now):
    programme, *_ = said
    member = Member.objects.create(organisation=programme.organisation, address="sam@example.org")
    Invitee.objects.create(programme=programme, member=member, attributes={"Site": "North"})
    services.keep_dates(at=programme.closes_at + timedelta(days=2))
    services.keep_dates(at=programme.closes_at + timedelta(days=4))

    assert untied(programme.pk) is not None
    assert Invitee.objects.get().attributes is None
