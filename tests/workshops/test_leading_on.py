"""Nobody is stuck: the last idea says so, a reply is confirmed, hidden words are said anew."""

import pytest
from django.urls import reverse

from folkmoot.accounts.policy import Role
from folkmoot.mailbox.models import Thread
from folkmoot.published.presenting import when_texts_appear
from folkmoot.workshops import services
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.queries.staff import COMMENTS
from tests.conftest import NOON
from tests.workshops.reading import html


@pytest.fixture
def ideas(question):
    return Idea.objects.bulk_create(
        Idea(question=question, text=f"Idea {n}", said_on=NOON.date()) for n in range(3)
    )


class TestTheLastIdea:
    def test_says_that_it_is_the_last(self, reader, at, question, ideas):
        board = at("board", question.pk)
        for idea in ideas[:2]:
            assert "The last one you have not answered" not in html(reader.get(board))
            reader.post(at("vote", idea.pk), {"stance": "1", "on": "board"})
        page = html(reader.get(board))

        assert "The last one you have not answered" in page
        assert "More ideas" not in page

    def test_once_answered_the_board_says_that_nothing_is_left(self, reader, at, question, ideas):
        reader.get(at("board", question.pk))
        for idea in ideas:
            reader.post(at("vote", idea.pk), {"stance": "1", "on": "board"})
        page = html(reader.get(at("board", question.pk)))

        assert "you have answered all 3" in page
        assert "More ideas" not in page
        assert "There may be more" not in page

    def test_before_that_it_says_how_many_wait(self, reader, at, question):
        Idea.objects.bulk_create(
            Idea(question=question, text=f"Idea {n}", said_on=NOON.date()) for n in range(14)
        )
        hand = reader.get(at("board", question.pk)).context["hand"]
        for card in hand.cards:
            reader.post(at("vote", card.id), {"stance": "1", "on": "board"})
        page = html(reader.get(at("board", question.pk)))

        assert "4 more wait for your answer" in page
        assert "More ideas" in page


class TestAReply:
    def test_puts_the_cursor_into_the_box(self, reader, at, idea):
        comment = Comment.objects.create(
            idea=idea, text="At night", said_on=NOON.date(), position=1
        )
        page = html(reader.get(at("idea", idea.pk)))

        assert f'href="?reply={comment.ref}#id_text"' in page

    @pytest.mark.parametrize("is_reply", [True, False])
    def test_is_confirmed_in_words_beside_it(self, reader, at, idea, programme, is_reply):
        comment = Comment.objects.create(
            idea=idea, text="At night", said_on=NOON.date(), position=1
        )
        data = {"text": "Here too", "token": "a", "parent": comment.ref if is_reply else ""}
        r = reader.post(at("add-comment", idea.pk), data, follow=True)

        kind = "reply" if is_reply else "comment"
        assert f"Your {kind} is in. {when_texts_appear(programme)}" in html(r)
        assert f"#comment-{Comment.objects.get(text='Here too').ref}" in r.redirect_chain[0][0]

    def test_nobody_else_is_told_that_it_is_theirs(self, reader, join, voice, at, idea):
        data = {"text": "Here too", "token": "a"}
        sent = reader.post(at("add-comment", idea.pk), data)["Location"]

        assert "Your comment is in" not in html(voice(join()).get(sent.split("#", 1)[0]))


