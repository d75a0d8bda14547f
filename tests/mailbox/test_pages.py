"""What the pages show, and above all what the pages of staff never do."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from folkmoot.accounts.policy import Role
from folkmoot.mailbox import policy, queries, services
from folkmoot.mailbox.models import Note, Thread
from folkmoot.workshops import services as workshops
from tests.batches import publish
from tests.conftest import NOON
from tests.mailbox.conftest import INBOX, MINE
from tests.mailbox.test_conversations import HOSTILE


@pytest.fixture
def facilitation(idea):
    activity = idea.question.activity
    return f"/staff/northmoor/safer-wards/workshops/{activity.pk}/"


class TestTheAuthorsPages:
    def test_lead_from_a_notice_to_the_answer(self, voice, author, thread):
        client = voice(author)
        assert "There is a message for you." in client.get("/p/northmoor/safer-wards/voice/").text
        assert "New" in client.get(MINE).text

        page = client.get(f"{MINE}{thread.ref}/")
        assert "Could you tell us more?" in page.text
        client.post(f"{MINE}{thread.ref}/", {"text": "At the change of shifts"})

        assert Note.objects.get(is_from_us=False).text == "At the change of shifts"
        assert "There is a message" not in client.get("/p/northmoor/safer-wards/voice/").text

    def test_never_name_who_of_staff_wrote(self, voice, author, write, idea, actor, staff):
        person = staff(Role.MODERATOR)
        thread = write(idea, by=actor(Role.MODERATOR, user=person))

        page = voice(author).get(f"{MINE}{thread.ref}/").text
        assert person.name not in page.replace("safer-wards", "")
        assert "The team" in page

    def test_belong_to_nobody_else(self, voice, join, thread, answer):
        note, client = answer(thread), voice(join())
        place = f"{MINE}{thread.ref}/"

        assert client.get(place).status_code == 404
        assert client.post(place, {"text": "Me"}).status_code == 404
        assert client.post(f"{place}close/").status_code == 404
        assert client.get(f"{place}notes/{note.ref}/").status_code == 404
        assert client.post(f"{place}notes/{note.ref}/").status_code == 404

    def test_ask_strangers_to_join(self, thread):
        for path in (MINE, f"{MINE}{thread.ref}/"):
            assert Client().get(path).status_code == 302

    def test_give_words_back_that_were_refused(self, voice, author, thread):
        long = "x" * (policy.LONGEST + 1)
        page = voice(author).post(f"{MINE}{thread.ref}/", {"text": long})

        assert page.status_code == 422
        assert long in page.text

    def test_give_words_back_where_staff_closed_meanwhile(self, voice, author, thread, moderator):
        services.close_thread(actor=moderator, thread=thread, at=NOON)
        page = voice(author).post(f"{MINE}{thread.ref}/", {"text": "Too late?"})

        assert page.status_code == 422
        assert "Too late?" in page.text
        assert "closed this conversation" in page.text

    def test_close_open_and_take_back(self, voice, author, thread, answer):
        note, client, place = answer(thread), voice(author), f"{MINE}{thread.ref}/"

        client.post(f"{place}close/", {"close": "yes"})
        assert Thread.objects.get().closed_by == "author"
        client.post(f"{place}close/", {"close": "no"})
        assert not Thread.objects.get().is_closed
        client.get(f"{place}notes/{note.ref}/")
        assert Note.objects.exclude(text="").count() == 2
        client.post(f"{place}notes/{note.ref}/")
        assert "Taken back by its author." in client.get(place).text

    def test_list_any_number_in_a_few_queries(
        self, voice, author, say, write, django_assert_max_num_queries
    ):
        for number in range(12):
            write(say(author, f"Idea number {number}"))
        client = voice(author)
        with django_assert_max_num_queries(9):
            assert client.get(MINE).text.count('class="card"') == 12


class TestTheStaffsPages:
    def test_show_who_waits_for_an_answer(self, signed_in, thread, answer, programme):
        client = signed_in(Role.MODERATOR)
        answer(thread)
        assert "Nobody waits" in client.get(INBOX).text

        publish(programme, NOON)
        assert "At the change of shifts" in client.get(INBOX).text

    def test_two_ideas_of_one_author_look_like_two_of_two(
        self, signed_in, author, join, idea, say, write, answer
    ):
        """The pages of two conversations differ only by what belongs to each alone."""
        second, foreign = say(author, "Same hand"), say(join(), "Other hand")
        for one in (idea, second, foreign):
            answer(write(one))
        # What the author does with one conversation must not show in the other.
        services.choose(participant=author, is_muted=True, wants_email=False)
        services.mark_seen(participant=author, thread=Thread.objects.get(subject_ref=second.ref))
        client = signed_in(Role.MODERATOR)

        def shown(said):
            thread = Thread.objects.get(subject_ref=said.ref)
            page = client.get(f"{INBOX}{thread.ref}/").text
            for own in (thread.ref, said.text, *(note.ref for note in thread.notes.all())):
                page = page.replace(own, "·")
            of_the_moment = (
                r'"(?:csrfmiddlewaretoken|drawn-for)" value="[^"]+"|"x-csrftoken": "\w+"'
            )
            return re.sub(of_the_moment, "", page)

        assert shown(second) == shown(foreign)

    def test_hold_nothing_of_the_author(self, signed_in, author, thread, answer):
        answer(thread)
        client = signed_in(Role.ADMINISTRATOR)
        for path in (INBOX, f"{INBOX}?show=all", f"{INBOX}{thread.ref}/"):
            page = client.get(path).text
            assert author.ref not in page
            assert str(author.pk) not in page

    def test_do_not_show_what_the_product_told_an_author_alone(self, signed_in, moderator, idea):
        workshops.hide_idea(actor=moderator, idea=idea, reason="A name", at=NOON)
        thread, client = Thread.objects.get(), signed_in(Role.MODERATOR)

        assert client.get(f"{INBOX}{thread.ref}/").status_code == 404
        assert "There are no conversations" in client.get(f"{INBOX}?show=all").text

    def test_answer_from_the_page_of_a_conversation(self, signed_in, thread, answer):
        answer(thread)
        client = signed_in(Role.MODERATOR)
        begun = client.get(f"{INBOX}{thread.ref}/?begin=thanks").text
        assert "Thank you for “A quiet hour for rounds”" in begun

        client.post(f"{INBOX}{thread.ref}/", {"text": "Thank you"})
        assert Note.objects.latest("position").text == "Thank you"
        client.post(f"{INBOX}{thread.ref}/close/", {"close": "yes"})
        assert Thread.objects.get().closed_by == "staff"

    def test_a_conversation_that_does_not_open_again_says_why_on_its_page(
        self, signed_in, author, thread, answer, programme
    ):
        answer(thread, "At the change of shifts")
        publish(programme, NOON)
        services.close_as_author(participant=author, thread=thread)

        page = signed_in(Role.MODERATOR).post(f"{INBOX}{thread.ref}/close/", {"close": "no"})
        assert page.status_code == 422
        assert "alone can open it again" in page.text
        assert "At the change of shifts" in page.text

    @pytest.mark.parametrize("text", HOSTILE)
    def test_show_any_words_as_words(self, signed_in, voice, author, thread, answer, text):
        answer(thread, text)
        pages = [
            signed_in(Role.MODERATOR).get(f"{INBOX}{thread.ref}/").text,
            voice(author).get(f"{MINE}{thread.ref}/").text,
        ]
        for page in pages:
            assert "<script>alert" not in page
            assert 'href="https://example.org' not in page
            assert "javascript:alert(1)" not in re.findall(r'href="([^"]*)"', page)

    @pytest.mark.parametrize("after", ["", "x", "2030-05-01_", "_0", "2030-13-01_" + "0" * 13])
    def test_any_place_to_carry_on_from_is_harmless(self, signed_in, thread, after):
        client = signed_in(Role.MODERATOR)

        assert client.get(INBOX, {"after": after, "show": "all"}).status_code == 200


class TestTheInbox:
    @pytest.fixture
    def many(self, join, say, write):
        for number in range(queries.staff.PAGE + 7):
            day = NOON + timedelta(days=number % 3)
            write(say(join(), f"Idea number {number}"), at=day)

    def test_pages_hold_every_conversation_once(self, programme, many):
        first = queries.inbox(programme=programme, show="all")
        second = queries.inbox(programme=programme, show="all", after=first.after)
        seen = [line.id for line in (*first.lines, *second.lines)]

        assert len(first.lines) == queries.staff.PAGE
        assert len(seen) == len(set(seen)) == first.total
        assert second.after == ""
        days = [line.last_on for line in (*first.lines, *second.lines)]
        assert days == sorted(days, reverse=True)

    def test_a_page_costs_three_queries(self, programme, many, django_assert_num_queries):
        with django_assert_num_queries(3):
            queries.inbox(programme=programme, show="all")


class TestFromThePageOfAnIdea:
    def test_a_facilitator_begins_the_conversation(self, signed_in, facilitation, idea):
        client, place = signed_in(Role.FACILITATOR), f"{facilitation}ideas/{idea.ref}/"
        assert "Write to the author" in client.get(place).text

        answer = client.post(f"{place}write/", {"text": "Tell us more"})
        thread = Thread.objects.get(subject_ref=idea.ref)
        assert answer.url == f"{INBOX}{thread.ref}/"
        assert "Open the conversation" in client.get(place).text

    def test_a_moderator_begins_the_conversation_about_a_comment(
        self, signed_in, facilitation, idea, join, programme
    ):
        comment = workshops.add_comment(idea=idea, participant=join(), text="So do we", at=NOON)
        publish(programme, NOON)
        client = signed_in(Role.MODERATOR)
        place = f"{facilitation}comments/{comment.ref}/write/"

        assert "So do we" in client.get(place).text
        client.post(place, {"text": "Thank you"})
        assert Thread.objects.get().subject_kind == "comment"

    def test_words_that_were_refused_come_back(self, signed_in, facilitation, idea):
        client = signed_in(Role.FACILITATOR)
        page = client.post(f"{facilitation}ideas/{idea.ref}/write/", {"text": "y" * 2001})

        assert page.status_code == 422
        assert "y" * 2001 in page.text

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.SPONSOR])
    def test_those_who_only_read_find_no_form(self, signed_in, facilitation, idea, role):
        client, place = signed_in(role), f"{facilitation}ideas/{idea.ref}/"

        assert "Write to the author" not in client.get(place).text
        assert client.get(f"{place}write/").status_code == 404
        assert client.post(f"{place}write/", {"text": "Hello"}).status_code == 404
        assert not Thread.objects.exists()

    def test_what_was_brought_in_has_no_form(self, signed_in, facilitation, say):
        page = signed_in(Role.FACILITATOR).get(f"{facilitation}ideas/{say(None).ref}/").text

        assert "brought in from elsewhere" in page
