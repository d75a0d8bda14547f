"""Both sides of a conversation: what is kept, refused, limited and told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.accounts.models import AuditEntry
from folkmoot.activities.models import ShownTo
from folkmoot.core import jobs, schedule
from folkmoot.mailbox import policy, presenting, queries, services
from folkmoot.mailbox.models import Announcement, Note, Thread
from folkmoot.participants.services import add_voices
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import Comment, Idea
from tests.batches import publish
from tests.conftest import NOON

TOMORROW = NOON + timedelta(days=1)
HOSTILE = [
    "<script>alert(1)</script>",
    "https://example.org/who?id=1 and javascript:alert(1)",
    "{{ request.user }} {% debug %}",
    "مرحبا بالعالم",
    "🏥👩‍⚕️",
    "\u202egnp.exe\u202c",
    "a\x00b",
    "x" * policy.LONGEST,
]


class TestWriting:
    def test_everything_about_one_idea_is_one_conversation(self, write, idea, answer):
        first = write(idea)
        answer(first)
        second = write(idea, "Thank you")

        assert first == second
        assert [note.is_from_us for note in first.notes.all()] == [True, False, True]

    def test_sending_the_same_form_twice_sends_one_message(self, write, idea):
        write(idea), write(idea)

        assert Note.objects.count() == 1
        assert AuditEntry.objects.filter(act="conversation.message_sent").count() == 1

    def test_the_audit_holds_the_act_and_never_the_words(self, write, idea):
        write(idea, "Marmalade on the ward?")

        entry = AuditEntry.objects.get(act="conversation.message_sent")
        assert entry.detail == f"idea {idea.ref}"
        assert "armalade" not in str(AuditEntry.objects.values())

    @pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * (policy.LONGEST + 1)])
    def test_nothing_and_too_much_are_refused(self, write, answer, thread, idea, text):
        for act in (lambda: write(idea, text), lambda: answer(thread, text)):
            with pytest.raises(services.NotSent):
                act()

    @pytest.mark.parametrize("text", HOSTILE)
    def test_any_words_are_kept_without_what_nobody_sees(self, thread, answer, text):
        kept = answer(thread, text).text

        assert kept
        assert not set(kept) & {"\x00", "\u202e", "\u202c"}

    def test_nobody_is_pestered_without_an_answer(self, write, idea, answer, programme):
        for number in range(policy.UNANSWERED):
            thread = write(idea, f"Question {number}")
        with pytest.raises(services.NotSent, match="without an answer"):
            write(idea, "And another")

        answer(thread)
        publish(programme, NOON)
        write(idea, "And another")

    def test_an_answer_moves_nothing_for_staff_until_a_batch_brings_it(
        self, thread, answer, programme
    ):
        def seen():
            line = Thread.objects.values("last_on", "waits_for_us", "has_talk").get()
            texts = [message.text for message in queries.messages_in(thread)]
            return line, texts, queries.inbox(programme=programme).total

        before = seen()
        answer(thread, at=NOON + timedelta(days=1))
        assert seen() == before

        publish(programme, NOON)
        assert seen()[1][-1] == "At the change of shifts"
        assert seen()[2] == 1

    def test_its_author_reads_an_answer_at_once(self, thread, answer):
        answer(thread)

        assert [one.text for one in queries.messages_in(thread, seen=0)][-1] == (
            "At the change of shifts"
        )

    def test_answers_after_the_close_come_once_a_day(self, thread, answer, programme):
        from folkmoot.published import services as published
        from folkmoot.published.models import PublishedState

        closed = programme.closes_at
        PublishedState.objects.create(programme=programme, look_at=closed, daily_at=closed)
        published.look(programme.pk, at=closed)
        answer(thread)
        published.look(programme.pk, at=closed + timedelta(hours=1))
        before = queries.inbox(programme=programme).total
        published.look(programme.pk, at=closed + timedelta(days=2))

        assert (before, queries.inbox(programme=programme).total) == (0, 1)

    def test_one_person_of_staff_writes_so_many_messages_a_day(
        self, actor, staff, join, say, write, monkeypatch
    ):
        from folkmoot.accounts.policy import Role

        monkeypatch.setattr(policy, "STAFF_A_DAY", 2)
        by = actor(Role.MODERATOR, user=staff(Role.MODERATOR))
        ideas = [say(join()) for _ in range(3)]
        write(ideas[0], by=by), write(ideas[1], by=by)

        with pytest.raises(services.NotSent, match="today"):
            write(ideas[2], by=by)
        write(ideas[2], by=by, at=TOMORROW)

    def test_an_author_answers_so_many_times_a_day(self, thread, answer, monkeypatch):
        monkeypatch.setattr(policy, "THREAD_A_DAY", 2)
        answer(thread, "One"), answer(thread, "Two")

        with pytest.raises(services.NotSent, match="tomorrow"):
            answer(thread, "Three")
        answer(thread, "Three", at=TOMORROW)

    def test_words_brought_in_from_elsewhere_have_nobody_to_write_to(self, programme, say, write):
        voice = add_voices(programme=programme, joined_on=[NOON.date()])[0]
        idea = say(None)
        Idea.objects.filter(pk=idea.pk).update(author=voice)
        idea.refresh_from_db()

        assert not queries.can_be_reached(programme, voice)
        for said in (idea, say(None)):
            with pytest.raises(services.NotSent, match="Nobody can be written to"):
                write(said)


class TestClosing:
    def test_what_staff_closed_neither_side_writes_in(self, moderator, thread, write, idea, answer):
        services.close_thread(actor=moderator, thread=thread, at=NOON)

        for act in (lambda: write(idea, "Hello?"), lambda: answer(thread)):
            with pytest.raises(services.NotSent, match="closed"):
                act()
        services.open_thread(actor=moderator, thread=thread, at=NOON)
        answer(thread)

    def test_what_its_author_closed_the_author_alone_opens(
        self, moderator, thread, author, write, idea
    ):
        from folkmoot.core.errors import NotAllowed

        services.close_as_author(participant=author, thread=thread)

        with pytest.raises(services.NotSent, match="author closed"):
            write(idea, "Hello?")
        with pytest.raises(NotAllowed):
            services.open_thread(actor=moderator, thread=thread, at=NOON)
        services.open_as_author(participant=author, thread=thread)
        write(idea, "Hello?")

    def test_an_author_cannot_open_what_staff_closed(self, moderator, thread, author):
        services.close_thread(actor=moderator, thread=thread, at=NOON)
        services.open_as_author(participant=author, thread=thread)

        assert Thread.objects.get().is_closed


class TestNotices:
    def test_a_new_message_is_pointed_out_until_it_is_read(self, thread, author):
        assert queries.to_notice(author) == 1
        assert presenting.notice_for(author).words == "There is a message for you."

        services.mark_seen(participant=author, thread=Thread.objects.get())

        assert queries.to_notice(author) == 0
        assert presenting.notice_for(author).words == ""

    def test_nobody_hears_of_a_mailbox_that_was_never_used(self, author):
        assert presenting.notice_for(author) is None

    def test_who_muted_it_is_not_told_and_can_still_read(self, thread, author):
        services.choose(participant=author, is_muted=True, wants_email=False)

        assert presenting.notice_for(author).words == ""
        assert [line.is_unread for line in queries.threads_of(author)] == [True]

    def test_a_mute_changes_nothing_for_staff(self, author, write, idea, say):
        services.choose(participant=author, is_muted=True, wants_email=False)

        write(idea), write(say(author))
        assert Note.objects.count() == 2

    def test_one_query_tells_whether_there_is_a_message(
        self, thread, author, django_assert_num_queries
    ):
        with django_assert_num_queries(1):
            presenting.notice_for(author)


class TestTelling:
    def test_the_author_of_a_hidden_idea_reads_why(self, moderator, idea, author):
        workshops.hide_idea(actor=moderator, idea=idea, reason="It names a colleague.", at=NOON)

        note = Note.objects.get(thread__participant=author)
        assert "It names a colleague." in note.text
        assert "not about you" in note.text
        assert note.is_automatic

    def test_the_author_of_a_hidden_idea_learns_that_it_is_shown_again(
        self, moderator, idea, author
    ):
        workshops.hide_idea(actor=moderator, idea=idea, reason="A name", at=NOON)
        workshops.show_idea(actor=moderator, idea=idea, at=NOON)

        assert "see this again" in Note.objects.latest("position").text

    def test_the_author_of_a_hidden_comment_reads_why(self, moderator, idea, join):
        comment = workshops.add_comment(idea=idea, participant=join(), text="So does Ann", at=NOON)
        workshops.hide_comment(actor=moderator, comment=comment, reason="A name", at=NOON)

        thread = Thread.objects.get()
        assert (thread.subject_kind, thread.subject_ref) == ("comment", comment.ref)
        assert "A name" in thread.notes.get().text

    def test_answers_are_delivered_the_next_day_and_once(self, facilitator, idea, author):
        for status, reason in (("planned", "In May"), ("not_now", "No money"), ("done", "Built")):
            workshops.set_status(
                actor=facilitator, idea=idea, status=status, reason=reason, at=NOON
            )
        assert services.deliver_announcements(at=NOON) == 0
        assert not Note.objects.exists()

        assert services.deliver_announcements(at=TOMORROW) == 1
        assert services.deliver_announcements(at=TOMORROW) == 0
        text = Note.objects.get(thread__participant=author).text
        assert "has been done" in text
        assert "Built" in text
        assert "No money" not in text

    def test_an_answer_taken_back_the_same_day_is_never_told(self, facilitator, idea):
        workshops.set_status(actor=facilitator, idea=idea, status="planned", at=NOON)
        workshops.set_status(actor=facilitator, idea=idea, status="heard", at=NOON)

        assert services.deliver_announcements(at=TOMORROW) == 0

    def test_the_day_s_job_delivers(self, facilitator, idea):
        workshops.set_status(actor=facilitator, idea=idea, status="done", at=NOON)
        Announcement.objects.update(queued_on=timezone.localdate() - timedelta(days=1))
        jobs.run("mailbox.deliver")

        assert Note.objects.get().is_automatic
        assert "mailbox.deliver" in schedule.intervals()

    def test_an_idea_without_an_author_tells_nobody(self, facilitator, moderator, say):
        idea = say(None)
        workshops.hide_idea(actor=moderator, idea=idea, reason="A name", at=NOON)
        workshops.set_status(actor=facilitator, idea=idea, status="done", at=NOON)

        assert services.deliver_announcements(at=TOMORROW) == 0
        assert not Thread.objects.exists()


class TestForgetting:
    def test_words_put_better_leave_the_heading(self, idea, author, thread):
        Idea.objects.update(shown_to=ShownTo.STAFF)  # staff wrote before others read it
        workshops.edit_idea(idea=idea, participant=author, text="An hour of quiet", at=NOON)

        assert Thread.objects.get().subject_label == "An hour of quiet"

    def test_taking_an_idea_back_ends_the_conversation_about_it(self, idea, author, thread):
        workshops.withdraw_idea(idea=idea, participant=author, at=NOON)

        assert not Thread.objects.exists()
        assert not Note.objects.exists()

    def test_taking_a_comment_back_ends_the_conversation_about_it(self, write, idea, join):
        comment = workshops.add_comment(idea=idea, participant=join(), text="Yes", at=NOON)
        write(comment)
        workshops.withdraw_comment(comment=comment, participant=comment.author, at=NOON)

        assert not Thread.objects.exists()
        assert Comment.objects.get().is_withdrawn

    def test_one_message_can_be_taken_back(self, thread, author, answer):
        note = answer(thread)
        services.take_back_note(participant=author, note=note)

        assert Note.objects.get(pk=note.pk).text == ""
        assert not queries.said_by(author.owner)

    def test_nobody_takes_back_what_another_said(self, thread, author, answer, join):
        note = answer(thread)
        services.take_back_note(participant=join(), note=note)
        services.take_back_note(participant=author, note=thread.notes.get(position=1))

        assert not Note.objects.filter(text="").exists()

    def test_a_rehearsal_leaves_nothing(self, programme, thread, author):
        author.is_practice = True
        author.save()
        services.erase_practice(programme.pk)

        assert not Thread.objects.exists()