class TestHiddenWords:
    @pytest.fixture
    def mine(self, question, join, actor):
        author = join()
        idea = services.add_idea(
            question=question, participant=author, text="Mr B. never comes", at=NOON
        )
        services.hide_idea(
            actor=actor(Role.MODERATOR), idea=idea, reason="It names a person", at=NOON
        )
        return author, idea

    def test_an_author_writes_a_hidden_idea_anew_from_its_page(self, voice, at, mine):
        author, idea = mine
        page = html(voice(author).get(at("idea", idea.pk)))
        anew = at("add-idea", idea.question_id) + f"?anew={idea.ref}"

        assert f'href="{anew}"' in page
        form = html(voice(author).get(anew))
        assert "Mr B. never comes</textarea>" in form
        assert "It names a person" in form

    def test_it_passes_the_same_checks_as_any_idea(self, voice, at, mine):
        author, idea = mine
        anew = at("add-idea", idea.question_id) + f"?anew={idea.ref}"
        refused = voice(author).post(anew, {"text": " ", "token": "a"})
        voice(author).post(anew, {"text": "The round is often missed", "token": "a"})

        assert refused.status_code == 422
        assert Idea.objects.get(text="The round is often missed").is_hidden is False
        assert Idea.objects.get(pk=idea.pk).is_hidden is True

    def test_nobody_else_reads_it_by_its_reference(self, voice, join, at, mine):
        _, idea = mine
        anew = at("add-idea", idea.question_id) + f"?anew={idea.ref}"

        assert "Mr B." not in html(voice(join()).get(anew))

    def test_no_form_is_offered_that_the_moment_refuses(self, voice, at, mine, programme):
        author, idea = mine
        programme.closes_at = NOON.replace(year=2021)
        programme.save()

        page = html(voice(author).get(at("idea", idea.pk)))
        assert "Say it in other words" not in page
        assert "Adding ideas closed on 1 May 2021 at 13:00" in page

    def test_nothing_is_offered_that_is_refused_while_it_is_hidden(self, voice, at, mine):
        author, idea = mine
        page = html(voice(author).get(at("idea", idea.pk)))

        assert at("edit-idea", idea.pk) not in page
        assert "Send the comment" not in page
        assert "it is for others to vote on" not in page
        assert "While it is hidden nobody can comment on it" in page
        assert at("withdraw-idea", idea.pk) in page

    def test_the_notice_in_the_mailbox_leads_to_it(self, voice, at, mine):
        author, idea = mine
        thread = Thread.objects.get()
        address = reverse("mailbox:thread", args=["northmoor", "safer-wards", thread.pk])

        assert f'href="{at("idea", idea.pk)}"' in html(voice(author).get(address))

    def test_a_hidden_comment_is_said_anew_the_same_way(self, voice, join, at, idea, actor):
        author = join()
        comment = services.add_comment(
            idea=idea, participant=author, text="Mr B. again", at=NOON, token="a"
        )
        services.hide_comment(
            actor=actor(Role.MODERATOR), comment=comment, reason="A name", at=NOON
        )
        page = html(voice(author).get(at("idea", idea.pk)))

        assert f'href="?anew={comment.ref}#id_text"' in page
        assert "Mr B. again</textarea>" in html(
            voice(author).get(at("idea", idea.pk) + f"?anew={comment.ref}")
        )
        assert "Mr B." not in html(voice(join()).get(at("idea", idea.pk) + f"?anew={comment.ref}"))


class TestModerators:
    @pytest.fixture
    def many(self, idea):
        Comment.objects.bulk_create(
            Comment(idea=idea, text=f"Comment {n} ends", said_on=NOON.date(), position=n)
            for n in range(1, 621)
        )
        Idea.objects.update(comment_count=620)
        return list(Comment.objects.order_by("position"))

    @pytest.fixture
    def staff_at(self, workshop):
        return lambda name, *a: reverse(
            f"workshops:{name}", args=["northmoor", "safer-wards", workshop.pk, *a]
        )

    def test_reach_every_comment_page_by_page(
        self, signed_in, staff_at, idea, many, django_assert_max_num_queries
    ):
        client, after, read = signed_in(Role.MODERATOR), "", []
        while after is not None:
            with django_assert_max_num_queries(20):
                page = client.get(staff_at("staff-idea", idea.pk) + f"?after={after}")
            read += [comment.text for comment in page.context["comments"].rows]
            after = page.context["comments"].after

        assert read == [comment.text for comment in many]
        assert "Comments (620)" in html(page)
        assert "Comments 601 to 620 of 620" in html(page)

    @pytest.mark.parametrize("number", [0, COMMENTS - 1, COMMENTS, 619])
    def test_come_back_to_the_comment_they_hid(self, signed_in, staff_at, idea, many, number):
        client, comment = signed_in(Role.MODERATOR), many[number]
        address = staff_at("hide-comment", comment.pk)
        r = client.post(address, {"hide": "yes", "reason": "A name"}, follow=True)

        assert r.redirect_chain[0][0].endswith(f"#comment-{comment.ref}")
        assert comment.pk in {one.pk for one in r.context["comments"].rows}
